"""Tell what a number counts from the words around it."""

from collections.abc import Sequence

from geomap.text.number_table import Context, NumberTable
from geomap.text.number_words import Reading
from geomap.text.parsed import NumberKind
from geomap.text.words import SentenceWords

_OLDEST = 120  # years
_YEARS = range(1800, 2100)
_CENTURY = 100
_AFTER_AGE = frozenset({",", ".", ";", ")", ""})


def number_kind(words: SentenceWords, number: Reading, table: NumberTable) -> NumberKind:
    """The kind of a number, by what is written onto it, the words around it, and its size."""
    if number.kind:
        return number.kind
    if number.suffix:
        return _kind_of_suffix(words.lows, number, table)
    if ":" in words.tokens.texts[number.start]:
        return "clock"
    if kind := _kind_of_context(words.lows, number, table):
        return kind
    return _kind_of_figures(words, number) if number.figures else "count"


def _kind_of_suffix(lows: Sequence[str], number: Reading, table: NumberTable) -> NumberKind:
    if _context_before(lows, number, table) == "money":
        return "money"
    parts = number.suffix.split("-")
    for count in (3, 2, 1):  # "year-old-boy": the longest known beginning tells
        if kind := table.suffixes.get("-".join(parts[:count])):
            return kind
    return "name"


def _kind_of_context(lows: Sequence[str], number: Reading, table: NumberTable) -> NumberKind | None:
    if number.end < len(lows):
        for context in table.contexts_after.get(lows[number.end], ()):
            if _fits(context, lows, number):
                return context.kind
    return _context_before(lows, number, table)


def _context_before(lows: Sequence[str], number: Reading, table: NumberTable) -> NumberKind | None:
    if number.start:
        for context in table.contexts_before.get(lows[number.start - 1], ()):
            if _fits(context, lows, number):
                return context.kind
    return None


def _fits(context: Context, lows: Sequence[str], number: Reading) -> bool:
    if context.kind == "year" and number.value not in _YEARS:
        return False
    left = number.start - len(context.before)
    right = number.end + len(context.after)
    return (
        left >= 0
        and tuple(lows[left : number.start]) == context.before
        and tuple(lows[number.end : right]) == context.after
    )


def _kind_of_figures(words: SentenceWords, number: Reading) -> NumberKind:
    if number.value is None:
        return "measure"
    before = words.lows[number.start - 1] if number.start else ""
    after = words.lows[number.end] if number.end < len(words.lows) else ""
    if "/" in {before, after}:
        return "name"  # "9/11", "24/7"
    if number.value <= _OLDEST and _is_age(words, number, after):
        return "age"
    if _is_year(words, number, after):
        return "year"
    return "name" if _is_part_of_name(words, number, after) else "count"


def _is_age(words: SentenceWords, number: Reading, after: str) -> bool:
    """Whether it stands as in "Salman Afzaal, 46," or "Anna (44)"."""
    if number.start < 2 or not words.tokens.texts[number.start - 2][0].isupper():  # noqa: PLR2004
        return False
    before = words.lows[number.start - 1]
    return (before == "," and after in _AFTER_AGE) or (before == "(" and after == ")")


def _is_year(words: SentenceWords, number: Reading, after: str) -> bool:
    """Four bare digits, unless a noun follows at once ("1990 soldiers", but "the 1990 war")."""
    value, figures = number.value or 0, len(words.tokens.texts[number.start])
    if value not in _YEARS or figures != len("2014"):
        return False
    if not after.isalpha() or after in words.small_words:
        return True
    before = words.lows[number.start - 1] if number.start else ""
    return before in words.small_words and value % _CENTURY != 0


def _is_part_of_name(words: SentenceWords, number: Reading, after: str) -> bool:
    """Whether a capital stands before and no noun after: "Boeing 737 was", "Apollo 11,"."""
    if number.start < 2:  # noqa: PLR2004
        return False
    before = words.tokens.texts[number.start - 1]
    if not before[0].isupper() or before.lower() in words.small_words:
        return False
    return not after.isalpha() or after in words.small_words
