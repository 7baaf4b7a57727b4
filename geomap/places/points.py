"""Turn a chosen place into the point that a mention stands for, with its precision and radius."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from geomap.gazetteer.index import GazetteerIndex
from geomap.gazetteer.place import Place, Precision
from geomap.places.mention import Cue, Resolution, ToponymMention
from geomap.places.offsets import Offset, moved, offset_of
from geomap.places.sites import is_site, known_site
from geomap.places.standing import tier_of
from geomap.places.table import WordTable
from geomap.text.parsed import ParsedDocument

_PRECISIONS = {
    "country": Precision.COUNTRY,
    "region": Precision.COUNTRY,
    "admin1": Precision.ADMIN1,
    "admin2": Precision.ADMIN2,
}
_AREAS = frozenset({Precision.COUNTRY, Precision.ADMIN1, Precision.ADMIN2})
_SITE_OF_TOWN = 0.95  # of the town's confidence: some towns have two airports
_BY_REFERENCE = 0.85  # "the hospital" need not be the one of the town named last
_KNOWN_BY_NAME = 0.85
_UNKNOWN = "no known place has this name"
_NAMED_ELSEWHERE = 0.5  # a street need not lie in the town of the sentence before


class Grounds(NamedTuple):
    """Why a place was chosen: the last three fields of a `Resolution`."""

    confidence: float
    reason: str
    candidates: tuple[Place, ...]


class Spot(NamedTuple):
    """A place chosen for a name, and how fine its point is: the same wherever the name stands."""

    place: Place
    precision: Precision
    radius: float
    grounds: Grounds


def spot_of(place: Place, grounds: Grounds) -> Spot:
    """What all mentions of a name share."""
    return Spot(place, precision_of(place), radius_of(place), grounds)


def placed(parsed: ParsedDocument, mention: ToponymMention, spot: Spot) -> Resolution:
    """The resolution of a mention to a place, moved where the words before it say so."""
    place, precision, radius, grounds = spot
    offset, reason = offset_of(parsed, mention), grounds.reason
    latitude, longitude = place.latitude, place.longitude
    if offset is not None:
        latitude, longitude = moved(latitude, longitude, offset)
        radius += _widened(offset)
        reason += f"; {_told(offset)}"
    elif mention.cue is Cue.NEAR:
        radius += _radii()["near"]
    return Resolution(
        mention=mention,
        place=place,
        precision=precision,
        uncertainty_km=round(radius, 1),
        latitude=latitude,
        longitude=longitude,
        confidence=grounds.confidence,
        reason=reason,
        candidates=grounds.candidates,
    )


def placed_facility(
    mention: ToponymMention,
    anchor: Resolution | None,
    index: GazetteerIndex,
    named_in: Mapping[str, int],
) -> Resolution:
    """The resolution of a facility phrase: itself when it is known, else the town it hangs on.

    Args:
        mention: The phrase.
        anchor: The resolution of the name it hangs on, or None.
        index: The gazetteer.
        named_in: How many names of the article lie in each country.
    """
    town = anchor.place if anchor else None
    tied = not mention.names or _holds_anchor(mention)
    known = known_site(mention, town, index, tied=tied, named_in=named_in)
    if known is not None:
        sure, reason = _why_known(mention, known, anchor, index)
        return _at_site(mention, known, radius_of(known), Grounds(round(sure, 3), reason, (known,)))
    kind = mention.kind.replace("_", " ")
    if anchor is None or anchor.place is None:
        why = "no place is tied to it" if anchor is None else "the name it hangs on has none"
        return unplaced(mention, f"the {kind} itself is not in the gazetteer, and {why}")
    reason = f"the {kind} itself is not in the gazetteer: placed on {anchor.place.name}"
    if anchor.precision in _AREAS:
        return replace(anchor, mention=mention, reason=reason)
    sure = anchor.confidence
    if not _holds_anchor(mention):
        sure, reason = sure * _BY_REFERENCE, f"{reason}, the town named last before it"
    grounds = Grounds(round(sure, 3), f"{reason}; {anchor.reason}", anchor.candidates)
    return _at_site(mention, anchor.place, anchor.uncertainty_km, grounds)


def placed_in_town(
    mention: ToponymMention, town: Resolution, *, last: bool, known: bool
) -> Resolution:
    """The resolution of a street or building that no gazetteer has: a town named in the article.

    Args:
        mention: Its name.
        town: The resolution of the town.
        last: Whether it was named last before it, else it is the one that is named most.
        known: Whether some town far off bears its name.
    """
    which = "the town named last before it" if last else "the town that this article names most"
    if town.place is None:
        return unplaced(mention, _UNKNOWN)
    why = "a street or quarter, as the word before it says" if known else _UNKNOWN
    reason = f"{why}; put on {town.place.name}, {which}"
    sure = round(town.confidence * _NAMED_ELSEWHERE, 3)
    return replace(
        town,
        mention=mention,
        latitude=town.place.latitude,
        longitude=town.place.longitude,
        uncertainty_km=radius_of(town.place),
        confidence=sure,
        reason=reason,
    )


def unplaced(mention: ToponymMention, reason: str) -> Resolution:
    """The resolution of a mention that no known place fits."""
    return Resolution(mention, None, Precision.CITY, 0.0, None, None, 0.0, reason)


def precision_of(place: Place) -> Precision:
    """How fine a place's point is."""
    if is_site(place):
        return Precision.SITE
    return _PRECISIONS.get(tier_of(place), Precision.CITY)


