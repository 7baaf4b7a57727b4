"""Turn what a date pattern says into days, counted from the day of publication."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from geomap.text.patterns import Filled, Rule, Value
from geomap.text.shifts import SHIFTERS
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

_AHEAD = 60  # days that a date without a year may lie ahead of an announcement
_LEAP_SEARCH = 8  # years until 29 February surely comes again


Slots = dict[str, Value]


def _number(value: Value) -> int:
    return value if isinstance(value, int) else value[0]


def resolve(rule: Rule, filled: Sequence[Filled], reference: Reference) -> Days | None:
    """The days that a matched pattern means, or None when it names no day of the calendar.

    Args:
        rule: What the pattern means.
        filled: Its slots with their values, in the order of the words.
        reference: The day of publication.
    """
    try:
        if rule.by is None:
            return _RESOLVERS[rule.name](filled, reference)
        by = _number(rule.by)
        if rule.name == "weekday":
            return _weekday_of_week(filled, by, reference)
        return SHIFTERS[rule.name](by, reference)
    except (ValueError, OverflowError, KeyError):
        return None  # 31 February, the year 99999


def is_explicit(filled: Sequence[Filled]) -> bool:
    """Whether the slots fix their own year."""
    return any(slot in {"year", "numeric", "decade"} for slot, _ in filled)


def _from_slots(slots: Slots, reference: Reference) -> Days:
    if "numeric" in slots:
        return one_day(date(*slots["numeric"]))  # type: ignore[misc]
    if "feast" in slots and isinstance(slots["feast"], tuple):
        month, day = slots["feast"]
        return _day_of_month(month, day, slots.get("year"), reference)
    if "monthname" in slots and "day" in slots:
        month, day = _number(slots["monthname"]), _number(slots["day"])
        return _day_of_month(month, day, slots.get("year"), reference)
    return _coarser(slots, reference)


def _coarser(slots: Slots, reference: Reference) -> Days:
    if "monthname" in slots:
        return _named_month(_number(slots["monthname"]), slots.get("year"), reference)
    if "weekday" in slots:
        return one_day(last_weekday(_number(slots["weekday"]), reference.published))
    if "dayofmonth" in slots or "day" in slots:
        return _bare_day(_number(slots.get("dayofmonth", slots.get("day", 0))), reference)
    if "decade" in slots:
        first = _number(slots["decade"])
        return Days(date(first, 1, 1), date(first + 9, 12, 31), "year")
    return whole_year(_number(slots["year"]))


def _day_of_month(month: int, day: int, year: Value | None, reference: Reference) -> Days:
    if year is not None:
        return one_day(date(_number(year), month, day))
    latest = reference.published + timedelta(days=_AHEAD if reference.ahead else 0)
    for candidate in range(latest.year, latest.year - _LEAP_SEARCH, -1):
        if day <= monthrange(candidate, month)[1] and date(candidate, month, day) <= latest:
            return one_day(date(candidate, month, day))
    raise ValueError(day)


def _named_month(month: int, year: Value | None, reference: Reference) -> Days:
    if year is not None:
        return whole_month(_number(year), month)
    latest = reference.published + timedelta(days=_AHEAD if reference.ahead else 0)
    return whole_month(latest.year - (month > latest.month), month)


def _bare_day(day: int, reference: Reference) -> Days:
    """On the 5th: this month's, or the last month that had it."""
    published = reference.published
    for back in range(3):
        month = whole_month(published.year, published.month - back)
        if day <= month.end.day and month.start.replace(day=day) <= published:
            return one_day(month.start.replace(day=day))
    raise ValueError(day)


def _slots(filled: Sequence[Filled], reference: Reference) -> Days:
    slots: Slots = {}
    for slot, value in filled:
        slots.setdefault(slot, value)
    return _from_slots(slots, reference)


def _last(filled: Sequence[Filled], reference: Reference) -> Days:
    """Last Friday is before the day of publication, even on a Friday."""
    return _slots(filled, reference._replace(published=reference.published - timedelta(days=1)))


def _next(filled: Sequence[Filled], reference: Reference) -> Days:
    slots = dict(filled)
    if "weekday" in slots and "monthname" not in slots:
        days = (_number(slots["weekday"]) - reference.published.isoweekday() - 1) % WEEK + 1
        return one_day(reference.published + timedelta(days=days))
    days_ahead = _from_slots(slots, reference._replace(ahead=True))
    if days_ahead.end >= reference.published or "year" in slots:
        return days_ahead
    return _from_slots({**slots, "year": days_ahead.start.year + 1}, reference)


def _previous(filled: Sequence[Filled], reference: Reference) -> Days:
    """Last December is never this month."""
    slots = dict(filled)
    found = _from_slots(slots, reference)
    if found.end < reference.published.replace(day=1) and "year" not in slots:
        return found
    return _from_slots({**slots, "year": reference.published.year - 1}, reference)


