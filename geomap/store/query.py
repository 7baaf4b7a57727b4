"""What to take from a store, and the SQL that finds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from geomap.errors import OptionError
from geomap.store.merging import UNKNOWN
from geomap.store.words import full_text_query


@dataclass(frozen=True, slots=True)
class Query:
    """Which incidents; everything that is given must hold.

    Attributes:
        box: West, south, east, north in degrees; west is greater than east where the area spans
            the antimeridian.
        start: First day. An incident that began earlier and lasted until then counts.
        end: Last day, inclusive.
        types: Pairs of type and sub-type.
        text: Words that all stand in title, quote, place or actors; "in a row", begin*.
        country: ISO 3166-1 alpha-2.
        min_fatalities: Least number of dead.
        rejected: Those that people rejected instead of the others.
        limit: At most so many, the first by day.
    """

    box: tuple[float, float, float, float] | None = None
    start: date | None = None
    end: date | None = None
    types: frozenset[tuple[str, str]] | None = None
    text: str | None = None
    country: str | None = None
    min_fatalities: int | None = None
    rejected: bool = False
    limit: int | None = None


class Condition(NamedTuple):
    """A part of a WHERE clause and what is bound in it."""

    sql: str
    bound: tuple[Any, ...] = ()


def conditions(query: Query) -> list[Condition]:
    """All that must hold, as SQL over the table `incidents`.

    Raises:
        OptionError: The text has no word in it.
    """
    found = [Condition("rejected = ?", (query.rejected,))]
    if query.text is not None:
        found.append(_text(query.text))
    if query.box is not None:
        found.append(_box(*query.box))
    if query.start or query.end:
        found.append(_period(query.start, query.end))
    if query.types is not None:
        found.append(_types(sorted(query.types)))
    if query.country is not None:
        found.append(Condition("country_code = ?", (query.country,)))
    if query.min_fatalities is not None:
        some = " AND fatalities > 0" if query.min_fatalities else ""  # has an index of its own
        found.append(Condition(f"fatalities >= ?{some}", (query.min_fatalities,)))
    return found


def _types(pairs: Sequence[tuple[str, str]]) -> Condition:
    """The first two terms say nothing new, but the index of types can be searched by them."""
    kinds, names = (tuple(each) for each in zip(*pairs, strict=True)) if pairs else ((), ())
    marks = ", ".join("?" * len(pairs))
    both = ", ".join(["(?, ?)"] * len(pairs)) or "('', '')"
    sql = f"event_type IN ({marks}) AND sub_event_type IN ({marks})"
    flat = tuple(name for pair in pairs for name in pair)
    return Condition(
        f"{sql} AND (event_type, sub_event_type) IN (VALUES {both})", (*kinds, *names, *flat)
    )


def _text(asked: str) -> Condition:
    words = full_text_query(asked)
    if not words:
        raise OptionError(f"text {asked!r:.60}: has no word to look for")
    if words.count('"') > 2 * _MOST_WORDS:
        raise OptionError(f"text {asked!r:.60}: has more than {_MOST_WORDS} words; look for fewer")
    sql = "number IN (SELECT rowid FROM incident_words WHERE incident_words MATCH ?)"
    return Condition(sql, (words,))


_MOST_WORDS = 100
"""The index refuses some hundreds, in words of its own."""

_WITHIN = "SELECT number FROM incident_boxes WHERE south >= ? AND north <= ?"


def _box(west: float, south: float, east: float, north: float) -> Condition:
    """The R-tree keeps points in half precision, a little enlarged, so it is asked for more."""
    low, high = south - _BLUR, north + _BLUR
    if west <= east:
        sides = "longitude BETWEEN ? AND ?"
        rough = f"{_WITHIN} AND west >= ? AND east <= ?"
        bound: tuple[float, ...] = (low, high, west - _BLUR, east + _BLUR)
    else:
        sides = "(longitude >= ? OR longitude <= ?)"
        rough = f"{_WITHIN} AND west >= ? UNION ALL {_WITHIN} AND east <= ?"
        bound = (low, high, west - _BLUR, low, high, east + _BLUR)
    sql = f"number IN ({rough}) AND latitude BETWEEN ? AND ? AND {sides}"
    return Condition(sql, (*bound, south, north, west, east))


_BLUR = 0.001
"""Degrees; single precision rounds 180 by a hundredth of that."""


def _period(start: date | None, end: date | None) -> Condition:
    """What began before the period counts where it lasted into it: look back as far as needed."""
    last = end.isoformat() if end else UNKNOWN
    if start is None:
        return Condition("day <= ? AND day <> ?", (last, UNKNOWN))
    first = start.isoformat()
    earliest = f"min(?, coalesce(({_EARLIEST}), ?))"
    sql = f"day >= {earliest} AND day <= ? AND day <> ? AND last_day >= ?"
    return Condition(sql, (first, first, UNKNOWN, first, first, last, UNKNOWN, first))


_EARLIEST = """
SELECT min(day) FROM incidents INDEXED BY incidents_that_last
WHERE last_day > day AND last_day >= ? AND last_day <> ? AND day < ?
"""


def order_of(query: Query) -> str:
    """The order of incidents, told so that the database goes by the index that suits the query.

    By the index in order where nothing or a period is asked for; by the index of what is asked for
    where that is more, and sorted then: a plus sign keeps it from walking through all incidents.
    """
    asked = (query.text, query.box, query.types, query.country, query.min_fatalities)
    if all(each is None for each in asked):
        return "day, place, event_type, id"
    return "+day, place, event_type, id"
