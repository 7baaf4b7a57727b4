"""Namesakes abroad: towns of a country of which an article names nothing else."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from geomap.gazetteer.grid import distance_km
from geomap.gazetteer.place import Place
from geomap.incidents.weights import Weights
from geomap.places.mention import Cue, Resolution

_TOWNS = ("PPL", "ADM")  # GeoNames codes of settlements and of what they administer
_COUNTRIES = "PCL"
_CAPITAL = "PPLC"
_SPEAKERS = (Cue.NONE, Cue.OF)
_SCENIC = (Cue.AT, Cue.NEAR)


class Surroundings(NamedTuple):
    """The places of an article, counted once.

    Attributes:
        places: By id.
        told: How often each is named, by id.
        countries: How many places of each country (alpha-2) are named.
    """

    places: Mapping[str, Place]
    told: Mapping[str, int]
    countries: Mapping[str, int]


def surroundings(resolutions: Iterable[Resolution]) -> Surroundings:
    """The places of an article's resolutions."""
    named = [r.place for r in resolutions if r.place]
    places = {place.id: place for place in named}
    countries = Counter(place.country_code for place in places.values() if place.country_code)
    return Surroundings(places, Counter(place.id for place in named), countries)


def strays(resolutions: Sequence[Resolution], weights: Weights) -> frozenset[int]:
    """Positions of the resolutions that are most likely namesakes of what the article means.

    Args:
        resolutions: All of an article.
        weights: How many names of another country make an article one about it, and how near a
            town must be to a place of the article, or how large, to be meant after all.
    """
    around = surroundings(resolutions)
    alone = {
        place.id: _is_alone(place, around, weights)
        for place in around.places.values()
        if around.countries.get(place.country_code, 0) <= 1
    }
    scenes = Counter(r.mention.sentence for r in resolutions if r.mention.cue in _SCENIC)
    return frozenset(
        at
        for at, resolution in enumerate(resolutions)
        if resolution.place
        and alone.get(resolution.place.id)
        and _is_doubtful(
            resolution, around, weights, only=scenes.get(resolution.mention.sentence) == 1
        )
    )


def _is_doubtful(
    resolution: Resolution, around: Surroundings, weights: Weights, *, only: bool
) -> bool:
    """Whether a name may be no scene: a country that speaks, a town that nobody has to know.

    Args:
        resolution: The name.
        around: The places of its article.
        weights: How large a town is known, and how surely it must be meant.
        only: Whether it is the one scene that its sentence names: "In Florence, where …".
    """
    town = resolution.place
    if town is None:
        return False
    if town.feature_code.startswith(_COUNTRIES):  # "Qatar called it a crime"
        return resolution.mention.cue in _SPEAKERS
    great = town.feature_code == _CAPITAL or town.population >= weights.stray_population
    known = great and (only or resolution.confidence >= weights.stray_confidence)
    often = around.told[town.id] >= weights.stray_others
    return town.feature_code.startswith(_TOWNS) and not known and not often


def _is_alone(town: Place, around: Surroundings, weights: Weights) -> bool:
    """Whether the article is about another country, and names nothing near."""
    others = (n for code, n in around.countries.items() if code != town.country_code)
    if max(others, default=0) < weights.stray_others:
        return False
    return not any(
        distance_km(town.latitude, town.longitude, place.latitude, place.longitude)
        < weights.stray_km
        for place in around.places.values()
        if place.id != town.id
    )
