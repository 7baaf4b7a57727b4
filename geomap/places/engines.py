"""Recognition and resolution with what a user adds to them, put together in one place."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geomap.errors import OptionError
from geomap.gazetteer.index import GazetteerIndex
from geomap.places.coordinate_mentions import Recognize, Resolve, with_coordinates, with_points
from geomap.places.known_names import KnownPlacesIndex, with_known_names, with_known_reasons
from geomap.places.known_places import read_known_places
from geomap.places.recognize import recognizer as our_recognizer
from geomap.places.resolve import resolver

if TYPE_CHECKING:
    from geomap.places.second_opinion import Adviser

_SPACY = "spacy:"


class PlaceEngines(NamedTuple):
    """How place names are found and how places are chosen for them."""

    recognize: Recognize
    resolve: Resolve


def place_engines(  # noqa: PLR0913  all but the gazetteer by keyword
    index: GazetteerIndex,
    *,
    country: str | None = None,
    source_country: str | None = None,
    known_places: str | Path | None = None,
    recognizer: str | None = None,
    adviser: "Adviser | None" = None,
) -> PlaceEngines:
    """Put the engines together.

    Args:
        index: The gazetteer.
        country: ISO alpha-2 code of the country that the articles are about.
        source_country: The outlet's own country.
        known_places: CSV or GeoJSON file of places that win over the gazetteer.
        recognizer: "spacy:NAME", or None for our own.
        adviser: Asked about names that the gazetteer lacks; None asks nobody.

    Raises:
        OptionError: There is no such recognizer.
        InputError: The file of known places cannot be read.
    """
    known = None
    if known_places is not None:
        known = read_known_places(str(known_places))
        index = KnownPlacesIndex(index, known)
    recognize = _recognizer(recognizer, index)
    resolve: Resolve = resolver(index, country=country, source_country=source_country)
    if known is not None:
        recognize, resolve = with_known_names(recognize, known), with_known_reasons(resolve, known)
    if adviser is not None:
        from geomap.places.second_opinion import with_second_opinion  # noqa: PLC0415

        resolve = with_second_opinion(resolve, adviser, index)
    return PlaceEngines(with_coordinates(recognize), with_points(resolve, index))


def _recognizer(name: str | None, index: GazetteerIndex) -> Recognize:
    if name is None:
        return our_recognizer(index)
    if not name.startswith(_SPACY) or name == _SPACY:
        raise OptionError(
            f"recognizer {name!r} is unknown; write spacy:NAME, as in spacy:en_core_web_sm"
        )
    from geomap.places.spacy_recognizer import spacy_recognizer  # noqa: PLC0415  an extra

    return spacy_recognizer(name.removeprefix(_SPACY), index)
