"""Known facilities: which places are facilities, and which of them a phrase speaks of."""

from collections.abc import Mapping
from functools import cache

from geomap.gazetteer.index import GazetteerIndex
from geomap.gazetteer.place import Place
from geomap.places.mention import ToponymMention
from geomap.places.offsets import kilometers
from geomap.places.table import WordTable

_AIRPORT = "airport"
_NEAREST = 8  # facilities looked at around a town
_REACH_KM = {"named": 90.0, _AIRPORT: 25.0, "kind": 20.0}  # of a facility from its town, at most


def is_site(place: Place) -> bool:
    """Whether a place is a facility: an airport, a bridge, a prison."""
    return place.feature_code in _all_codes()


def known_site(
    mention: ToponymMention, town: Place | None, index: GazetteerIndex, *, tied: bool
) -> Place | None:
    """The facility that a phrase speaks of, by its own name or by the town it serves.

    Args:
        mention: The phrase.
        town: The place it hangs on, or None.
        index: The gazetteer.
        tied: Whether the phrase holds the town or has no name of its own, so that the one facility
            of its kind in that town is meant.
    """
    named = _named(mention, town, index)
    if named is not None or town is None or not tied:
        return named
    if mention.kind == _AIRPORT:
        return next(iter(index.airports_of(town)), None) or _airport_near(town, index)
    return _only_one_near(town, mention.kind, index) if _is_plain(mention) else None


def _is_plain(mention: ToponymMention) -> bool:
    return not mention.names and mention.kind in _one_in_town()


def _named(
    mention: ToponymMention, town: Place | None, index: GazetteerIndex
) -> Place | None:
    """A facility that bears one of the phrase's own names, the nearest to its town."""
    wanted = _codes().get(mention.kind.lower(), frozenset())
    found = [c.place for name in mention.names for c in index.candidates(name)]
    sites = [place for place in found if is_site(place)]
    if mention.kind == _AIRPORT:
        sites = [place for place in sites if place.feature_code in wanted]
    if town is not None:
        sites = [place for place in sites if _belongs(place, town, index)]
    fitting = [place for place in sites if place.feature_code in wanted]
    return next(iter([*fitting, *sites]), None)


def _belongs(site: Place, town: Place, index: GazetteerIndex) -> bool:
    """Whether a facility may be the one of a town, or of the area that holds it."""
    if site.id == town.id or index.contains(town, site):
        return True
    return kilometers(site, town) <= _REACH_KM["named"]


def _airport_near(town: Place, index: GazetteerIndex) -> Place | None:
    """The airport that bears the town's name or is an international one."""
    near = _near(town, _AIRPORT, index)
    bearing = [place for place in near if town.name.lower() in place.name.lower()]
    large = [place for place in near if "international" in place.name.lower()]
    return next(iter([*bearing, *large]), None)


def _only_one_near(town: Place, kind: str, index: GazetteerIndex) -> Place | None:
    near = _near(town, kind, index)
    return near[0] if near else None


def _near(town: Place, kind: str, index: GazetteerIndex) -> list[Place]:
    """Facilities of a kind around a town, the nearest first."""
    if not town.feature_code.startswith("PPL"):
        return []
    reach = _REACH_KM.get(kind, _REACH_KM["kind"])
    point, found = (town.latitude, town.longitude), dict[Place, float]()
    for code in sorted(_codes().get(kind, ())):
        near = index.nearest(*point, limit=_NEAREST, features=code, within_km=reach)
        found |= {place: km for place, km in near if place.feature_code == code}
    same = (place for place in found if place.country_code == town.country_code)
    return sorted(same, key=lambda place: (found[place], place.id))


@cache
def _codes() -> Mapping[str, frozenset[str]]:
    """Feature codes by kind."""
    phrases = WordTable.read("places", "resolution.toml").phrases("sites")
    return {kind: frozenset(code.upper() for code in codes) for kind, codes in phrases.items()}


@cache
def _all_codes() -> frozenset[str]:
    return frozenset(code for codes in _codes().values() for code in codes)


@cache
def _one_in_town() -> frozenset[str]:
    return WordTable.read("places", "resolution.toml").words("one_in_town", "kinds")
