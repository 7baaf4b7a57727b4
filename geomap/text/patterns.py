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

_PIECE = re.compile(r"\{\w+\}|[\[\]()|]|[^\s\[\]()|{}]+|[{}]")
_PLAIN = "slots"  # the rule that any other beats where both fit
_EXPANSIONS_AT_MOST = 256  # a pattern that means more should be two

Value = int | tuple[int, ...]
Words = Mapping[str, Value]
Classes = Callable[[int], Mapping[str, Value]]


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
        classed: Words that are in a class.
        where: File and key, for the message of an error.
    """

    def __init__(
        self,
        groups: Mapping[str, Sequence[tuple[str, Rule]]],
        patterns: Sequence[tuple[str, Rule]],
        slots: frozenset[str],
        classed: frozenset[str],
        where: str,
    ) -> None:
        self._where = where
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
        # Most patterns open with small words: one look at the next token spares the walk.
        self._seconds = {word: self._second(word) for word in self.opening.words - classed}

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

    def _second(self, word: str) -> Opening | None:
        """What can follow a first word; None where nothing need follow."""
        words: set[str] = set()
        slots: set[str] = set()
        for node in self._after(self._root, word):
            if node.rule is not None:
                return None
            opening = self._opening(node)
            words |= opening.words
            slots |= opening.slots
        return Opening(frozenset(words), frozenset(slots))

    def _after(self, node: _Node, word: str) -> Iterator[_Node]:
        if word in node.words:
            yield node.words[word]
        for group in node.slots.keys() & self._groups.keys():
            yield from self._after(self._groups[group], word)

    def longest(self, lows: Sequence[str], classes: Classes, start: int) -> Match | None:
        """The longest match that begins at a token, or None.

        Args:
            lows: The tokens, lower case.
            classes: For the index of a token the slots it fits, with their values.
            start: Index of the first token.
        """
        second, following = self._seconds.get(lows[start]), start + 1
        if second and not (
            following < len(lows) and self._goes_on(second, lows, classes, following)
        ):
            return None
        best: Match | None = None
        for end, filled, rule in self._walk(self._root, lows, classes, start):
            longer = best is None or end > best.end
            if longer or (best and end == best.end and best.rule.name == _PLAIN):
                best = Match(start, end, rule, filled)
        return best

    def _goes_on(self, second: Opening, lows: Sequence[str], classes: Classes, at: int) -> bool:
        return lows[at] in second.words or not second.slots.isdisjoint(classes(at))

    def _walk(
        self, node: _Node, lows: Sequence[str], classes: Classes, at: int
    ) -> Iterator[tuple[int, tuple[Filled, ...], Rule]]:
        if node.rule is not None:
            yield at, (), node.rule
        if at == len(lows):
            return
        if (child := node.words.get(lows[at])) is not None:
            yield from self._walk(child, lows, classes, at + 1)
        if node.slots:
            fits = classes(at)
            for slot, child in node.slots.items():
                if (value := fits.get(slot)) is not None:
                    for last, more, rule in self._walk(child, lows, classes, at + 1):
                        yield last, (Filled(slot, value), *more), rule
                elif slot in self._openings and self._openings[slot].fits(lows[at], fits):
                    yield from self._through(slot, child, lows, classes, at)

    def _through(
        self, group: str, child: _Node, lows: Sequence[str], classes: Classes, at: int
    ) -> Iterator[tuple[int, tuple[Filled, ...], Rule]]:
        """Every way through a group of patterns and on from there."""
        for end, filled, inner in self._walk(self._groups[group], lows, classes, at):
            named = () if inner.by is None else (Filled(inner.name, inner.by),)
            for last, more, rule in self._walk(child, lows, classes, end):
                yield last, (*filled, *named, *more), rule


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
