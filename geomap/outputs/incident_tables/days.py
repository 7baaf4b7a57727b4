"""What a cell says about when: a day, a month, a year.

Days are written in many orders. "2022-01-08" and "08.01.2022" can be read one way only;
"08/01/2022" only where another row of the column gives the order away ("25/01/2022").
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from geomap.text.parsed import DatePrecision

_YEAR_FIRST = re.compile(r"([0-9]{4})(?:[-/.]?([0-9]{2})(?:[-/.]?([0-9]{2})(?:[T ].*)?)?)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})[-/.]([0-9]{4})(?:[T ].*)?")
_NAMED = re.compile(r"([0-9]{1,2}) ([A-Za-z]{3,9})\.?,? ([0-9]{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EMPTY = frozenset({"", "nan", "nat", "none", "null", "n/a", "na", "-"})
_YEAR_END = 12


class Stretch(NamedTuple):
    """First and last day meant, and how fine the words are."""

    start: date
    end: date
    precision: DatePrecision


def day_first(cells: Iterable[object]) -> bool | None:
    """Whether the column writes the day before the month; None where no row tells."""
    first = last = False
    for cell in cells:
        found = _YEAR_LAST.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found:
            first = first or int(found[1]) > _YEAR_END or found[2] == "."
            last = last or int(found[3]) > _YEAR_END
    return None if first == last else first


def stretch(cell: object, order: bool | None) -> Stretch | None:  # noqa: FBT001 - see day_first
    """The days that a cell means; None for an empty one.

    Args:
        cell: Text, a date or a datetime; the time of day is left out, no time zone moves the day.
        order: What `day_first` says of the column.

    Raises:
        ValueError: No day of the calendar, or one that may be read in two ways.
    """
    if isinstance(cell, datetime):
        return _one(cell.date())
    if isinstance(cell, date):
        return _one(cell)
    if isinstance(cell, int | float) and cell == cell:  # noqa: PLR0124 - only NaN differs
        cell = f"{cell:.0f}"
    words = " ".join(cell.split()) if isinstance(cell, str) else ""
    if words.lower() in _EMPTY:
        return None
    try:
        return _read(words, order)
    except ValueError as error:
        why = "may be read in two ways" if str(error) == _TWO_WAYS else "is no day"
        raise ValueError(f"{words!r:.40} {why}; write it as 2022-01-08") from None


_TWO_WAYS = "two ways"


def _read(words: str, order: bool | None) -> Stretch:  # noqa: FBT001
    if found := _YEAR_FIRST.fullmatch(words):
        year, month, day = (int(part) if part else None for part in found.groups())
        return _year_first(year or 0, month, day)
    if found := _YEAR_LAST.fullmatch(words):
        return _one(_year_last(int(found[1]), found[2], int(found[3]), int(found[4]), order))
    if found := _NAMED.fullmatch(words):
        return _one(date(int(found[3]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[1])))
    raise ValueError


def _year_first(year: int, month: int | None, day: int | None) -> Stretch:
    if month is None:
        return Stretch(date(year, 1, 1), date(year, _YEAR_END, 31), "year")
    if day is None:
        start = date(year, month, 1)
        return Stretch(start, start.replace(day=monthrange(year, month)[1]), "month")
    return _one(date(year, month, day))


def _year_last(one: int, mark: str, two: int, year: int, order: bool | None) -> date:  # noqa: FBT001
    if mark == "." or one > _YEAR_END or one == two:  # dots stand in day-first countries only
        return date(year, two, one)
    if two > _YEAR_END:
        return date(year, one, two)
    if order is None:
        raise ValueError(_TWO_WAYS)
    return date(year, two, one) if order else date(year, one, two)


def _one(day: date) -> Stretch:
    return Stretch(day, day, "day")
