"""Incidents written from reports: only the parts that a change touches, and only what differs.

Every function works inside a transaction that its caller has begun.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geomap.incidents.incident import Incident
from geomap.store.components import Components, Merged, block_columns, merged, quote_hashes
from geomap.store.decisions import Decided, decisions_on
from geomap.store.records import incident_of, record_of
from geomap.store.rules import Rules
from geomap.store.words import words_of

UNKNOWN = "~"
"""Stands for a day or a place that is not known; sorts after all others, as in `merge`."""

_MOST = 2**63 - 1  # SQLite's integers; JSON's go on

INCIDENT = (
    *("id", "lead", "record", "day", "last_day", "place", "event_type", "sub_event_type"),
    *("country_code", "latitude", "longitude", "fatalities", "rejected", "words"),
)


def insertion(table: str, columns: Sequence[str]) -> str:
    """SQL that inserts a row, each column bound by its name."""
    bound = ", ".join(f":{name}" for name in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({bound})"  # noqa: S608 - constants


_INSERT_INCIDENT = insertion("incidents", INCIDENT)
_SELECT_INCIDENT = f"SELECT {', '.join(INCIDENT)} FROM incidents WHERE number = ?"  # noqa: S608


def merge_anew(connection: sqlite3.Connection, reports: Iterable[int], rules: Rules) -> int:
    """Bring the incidents of every connected part up to date that one of these reports stands in.

    Returns:
        How many incidents were written; those that come out as they stand are left alone.
    """
    count = 0
    are_decided = connection.execute("SELECT 1 FROM decisions").fetchone() is not None
    for part in Components(connection, rules).of(sorted(reports)):
        stale = standing_in(connection, part)
        number_of = {frozenset(members): number for number, members in stale.items()}
        new = []
        for found in merged(part, rules):
            row = incident_row(connection, found, part, are_decided=are_decided)
            number = number_of.get(frozenset(found.reports))
            if number is not None and row_of(connection, number) == row:
                del stale[number]
            else:
                new.append((found, row))
        remove_incidents(connection, stale)
        for found, row in new:
            _write_incident(connection, found, row)
        count += len(new)
    return count


def standing_in(connection: sqlite3.Connection, reports: Iterable[int]) -> dict[int, set[int]]:
    """The incidents that reports stand in now, with those of the reports that do."""
    standing: dict[int, set[int]] = defaultdict(set)
    for report in reports:
        row = connection.execute("SELECT incident FROM reports WHERE number = ?", (report,))
        (number,) = row.fetchone()
        if number is not None:
            standing[number].add(report)
    return standing


def row_of(connection: sqlite3.Connection, number: int) -> dict[str, Any] | None:
    """The columns of a stored incident, by name."""
    row = connection.execute(_SELECT_INCIDENT, (number,)).fetchone()
    return dict(zip(INCIDENT, row, strict=True)) if row else None


def merge_all(connection: sqlite3.Connection, rules: Rules) -> None:
    """Merge every report anew, after the rules have changed."""
    connection.execute("UPDATE reports SET incident = NULL")
    connection.execute("DELETE FROM incidents")
    connection.execute("DELETE FROM copied_quotes")
    last = 0
    while rows := connection.execute(_SOME_REPORTS, (last,)).fetchall():
        last = rows[-1][0]
        for number, record in rows:
            report = incident_of(record)
            connection.execute(_SET_BLOCK, {**block_columns(report, rules), "number": number})
            write_quotes(connection, number, quote_hashes(report, rules))
    while rows := connection.execute(_SOME_UNMERGED).fetchall():
        merge_anew(connection, (number for (number,) in rows), rules)


_SOME_REPORTS = "SELECT number, record FROM reports WHERE number > ? ORDER BY number LIMIT 1000"
_SET_BLOCK = (
    "UPDATE reports SET block = :block, guessed = :guessed, reach = :reach,"
    " first_day = :first_day, last_day = :last_day WHERE number = :number"
)
_SOME_UNMERGED = "SELECT number FROM reports WHERE incident IS NULL LIMIT 1000"


def write_quotes(connection: sqlite3.Connection, report: int, quotes: Iterable[int]) -> None:
    """Note by which long sentences copies of a report are found."""
    connection.executemany(
        "INSERT INTO copied_quotes (quote, report) VALUES (?, ?)",
        ((quote, report) for quote in sorted(quotes)),
    )


def remove_incidents(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Take incidents away; their reports stay, without one."""
    for number in numbers:
        connection.execute("DELETE FROM incidents WHERE number = ?", (number,))
        connection.execute("UPDATE reports SET incident = NULL WHERE incident = ?", (number,))


def _write_incident(connection: sqlite3.Connection, found: Merged, row: dict[str, Any]) -> None:
    number = connection.execute(_INSERT_INCIDENT, row).lastrowid
    connection.executemany(
        "UPDATE reports SET incident = ? WHERE number = ?",
        ((number, report) for report in found.reports),
    )


def incident_row(
    connection: sqlite3.Connection,
    found: Merged,
    part: Mapping[int, Incident],
    *,
    are_decided: bool = True,
) -> dict[str, Any]:
    """The columns of an incident, by name.

    A record that stands on one report is that report's own, and not stored twice.

    Args:
        connection: To the store.
        found: The incident.
        part: The reports of its part.
        are_decided: Whether there is any decision at all.
    """
    reports = [(number, part[number]) for number in found.reports]
    decisions = decisions_on(connection, reports) if are_decided else ()
    decided = Decided(found.incident, decisions)
    record = None if found.incident == reports[0][1] else record_of(found.incident)
    return {
        **_columns(decided),
        "id": found.incident.id,
        "lead": found.reports[0],
        "record": record,
    }


def _columns(decided: Decided) -> dict[str, Any]:
    """What queries look at: the incident as people see it."""
    incident = decided.incident
    day = incident.date_start.isoformat() if incident.date_start else UNKNOWN
    return {
        "day": day,
        "last_day": incident.date_end.isoformat() if incident.date_end else day,
        "place": incident.place_name or UNKNOWN,
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "country_code": incident.country_code,
        "latitude": incident.latitude,
        "longitude": incident.longitude,
        "fatalities": _toll(incident),
        "rejected": decided.rejected,
        "words": words_of(incident),
    }


def _toll(incident: Incident) -> int | None:
    """The dead, or the least number of them."""
    toll = incident.fatalities_min if incident.fatalities is None else incident.fatalities
    return None if toll is None else min(toll, _MOST)
