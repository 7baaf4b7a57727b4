"""Patterns as people write them, compiled; the notation is told in `data/lexicon/README.md`."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from geomap.errors import LexiconError
from geomap.events.patterns import (
    BARRIER,
    BARRIERS,
    NUMBER,
    PLACE,
    SHORT_GAP,
    SHORTEST_STEM,
    Ids,
    Label,
    Pattern,
    PatternIndex,
    Step,
    Vocabulary,
)

_LONG_GAP = 20
_GAPS = {"..": SHORT_GAP, "...": _LONG_GAP}


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
        whole: dict[int, list[Label]] = {}
        longer: list[tuple[Label, tuple[Step, ...]]] = []
        for label, pattern in entries:
            steps = self._steps(pattern)
            if len(steps) == 1:
                whole.setdefault(steps[0].element, []).append(label)
            else:
                longer.append((label, steps))
        shares = self._shares()
        return PatternIndex(whole, [_pattern(label, steps, shares) for label, steps in longer])

    def _shares(self) -> Mapping[int, int]:
        """For each element how many its most common word satisfies; a common word has many."""
        shares: dict[int, int] = {}
        for table in (self._exact, self._beginnings, self._endings):
            for ids in table.values():
                for element in ids:
                    shares[element] = max(shares.get(element, 0), len(ids))
        return shares

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
        elif len(part) > SHORTEST_STEM and part.endswith("*"):
            self._beginnings.setdefault(part[:-1], set()).add(number)
        elif len(part) > SHORTEST_STEM and part.startswith("*"):
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


def _pattern(label: Label, steps: tuple[Step, ...], shares: Mapping[int, int]) -> Pattern:
    elements = [step.element for step in steps]
    ranked = sorted({*elements}, key=lambda element: (shares[element], element))
    least = elements.index(ranked[0])
    most = least + sum(step.gap for step in steps[1 : least + 1])
    beside = [(elements[least - 1], -1)] if least and not steps[least].gap else []
    if least + 1 < len(steps) and not steps[least + 1].gap:
        beside.append((elements[least + 1], 1))
    apart = (ranked[min(1, len(ranked) - 1)], 0)
    partner, side = min(beside, key=lambda found: shares[found[0]], default=apart)
    return Pattern(label, steps, ranked[0], partner, side, least, most)


def _repeats_an_alternative(elements: Sequence[str]) -> bool:
    """Whether a word stands beside itself as an alternative: "at sea/at home" is three words."""
    pairs = [*pairwise(elements)]
    return any(
        "/" in one and other in one.split("/")
        for one, other in (*pairs, *((right, left) for left, right in pairs))
    )


def _frozen(table: Mapping[str, set[int]]) -> dict[str, Ids]:
    return {word: frozenset(ids) for word, ids in table.items()}
