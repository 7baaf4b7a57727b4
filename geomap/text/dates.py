"""Find the date mentions of a sentence and resolve them against the day of publication."""

import re
from collections.abc import Mapping
from datetime import date

from geomap.text.date_table import DateTable
from geomap.text.days import is_explicit, resolve
from geomap.text.parsed import DateMention
from geomap.text.patterns import Match, Value
from geomap.text.stretches import Reference
from geomap.text.words import SentenceWords

_FIGURES = re.compile(r"(\d{1,4})([^\W\d_]{0,3})")
_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_YEARS = range(1000, 2200)
_DAYS = range(1, 32)
_MONTHS = range(1, 13)
_NOTHING: Mapping[str, Value] = {}


def find_dates(words: SentenceWords, table: DateTable, published: date | None) -> list[DateMention]:
    """The date mentions of a sentence, in order; none overlaps another.

    Args:
        words: The sentence or dateline.
        table: The dates of the language.
        published: Day of publication; without it relative mentions have no days.
    """
    tokens, lows = words.tokens, words.lows

    def classes(index: int) -> Mapping[str, Value]:
        return token_classes(tokens[index].text, lows[index], table)

    found: list[DateMention] = []
    at = 0
    while at < len(lows):
        match = None
        if lows[at] in table.starts or lows[at][0].isdecimal():
            match = table.grammar.longest(lows, classes, at)
        if match is None:
            at += 1
            continue
        found.append(_mention(words, table, match, published))
        at = match.end
    return found


def token_classes(text: str, low: str, table: DateTable) -> Mapping[str, Value]:
    """The slots that a token fits, with their values."""
    if low[0].isdecimal():
        return _figure_classes(low, table)
    if table.capitals and text[0].islower() and low in table.calendar_words:
        return _NOTHING
    return table.classes.get(low, _NOTHING)


def _figure_classes(low: str, table: DateTable) -> Mapping[str, Value]:
    if numeric := _NUMERIC.fullmatch(low):
        day = _numeric_day(numeric, table.order)
        return {"numeric": day} if day else _NOTHING
    match = _FIGURES.fullmatch(low)
    if match is None:
        return _NOTHING
    number, ending = int(match.group(1)), match.group(2)
    if ending:
        is_day = ending in table.ordinal_endings and number in _DAYS
        return {"day": number, "dayofmonth": number} if is_day else _NOTHING
    if len(match.group(1)) == len("2014"):
        return {"year": number} if number in _YEARS else _NOTHING
    return {"number": number, "day": number} if number in _DAYS else {"number": number}


def _numeric_day(match: re.Match[str], order: str) -> tuple[int, int, int] | None:
    """Year, month and day of "2022-01-05" or "05/01/2022", by the order of the language."""
    first, second, third = int(match.group(1)), int(match.group(3)), int(match.group(4))
    if len(match.group(1)) == len("2014"):
        year, month, day = first, second, third
    elif order == "mdy" and match.group(2) == "/" and first in _MONTHS:
        year, month, day = third, first, second
    else:
        year, month, day = third, second, first
    year += 2000 if year < 100 else 0  # noqa: PLR2004
    if year in _YEARS and month in _MONTHS and day in _DAYS:
        return year, month, day
    return None


def _mention(
    words: SentenceWords, table: DateTable, match: Match, published: date | None
) -> DateMention:
    explicit = is_explicit(match.filled)
    days = None
    if published or explicit:
        ahead = not table.future.isdisjoint(words.lows)
        days = resolve(match.rule, match.filled, Reference(published or date.max, ahead=ahead))
    if days and published is None and days.end == date.max:
        days = None  # "since 2014" lasts until a day that is not known
    span = words.span(match.start, match.end)
    return DateMention(
        span=span,
        text=words.text[span.start : span.end],
        start=days.start if days else None,
        end=days.end if days else None,
        precision=days.precision if days else "unknown",
        source="explicit" if explicit else "relative",
    )
