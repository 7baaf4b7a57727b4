"""Keep the merged incidents what `merge` would make of all reports, at the price of a few.

Merging never reaches beyond the connected parts of a relation between reports: those that share a
block (family, country, precision) and stand in each other's window of days and place, those that
copy a sentence of each other, and those of one id. For the point, the days and the type of a merged
record are those of its lead, a member, and its sentences are those of its members. So after a
change the parts that the changed reports stand in are merged anew, and nothing else. The database
finds them by indexes; records are read only once a part is complete.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from geomap.incidents.incident import Evidence, Incident
from geomap.incidents.merge import merge
from geomap.incidents.same import copied_quotes, merge_key, window_of
from geomap.store.records import incident_of
from geomap.store.rules import Rules

_REACHES = (7, 60, 400, 4_000_000)
"""Spans of days, in classes: a look-up by first day need not go back further than the class."""

_COLUMNS = "number, id, block, guessed, first_day, last_day, place_id, latitude, longitude"
_BESIDE = f"""
SELECT {_COLUMNS} FROM (VALUES (7), (60), (400), (4000000)) AS class
CROSS JOIN reports ON block = :block AND reach = class.column1 AND guessed = 0
    AND first_day BETWEEN :first - class.column1 AND :last
WHERE last_day >= :first
    AND (place_id = :place_id
        OR latitude BETWEEN :south AND :north AND longitude BETWEEN :west AND :east)
"""  # noqa: S608 - constants
_COPIES = f"""
SELECT {_COLUMNS} FROM copied_quotes JOIN reports ON number = report
WHERE quote = ? AND block = ?
"""  # noqa: S608 - constants


class Merged(NamedTuple):
    """A merged incident and the numbers of the reports that it rests on, the lead's first."""

    incident: Incident
    reports: tuple[int, ...]


def block_columns(incident: Incident, rules: Rules) -> dict[str, Any]:
    """The columns by which the reports beside a report are found."""
    window = window_of(incident, *rules) if rules.know(incident) else None
    guessed = incident.date_source == "publication"
    if window is None:
        found = dict.fromkeys(("block", "first_day", "last_day"))
        return {**found, "reach": 0, "guessed": guessed}
    first, last = window.first.toordinal(), window.last.toordinal()
    reach = next(reach for reach in _REACHES if last - first <= reach)
    block = "|".join((window.key.family, window.key.country_code or "", window.key.precision or ""))
    days = {"first_day": first, "last_day": last, "reach": reach}
    return {**days, "block": block, "guessed": guessed}


def quote_hashes(incident: Incident, rules: Rules) -> frozenset[int]:
    """Numbers of the long sentences of a report that could be a copy."""
    if not rules.know(incident) or merge_key(incident, rules.taxonomy) is None:
        return frozenset()
    return frozenset(map(_number, copied_quotes(incident)))


def _number(words: str) -> int:
    digest = hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


class _Light(NamedTuple):
    """A report, as far as its neighbors are looked up by it."""

    number: int
    id: str
    block: str | None
    guessed: int
    first_day: int | None
    last_day: int | None
    place_id: str | None
    latitude: float | None
    longitude: float | None


class Components:
    """Finds the connected parts that reports stand in.

    Args:
        connection: To a store.
        rules: By what reports are merged.
    """

    def __init__(self, connection: sqlite3.Connection, rules: Rules) -> None:
        self._connection = connection
        self._rules = rules

    def of(self, numbers: Iterable[int]) -> Iterator[dict[int, Incident]]:
        """The parts that the reports of these numbers stand in, each once."""
        seen: set[int] = set()
        for number in numbers:
            if number not in seen:
                part = _Part(self._connection, self._rules, number).reports()
                seen |= part.keys()
                yield part


