"""The place names of a line as facility phrases look them up, by the word they begin or end with.

A name that the signs around it kept from being a mention counts too when a facility hangs on it:
"Gao" in "l'hôpital de Gao" is a town, though words like "hôpital" speak for an organization.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from geomap.places.cues import cue_before
from geomap.places.facility_words import KindWords
from geomap.places.lexicon import PlaceLexicon, lexicon_for
from geomap.places.lines import Line
from geomap.places.mention import Cue, Role, ToponymMention
from geomap.text.span import Span

_LONGEST_NAME = 4  # words
_NAMES_KEPT = 4096
_WIDEST = 120  # characters of a name
_SHORTEST_BASE = 3  # characters of a name without its ending
_MARKS = frozenset({"'", "’"})

IsTown = Callable[[ToponymMention], bool]


class Known(NamedTuple):
    """What is known of a document.

    Attributes:
        towns: Towns named in it, in order.
        is_town: Whether a mention names a town.
        knows: Whether the gazetteer has a name.
        lexicon: Words of its language.
        text: Its characters.
    """

    towns: Sequence[ToponymMention]
    is_town: IsTown
    knows: Callable[[str], bool]
    lexicon: PlaceLexicon
    text: str


class Reading(NamedTuple):
    """A line with what is known of it.

    Attributes:
        line: The line.
        inside: Its place names, in order.
        by_start: The same by their first word.
        by_end: The same by the word after their last.
        known: What is known of the document.
    """

    line: Line
    inside: Sequence[ToponymMention]
    by_start: dict[int, ToponymMention]
    by_end: dict[int, ToponymMention]
    known: Known

    @property
    def lexicon(self) -> PlaceLexicon:
        """Words of the language."""
        return self.known.lexicon

    @property
    def text(self) -> str:
        """The document."""
        return self.known.text

    def is_town(self, mention: ToponymMention) -> bool:
        """Whether a mention names a town."""
        return self.known.is_town(mention)

    def knows(self, name: str) -> bool:
        """Whether the gazetteer has a name."""
        return self.known.knows(name)

    def name_from(self, at: int) -> ToponymMention | None:
        """The name that begins with a word; no demonym."""
        name = self.by_start.get(at)
        if name is not None:
            return None if name.role is Role.DEMONYM else name
        found = self._spelled((at, at + size) for size in range(_LONGEST_NAME, 0, -1))
        return found if found is None or not self._goes_on(found) else None

    def _goes_on(self, name: ToponymMention) -> bool:
        """Whether a name is only the beginning of one that nobody knows: "Abu" of "Abu Shouk"."""
        last = bisect_left(self.line.ends, name.span.end) + 1
        return self.line.capital(last) and self.line.word(last) not in self.lexicon.generics

    def name_until(self, at: int) -> ToponymMention | None:
        """The name that ends before a word, its case ending skipped; demonyms too."""
        while at > 0 and self.line.words[at - 1][0] in _MARKS:
            at -= 1
        return self.by_end.get(at)

    def town_until(self, at: int) -> ToponymMention | None:
        """The same, also a town that is no mention yet."""
        while at > 0 and self.line.words[at - 1][0] in _MARKS:
            at -= 1
        return self.by_end.get(at) or self._spelled(
            (at - size, at) for size in range(_LONGEST_NAME - 1, 0, -1)
        )

    def is_new(self, name: ToponymMention) -> bool:
        """Whether a name is no mention yet."""
        first = bisect_left(self.inside, name.span.start - _WIDEST, key=_start)
        last = bisect_left(self.inside, name.span.end, key=_start)
        return not any(name.span.overlaps(other.span) for other in self.inside[first:last])

    def town_before(self, at: int) -> ToponymMention | None:
        """The town named last before a word, in this line or an earlier one."""
        start = self.line.starts[at]
        before = bisect_left(self.known.towns, start, key=lambda town: town.span.end + 1)
        return self.known.towns[before - 1] if before else None

    def _spelled(self, stretches: Iterator[tuple[int, int]]) -> ToponymMention | None:
        for first, last in stretches:
            if self.line.capital(first) and self.line.capital(last - 1):
                found = self._town(first, last)
                if found is not None and self.is_new(found):
                    return found
        return None

    def _town(self, first: int, last: int) -> ToponymMention | None:
        line, lexicon = self.line, self.lexicon
        word, alone = line.lower[first], last - first == 1  # "El Alto" is no common word
        if word in lexicon.titles | lexicon.organization_words:
            return None
        if alone and word in lexicon.common_words:
            return None
        span = Span(line.starts[first], line.ends[last - 1])
        surface = self.text[span.start : span.end]
        for name in _bases(surface, lexicon):
            if self.knows(name):
                cue = cue_before(line, first, lexicon)
                town = ToponymMention(
                    span, surface, Role.LITERAL, cue or Cue.NONE, line.sentence, (name,)
                )
                if self.is_town(town):
                    return town
        return None


def _start(mention: ToponymMention) -> int:
    return mention.span.start


def reading_of(line: Line, mentions: Sequence[ToponymMention], known: Known) -> Reading:
    """A line with those mentions of its sentence that stand in it."""
    inside = [m for m in mentions if _within(line, m)]
    starts = {bisect_right(line.starts, m.span.start) - 1: m for m in inside}
    ends = {bisect_left(line.ends, m.span.end) + 1: m for m in inside}
    return Reading(line, inside, starts, ends, known)


def base_names(reading: Reading, name: str, kind: KindWords) -> Sequence[str]:
    """What a name that ends in its kind is called where nothing is inflected.

    "Запорожской АЭС" is known as "Запорожская АЭС", "Красной площади" as "Красная площадь".
    """
    own = name.split()[: kind.first - kind.last]
    return _base_names(own[0], kind.kind, reading.lexicon.language) if len(own) == 1 else ()


@lru_cache(_NAMES_KEPT)
def _base_names(own: str, kind: str, language: str) -> tuple[str, ...]:
    lexicon = lexicon_for(language)
    entries = (entry for phrases in lexicon.facilities.kinds.values() for entry in phrases)
    kinds = [" ".join(words) for words, meant in entries if meant == kind]
    return tuple(
        f"{base} {words}" for base in dict.fromkeys(_bases(own, lexicon)) for words in kinds
    )


def _within(line: Line, mention: ToponymMention) -> bool:
    return line.starts[0] <= mention.span.start and mention.span.end <= line.ends[-1]


def _bases(surface: str, lexicon: PlaceLexicon) -> Iterator[str]:
    """A surface and what it may be an inflected form of."""
    yield surface
    for ending, instead in lexicon.endings:
        base = surface[: len(surface) - len(ending)] + instead
        if surface.endswith(ending) and len(base) >= _SHORTEST_BASE:
            yield base
