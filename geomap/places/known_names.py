"""Let a user's known places win: in the gazetteer's answers, in recognition, in resolution."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from geomap.gazetteer.fold import fold
from geomap.gazetteer.index import Candidate, GazetteerIndex, NameKind, NameMatch
from geomap.gazetteer.place import Place, Precision
from geomap.places.base_forms import base_forms
from geomap.places.cues import cue_before
from geomap.places.known_places import KnownPlaces
from geomap.places.lexicon import PlaceLexicon, lexicon_for
from geomap.places.lines import Line, lines_of
from geomap.places.mention import Resolution, Role, ToponymMention
from geomap.places.points import radius_of
from geomap.places.spot import place_at
from geomap.places.table import WordTable
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span

Recognize = Callable[[ParsedDocument], Sequence[ToponymMention]]
Resolve = Callable[[ParsedDocument, Sequence[ToponymMention]], Sequence[Resolution]]


class KnownPlacesIndex(GazetteerIndex):
    """A gazetteer in which a known name means the known place and nothing else."""

    def __init__(self, index: GazetteerIndex, known: KnownPlaces) -> None:
        vars(self).update(vars(index))  # the same pack, opened once
        self._known = known
        self._spots = {spot.id: spot for spots in known.by_name.values() for spot in spots}
        self._place_of = cache(partial(place_at, index))  # what lies around it takes a while

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """The known places of a name, else the gazetteer's."""
        own = self._known.by_name.get(fold(name))
        if own is None:
            return super().candidates(name)
        return tuple(Candidate(self._place_of(spot), NameKind.NAME) for spot in own)

    def first_of(self, name: str) -> tuple[Candidate, int] | None:
        """The known place of a name, else the one readers assume first, and how many there are."""
        own = self._known.by_name.get(fold(name))
        if own is None:
            return super().first_of(name)
        return Candidate(self._place_of(own[0]), NameKind.NAME), len(own)

    def knows(self, name: str) -> bool:
        """Whether any place has this name."""
        return fold(name) in self._known.by_name or super().knows(name)

    def matches(self, words: Sequence[str], firsts: Iterable[int] | None = None) -> list[NameMatch]:
        """Stretches of words that are names, known ones included."""
        begins = range(len(words)) if firsts is None else frozenset(firsts)
        found = super().matches(words, firsts)
        if not self._known.first_words.isdisjoint(map(fold, words)):
            own = _stretches([fold(word) for word in words], self._known)
            names = (NameMatch(*stretch) for stretch in own if stretch[0] in begins)
            found = sorted({*found, *names})
        return found

    def place(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        spot = self._spots.get(place_id)
        return self._place_of(spot) if spot else super().place(place_id)


def with_known_names(recognize: Recognize, known: KnownPlaces) -> Recognize:
    """A recognizer for which a known name is always a name, whatever speaks against it."""

    def recognize_known(parsed: ParsedDocument) -> Sequence[ToponymMention]:
        mentions, lexicon = recognize(parsed), lexicon_for(parsed.language)
        for line in lines_of(parsed):
            for first, last, name in _known_in(line, lexicon, known):
                mentions = _with(mentions, _mention(parsed, line, (first, last), name))
        return mentions

    return recognize_known


def with_known_reasons(resolve: Resolve, known: KnownPlaces) -> Resolve:
    """A resolver whose choices say when they come from the known places."""
    radii = WordTable.read("places", "resolution.toml").numbers("uncertainty")

    def resolve_known(
        parsed: ParsedDocument, mentions: Sequence[ToponymMention]
    ) -> Sequence[Resolution]:
        return tuple(_told(r, known, radii) for r in resolve(parsed, mentions))

    return resolve_known


def _told(resolution: Resolution, known: KnownPlaces, radii: dict[str, float]) -> Resolution:
    place = resolution.place
    if place is None or place.id not in known.precisions:
        return resolution
    _, _, more = resolution.reason.partition("; ")
    told = [f"from your known places {known.source}", *filter(None, [more])]
    alone = {c.id for c in resolution.candidates} <= {place.id}
    if resolution.mention.role is Role.FACILITY:  # a building on a known town is not known itself
        return replace(resolution, reason=f"{resolution.reason}; {told[0]}")
    precision = known.precisions[place.id]
    doubt = max(0.0, resolution.uncertainty_km - radius_of(place))
    own = radii["town" if precision is Precision.CITY else precision.value]
    return replace(
        resolution,
        precision=precision,
        uncertainty_km=round(own + doubt, 1),
        confidence=1.0 if alone else resolution.confidence,
        reason="; ".join(told),
    )


def _stretches(folded: Sequence[str], known: KnownPlaces) -> Iterator[tuple[int, int]]:
    """Stretches of folded words that are known names, the longest from each word."""
    for first, word in enumerate(folded):
        if word.partition(" ")[0] not in known.first_words:
            continue
        for last in range(min(len(folded), first + known.longest), first, -1):
            name = " ".join(filter(None, folded[first:last]))
            if folded[last - 1] and name in known.by_name:  # no full stop at its end
                yield first, last
                break


def _known_in(
    line: Line, lexicon: PlaceLexicon, known: KnownPlaces
) -> Iterator[tuple[int, int, str]]:
    """Known names of a line, inflected ones included: first word, word after the last, name."""
    past, folded = 0, [fold(word) for word in line.words]
    whole = dict(_stretches(folded, known))
    for first, word in enumerate(line.words):
        if first < past or not (line.capital(first) or line.quiet or not word[0].isalpha()):
            continue
        if first in whole:
            past = whole[first]
            yield first, past, " ".join(line.words[first:past])
        elif line.capital(first):
            base = next((b for b in base_forms(word, lexicon) if fold(b) in known.by_name), None)
            if base is not None:
                yield first, first + 1, base


def _mention(
    parsed: ParsedDocument, line: Line, stretch: tuple[int, int], name: str
) -> ToponymMention:
    span = Span(line.starts[stretch[0]], line.ends[stretch[1] - 1])
    return ToponymMention(
        span=span,
        surface=parsed.surface(span),
        role=Role.LITERAL,
        cue=cue_before(line, stretch[0], lexicon_for(parsed.language)),
        sentence=line.sentence,
        names=(name,),
    )


def _with(mentions: Sequence[ToponymMention], known: ToponymMention) -> Sequence[ToponymMention]:
    """Mentions with a known one among them; it stands in for those it overlaps.

    One that covers it stays, and so does one of the same span: it knows more about its role.
    """
    names = [m for m in mentions if m.role is not Role.FACILITY and m.span.overlaps(known.span)]
    if any(m.span.covers(known.span) and m.span != known.span for m in names):
        return mentions
    same = next((m for m in names if m.span == known.span), None)
    own = replace(same, names=known.names) if same else known
    kept = [_anchored(m, names, known.span) for m in mentions if m not in names]
    return tuple(sorted([*kept, own], key=lambda mention: (mention.span.start, -mention.span.end)))


def _anchored(
    mention: ToponymMention, gone: Sequence[ToponymMention], span: Span
) -> ToponymMention:
    """A facility that hung on a name that is gone hangs on the known one."""
    moved = any(mention.anchor == other.span for other in gone)
    return replace(mention, anchor=span) if moved else mention
