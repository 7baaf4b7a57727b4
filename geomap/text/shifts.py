"""Dates that lie so many units from another day: "yesterday", "two weeks ago", "the next day"."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from geomap.text.patterns import Filled, number_in
from geomap.text.stretches import (
    MONTHS,
    WEEK,
    YEAR,
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
_HOURS = 24
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


def _shift_from_anchor(by: int, reference: Reference) -> Days | None:
    """So many days from the day told last before: "the next day"."""
    if reference.anchor is None:
        return None
    edge = reference.anchor.end if by > 0 else reference.anchor.start
    return one_day(edge + timedelta(days=by)) if by else reference.anchor


SHIFTERS: dict[str, Callable[[int, Reference], Days | None]] = {
    "day": _shift_day,
    "night": _shift_nights,
    "week": _shift_weeks,
    "weekend": _shift_weekends,
    "month": _shift_months,
    "year": _shift_years,
    "rolling": _shift_rolling,
    "anchored": _shift_from_anchor,
}


def _number_and_unit(filled: Sequence[Filled]) -> tuple[int, int]:
    slots = dict(filled)
    return number_in(slots.get("number", 1)), number_in(slots["unit"])


def _units_on(day: date, number: int, unit: int) -> Days:
    """So many units on from a day: days lead to a day, weeks to a week, years to a year."""
    if unit == 1:
        return one_day(day + timedelta(days=number))
    if unit == WEEK:
        return whole_week(day + timedelta(weeks=number))
    if unit < YEAR:
        return whole_month(day.year, day.month + number)
    return whole_year(day.year + number)


def _ago(filled: Sequence[Filled], reference: Reference) -> Days:
    number, unit = _number_and_unit(filled)
    return _units_on(reference.published, -number, unit)


def _earlier(filled: Sequence[Filled], reference: Reference) -> Days | None:
    number, unit = _number_and_unit(filled)
    return _units_on(reference.anchor.start, -number, unit) if reference.anchor else None


def _later(filled: Sequence[Filled], reference: Reference) -> Days | None:
    number, unit = _number_and_unit(filled)
    return _units_on(reference.anchor.end, number, unit) if reference.anchor else None


def _exactly(filled: Sequence[Filled], reference: Reference) -> Days:
    number, unit = _number_and_unit(filled)
    return one_day(_back(reference.published, number, unit))


def _back(day: date, number: int, unit: int) -> date:
    """So many units before a day; months and years keep the day of the month where they can."""
    if unit <= WEEK:
        return day - timedelta(days=number * unit)
    months = number * (1 if unit < YEAR else MONTHS)
    month = whole_month(day.year, day.month - months)
    return month.start.replace(day=min(day.day, month.end.day))


def _today(filled: Sequence[Filled], reference: Reference) -> Days:
    del filled
    return one_day(reference.published)


def _hours_ago(filled: Sequence[Filled], reference: Reference) -> Days:
    """Two hours ago is today, 48 hours ago two days ago."""
    number = number_in(dict(filled).get("number", 1))
    return one_day(reference.published - timedelta(days=number // _HOURS))


def _past_hours(filled: Sequence[Filled], reference: Reference) -> Days:
    """The last 24 hours began the day before."""
    number = number_in(dict(filled).get("number", 1))
    start = reference.published - timedelta(days=-(-number // _HOURS))
    return Days(start, reference.published, "day")


def _lately(filled: Sequence[Filled], reference: Reference) -> Days:
    number, unit = _number_and_unit(filled)
    return Days(_back(reference.published, number, unit), reference.published, fineness(unit))


COUNTERS: dict[str, Callable[[Sequence[Filled], Reference], Days | None]] = {
    "ago": _ago,
    "earlier": _earlier,
    "later": _later,
    "exactly": _exactly,
    "hours": _today,
    "hours_ago": _hours_ago,
    "past_hours": _past_hours,
    "lately": _lately,
}