def _last_year(filled: Sequence[Filled], reference: Reference) -> Days:
    return _from_slots({**dict(filled), "year": reference.published.year - 1}, reference)


def _part(share: int) -> Callable[[Sequence[Filled], Reference], Days]:
    """The first, middle or last third of a month or year."""

    def third(filled: Sequence[Filled], reference: Reference) -> Days:
        whole = _slots(filled, reference)
        length = (whole.end - whole.start).days + 1
        start = whole.start + timedelta(days=length * share // 3)
        end = whole.start + timedelta(days=length * (share + 1) // 3 - 1)
        return Days(start, end, whole.precision)

    return third


def _sides(filled: Sequence[Filled]) -> tuple[Slots, Slots]:
    """The slots of the two ends of a range; each lends the other its month and year."""
    first: Slots = {}
    second: Slots = {}
    for slot, value in filled:
        side = second if second or slot in first else first
        side[slot] = value
    for slot in ("monthname", "year"):
        if slot in second and "day" in first | second and slot not in first:
            first[slot] = second[slot]
        elif slot in first and slot not in second and ("day" in second or slot == "year"):
            second[slot] = first[slot]
    return first, second


def _range(filled: Sequence[Filled], reference: Reference) -> Days | None:
    first, second = _sides(filled)
    if not second:
        return _from_slots(first, reference)
    end = _from_slots(second, reference)
    if "year" in second and "year" not in first and "monthname" in first:
        first = {**first, "year": end.start.year}
    start = _from_slots(first, reference._replace(published=end.start))
    if start.start > end.end:
        start = _from_slots({**first, "year": end.start.year - 1}, reference)
    return Days(start.start, end.end, end.precision)


def _night(filled: Sequence[Filled], reference: Reference) -> Days | None:
    """From one day to the next; with one weekday, the night that ends on it."""
    first, second = _sides(filled)
    end = _from_slots(second or first, reference)
    return Days(end.start - timedelta(days=1), end.start, "day")


def _since(filled: Sequence[Filled], reference: Reference) -> Days:
    start = _slots(filled, reference)
    return Days(start.start, max(start.end, reference.published), start.precision)


def _until(filled: Sequence[Filled], reference: Reference) -> Days:
    return _next(filled, reference)


def _ago(filled: Sequence[Filled], reference: Reference) -> Days:
    """Days ago are a day, weeks ago a week, years ago a year."""
    number, unit = _number_and_unit(filled)
    published = reference.published
    if unit == 1:
        return one_day(published - timedelta(days=number))
    if unit == WEEK:
        return whole_week(published - timedelta(weeks=number))
    if unit < YEAR:
        return whole_month(published.year, published.month - number)
    return whole_year(published.year - number)


def _exactly(filled: Sequence[Filled], reference: Reference) -> Days:
    number, unit = _number_and_unit(filled)
    return one_day(_back(reference.published, number, unit))


def _weekday_of_week(filled: Sequence[Filled], by: int, reference: Reference) -> Days:
    """A weekday of the week so many weeks on: "Friday last week"."""
    monday = whole_week(reference.published + timedelta(weeks=by)).start
    return one_day(monday + timedelta(days=_number(dict(filled)["weekday"]) - 1))


def _number_and_unit(filled: Sequence[Filled]) -> tuple[int, int]:
    slots = dict(filled)
    return _number(slots.get("number", 1)), _number(slots["unit"])


def _back(day: date, number: int, unit: int) -> date:
    """So many units before a day; months and years keep the day of the month where they can."""
    if unit <= WEEK:
        return day - timedelta(days=number * unit)
    months = number * (1 if unit < YEAR else MONTHS)
    month = whole_month(day.year, day.month - months)
    return month.start.replace(day=min(day.day, month.end.day))


def _hours(filled: Sequence[Filled], reference: Reference) -> Days:
    del filled
    return one_day(reference.published)


def _lately(filled: Sequence[Filled], reference: Reference) -> Days:
    number, unit = _number_and_unit(filled)
    return Days(_back(reference.published, number, unit), reference.published, fineness(unit))


def _unresolved(filled: Sequence[Filled], reference: Reference) -> None:
    """The next day leans on a day told elsewhere."""
    del filled, reference


_RESOLVERS: dict[str, Callable[[Sequence[Filled], Reference], Days | None]] = {
    "slots": _slots,
    "last": _last,
    "next": _next,
    "previous": _previous,
    "last_year": _last_year,
    "begin": _part(0),
    "middle": _part(1),
    "end": _part(2),
    "night": _night,
    "range": _range,
    "since": _since,
    "until": _until,
    "ago": _ago,
    "exactly": _exactly,
    "hours": _hours,
    "lately": _lately,
    "unresolved": _unresolved,
}
