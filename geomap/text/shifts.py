"""Dates that lie a fixed number of units from the day of publication: "yesterday", "next week"."""

from collections.abc import Callable
from datetime import timedelta

from geomap.text.stretches import (
    Days,
    Reference,
    fineness,
    last_weekday,
    one_day,
    whole_month,
    whole_week,
    whole_year,
)

_SATURDAY = 6
_LOOK_AHEAD = 2  # days: from Thursday on "this weekend" is the coming one


def _shift_day(by: int, reference: Reference) -> Days:
    return one_day(reference.published + timedelta(days=by))


def _shift_nights(by: int, reference: Reference) -> Days:
    evening = reference.published + timedelta(days=by)
    return Days(evening, evening + timedelta(days=1), "day")


def _shift_weeks(by: int, reference: Reference) -> Days:
    week = whole_week(reference.published + timedelta(weeks=by))
    return week._replace(end=reference.published) if by == 0 else week


def _shift_weekends(by: int, reference: Reference) -> Days:
    """Last weekend began before the day of publication, next weekend begins after it."""
    day = reference.published + timedelta(days=-1 if by < 0 else _LOOK_AHEAD if by == 0 else 0)
    saturday = last_weekday(_SATURDAY, day) + timedelta(weeks=by + 1 if by < 0 else by)
    return Days(saturday, saturday + timedelta(days=1), "day")


def _shift_months(by: int, reference: Reference) -> Days:
    month = whole_month(reference.published.year, reference.published.month + by)
    return month._replace(end=reference.published) if by == 0 else month


def _shift_years(by: int, reference: Reference) -> Days:
    year = whole_year(reference.published.year + by)
    return year._replace(end=reference.published) if by == 0 else year


def _shift_rolling(by: int, reference: Reference) -> Days:
    """The last so many days, up to the day of publication."""
    published = reference.published
    return Days(published - timedelta(days=by), published, fineness(by))


SHIFTERS: dict[str, Callable[[int, Reference], Days]] = {
    "day": _shift_day,
    "night": _shift_nights,
    "week": _shift_weeks,
    "weekend": _shift_weekends,
    "month": _shift_months,
    "year": _shift_years,
    "rolling": _shift_rolling,
}
