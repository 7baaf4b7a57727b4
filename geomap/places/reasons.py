"""Say in words why a place was chosen."""

from collections.abc import Sequence

from geomap.gazetteer.index import Candidate, GazetteerIndex, NameKind
from geomap.gazetteer.place import Place
from geomap.places.evidence import Support
from geomap.places.groups import Group
from geomap.places.standing import tier_of

_TOLD = 3  # pieces of evidence in a reason, at most
_AREAS = {"country": "country", "admin1": "state or province", "admin2": "county or district"}
_SAID_OF_TOWNS = frozenset({"with_others", "shared_division"})  # of areas it would tire the reader
_AREA_CODES = ("PCL", "ADM1", "ADM2")
_KINDS = {
    NameKind.DEMONYM: "{surface} is said of {place}",
    NameKind.ABBREVIATION: "{surface} is short for {place}",
}
_PHRASES = {
    "qualifier": "{about} stands right beside it",
    "beside": "{about} follows it",
    "said": "an adjective of {about} stands before it",
    "country_named": "{country} is named {times} in this article",
    "admin1_named": "{about} is named in this article",
    "shared_division": "other names of this article are found in {about} too",
    "near_others": "near {about}, also named here",
    "with_others": "other places of this article lie in {country} too",
    "prior_country": "you said the articles are about {country}",
    "source_country": "the outlet is in {country}",
    "language": "the article is in a language of {country}",
}


def reason_for(
    candidate: Candidate,
    supports: Sequence[Support],
    group: Group,
    index: GazetteerIndex,
) -> str:
    """What a choice is among its namesakes, and the evidence for it, the heaviest first.

    Args:
        candidate: The choice.
        supports: What the document adds.
        group: The mentions that share the choice.
        index: The gazetteer, for names of countries.
    """
    place = candidate.place
    is_area = tier_of(place) in _AREAS
    told = sorted(supports, key=lambda support: -support.weight)
    if is_area:
        told = [support for support in told if support.evidence not in _SAID_OF_TOWNS]
    words = [_told(support, place, index) for support in told[:_TOLD]]
    return "; ".join([_standing(candidate, group), *words])


def _told(support: Support, place: Place, index: GazetteerIndex) -> str:
    """One piece of evidence in words."""
    return _PHRASES[support.evidence].format(
        about=support.about,
        country=index.country_name(place.country_code),
        times="once" if support.about == "1" else f"{support.about} times",
    )


def _standing(candidate: Candidate, group: Group) -> str:
    """What a place is among those that share its name."""
    place, kind = candidate
    if kind in _KINDS:
        return _KINDS[kind].format(surface=group.name, place=place.name)
    tier = tier_of(place)
    if tier in _AREAS:
        return f"{place.name} is the {_AREAS[tier]}"
    known = {c.place.id: c.place for c in group.candidates}
    towns = [p for p in known.values() if not p.feature_code.startswith(_AREA_CODES)]
    if len(towns) == 1:
        return f"the only known place called {group.name}"
    largest = max(town.population for town in towns)
    which = "the largest" if place.population == largest else "one"
    return f"{which} of {len(towns)} places called {group.name}"
