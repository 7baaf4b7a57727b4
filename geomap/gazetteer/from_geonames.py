"""Places from a full GeoNames dump (CC BY 4.0), which users fetch themselves.

Towns of 500 people and more, seats of divisions and first-order divisions go into the draft, as
with the small source; everything else that `geonames_features.toml` keeps goes into its bulk.
"""

from collections.abc import Callable, Container, Iterator
from functools import cache
from itertools import islice

from geomap.errors import InputError
from geomap.gazetteer.draft import Draft, DraftPlace, Source
from geomap.gazetteer.dump import Dump, Line, read_lines
from geomap.gazetteer.from_geonamescache import add_names, is_name
from geomap.gazetteer.from_tables import bare_county
from geomap.gazetteer.names import NameKind
from geomap.gazetteer.tables import read_entries, words

_COLUMNS = 19
_NAME_COLUMNS = 10
_TOWN_SIZE = 500
_MOST_IDS = 2**32
_AREA_WORTH = 0.02  # of its people: "Springfield" is the town before the township
_LINES_AT_ONCE = 200_000


def add_dump(
    draft: Draft, dump: Dump, iata_codes: Container[str], elsewhere: Container[str]
) -> None:
    """Add the places of a dump.

    Args:
        draft: Where to.
        dump: The files.
        iata_codes: The codes that are no names but airports.
        elsewhere: Ids of countries and continents, which other sources place; they get the names.

    Raises:
        InputError: A file cannot be read or a line is wrong; the message names file and line.
    """
    reader = _Reader(draft, iata_codes, elsewhere, names_follow=dump.alternate_names is not None)
    for line in read_lines(dump.places, _COLUMNS, dump.share):
        reader.take(line)
    if not draft.places:
        raise InputError(f"{dump.places} holds no town; take allCountries.zip of GeoNames")
    draft.sources.append(
        Source("GeoNames dump", reader.changed, "CC BY 4.0", "places, divisions, counties")
    )
    if dump.alternate_names is not None:
        lines = read_lines(dump.alternate_names, _NAME_COLUMNS, dump.share)
        while some := list(islice(lines, _LINES_AT_ONCE)):
            _add_alternate_names(draft, some, elsewhere)


class _Reader:
    """Sorts the lines of a dump.

    Attributes:
        changed: The last day on which a place changed, as the dump says it: its version.
    """

    def __init__(
        self,
        draft: Draft,
        iata_codes: Container[str],
        elsewhere: Container[str],
        *,
        names_follow: bool,
    ) -> None:
        self._draft, self._iata, self._elsewhere = draft, iata_codes, elsewhere
        self._names_follow = names_follow
        self._keeps = _kept_features()
        self.changed = ""

    def take(self, line: Line) -> None:
        """Put a place where it belongs, or leave it out."""
        fields = line.fields
        self.changed = max(self.changed, fields[18])
        if not self._keeps(fields[6], fields[7]):
            return
        place = _place(line)
        others = [] if self._names_follow else fields[3].split(",") if fields[3] else []
        if place.id in self._elsewhere:
            self._draft.call(place.id, filter(is_name, others), NameKind.ALTERNATE)
        elif place.feature_code == "ADM1" and place.admin1_code:
            self._draft.divisions[place.country_code, place.admin1_code] = place
            self._draft.call(place.id, filter(is_name, others), NameKind.ALTERNATE)
        elif _is_town(fields[6], place):
            self._draft.add(place)
            add_names(self._draft, place, others, self._iata)
        else:
            self._shelve(place, others)

    def _shelve(self, place: DraftPlace, others: list[str]) -> None:
        """Put a place into the bulk, and remember the name of a county."""
        bulk = self._draft.bulk
        if place.feature_code == "ADM2" and place.admin2_code:
            key = place.country_code, place.admin1_code, place.admin2_code
            bulk.county_names[key] = place.name
            bare = bare_county(place.name) if place.country_code == "US" else place.name
            others = [*others, bare] if bare != place.name else others
        ordinal = bulk.places.append(place)
        bulk.names.add(ordinal, place.name, NameKind.NAME)
        for name in others:
            if name != place.name and is_name(name):
                bulk.names.add(ordinal, name, NameKind.ALTERNATE)


@cache
def _kept_features() -> Callable[[str, str], bool]:
    """Whether a feature class and code are kept, by our own table."""
    sections = dict(read_entries("geonames_features.toml"))
    where = "geonames_features.toml"
    whole = {letter for letter, codes in sections["keep"].items() if codes == "all"}
    kept = {
        (letter, code)
        for letter, codes in sections["keep"].items()
        for code in words(codes, f"{where} [keep] {letter}")
    }
    dropped = frozenset(words(sections["drop"]["codes"], f"{where} [drop]"))
    return lambda letter, code: (letter in whole and code not in dropped) or (letter, code) in kept


@cache
def _languages() -> frozenset[str]:
    table = dict(read_entries("geonames_features.toml"))["names"]
    return frozenset(("", *words(table["languages"], "geonames_features.toml [names]")))


def _place(line: Line) -> DraftPlace:
    """The place of a line, its numbers checked."""
    fields = line.fields
    try:
        number, people = int(fields[0]), int(fields[14] or 0)
        latitude, longitude = float(fields[4]), float(fields[5])
    except ValueError as error:
        raise line.wrong(f"{error}: id, latitude, longitude or population is no number") from error
    if not 0 < number < _MOST_IDS or people < 0:
        raise line.wrong(f"id {number} or population {people} is out of range")
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004  degrees
        raise line.wrong(f"{latitude}, {longitude} is no point on the globe")
    if not fields[1].strip():
        raise line.wrong("the place has no name")
    is_populated = fields[6] == "P"
    return DraftPlace(
        id=str(number),
        name=fields[1],
        latitude=latitude,
        longitude=longitude,
        feature_code=fields[7] or ("PPL" if is_populated else fields[6]),
        country_code=fields[8],
        admin1_code="" if fields[10] == "00" else fields[10],
        population=people,
        weight=people if is_populated else people * _AREA_WORTH + 1,
        admin2_code=fields[11],
    )


def _is_town(feature_class: str, place: DraftPlace) -> bool:
    """Whether other sources may ask about a place: towns, seats of divisions."""
    seat = place.feature_code.startswith(("PPLA", "PPLC"))
    return feature_class == "P" and (seat or place.population >= _TOWN_SIZE)


def _add_alternate_names(draft: Draft, lines: list[Line], elsewhere: Container[str]) -> None:
    """Give places the names of `alternateNamesV2` that are names in a language we read."""
    named = list(_names(lines))
    asked = {place.id for place in draft.divisions.values()}
    ordinals = draft.bulk.places.ordinals([int(place_id) for place_id, _, _ in named])
    for (place_id, name, kind), ordinal in zip(named, ordinals.tolist(), strict=True):
        if place_id in draft.places or place_id in asked or place_id in elsewhere:
            draft.call(place_id, [name], kind)
        elif ordinal >= 0:
            draft.bulk.names.add(ordinal, name, kind)


def _names(lines: list[Line]) -> Iterator[tuple[str, str, NameKind]]:
    """Place id, name and kind; colloquial names ("Big Apple") are left out."""
    known = _languages()
    for line in lines:
        _, place_id, language, name, _, short, colloquial, _, _, _ = line.fields
        if not place_id.isascii() or not place_id.isdigit():
            raise line.wrong(f"{place_id!r} is no GeoNames id")
        if language in known and not colloquial and is_name(name):
            yield place_id, name, NameKind.SHORT if short else NameKind.ALTERNATE
