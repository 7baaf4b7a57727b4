"""Patterns over words, matched in one pass whose cost does not grow with their number.

Each element of a pattern is known by a number. A word looks up the numbers it satisfies by hash:
the whole word, its beginnings, its endings. A pattern is tried only where its first element
stands. The notation is told in `data/lexicon/README.md`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from geomap.errors import LexiconError

# Looked up like words; no token of a text can look like them.
PLACE, NUMBER = "{place}", "{number}"
_SHORT_GAP, _LONG_GAP = 5, 20
_GAPS = {"..": _SHORT_GAP, "...": _LONG_GAP}
# Marks that a short gap does not leap over.
BARRIERS = frozenset(",()[]")
_BARRIER = 0
_SHORTEST_STEM = 2

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


class Step(NamedTuple):
    """An element with the number of words that may stand before it."""

    element: int
    gap: int


class _Pattern(NamedTuple):
    label: Label
    rest: tuple[Step, ...]


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
    def _starting(self) -> Callable[[Ids], tuple[_Pattern, ...]]:
        """The patterns that may start at a word which satisfies these elements."""

        def starting(ids: Ids) -> tuple[_Pattern, ...]:
            return tuple(p for element in sorted(ids) for p in self.by_first.get(element, ()))

        return lru_cache(maxsize=1 << 14)(starting)

    def find(self, words: Sequence[Ids], limits: Sequence[int]) -> list[Hit]:
        """All patterns in a sentence, in order of their first word.

        Args:
            words: The elements that each word satisfies.
            limits: For each word the position where its clause ends.
        """
        hits = []
        present = NO_IDS.union(*words)
        for at, ids in enumerate(words):
            if ids:
                after = at + 1
                for label, rest in self._starting(ids):
                    # The last word of most patterns is nowhere in the sentence: no call for those.
                    if rest and rest[-1].element not in present:
                        continue
                    end = _match(rest, words, after, limits[at]) if rest else after
                    if end:
                        hits.append(Hit(label, at, end))
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.label))


def _match(rest: Sequence[Step], words: Sequence[Ids], at: int, limit: int) -> int:
    """Where the rest of a pattern ends when it goes on at a position; 0 when it does not."""
    if not rest:
        return at
    step = rest[0]
    for position in range(at, min(at + step.gap + 1, limit)):
        if step.element in words[position]:
            end = _match(rest[1:], words, position + 1, limit)
            if end:
                return end
        if step.gap == _SHORT_GAP and _BARRIER in words[position]:
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
        self._numbers: dict[str, int] = {"": _BARRIER}
        self._exact: dict[str, set[int]] = {mark: {_BARRIER} for mark in BARRIERS}
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


def _frozen(table: Mapping[str, set[int]]) -> dict[str, Ids]:
    return {word: frozenset(ids) for word, ids in table.items()}
