"""What speaks for one of the places that share a name before any text is read.

A name means the country before the town, the large town before the small one, the town before the
province that is named for it.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log10

from geomap.gazetteer.index import Candidate, NameKind
from geomap.gazetteer.place import Place
from geomap.places.evidence import scale
from geomap.places.sites import is_site
from geomap.places.standing import tier_of

_KEPT = 8_192  # names
_TWIN_TOWN = 50_000  # inhabitants from which a town's name means the town, not its province
_SEAT = 20_000  # the same where it lies in that province
_BESIDE_TOWNS = ("ADM1", "ADM2", "STM", "LK")  # what towns lend their name to, or take it from
_OUR_OWN = "geomap:"  # what our own lists add, since the press names it
_OF_OURS, _OF_SITES, _OF_COUNTIES = 20_000, 1_000, 100_000
_KIND_WEIGHTS = {
    NameKind.NAME: "display_name",
    NameKind.SHORT: "short_name",
    NameKind.ABBREVIATION: "abbreviation",
    NameKind.DEMONYM: "demonym",
}
_TIER_WEIGHTS = frozenset({"country", "admin1", "admin2", "capital", "region"})


@lru_cache(_KEPT)
def bare_weights(candidates: tuple[Candidate, ...]) -> tuple[float, ...]:
    """The weight of each candidate of a name without any context."""
    if len(candidates) == 1:
        return (0.0,)  # it has no rival
    weights = scale().weights
    total = [alone(c, rank, weights) for rank, c in enumerate(candidates)]
    if all(kind is NameKind.ALTERNATE for _, kind in candidates):
        for at, (place, _) in enumerate(candidates):
            total[at] += weights["exonym"] * log10(place.population + 1)
    towns = [c.place for c in candidates if c.place.feature_code.startswith("PPL")]
    named = any(k is NameKind.NAME and p.feature_code == "ADM1" for p, k in candidates)
    for at, (place, kind) in enumerate(candidates):
        if _is_named_for(place, towns):
            total[at] += weights["named_for_town"]
        if named and kind is NameKind.DEMONYM:
            total[at] += weights["rather_a_name"]
    return tuple(total)


def _is_named_for(place: Place, towns: Sequence[Place]) -> bool:
    """Whether a division is less known than a town of its name.

    Its own seat is, and a large town of the same country; abroad only one with more inhabitants:
    "Gaza" is hardly the province of Mozambique.
    """
    if not place.feature_code.startswith(_BESIDE_TOWNS):
        return False
    seat = _SEAT if place.feature_code.startswith("ADM1") else _TWIN_TOWN
    for town in towns:
        same = town.country_code == place.country_code
        if same and town.admin1_code == place.admin1_code and town.population >= seat:
            return True
        if town.population >= _TWIN_TOWN and (same or place.population < town.population):
            return True
    return False


def _people(place: Place, tier: str) -> int:
    """Inhabitants, and a guess where nobody has told: of villages in the news, of counties."""
    if place.population:
        return place.population + 1
    if tier == "admin2":
        return _OF_COUNTIES
    if place.id.startswith(_OUR_OWN):
        return _OF_OURS if place.feature_code == "PPL" else _OF_SITES if is_site(place) else 1
    return 1


def alone(candidate: Candidate, rank: int, weights: Mapping[str, float]) -> float:
    """The weight of a candidate without any context."""
    place, kind = candidate
    tier = tier_of(place)
    total = weights["population"] * log10(_people(place, tier)) + weights["rank"] * rank
    if tier == "airport":
        total += weights[tier]
    elif is_site(place):
        total += weights["site"]
    elif tier in _TIER_WEIGHTS:
        total += weights[tier]
    if place.feature_code == "PPLX":
        total += weights["part_of_town"]
    evidence = _KIND_WEIGHTS.get(kind)
    return total + weights[evidence] if evidence else total
