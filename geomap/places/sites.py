"""Known facilities: which places are facilities, and which of them a phrase speaks of."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from geomap.gazetteer.index import GazetteerIndex
from geomap.gazetteer.place import Place
from geomap.places.mention import ToponymMention
from geomap.places.offsets import kilometers
from geomap.places.table import WordTable

_AIRPORT = "airport"
_NOWHERE: Mapping[str, int] = MappingProxyType({})
_BASES = frozenset({"MILB"})  # may be called an airfield, but no town's airport
_BEGINNING = 6  # characters of "Zaporizhzhya" that its power station shares
_NEAREST = 8  # facilities looked at around a town
# Kilometers of a facility from its town, at most: one that bears a name of the phrase, one that
# bears the name of the town, any other.
_REACH_KM = {"named": 90.0, "airport": 25.0, "power_plant": 60.0, "inside": 10.0}


def is_site(place: Place) -> bool:
    """Whether a place is a facility: an airport, a bridge, a prison."""
    return place.feature_code in site_codes()


def known_site(
    mention: ToponymMention,
    town: Place | None,
    index: GazetteerIndex,
    *,
    tied: bool,
    named_in: Mapping[str, int] = _NOWHERE,
) -> Place | None:
    """The facility that a phrase speaks of, by its own name or by the town it serves.

    Args:
        mention: The phrase.
        town: The place it hangs on, or None.
        index: The gazetteer.
        tied: Whether the phrase holds the town or has no name of its own, so that the one facility
            of its kind in that town is meant.
        named_in: How many names of the article lie in each country: of several facilities that
            bear a name, the one in the country it speaks of most.
    """
    named = _named(mention, index)
    if town is not None and town.feature_code in _codes().get(mention.kind, ()):
        return town
    if town is None:
        return max(named, key=lambda site: named_in.get(site.country_code, 0), default=None)
    near = [site for site in named if _belongs(site, town, index)]
    if near or not tied:
        return next(iter(near), None)
    if mention.kind == _AIRPORT:
        served = next(iter(index.airports_of(town)), None) or _airport_near(town, index)
        return served or next(iter(named), None)
    if named:
        return named[0]  # the town inside its name may be read wrong: "Evin prison"
    return _nearest_of_kind(town, mention.kind, index) if _is_plain(mention) else None


def _is_plain(mention: ToponymMention) -> bool:
    return not mention.names and mention.kind in _one_in_town()


def _named(mention: ToponymMention, index: GazetteerIndex) -> list[Place]:
    """Facilities that bear one of the phrase's own names, those of its kind first."""
    wanted = _codes().get(mention.kind, frozenset())
    found = [c.place for name in mention.names for c in index.candidates(name)]
    sites = [place for place in dict.fromkeys(found) if is_site(place)]
    fitting = [place for place in sites if place.feature_code in wanted]
    if mention.kind == _AIRPORT:
        return fitting
    return [*fitting, *(place for place in sites if place not in fitting)]


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


def _nearest_of_kind(town: Place, kind: str, index: GazetteerIndex) -> Place | None:
    """The facility of a kind that is called after a town, or lies in it."""
    near = _near(town, kind, index)
    beginning = town.name.lower()[:_BEGINNING]
    called = [site for site in near if site.name.lower().startswith(beginning)]
    inside = [site for site in near if kilometers(site, town) <= _REACH_KM["inside"]]
    return next(iter([*called, *inside]), None)


def _near(town: Place, kind: str, index: GazetteerIndex) -> list[Place]:
    """Facilities of a kind around a town, the nearest first."""
    if not town.feature_code.startswith("PPL"):
        return []
    reach = _REACH_KM.get(kind, _REACH_KM["inside"])
    point, found = (town.latitude, town.longitude), dict[Place, float]()
    for code in sorted(_codes().get(kind, frozenset()) - _BASES):
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
def site_codes() -> frozenset[str]:
    """GeoNames feature codes of facilities."""
    return frozenset(code for codes in _codes().values() for code in codes)


@cache
def _one_in_town() -> frozenset[str]:
    return WordTable.read("places", "resolution.toml").words("one_in_town", "kinds")
