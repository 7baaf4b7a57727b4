"""A small grammar over tokens: patterns of words and slots, kept as one tree of words.

A pattern is a line such as "in de nacht van {weekday} op {weekday}" or "{day} [of] {month}
[{year}]". Square brackets mark what may be missing, (a|b) what may be chosen. A slot is a class of
words ({month}), or the name of another group of patterns ({date}). Matching takes one step a
token, so it is about linear in the text.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from geomap.errors import LexiconError
from geomap.text.memo import Memo

_PIECE = re.compile(r"\{\w+\}|[\[\]()|]|[^\s\[\]()|{}]+|[{}]")
_PLAIN = "slots"  # the rule that any other beats where both fit
_FIGURE = "#"  # any figures, for the look ahead
_FIGURE_SLOTS = frozenset({"number", "day", "dayofmonth", "year"})
_END = "$"
_BEGINNINGS_KEPT = 65_536
_ALONE = "alone"  # the rule that needs the end of a phrase behind it
_EXPANSIONS_AT_MOST = 256  # a pattern that means more should be two

Value = int | tuple[int, ...]
Words = Mapping[str, Value]
Classes = Callable[[int], Mapping[str, Value]]


def number_in(value: Value) -> int:
    """The number of a slot, or the first of several."""
    return value if isinstance(value, int) else value[0]


class Filled(NamedTuple):
    """A slot and what stood in it."""

    slot: str
    value: Value


class Rule(NamedTuple):
    """What a pattern means: the name of a rule and, for shifts, its number, e.g. ("day", -1)."""

    name: str
    by: Value | None = None


class Match(NamedTuple):
    """A pattern found in tokens[start:end]."""

    start: int
    end: int
    rule: Rule
    filled: tuple[Filled, ...]


class Opening(NamedTuple):
    """What a pattern of a group can begin with: words, and slots of words."""

    words: frozenset[str]
    slots: frozenset[str]

    def fits(self, low: str, classes: Mapping[str, Value]) -> bool:
        """Whether a token, lower case and with the slots it fits, can open a pattern."""
        return low in self.words or not self.slots.isdisjoint(classes)


# Where a match ends, its slots, its rule.
_Way = tuple[int, tuple[Filled, ...], Rule]


@dataclass(slots=True)
class _Node:
    words: dict[str, "_Node"] = field(default_factory=dict)
    slots: dict[str, "_Node"] = field(default_factory=dict)
    rule: Rule | None = None


class Grammar:
    """The compiled patterns of a language.

    Args:
        groups: Patterns that others use as slots, by name, each with its rules.
        patterns: Patterns with what they mean; earlier ones win over later ones of equal length.
        slots: Names of the word classes.
        classes: The slots that a word fits, with their values.
        where: File and key, for the message of an error.
    """

    def __init__(
        self,
        groups: Mapping[str, Sequence[tuple[str, Rule]]],
        patterns: Sequence[tuple[str, Rule]],
        slots: frozenset[str],
        classes: Mapping[str, Words],
        where: str,
    ) -> None:
        self._where = where
        self._classes = classes
        self._slots = set(slots)
        self._groups: dict[str, _Node] = {}
        self._openings: dict[str, Opening] = {}
        for name, lines in groups.items():  # a group may use those that stand before it
            self._groups[name] = self._tree(lines)
            self._openings[name] = self._opening(self._groups[name])
            self._slots.add(name)
        self._root = self._tree(patterns)
        self.kinds = len(patterns)
        self.opening = self._opening(self._root)
        # Most patterns open with small words: a look at the next two tokens spares the walk.
        self._following = Memo(self._allowed, _BEGINNINGS_KEPT)

    def _tree(self, patterns: Sequence[tuple[str, Rule]]) -> _Node:
        root = _Node()
        for line, rule in patterns:
            for steps in expand(line, self._where):
                self._plant(root, steps, rule, line)
        return root

    def _plant(self, root: _Node, steps: Sequence[str], rule: Rule, line: str) -> None:
        node = root
        for step in steps:
            if step.startswith("{") and step[1:-1] not in self._slots:
                raise LexiconError(f"{self._where}: unknown slot {step} in {line!r}")
            branch = node.slots if step.startswith("{") else node.words
            node = branch.setdefault(step.strip("{}"), _Node())
        if node is root:
            raise LexiconError(f"{self._where}: pattern {line!r} may be empty")
        if node.rule is None or node.rule.name == _PLAIN:
            node.rule = rule

    def _opening(self, node: _Node) -> Opening:
        words, slots = set(node.words), set[str]()
        for slot in node.slots:
            opening = self._openings.get(slot)
            words.update(opening.words if opening else ())
            slots.update(opening.slots if opening else (slot,))
        return Opening(frozenset(words), frozenset(slots))

    def _allowed(self, words: str) -> frozenset[str] | None:
        """The words that can follow the first ones; None where a pattern may end there."""
        nodes = [self._root]
        for word in words.split(" "):
            nodes = [after for node in nodes for after in self._after(node, word)]
        if any(node.rule for node in nodes):
            return None
        openings = [self._opening(node) for node in nodes]
        slots = frozenset[str]().union(*(opening.slots for opening in openings))
        fitting = (word for word, fits in self._classes.items() if not slots.isdisjoint(fits))
        return frozenset(fitting).union(*(opening.words for opening in openings))

    def _after(self, node: _Node, word: str) -> Iterator[_Node]:
        if word in node.words:
            yield node.words[word]
        fits = _FIGURE_SLOTS if word == _FIGURE else self._classes.get(word, ())
        for slot, child in node.slots.items():
            if slot in fits:
                yield child
            elif slot in self._groups:
                yield from self._after(self._groups[slot], word)

    def longest(
        self,
        lows: Sequence[str],
        classes: Classes,
        start: int,
        stands_alone: Callable[[int], bool] = bool,
    ) -> Match | None:
        """The longest match that begins at a token, or None.

        Args:
            lows: The tokens, lower case.
            classes: For the index of a token the slots it fits, with their values.
            start: Index of the first token.
            stands_alone: Whether a match of the rule "alone" may end before a token.
        """
        if not self._may_go_on(lows, start):
            return None
        best: Match | None = None
        for end, filled, rule in self._ways(self._root, lows, classes, start, ()):
            if rule.name == _ALONE and not stands_alone(end):
                continue
            longer = best is None or end > best.end
            if longer or (best and end == best.end and best.rule.name == _PLAIN):
                best = Match(start, end, rule, filled)
        return best

    def _may_go_on(self, lows: Sequence[str], start: int) -> bool:
        """Whether the next two tokens fit a pattern that opens with a token."""
        words = lows[start]
        if words[0].isdecimal():
            if not words.isdecimal() or words in self.opening.words:
                return True
            words = _FIGURE
        for at in (start + 1, start + 2):
            allowed = self._following[words]
            if allowed is None:
                return True
            low = lows[at] if at < len(lows) else _END
            if low[0].isdecimal() or low not in allowed:
                return low[0].isdecimal()
            words = f"{words} {low}"
        return True

    def _ways(
        self,
        node: _Node,
        lows: Sequence[str],
        classes: Classes,
        at: int,
        filled: tuple[Filled, ...],
    ) -> list[_Way]:
        """Every way on from a node at a token, the slots on the way there being filled."""
        ways: list[_Way] = [] if node.rule is None else [(at, filled, node.rule)]
        if at == len(lows):
            return ways
        if (child := node.words.get(lows[at])) is not None:
            ways += self._ways(child, lows, classes, at + 1, filled)
        fits = classes(at) if node.slots else {}
        for slot, child in node.slots.items():
            if (value := fits.get(slot)) is not None:
                ways += self._ways(child, lows, classes, at + 1, (*filled, Filled(slot, value)))
            elif slot in self._openings and self._openings[slot].fits(lows[at], fits):
                for end, more, inner in self._ways(self._groups[slot], lows, classes, at, filled):
                    named = () if inner.by is None else (Filled(inner.name, inner.by),)
                    ways += self._ways(child, lows, classes, end, (*more, *named))
        return ways


def expand(line: str, where: str = "") -> list[tuple[str, ...]]:
    """All plain sequences that a pattern stands for.

    Raises:
        LexiconError: Brackets that do not close, or too many sequences.
    """
    pieces = _PIECE.findall(line)
    try:
        sequences, rest = _alternatives(pieces, 0, None)
    except (IndexError, ValueError) as error:
        raise LexiconError(f"{where}: brackets do not match in {line!r}") from error
    if rest != len(pieces) or len(sequences) > _EXPANSIONS_AT_MOST:
        raise LexiconError(f"{where}: {line!r} is too long or its brackets do not match")
    return sequences


def _alternatives(
    pieces: Sequence[str], at: int, closing: str | None
) -> tuple[list[tuple[str, ...]], int]:
    """Sequences up to a closing bracket (or the end), and the index after it."""
    finished: list[tuple[str, ...]] = []
    current: list[tuple[str, ...]] = [()]
    while at < len(pieces) and pieces[at] != closing:
        piece = pieces[at]
        if piece == "|":
            finished, current, at = finished + current, [()], at + 1
            continue
        if piece in "])}{":
            raise ValueError(piece)
        options, at = _options(pieces, at)
        current = [(*left, *right) for left, right in product(current, options)]
    if closing is not None and pieces[at] != closing:
        raise ValueError(closing)
    return finished + current, at + (closing is not None)


def _options(pieces: Sequence[str], at: int) -> tuple[list[tuple[str, ...]], int]:
    piece = pieces[at]
    if piece == "[":
        options, at = _alternatives(pieces, at + 1, "]")
        return [*options, ()], at
    if piece == "(":
        return _alternatives(pieces, at + 1, ")")
    return [(piece,)], at + 1
