"""Patterns over words, matched in one pass whose cost does not grow with their number.

Each element of a pattern is known by a number. A word looks up the numbers it satisfies by hash:
the whole word, its beginnings, its endings. A pattern is tried only where its first element
stands. The notation is told in `data/lexicon/README.md`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from geomap.errors import LexiconError
from geomap.text.memo import Memo, made_of

# Looked up like words; no token of a text can look like them.
PLACE, NUMBER = "{place}", "{number}"
SHORT_GAP, _LONG_GAP = 5, 20
_GAPS = {"..": SHORT_GAP, "...": _LONG_GAP}
# Marks that a short gap does not leap over.
BARRIERS = frozenset(",()[]")
BARRIER = 0
_SHORTEST_STEM = 2
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


class _Pattern(NamedTuple):
    label: Label
    rest: tuple[Step, ...]


class _Starting(NamedTuple):
    """Patterns that may start at a word.

    Attributes:
        whole: Those of one element.
        seconds: What must satisfy the next word, for those whose second element follows at once.
        adjacent: Those by their second element.
        lasts: The last elements of the others, which let words stand between the first two.
        apart: Those by their last element.
    """

    whole: tuple[Label, ...]
    seconds: Ids
    adjacent: Mapping[int, Sequence[_Pattern]]
    lasts: Ids
    apart: Mapping[int, Sequence[_Pattern]]

    def possible(self, following: Ids, present: Ids) -> Sequence[_Pattern]:
        """The longer ones that may go on, with the next word or with one of the sentence."""
        near = [p for second in self.seconds & following for p in self.adjacent[second]]
        return near + [p for last in self.lasts & present for p in self.apart[last]]


@dataclass(frozen=True)
class Vocabulary:
    """Which elements a word satisfies."""

    exact: Mapping[str, Ids]
    beginnings: Mapping[str, Ids]
    endings: Mapping[str, Ids]

    def ids(self, word: str) -> Ids:
        """The elements that a lower-case word satisfies."""
        found = set(self.exact.get(word, NO_IDS))
        for length in range(_SHORTEST_STEM, min(len(word), self._longest) + 1):
            found |= self.beginnings.get(word[:length], NO_IDS)
            found |= self.endings.get(word[-length:], NO_IDS)
        return frozenset(found)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, (*self.beginnings, *self.endings)), default=0)


@dataclass(frozen=True)
class PatternIndex:
    """Compiled patterns by the number of their first element."""

    by_first: Mapping[int, tuple[_Pattern, ...]]

    @cached_property
    def _starting(self) -> Memo[Ids, _Starting | None]:
        """The patterns that may start at a word which satisfies these elements; None for none."""
        return Memo(self._starting_at, _KINDS_KEPT)

    def _starting_at(self, ids: Ids) -> _Starting | None:
        found = [p for element in sorted(ids) for p in self.by_first.get(element, ())]
        if not found:
            return None
        adjacent: dict[int, list[_Pattern]] = {}
        apart: dict[int, list[_Pattern]] = {}
        for pattern in found:
            if pattern.rest and pattern.rest[0].gap:
                apart.setdefault(pattern.rest[-1].element, []).append(pattern)
            elif pattern.rest:
                adjacent.setdefault(pattern.rest[0].element, []).append(pattern)
        whole = tuple(sorted(pattern.label for pattern in found if not pattern.rest))
        return _Starting(whole, frozenset(adjacent), adjacent, frozenset(apart), apart)

    def find(self, words: Sequence[Ids], limits: Sequence[int]) -> list[Hit]:
        """All patterns in a sentence, in order of their first word.

        Args:
            words: The elements that each word satisfies.
            limits: For each word the position where its clause ends.
        """
        hits, present = list[Hit](), NO_IDS
        for at, found in enumerate(map(self._starting.__getitem__, words)):
            if found is None:
                continue
            if found.whole:
                hits += [_hit((label, at, at + 1)) for label in found.whole]
            if at + 1 < limits[at]:
                following = words[at + 1]
                if found.lasts and not present:
                    present = NO_IDS.union(*words)
                # Most patterns go on with words that are nowhere near: no call for those.
                if not (found.seconds.isdisjoint(following) and found.lasts.isdisjoint(present)):
                    possible = found.possible(following, present)
                    hits += _longer(possible, words, at, limits[at])
        return hits


_position = itemgetter(1, 2, 0)  # start, end, label


def _longer(possible: Sequence[_Pattern], words: Sequence[Ids], at: int, limit: int) -> list[Hit]:
    """The patterns of several elements that start at a word and end before a position."""
    ends = [(label, _match(rest, words, at + 1, limit)) for label, rest in possible]
    return sorted([_hit((label, at, end)) for label, end in ends if end], key=_position)


def _match(rest: Sequence[Step], words: Sequence[Ids], at: int, limit: int) -> int:
    """Where the rest of a pattern ends when it goes on at a position; 0 when it does not."""
    if not rest:
        return at
    element, gap = rest[0]
    for position in range(at, min(at + gap + 1, limit)):
        ids = words[position]
        if element in ids:
            end = _match(rest[1:], words, position + 1, limit)
            if end:
                return end
        if gap == SHORT_GAP and BARRIER in ids:
            break
    return 0


class Compiler:
    """Turns patterns in words into an index and the vocabulary beneath it.

    Args:
        file: Named in errors.
        inflections: Endings by name.
        sets: Words by name, for `{name}`.
    """

    def __init__(
        self,
        file: str,
        inflections: Mapping[str, Sequence[str]],
        sets: Mapping[str, Sequence[str]],
    ) -> None:
        self._file = file
        self._inflections = inflections
        self._sets = sets
        self._numbers: dict[str, int] = {"": BARRIER}
        self._exact: dict[str, set[int]] = {mark: {BARRIER} for mark in BARRIERS}
        self._beginnings: dict[str, set[int]] = {}
        self._endings: dict[str, set[int]] = {}

    def index(self, entries: Iterable[tuple[Label, str]]) -> PatternIndex:
        """Compile labeled patterns.

        Raises:
            LexiconError: A pattern breaks the notation.
        """
        by_first: dict[int, list[_Pattern]] = {}
        for label, pattern in entries:
            steps = self._steps(pattern)
            by_first.setdefault(steps[0].element, []).append(_Pattern(label, steps[1:]))
        return PatternIndex({first: tuple(found) for first, found in by_first.items()})

    def vocabulary(self) -> Vocabulary:
        """The words of all patterns compiled so far."""
        return Vocabulary(_frozen(self._exact), _frozen(self._beginnings), _frozen(self._endings))

    def _steps(self, pattern: str) -> tuple[Step, ...]:
        steps, gap = [], 0
        for element in pattern.split():
            if element in _GAPS:
                gap = _GAPS[element]
            else:
                steps.append(Step(self._number(element), gap))
                gap = 0
        if not steps or gap or pattern != pattern.lower():
            raise LexiconError(
                f"{self._file}: pattern {pattern!r} is empty, open or not lower case"
            )
        if _repeats_an_alternative(pattern.split()):
            raise LexiconError(
                f"{self._file}: pattern {pattern!r} looks like alternatives of several words; "
                "write a pattern for each"
            )
        return tuple(steps)

    def _number(self, element: str) -> int:
        if element not in self._numbers:
            number = self._numbers[element] = len(self._numbers)
            for part in element.split("/"):
                self._add(part, number)
        return self._numbers[element]

    def _add(self, part: str, number: int) -> None:
        """Let the words of one alternative lead to an element."""
        if part in (PLACE, NUMBER):
            self._exact.setdefault(part, set()).add(number)
        elif part.startswith("{") and part.endswith("}"):
            for word in self._named(self._sets, part[1:-1]):
                self._add(word, number)
        elif len(part) > _SHORTEST_STEM and part.endswith("*"):
            self._beginnings.setdefault(part[:-1], set()).add(number)
        elif len(part) > _SHORTEST_STEM and part.startswith("*"):
            self._endings.setdefault(part[1:], set()).add(number)
        elif "+" in part[1:]:
            stem, _, name = part.rpartition("+")
            for ending in self._named(self._inflections, name):
                self._exact.setdefault(stem + ending, set()).add(number)
        else:
            self._exact.setdefault(part, set()).add(number)

    def _named(self, table: Mapping[str, Sequence[str]], name: str) -> Sequence[str]:
        try:
            return table[name]
        except KeyError:
            raise LexiconError(f"{self._file}: no inflection or set is named {name!r}") from None


def _repeats_an_alternative(elements: Sequence[str]) -> bool:
    """Whether a word stands beside itself as an alternative: "at sea/at home" is three words."""
    pairs = [*pairwise(elements)]
    return any(
        "/" in one and other in one.split("/")
        for one, other in (*pairs, *((right, left) for left, right in pairs))
    )


def _frozen(table: Mapping[str, set[int]]) -> dict[str, Ids]:
    return {word: frozenset(ids) for word, ids in table.items()}