def radius_of(place: Place) -> float:
    """Kilometers that a place's point stands for."""
    if is_site(place):
        return _radii()["site"]
    tier = tier_of(place)
    if tier == "country":
        return _widths().get(place.country_code.lower(), _radii()["country"])
    return _radii().get("metropolis" if tier == "capital" else tier, _radii()["region"])


@cache
def _radii() -> dict[str, float]:
    return WordTable.read("places", "resolution.toml").numbers("uncertainty")


@cache
def _widths() -> dict[str, float]:
    return WordTable.read("places", "resolution.toml").numbers("large_countries")


def _holds_anchor(mention: ToponymMention) -> bool:
    """Whether the town stands in the phrase itself, not somewhere before it."""
    return mention.anchor is not None and mention.span.covers(mention.anchor)


def _why_known(
    mention: ToponymMention, known: Place, anchor: Resolution | None, index: GazetteerIndex
) -> tuple[float, str]:
    """How sure a known facility is the one, and why."""
    called = (place for name in mention.names for place, _ in index.candidates(name))
    sure = anchor.confidence * _SITE_OF_TOWN if anchor else 0.0
    sure *= 1.0 if _holds_anchor(mention) else _BY_REFERENCE
    if anchor is None or any(place.id == known.id for place in called):
        return max(sure, _KNOWN_BY_NAME), f"the gazetteer knows {known.name} by its name"
    town = anchor.place.name if anchor.place else anchor.mention.surface
    kind = mention.kind.replace("_", " ")
    return sure, f"{known.name} is the {kind} of {town}; {anchor.reason}"


def _at_site(mention: ToponymMention, place: Place, radius: float, grounds: Grounds) -> Resolution:
    return Resolution(
        mention=mention,
        place=place,
        precision=Precision.SITE,
        uncertainty_km=radius,
        latitude=place.latitude,
        longitude=place.longitude,
        confidence=grounds.confidence,
        reason=grounds.reason,
        candidates=grounds.candidates,
    )


def _widened(offset: Offset) -> float:
    """Kilometers of doubt that a told way adds."""
    if not offset.kilometers:
        return _radii()["near"]
    if offset.bearing is None:
        return offset.kilometers
    return offset.kilometers * _radii()["share_of_distance"]


def _told(offset: Offset) -> str:
    if not offset.kilometers:
        return "beside it, as the words before it say"
    way = f"{offset.kilometers:.0f} km off, as the words beside it say"
    return way if offset.bearing is None else f"moved {way} ({offset.bearing:.0f}° from north)"
