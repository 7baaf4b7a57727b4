"""What speaks for one of the places a name could be.

Rule 1: only the evidence in `data/places/resolution.toml` may change a weight.
Rule 2: this file never reads text, only groups of mentions and their candidates.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log2
from typing import NamedTuple

from geomap.gazetteer.index import Candidate, GazetteerIndex
from geomap.gazetteer.place import Place
from geomap.places.groups import Group, Key
from geomap.places.offsets import FAR_DEGREES, FAR_KM, apart, narrowing
from geomap.places.sites import site_codes
from geomap.places.table import WordTable
from geomap.text.memo import Memo, made_of

_SOME = 0.05  # nearness worth a word
_POINTS = ("PPL", "ADM2", "AIR")
_AREAS_KEPT = 1000
_ALL_OF_THEM = 2  # places of the article, at least, that all lie in one country

Division = tuple[str, str]  # country code, code of the first-order division
Point = tuple[float, float, str]  # degrees north, degrees east, name


class Support(NamedTuple):
    """One piece of evidence for a candidate.

    Attributes:
        evidence: Its key in `data/places/resolution.toml`.
        weight: What it adds.
        about: What it rests on, for the reason given to the reader.
    """

    evidence: str
    weight: float
    about: str = ""


_support = made_of(Support)
Supports = tuple[tuple[Support, ...], float]  # and the sum of their weights
_NO_SUPPORT: Supports = (), 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """The weights and what belongs to them.

    Attributes:
        weights: By evidence.
        nearness: `kilometers` at which nearness falls to 37 %, `others` compared at most.
        confidence: `base`, `margin`, `single`: logits; `widest`: the widest lead that counts.
    """

    weights: Mapping[str, float]
    nearness: Mapping[str, float]
    confidence: Mapping[str, float]


@cache
def scale() -> Scale:
    """The scale that ships with geomap."""
    table = WordTable.read("places", "resolution.toml")
    return Scale(table.numbers("weights"), table.numbers("nearness"), table.numbers("confidence"))


@cache
def home_of(language: str) -> frozenset[str]:
    """Countries whose news a language tells first, by ISO alpha-2 code."""
    homes = WordTable.read("places", "resolution.toml").phrases("languages")
    return frozenset(code.upper() for code in homes.get(language, ()))


class Priors(NamedTuple):
    """What is known of a document before any text is read.

    Attributes:
        country: ISO alpha-2 code of the user's country, or "".
        source_country: The outlet's country, or "".
        home: Countries whose news the language of the document tells first.
    """

    country: str
    source_country: str
    home: frozenset[str]


class Context(NamedTuple):
    """What a document says about where it plays, under the choices made so far.

    Attributes:
        chosen: The place chosen for each group in the last round.
        others: The most often named of them.
        countries: How often each country is named, by country code.
        divisions: How often each first-order division is named, by (country, division).
        shared: How many names could lie in each division; a name with many homes counts little.
        shares: What each group adds to each of its divisions in `shared`.
        priors: What was known before any text was read.
    """

    chosen: Mapping[Key, Place]
    others: tuple[tuple[Key, Place], ...]
    countries: Mapping[str, int]
    divisions: Mapping[Division, int]
    shared: Mapping[Division, float]
    shares: Mapping[Key, float]
    priors: Priors


def beside(
    candidate: Candidate, group: Group, context: Context, index: GazetteerIndex
) -> Iterator[Support]:
    """Support from the areas that stand beside a name."""
    weights, place = scale().weights, candidate.place
    area = context.chosen.get(group.qualifier) if group.qualifier else None
    if area is not None and area.id != place.id and index.contains(area, place):
        yield Support("qualifier", weights["qualifier"], area.name)
    for key in group.beside:
        area = context.chosen.get(key)
        if area is not None and area.id != place.id and index.contains(area, place):
            yield Support("beside", weights["beside"], area.name)
    for country in group.said:
        if country.id != place.id and index.contains(country, place):
            yield Support("said", weights["said"], country.name)


class Witness:
    """What the rest of a document tells one group, whose own part in it does not count.

    Args:
        key: The group.
        group: The same.
        context: What the document says.
    """

    def __init__(self, key: Key, group: Group, context: Context) -> None:
        apart = {key, *group.others}
        others = [p for other, p in context.others if other[0] != key[0] and other not in apart]
        self._context, self._times = context, group.times
        self._own = _stands_for(context.chosen[key])
        self._points = [
            (place.latitude, place.longitude, place.name)
            for place in others
            if not is_wide(place.feature_code) and place.feature_code != "PPLC"  # it governs
        ]
        self._company = [place.country_code for place in others]
        self._apart = [_stands_for(context.chosen.get(area)) for area in group.others]
        self._share = context.shares[key]
        self._countries = Memo(self._of_country, _AREAS_KEPT)  # candidates share their countries

    def supports(self, place: Place) -> Supports:
        """Support for a candidate from the rest of the document and from what the user said."""
        code = place.country_code
        if not code or is_wide(place.feature_code):
            return self._countries[code] if code else _NO_SUPPORT
        (told, total), context = self._countries[code], self._context
        division = code, place.admin1_code
        if division in context.divisions or context.shared.get(division, 0.0) - self._share > _SOME:
            for support in self._of_division(division, place.admin1):
                told, total = (*told, support), total + support.weight
        near = _of_neighbors(place, self._points) if self._points else None
        return ((*told, near), total + near.weight) if near else (told, total)

    def _of_country(self, code: str) -> Supports:
        """Support from names of a country, from names found in it, and from what was known."""
        weights, context, told = scale().weights, self._context, list[Support]()
        total, priors = context.countries.get(code, 0), context.priors
        named = total - self._times * (self._own == (code, "")) - self._apart.count((code, ""))
        if named > 0:
            weight = weights["country_named"] * log2(1 + named)
            told.append(_support(("country_named", weight, str(total))))
        company = self._company.count(code)
        if company:
            share = company / len(self._company)
            weight = weights["with_others"] * share
            if share == 1.0 and company >= _ALL_OF_THEM:
                weight += weights["with_all_others"]
            told.append(_support(("with_others", weight, "")))
        if code == priors.country:
            told.append(Support("prior_country", weights["prior_country"]))
        if code == priors.source_country:
            told.append(Support("source_country", weights["source_country"]))
        if code in priors.home:
            told.append(_support(("language", weights["language"], "")))
        return tuple(told), sum([support.weight for support in told])

    def _of_division(self, division: Division, name: str) -> tuple[Support, ...]:
        """Support from names of a state or province, and from names found in it."""
        weights, context, told = scale().weights, self._context, list[Support]()
        named = context.divisions.get(division, 0) - self._times * (self._own == division)
        named -= self._apart.count(division)
        if named > 0:
            weight = weights["admin1_named"] * log2(1 + named)
            told.append(_support(("admin1_named", weight, name)))
        shared = context.shared.get(division, 0.0) - self._share
        if shared > _SOME:
            weight = weights["shared_division"] * log2(1 + shared)
            told.append(_support(("shared_division", weight, name)))
        return tuple(told)


def _of_neighbors(place: Place, points: Sequence[Point]) -> Support | None:
    """Support from other places nearby."""
    north, east = place.latitude, place.longitude
    level = [point for point in points if -FAR_DEGREES <= point[0] - north <= FAR_DEGREES]
    if not level:
        return None  # as for most
    reach, near, closest, least = scale().nearness["kilometers"], 0.0, "", FAR_KM
    narrowed = narrowing(north)
    for latitude, longitude, name in level:
        distance = apart(latitude - north, longitude - east, narrowed)
        if distance < FAR_KM:
            near += exp(-distance / reach)
            if distance < least:
                closest, least = name, distance
    if near <= _SOME:
        return None
    return Support("near_others", scale().weights["near_others"] * min(1.0, near), closest)


@cache
def is_wide(feature_code: str) -> bool:
    """Whether places of a kind are too wide to be near anything: countries, provinces, seas."""
    return not feature_code.startswith(_POINTS) and feature_code not in site_codes()


def _stands_for(place: Place | None) -> tuple[str, str] | None:
    """The country or division that a choice names."""
    if place is None:
        return None
    if place.feature_code.startswith("PCL"):
        return place.country_code, ""
    is_division = place.feature_code.startswith("ADM1")
    return (place.country_code, place.admin1_code) if is_division else None


def homes_of(groups: Mapping[Key, Group]) -> tuple[dict[Division, float], dict[Key, float]]:
    """How many names could lie in each division, and what each group adds to each of its own.

    "Paris", "Huntingdon" and "Henry County" are found in many states each, together in one.
    """
    shared: dict[Division, float] = {}
    shares: dict[Key, float] = {}
    counted = set[str]()  # a name counts once, whatever it is told apart by
    for key, group in groups.items():
        homes = {
            (place.country_code, place.admin1_code)
            for place, _ in group.candidates
            if place.admin1_code and not is_wide(place.feature_code)
        }
        shares[key] = 1 / len(homes) if homes else 0.0
        again = key[0] in counted
        counted.add(key[0])
        for home in homes if not again else ():
            shared[home] = shared.get(home, 0.0) + shares[key]
    return shared, shares


def context_of(
    chosen: Mapping[Key, Place],
    groups: Mapping[Key, Group],
    homes: tuple[Mapping[Division, float], Mapping[Key, float]],
    priors: Priors,
) -> Context:
    """What the choices so far say about where the document plays."""
    countries: dict[str, int] = {}
    divisions: dict[Division, int] = {}
    for key, place in chosen.items():
        named = _stands_for(place)
        if named is not None and named[1]:
            divisions[named] = divisions.get(named, 0) + groups[key].times
        elif named is not None:
            countries[named[0]] = countries.get(named[0], 0) + groups[key].times
    order = sorted(chosen, key=lambda key: (-groups[key].times, key))
    others = tuple((key, chosen[key]) for key in order[: int(scale().nearness["others"])])
    return Context(chosen, others, countries, divisions, *homes, priors)