class _Part:
    """One connected part, from one report outward."""

    def __init__(self, connection: sqlite3.Connection, rules: Rules, number: int) -> None:
        self._connection, self._rules = connection, rules
        self._found: set[int] = set()
        self._asked: set[object] = set()
        self._waiting: list[_Light] = []
        self._add("SELECT {} FROM reports WHERE number = ?", number)

    def reports(self) -> dict[int, Incident]:
        """Every report of the part by its number."""
        while self._waiting:
            report = self._waiting.pop()
            self._add("SELECT {} FROM reports WHERE id = ?", report.id)
            if report.block is not None:
                if not report.guessed:
                    self._add_beside(report)
                for quote in self._quotes(report):
                    self._add(_COPIES, quote, report.block)
        return {number: self._record(number) for number in sorted(self._found)}

    def _add_beside(self, report: _Light) -> None:
        """Reports in the window of this one; those of the same days and place share one window."""
        if report[2:] in self._asked:
            return
        self._asked.add(report[2:])
        window = window_of(self._record(report.number), *self._rules)
        if window is not None:
            box = {name: getattr(window, name) for name in ("south", "north", "west", "east")}
            days = {"first": report.first_day, "last": report.last_day}
            place = {"block": report.block, "place_id": report.place_id}
            self._take(self._connection.execute(_BESIDE, {**box, **days, **place}))

    def _add(self, sql: str, *bound: object) -> None:
        if (sql, bound) not in self._asked:
            self._asked.add((sql, bound))
            self._take(self._connection.execute(sql.format(_COLUMNS), bound))

    def _take(self, rows: Iterable[tuple[Any, ...]]) -> None:
        for row in rows:
            if row[0] not in self._found:
                self._found.add(row[0])
                self._waiting.append(_Light._make(row))

    def _quotes(self, report: _Light) -> list[int]:
        sql = "SELECT quote FROM copied_quotes WHERE report = ?"
        return [quote for (quote,) in self._connection.execute(sql, (report.number,)).fetchall()]

    def _record(self, number: int) -> Incident:
        sql = "SELECT record FROM reports WHERE number = ?"
        return incident_of(self._connection.execute(sql, (number,)).fetchone()[0])


def merged(part: Mapping[int, Incident], rules: Rules) -> list[Merged]:
    """What `merge` makes of the reports of one part, and which reports each record rests on.

    Of reports with one id the last counts, as in `merge`; the others go with it.
    """
    if len(part) == 1:
        return [Merged(incident, (number,)) for number, incident in part.items()]
    by_id = {part[number].id: number for number in sorted(part)}
    if len(by_id) == 1:
        (number,) = by_id.values()
        return [Merged(part[number], (number, *sorted(part.keys() - {number})))]
    # `merge` does not tell the members, so each quotation carries its report's number through it.
    marked = [_marked(part[number], number) for number in sorted(by_id.values())]
    apart = [incident for incident in marked if not rules.know(incident)]
    namesakes: dict[int, list[int]] = {}
    for number, incident in sorted(part.items()):
        namesakes.setdefault(by_id[incident.id], []).append(number)
    found = []
    for incident in (*apart, *merge(filter(rules.know, marked), *rules)):
        lead = by_id[incident.id]
        members = dict.fromkeys(
            (lead, *(int((e.title or "").split()[0]) for e in incident.evidence))
        )
        reports = [number for member in members for number in namesakes[member]]
        evidence = [_unmarked(quotation, part) for quotation in incident.evidence]
        if len(members) > 1:  # what `merge` drops where two reports have one quotation
            evidence = list(dict.fromkeys(evidence))
        others = [number for number in reports if number != lead]
        found.append(Merged(replace(incident, evidence=tuple(evidence)), (lead, *others)))
    return found


def _marked(incident: Incident, number: int) -> Incident:
    quotations = enumerate(incident.evidence)
    return replace(
        incident, evidence=tuple(replace(e, title=f"{number} {at}") for at, e in quotations)
    )


def _unmarked(quotation: Evidence, part: Mapping[int, Incident]) -> Evidence:
    number, at = map(int, (quotation.title or "").split())
    return part[number].evidence[at]
