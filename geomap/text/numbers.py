"""Find the numbers of a sentence, with their qualifiers, bounds and kinds."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from typing import NamedTuple

from geomap.text.number_kinds import number_kind
from geomap.text.number_table import NumberTable
from geomap.text.number_words import Reading, read_number, word_value
from geomap.text.parsed import DateMention, NumberKind, NumberMention
from geomap.text.span import Span
from geomap.text.words import SentenceWords

_LONGEST_QUALIFIER = 4  # words
_LONGEST_AFTERTHOUGHT = 3  # words
_SHARED = frozenset({"age", "percent"})
_LONGEST_LIST = 20  # numbers that are looked at together
_LIST = 3  # numbers; "killed 12, 3 days later" is no list
_FEW = 10  # below it "over" and its like are plain prepositions
_BOUNDED = frozenset({"count", "money", "percent", "measure", "age"})


class Bounds(NamedTuple):
    """Tokens of a number phrase and what it allows."""

    start: int
    end: int
    value: int | None
    minimum: int | None
    maximum: int | None


def find_numbers(
    words: SentenceWords, table: NumberTable, dates: Sequence[DateMention]
) -> list[NumberMention]:
    """The numbers of a sentence, in order; none overlaps another.

    Args:
        words: The sentence.
        table: The numbers of the language.
        dates: Date mentions of the sentence; numbers in them never count people.
    """
    found: list[NumberMention] = []
    free = run = 0
    lows, opens = words.lows, table.opens
    for at in compress(range(len(lows)), map(opens.__getitem__, lows)):
        number = read_number(words.tokens, lows, at, table) if at >= free else None
        if number is None:
            continue
        bounds, kind = _with_bounds(words, number, table, free)
        found.append(_mention(words, bounds, kind, dates))
        listed = number.start == free + 1 and (lows[free] == "," or lows[free] in table.and_words)
        run = min(run + 1, _LONGEST_LIST) if listed and len(found) > 1 else 1
        found[-run:] = _alike(found[-run:])
        free = bounds.end
    return found


def _alike(run: list[NumberMention]) -> list[NumberMention]:
    """The numbers of a list are of one kind: "aged 4, 6 and 9", "15 and 16 percent"."""
    first, last = run[0].kind, run[-1].kind
    if first != "age" and last not in _SHARED and not (last == "measure" and len(run) >= _LIST):
        return run
    kinds = ("count", "measure") if first == "age" else ("count",)
    kind = "age" if first == "age" else last
    return [replace(number, kind=kind) if number.kind in kinds else number for number in run]


def _with_bounds(
    words: SentenceWords, number: Reading, table: NumberTable, free: int
) -> tuple[Bounds, NumberKind]:
    """The whole phrase of a number and its kind; words before `free` belong to another."""
    second = _range_end(words, number, table)
    whole = second._replace(start=number.start) if second else number
    kind = number_kind(words, whole, table)
    if second is None:
        bounds = Bounds(number.start, number.end, number.value, number.minimum, None)
    else:
        bounds = _range(number, second)
        if kind == "count" and (number.value or 0) >= (second.value or 0):
            kind = "name"  # a score: "2-1"
    if kind in _BOUNDED:
        bounds = _qualify(words, bounds, table, free)
    return bounds, kind


def _range_end(words: SentenceWords, number: Reading, table: NumberTable) -> Reading | None:
    """The second number of "10 to 15" or "between 10 and 15", when there is one."""
    at, lows = number.end, words.lows
    if at + 1 >= len(lows) or number.suffix or number.value is None or number.kind:
        return None
    closes = lows[at] in table.and_words and _is_between(lows, number.start, table)
    if not (closes or lows[at] in table.ranges) or _is_change(lows, number.start, table):
        return None
    if not (lows[at + 1][0].isdecimal() or word_value(lows[at + 1], table) is not None):
        return None
    second = read_number(words.tokens, lows, at + 1, table)
    return second if second and second.value is not None and second.kind is None else None


def _is_between(lows: Sequence[str], start: int, table: NumberTable) -> bool:
    return any(" ".join(lows[max(0, start - n) : start]) in table.between for n in (1, 2))


def _is_change(lows: Sequence[str], start: int, table: NumberTable) -> bool:
    """Whether the toll "rose from 12 to 26"."""
    return start > 1 and lows[start - 1] in table.between and lows[start - 2] in table.rises


def _range(first: Reading, second: Reading) -> Bounds:
    low, high = first.value or 0, second.value or 0
    if first.scale == 1 < second.scale and low < second.scale:
        low *= second.scale  # "two to three million"
    return Bounds(first.start, second.end, None, min(low, high), max(low, high))


def _qualify(words: SentenceWords, bounds: Bounds, table: NumberTable, free: int) -> Bounds:
    """Take in the words before ("at least") and after ("or more") that bound a number."""
    lows = words.lows
    for _ in range(2):  # "at least about 20"
        if bounds.start > free and lows[bounds.start - 1] in table.qualifiers.edges:
            start, kind = _qualifier_before(words, bounds, table, free)
            bounds = _bounded(bounds._replace(start=start), kind)
    if bounds.end == len(lows) or lows[bounds.end] not in table.bounds_after.edges:
        return bounds
    for count in range(_LONGEST_AFTERTHOUGHT, 0, -1):
        end = bounds.end + count
        if bound := table.bounds_after.kinds.get(" ".join(lows[bounds.end : end])):
            return _bounded(bounds._replace(end=min(end, len(lows))), bound)
    return bounds


def _qualifier_before(
    words: SentenceWords, bounds: Bounds, table: NumberTable, free: int
) -> tuple[int, str]:
    is_range = bounds.minimum is not None and bounds.maximum is not None
    for count in range(min(_LONGEST_QUALIFIER, bounds.start - free), 0, -1):
        start = bounds.start - count
        phrase = " ".join(words.lows[start : bounds.start])
        if kind := table.qualifiers.kinds.get(phrase):
            if phrase in words.small_words and (bounds.value or _FEW) < _FEW:
                break  # "anger over three deaths"
            risen = kind == "maximum" and _has_risen(words.lows, start, bounds.end, table)
            return start, "about" if risen else kind
        if is_range and phrase in table.between:
            return start, "about"
    return bounds.start, "about"


def _has_risen(lows: Sequence[str], start: int, end: int, table: NumberTable) -> bool:
    """Whether "tot 26" is where a toll arrived, not a bound: "opgelopen tot 26"."""
    around = (*lows[max(0, start - 1) : start], *lows[end : end + 2])
    return not table.rises.isdisjoint(around)


def _bounded(bounds: Bounds, kind: str) -> Bounds:
    if bounds.value is None or kind == "about":
        return bounds
    if kind == "minimum":
        return bounds._replace(value=None, minimum=bounds.value)
    return bounds._replace(value=None, maximum=bounds.value)


def _mention(
    words: SentenceWords, bounds: Bounds, kind: NumberKind, dates: Sequence[DateMention]
) -> NumberMention:
    span = words.span(bounds.start, bounds.end)
    if kind != "measure" and _is_in_date(span, dates):
        kind = "year" if len(str(bounds.value or "")) == len("2014") else "ordinal"
    surface = words.text[span.start : span.end]
    return NumberMention(span, surface, bounds.value, bounds.minimum, bounds.maximum, kind)


def _is_in_date(span: Span, dates: Sequence[DateMention]) -> bool:
    at = bisect_right(dates, span.start, key=lambda date: date.span.end)
    return at < len(dates) and dates[at].span.start < span.end
