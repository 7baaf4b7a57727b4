"""What a store holds, in numbers."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from geomap.store.decisions import decisions_of


@dataclass(frozen=True, slots=True)
class RunTold:
    """A run, as the store remembers it.

    Attributes:
        number: From 1.
        started: UTC, ISO 8601.
        finished: The same; None when it was interrupted or is still at work.
        version: Of geomap.
        options: What the user said.
        counts: How many things came to each fate.
    """

    number: int
    started: str
    finished: str | None
    version: str
    options: Mapping[str, str]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a store holds.

    Attributes:
        documents: Documents.
        texts: Those whose article is kept.
        vanished: Documents that the last finished run did not come upon.
        older: Documents read by other options, another version or other data than those of the
            last run.
        reports: Incidents as single documents tell them.
        incidents: Merged, those that people rejected left out.
        by_type: The same by event type, most first.
        unlocated: Those of them without a point.
        rejected: Incidents that people rejected.
        decisions: Decisions.
        waiting: Decisions whose incident nothing tells any more.
        dead_letters: Dead letters by status.
        runs: How many there were.
        last_run: The last one.
        megabytes: Size of the file.
    """

    documents: int
    texts: int
    vanished: int
    older: int
    reports: int
    incidents: int
    by_type: Mapping[str, int]
    unlocated: int
    rejected: int
    decisions: int
    waiting: int
    dead_letters: Mapping[str, int]
    runs: int
    last_run: RunTold | None
    megabytes: float


class Shown(NamedTuple):
    """What a map of a store shows: incidents, those by type, those without a point."""

    incidents: int
    by_type: Mapping[str, int]
    unlocated: int


def shown(connection: sqlite3.Connection) -> Shown:
    """Count the incidents that people did not reject."""
    rows = connection.execute(_BY_TYPE).fetchall()
    by_type = {name: count for name, count, _ in rows}
    return Shown(sum(by_type.values()), by_type, sum(unlocated for _, _, unlocated in rows))


_BY_TYPE = """
SELECT event_type, count(*), sum(latitude IS NULL) FROM incidents
WHERE NOT rejected GROUP BY event_type ORDER BY 2 DESC, 1
"""


def figures(connection: sqlite3.Connection) -> Figures:
    """Count everything."""
    incidents, by_type, unlocated = shown(connection)
    about = [number for number, _ in decisions_of(connection)]
    (bytes_,) = connection.execute(
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    ).fetchone()
    return Figures(
        documents=_count(connection, "documents"),
        texts=_count(connection, "documents WHERE text IS NOT NULL"),
        vanished=_count(connection, f"documents WHERE met_in <> {_LAST_FINISHED}"),
        older=_count(connection, f"documents WHERE fingerprint <> {_LAST_FINGERPRINT}"),
        reports=_count(connection, "reports"),
        incidents=incidents,
        by_type=by_type,
        unlocated=unlocated,
        rejected=_count(connection, "incidents WHERE rejected"),
        decisions=len(about),
        waiting=about.count(None),
        dead_letters=dict(connection.execute(_BY_STATUS)),
        runs=_count(connection, "runs"),
        last_run=_last_run(connection),
        megabytes=round(bytes_ / 1e6, 1),
    )


_LAST_FINISHED = "(SELECT max(number) FROM runs WHERE finished IS NOT NULL)"
_LAST_FINGERPRINT = "(SELECT fingerprint FROM runs ORDER BY number DESC LIMIT 1)"
_BY_STATUS = "SELECT status, count(*) FROM dead_letters GROUP BY status ORDER BY 1"


def _count(connection: sqlite3.Connection, rows: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])  # noqa: S608


def _last_run(connection: sqlite3.Connection) -> RunTold | None:
    columns = "number, started, finished, version, options, counts"
    row = connection.execute(
        f"SELECT {columns} FROM runs ORDER BY number DESC LIMIT 1"  # noqa: S608 - constants
    ).fetchone()
    if row is None:
        return None
    number, started, finished, version, options, counts = row
    return RunTold(number, started, finished, version, orjson.loads(options), orjson.loads(counts))
