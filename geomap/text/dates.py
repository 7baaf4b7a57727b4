"""Find the date mentions of a sentence and resolve them against the day of publication."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import compress

from geomap.text.date_table import DateTable
from geomap.text.days import is_explicit, resolve
from geomap.text.parsed import DateMention
from geomap.text.patterns import Match, Value
from geomap.text.stretches import Days, Reference
from geomap.text.words import SentenceWords

_FIGURES = re.compile(r"(\d{1,4})-?([^\W\d_]{0,5})")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_YEARS = range(1000, 2200)
_DAYS = range(1, 32)
_MONTHS = range(1, 13)
_NOTHING: Mapping[str, Value] = {}


def find_dates(
    words: SentenceWords,
    table: DateTable,
    published: date | None,
    before: DateMention | None = None,
) -> list[DateMention]:
    """The date mentions of a sentence, in order; none overlaps another.

    Args:
        words: The sentence or dateline.
        table: The dates of the language.
        published: Day of publication; without it relative mentions have no days.
        before: The last day told before the sentence, on which "the next day" leans.
    """
    found: list[DateMention] = []
    anchor = _anchor(before) if before else None
    ahead = None
    for match in _matches(words, table):
        if ahead is None:
            ahead = not table.future.isdisjoint(words.lows)
        mention = _mention(words, match, Reference(published or date.max, ahead, anchor))
        found.append(mention if published or mention.source == "explicit" else _undated(mention))
        anchor = _anchor(found[-1]) or anchor
    return found


def _anchor(mention: DateMention) -> Days | None:
    """The days of a mention that others can lean on: a day, or the night between two."""
    if mention.start is None or mention.end is None or mention.precision != "day":
        return None
    return Days(mention.start, mention.end, "day")


def _matches(words: SentenceWords, table: DateTable) -> Iterator[Match]:
    """What the patterns of a language find in a sentence."""
    texts, lows = words.tokens.texts, words.lows

    def classes(index: int) -> Mapping[str, Value]:
        if lows[index] in table.names and _is_name(words, index):
            return _NOTHING
        return token_classes(texts[index], lows[index], table)

    def stands_alone(end: int) -> bool:
        return not _binds(words, table, end)

    free = 0
    opens = table.opens
    for at in compress(range(len(lows)), map(opens.__getitem__, lows)):
        if at < free:
            continue
        match = table.grammar.longest(lows, classes, at, stands_alone)
        if match is None:
            continue
        if match.rule.name != "none":
            yield match
        free = match.end


def _is_name(words: SentenceWords, index: int) -> bool:
    """Whether a weekday with a capital stands beside another name: "Adam Sobota"."""
    texts = words.tokens.texts
    if not index or not texts[index].istitle():
        return False
    after = texts[index + 1] if index + 1 < len(texts) else ""
    return after.istitle() or (
        texts[index - 1].istitle() and words.lows[index - 1] not in words.small_words
    )


def _binds(words: SentenceWords, table: DateTable, at: int) -> bool:
    """Whether a noun follows an ordinal: "on the fifth floor"."""
    following = words.lows[at] if at < len(words.lows) else ""
    small = following in words.small_words and following not in table.binders
    return following[:1].isalpha() and not small


def token_classes(text: str, low: str, table: DateTable) -> Mapping[str, Value]:
    """The slots that a token fits, with their values."""
    if low[0].isdecimal():
        return table.classes.get(low) or _figure_classes(low, table)  # "5月" is a month
    if table.capitals and text[0].islower() and low in table.calendar_words:
        return _NOTHING
    return table.classes.get(low, _NOTHING)


def _figure_classes(low: str, table: DateTable) -> Mapping[str, Value]:
    if numeric := _NUMERIC.fullmatch(low):
        day = _numeric_day(numeric, table.order)
        return {"numeric": day} if day else _NOTHING
    match = _FIGURES.fullmatch(low)
    if match is None:
        return _day_month(low)
    number, ending = int(match.group(1)), match.group(2)
    if ending:
        is_day = ending in table.ordinal_endings and number in _DAYS
        return {"day": number, "dayofmonth": number} if is_day else _NOTHING
    if len(match.group(1)) == len("2014"):
        return {"year": number} if number in _YEARS else _NOTHING
    return {"number": number, "day": number} if number in _DAYS else {"number": number}


def _day_month(low: str) -> Mapping[str, Value]:
    """Month and day of "5.1." in German, which the patterns ask a full stop behind."""
    match = _DAY_MONTH.fullmatch(low)
    day, month = (int(part) for part in match.groups()) if match else (0, 0)
    return {"day_month": (month, day)} if day in _DAYS and month in _MONTHS else _NOTHING


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


def _mention(words: SentenceWords, match: Match, reference: Reference) -> DateMention:
    explicit = is_explicit(match.filled)
    days = resolve(match.rule, match.filled, reference)
    if days and days.end == date.max:
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


def _undated(mention: DateMention) -> DateMention:
    return replace(mention, start=None, end=None, precision="unknown")
