"""Everything a document says about places, ready to be asked."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from geomap.gazetteer.grid import distance_km
from geomap.gazetteer.place import Place, Precision
from geomap.incidents.stray import strays
from geomap.incidents.weights import Weights
from geomap.places.mention import Cue, PlaceReference, Resolution, Role
from geomap.text.parsed import ParsedDocument, Sentence
from geomap.text.span import Span

CountryOf = Callable[[str], Place | None]

_HOSTS = (Role.LITERAL, Role.FACILITY)
_TOO_WIDE = ("CONT", "OCN")  # nothing is mapped at the middle of a continent


def _unknown(code: str, /) -> Place | None:
    del code
    return None


class Countries(NamedTuple):
    """What is known of countries by their codes.

    Attributes:
        country_of: From a country code to its place.
        capital_of: From a country code to its capital.
    """

    country_of: CountryOf
    capital_of: CountryOf = _unknown


@dataclass(frozen=True, slots=True)
class Scene:
    """A document with the places named in it.

    Attributes:
        parsed: The document.
        hosts: By sentence, the resolutions that could be where something happened.
        tails: By sentence, the spans of qualifiers ("Texas" in "Paris, Texas").
        datelines: The resolutions of datelines, in order.
        references: By sentence, words that speak of places without naming them.
        countries: How often each country (alpha-2) is named or meant, by sentence.
        country_of: From a country code to its place.
        weights: The numbers of `data/incidents.toml`.
        capital_of: From a country code to its capital.
        untold: By sentence, clauses of what was planned, denied or is history: nothing takes over
            their places.
    """

    parsed: ParsedDocument
    hosts: Mapping[int, tuple[Resolution, ...]]
    tails: Mapping[int, tuple[Span, ...]]
    datelines: tuple[Resolution, ...]
    references: Mapping[int, tuple[PlaceReference, ...]]
    countries: Mapping[int, tuple[str, ...]]
    country_of: CountryOf
    weights: Weights
    capital_of: CountryOf = _unknown
    untold: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)

    def sentence(self, index: int) -> Sentence:
        """The sentence with that index."""
        return self.parsed.sentences[index]

    def earlier_in_paragraph(self, index: int) -> Sequence[int]:
        """Indexes of the sentences before this one in its paragraph, nearest first."""
        paragraph = self.sentence(index).paragraph
        return [
            i for i in range(index - 1, -1, -1) if self.parsed.sentences[i].paragraph == paragraph
        ]

    def country_near(self, index: int) -> Place | None:
        """The country meant at a sentence: named in it, else before it, else most often."""
        for i in (index, *self.earlier_in_paragraph(index)):
            if codes := self.countries.get(i):
                return self.country_of(Counter(codes).most_common(1)[0][0])
        return self.main_country()

    def main_country(self) -> Place | None:
        """The country that the document names or means most often, or None."""
        counts = Counter(code for codes in self.countries.values() for code in codes)
        return self.country_of(counts.most_common(1)[0][0]) if counts else None


def scene(
    parsed: ParsedDocument,
    resolutions: Sequence[Resolution],
    references: Sequence[PlaceReference],
    *,
    known: Countries,
    weights: Weights,
) -> Scene:
    """Sort the places of a document by sentence and by what they can be.

    Args:
        parsed: The document.
        resolutions: Its place names.
        references: Its words that speak of places without naming them.
        known: What is known of countries.
        weights: The numbers of `data/incidents.toml`.
    """
    hosts: dict[int, list[Resolution]] = defaultdict(list)
    countries: dict[int, list[str]] = defaultdict(list)
    tails: dict[int, list[Span]] = defaultdict(list)
    pointers: dict[int, list[PlaceReference]] = defaultdict(list)
    astray = strays(resolutions, weights)
    for at, resolution in enumerate(resolutions):
        place, mention = resolution.place, resolution.mention
        if place is not None and place.country_code and mention.role is not Role.EMBEDDED:
            countries[mention.sentence].append(place.country_code)
        if mention.cue is Cue.TAIL:
            tails[mention.sentence].append(mention.span)
        if _can_host(resolution) and at not in astray:
            hosts[mention.sentence].append(resolution)
    for reference in references:
        pointers[reference.sentence].append(reference)
    return Scene(
        parsed=parsed,
        hosts={
            i: _without_anchors(_without_far_sites(found, weights)) for i, found in hosts.items()
        },
        tails={i: tuple(spans) for i, spans in tails.items()},
        datelines=tuple(r for r in resolutions if r.mention.cue is Cue.DATELINE and r.place),
        references={i: tuple(found) for i, found in pointers.items()},
        countries={i: tuple(codes) for i, codes in countries.items()},
        country_of=known.country_of,
        weights=weights,
        capital_of=known.capital_of,
    )


def _can_host(resolution: Resolution) -> bool:
    mention = resolution.mention
    if resolution.place is None or resolution.place.feature_code in _TOO_WIDE:
        return False
    if mention.role is Role.EMBEDDED:
        return mention.cue is Cue.AT  # "police in Minsk", not "Minsk police"
    return mention.role in _HOSTS and mention.cue not in (Cue.TAIL, Cue.DATELINE)


def _without_anchors(found: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Drop names that stand inside a facility phrase: "Almaty" in "the airport of Almaty"."""
    facilities = [r.mention.span for r in found if r.mention.role is Role.FACILITY]
    return tuple(
        _tied_like_anchor(r, found)
        for r in found
        if r.mention.role is Role.FACILITY or not any(f.covers(r.mention.span) for f in facilities)
    )


def _without_far_sites(found: Sequence[Resolution], weights: Weights) -> tuple[Resolution, ...]:
    """Drop sites of another town: "in Yakutsk, on Lenin Square" is not the square in Moscow."""
    towns = [
        r.place
        for r in found
        if r.place and r.precision is Precision.CITY and r.mention.cue is Cue.AT
    ]
    return tuple(
        r
        for r in found
        if r.place is None
        or r.precision is not Precision.SITE
        or not towns
        or any(_kilometers(r.place, town) < weights.stray_km for town in towns)
    )


def _kilometers(one: Place, other: Place) -> float:
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)


def _tied_like_anchor(host: Resolution, found: Sequence[Resolution]) -> Resolution:
    """A facility without a preposition takes its anchor's: "a fuel depot in Belgorod"."""
    if host.mention.cue is not Cue.NONE:
        return host
    cues = [r.mention.cue for r in found if r.mention.span == host.mention.anchor]
    return replace(host, mention=replace(host.mention, cue=cues[0])) if cues else host
