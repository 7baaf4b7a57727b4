"""Turn what a date pattern says into days, counted from the day of publication."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from geomap.text.patterns import Filled, Rule, Value, number_in
from geomap.text.shifts import COUNTERS, SHIFTERS
from geomap.text.stretches import (
    MONTHS,
    WEEK,
    Days,
    Reference,
    last_weekday,
    one_day,
    some_months,
    whole_month,
    whole_week,
    whole_year,
)

_AHEAD = 60  # days that a date without a year may lie ahead of an announcement
_LEAP_SEARCH = 8  # years until 29 February surely comes again
# Slots for words that mean a weekday or month only in some patterns.
_MEANS = {"ambiguous_weekday": "weekday", "day_month": "feast"} | dict.fromkeys(
    ("short_month", "mid_month", "month_alone"), "monthname"
)


Slots = dict[str, Value]


def resolve(rule: Rule, filled: Sequence[Filled], reference: Reference) -> Days | None:
    """The days that a matched pattern means, or None when it names no day of the calendar.

    Args:
        rule: What the pattern means.
        filled: Its slots with their values, in the order of the words.
        reference: The day of publication.
    """
    filled = [Filled(_MEANS.get(slot, slot), value) for slot, value in filled]
    try:
        if rule.by is None:
            return _RESOLVERS[rule.name](filled, reference)
        by = number_in(rule.by)
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
        month, day = number_in(slots["monthname"]), number_in(slots["day"])
        return _day_of_month(month, day, slots.get("year"), reference)
    return _coarser(slots, reference)


def _coarser(slots: Slots, reference: Reference) -> Days:
    if "season" in slots:
        return _season(slots, reference)
    if "monthname" in slots:
        return _named_month(number_in(slots["monthname"]), slots.get("year"), reference)
    if "weekday" in slots and not {"day", "dayofmonth"} & slots.keys():
        return one_day(last_weekday(number_in(slots["weekday"]), reference.published))
    if "dayofmonth" in slots or "day" in slots:
        return _bare_day(slots, reference)
    if "decade" in slots:
        first = number_in(slots["decade"])
        return Days(date(first, 1, 1), date(first + 9, 12, 31), "year")
    return whole_year(number_in(slots["year"]))


def _day_of_month(month: int, day: int, year: Value | None, reference: Reference) -> Days:
    if year is not None:
        return one_day(date(number_in(year), month, day))
    latest = reference.published + timedelta(days=_AHEAD if reference.ahead else 0)
    for candidate in range(latest.year, latest.year - _LEAP_SEARCH, -1):
        if day <= monthrange(candidate, month)[1] and date(candidate, month, day) <= latest:
            return one_day(date(candidate, month, day))
    raise ValueError(day)


def _named_month(month: int, year: Value | None, reference: Reference) -> Days:
    if year is not None:
        return whole_month(number_in(year), month)
    latest = reference.published + timedelta(days=_AHEAD if reference.ahead else 0)
    return whole_month(latest.year - (month > latest.month), month)


def _season(slots: Slots, reference: Reference) -> Days:
    """A stretch of months, the last that has begun; "the winter of 2014" is anywhere in 2014."""
    first, last = slots["season"]  # type: ignore[misc]
    if "year" in slots:
        year = number_in(slots["year"])
        return whole_year(year) if first > last else some_months(year, first, last)
    latest = reference.published
    return some_months(latest.year - (first > latest.month), first, last)


def _bare_day(slots: Slots, reference: Reference) -> Days:
    """On the 5th, Friday the 7th: the last month that had it."""
    day = number_in(slots.get("dayofmonth", slots.get("day", 0)))
    weekday = number_in(slots.get("weekday", 0))
    published = reference.published
    for back in range(MONTHS):
        month = whole_month(published.year, published.month - back)
        found = month.start.replace(day=min(day, month.end.day))
        if found.day == day and found <= published and weekday in {0, found.isoweekday()}:
            return one_day(found)
    raise ValueError(day)


def _slots(filled: Sequence[Filled], reference: Reference) -> Days:
    slots: Slots = {}
    for slot, value in filled:
        slots.setdefault(slot, value)
    return _from_slots(slots, reference)


def _week_of(filled: Sequence[Filled], reference: Reference) -> Days:
    return whole_week(_slots(filled, reference).start)


def _last(filled: Sequence[Filled], reference: Reference) -> Days:
    """Last Friday is before the day of publication, even on a Friday."""
    return _slots(filled, reference._replace(published=reference.published - timedelta(days=1)))


def _next(filled: Sequence[Filled], reference: Reference) -> Days:
    slots = dict(filled)
    if "weekday" in slots and "monthname" not in slots:
        days = (number_in(slots["weekday"]) - reference.published.isoweekday() - 1) % WEEK + 1
        return one_day(reference.published + timedelta(days=days))
    days_ahead = _from_slots(slots, reference._replace(ahead=True))
    if days_ahead.end >= reference.published or "year" in slots:
        return days_ahead
    return _from_slots({**slots, "year": days_ahead.start.year + 1}, reference)


def _previous(filled: Sequence[Filled], reference: Reference) -> Days:
    """Last December is never this month, last summer never this one."""
    slots = dict(filled)
    found = _from_slots(slots, reference)
    current = {"day", "season"} & slots.keys()
    if "year" in slots or found.end < (
        reference.published if current else reference.published.replace(day=1)
    ):
        return found
    before = found.start - timedelta(days=1)
    return _from_slots(slots, reference._replace(published=before, ahead=False))


def _current(filled: Sequence[Filled], reference: Reference) -> Days:
    """This spring is that of the year of publication; a winter that has begun is this one."""
    slots = dict(filled)
    first, last = slots["season"]  # type: ignore[misc]
    year = {"year": reference.published.year} if first <= last else {}
    return _from_slots({**slots, **year}, reference)


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
        if "day" in first and first["monthname"] == second["monthname"]:
            raise ValueError(first)  # "2-1 July"
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


def _weekday_of_week(filled: Sequence[Filled], by: int, reference: Reference) -> Days:
    """A weekday of the week so many weeks on: "Friday last week"."""
    monday = whole_week(reference.published + timedelta(weeks=by)).start
    return one_day(monday + timedelta(days=number_in(dict(filled)["weekday"]) - 1))


def _unresolved(filled: Sequence[Filled], reference: Reference) -> None:
    """The next day leans on a day told elsewhere."""
    del filled, reference


_RESOLVERS: dict[str, Callable[[Sequence[Filled], Reference], Days | None]] = {
    "slots": _slots,
    "alone": _slots,
    "week_of": _week_of,
    "last": _last,
    "next": _next,
    "previous": _previous,
    "last_year": _last_year,
    "current": _current,
    "begin": _part(0),
    "middle": _part(1),
    "end": _part(2),
    "night": _night,
    "range": _range,
    "since": _since,
    "until": _until,
    "unresolved": _unresolved,
    **COUNTERS,
}
RULES = frozenset({"none", *_RESOLVERS})  # "none" looks like a date and is not
