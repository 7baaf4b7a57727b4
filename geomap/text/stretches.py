"""Stretches of days: the calendar that dates are resolved to."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from geomap.text.parsed import DatePrecision

WEEK = 7
MONTH = 30
YEAR = 365
MONTHS = 12


class Days(NamedTuple):
    """A stretch of days, and how fine the words were."""

    start: date
    end: date
    precision: DatePrecision


class Reference(NamedTuple):
    """What relative dates lean on.

    Attributes:
        published: Day of publication.
        ahead: The sentence speaks of the future.
        anchor: The days told last before, on which "the next day" leans.
    """

    published: date
    ahead: bool = False
    anchor: Days | None = None


def one_day(day: date, precision: DatePrecision = "day") -> Days:
    """A single day, or one that stands for more when the words are less fine."""
    return Days(day, day, precision)


def whole_month(year: int, month: int) -> Days:
    """A month of the calendar; month 0 is December of the year before."""
    year, month = year + (month - 1) // MONTHS, (month - 1) % MONTHS + 1
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def some_months(year: int, first: int, last: int) -> Days:
    """From a month to another; the last is in the year after when it has the lower number."""
    start = whole_month(year, first).start
    end = whole_month(year + (first > last), last).end
    return Days(start, end, fineness((end - start).days + 1))


def whole_year(year: int) -> Days:
    """A year of the calendar."""
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def whole_week(day: date) -> Days:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=WEEK - 1), "week")


def last_weekday(weekday: int, published: date) -> date:
    """The weekday (1 Monday to 7 Sunday) nearest before, the day of publication included."""
    return published - timedelta(days=(published.isoweekday() - weekday) % WEEK)


def fineness(days: int) -> DatePrecision:
    """How fine a stretch of so many days is."""
    if days < WEEK:
        return "day"
    if days < MONTH:
        return "week"
    return "month" if days < YEAR else "year"
