"""Patterns over words, matched in one pass whose cost does not grow with their number.

Each element of a pattern is known by a number. A word looks up the numbers it satisfies by hash:
the whole word, its beginnings, its endings. A pattern is tried only in sentences that hold its two
rarest elements.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from geomap.text.memo import Memo, made_of

# Looked up like words; no token of a text can look like them.
PLACE, NUMBER = "{place}", "{number}"
SHORT_GAP = 5
# Marks that a short gap does not leap over.
BARRIERS = frozenset(",()[]")
BARRIER = 0
SHORTEST_STEM = 2
_KINDS_KEPT = 16_384  # sets of elements whose patterns are remembered

Ids = frozenset[int]
NO_IDS: Ids = frozenset()


class Label(NamedTuple):
    """What a pattern tells: a family ("concept"), a name in it ("riot"), and a detail."""

    family: str
    name: str
    detail: str = ""


class Hit(NamedTuple):
    """A pattern found: from the first word to the one after the last, by position."""

    label: Label
    start: int
    end: int


_hit = made_of(Hit)


class Step(NamedTuple):
    """An element with the number of words that may stand before it."""

    element: int
    gap: int


class Pattern(NamedTuple):
    """What to look for and what it tells.

    Attributes:
        label: What it tells.
        steps: Its elements.
        rarest: The element that the fewest words of a text satisfy.
        partner: Another: beside it where one stands there, else the next rarest.
        side: Where the partner stands: right before the rarest (-1), right behind it (1), or
            somewhere (0).
        least: The fewest words from its first element to the rarest.
        most: The most words.
    """

    label: Label
    steps: tuple[Step, ...]
    rarest: int
    partner: int
    side: int
    least: int
    most: int


class _Anchored(NamedTuple):
    """Patterns that may stand around a word, by their partners on one side of it."""

    side: int
    partners: Ids
    patterns: Mapping[int, Sequence[Pattern]]


class Candidate(NamedTuple):
    """A pattern that may stand in a sentence, where its rarest element does."""

    pattern: Pattern
    at: int


_candidate = made_of(Candidate)


@dataclass(frozen=True)
class Vocabulary:
    """Which elements a word satisfies."""

    exact: Mapping[str, Ids]
    beginnings: Mapping[str, Ids]
    endings: Mapping[str, Ids]

    def ids(self, word: str) -> Ids:
        """The elements that a lower-case word satisfies."""
        found = set(self.exact.get(word, NO_IDS))
        for length in range(SHORTEST_STEM, min(len(word), self._longest) + 1):
            found |= self.beginnings.get(word[:length], NO_IDS)
            found |= self.endings.get(word[-length:], NO_IDS)
        return frozenset(found)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, (*self.beginnings, *self.endings)), default=0)


@dataclass(frozen=True)
class PatternIndex:
    """Compiled patterns of some families: those of one element by it, and the longer ones."""

    whole: Mapping[int, Sequence[Label]]
    longer: Sequence[Pattern]

    @cached_property
    def families(self) -> frozenset[str]:
        """The families of its longer patterns."""
        return frozenset(pattern.label.family for pattern in self.longer)

    @cached_property
    def _told(self) -> Memo[Ids, Sequence[Label]]:
        """What a word that satisfies these elements tells by itself."""
        whole = self.whole
        return Memo(lambda ids: sorted(n for e in ids for n in whole.get(e, ())), _KINDS_KEPT)

    def find(
        self, words: Sequence[Ids], limits: Sequence[int], candidates: Sequence[Candidate]
    ) -> list[Hit]:
        """All patterns in a sentence, in order of their first word.

        Args:
            words: The elements that each word satisfies.
            limits: For each word the position where its clause ends.
            candidates: What the short list of all longer patterns has for the sentence.
        """
        hits = list[Hit]()
        for at, told in enumerate(map(self._told.__getitem__, words)):
            if told:
                hits += [_hit((label, at, at + 1)) for label in told]
        own = [found for found in candidates if found.pattern.label.family in self.families]
        longer = matches(own, words, limits) if own else ()
        return sorted([*hits, *longer], key=_position) if longer else hits


class ShortList:
    """Which patterns of several elements a sentence can hold at all: few of thousands.

    Args:
        patterns: In any order.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._by_rarest: dict[int, list[Pattern]] = {}
        for pattern in patterns:
            self._by_rarest.setdefault(pattern.rarest, []).append(pattern)
        somewhere = frozenset(pattern.partner for pattern in patterns if not pattern.side)
        self._anchored = Memo(self._anchored_at, _KINDS_KEPT)
        self._somewhere = Memo[Ids, Ids](somewhere.__and__, _KINDS_KEPT)

    def _anchored_at(self, ids: Ids) -> Sequence[_Anchored]:
        """The patterns whose rarest element is among those that a word satisfies."""
        sides: dict[int, dict[int, list[Pattern]]] = {}
        for pattern in (p for element in ids for p in self._by_rarest.get(element, ())):
            partners = sides.setdefault(pattern.side, {})
            partners.setdefault(pattern.partner, []).append(pattern)
        return [_Anchored(side, frozenset(found), found) for side, found in sides.items()]

    def candidates(self, words: Sequence[Ids]) -> list[Candidate]:
        """The patterns whose rarest element and its partner stand in a sentence."""
        found = list[Candidate]()
        present = NO_IDS.union(*map(self._somewhere.__getitem__, words))
        beside = [*words, NO_IDS]  # one for the last word, and one for the first
        for at, anchored in enumerate(map(self._anchored.__getitem__, words)):
            for side, partners, patterns in anchored:
                near = beside[at + side] if side else present
                # Most patterns want words that are nowhere near.
                if not partners.isdisjoint(near):
                    for partner in partners & near:
                        found += [_candidate((pattern, at)) for pattern in patterns[partner]]
        return found


_position = itemgetter(1, 2, 0)  # start, end, label


def matches(
    candidates: Iterable[Candidate], words: Sequence[Ids], limits: Sequence[int]
) -> set[Hit]:
    """The candidates that do stand in a sentence, each within the limit of its first word."""
    return {
        _hit((pattern.label, start, end))
        for pattern, at in candidates
        for start in range(max(at - pattern.most, 0), at - pattern.least + 1)
        if (end := _match(pattern.steps, words, start, limits[start]))
    }


def _match(steps: Sequence[Step], words: Sequence[Ids], at: int, limit: int) -> int:
    """Where a pattern ends whose steps go on at a position; 0 when they do not."""
    for number, (element, gap) in enumerate(steps):
        if gap:
            return _leap(gap, steps[number:], words, at, limit)
        if at >= limit or element not in words[at]:
            return 0
        at += 1
    return at


def _leap(gap: int, steps: Sequence[Step], words: Sequence[Ids], at: int, limit: int) -> int:
    """The same where words may stand before the first step."""
    (element, _), *rest = steps
    for position in range(at, min(at + gap + 1, limit)):
        ids = words[position]
        if element in ids and (end := _match(rest, words, position + 1, limit)):
            return end
        if gap == SHORT_GAP and BARRIER in ids:
            break
    return 0
