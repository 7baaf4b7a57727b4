"""Whether a store is what it should be: the file, the references, the indexes, the merges."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from geomap.errors import OutputError
from geomap.store.components import Components, merged
from geomap.store.connect import opened_to_read, opened_to_write, spoken
from geomap.store.merging import incident_row, row_of
from geomap.store.records import RecordError
from geomap.store.rules import Rules, rules_of
from geomap.store.schema import expected_tables, tables_of

_MOST = 20


class Health(NamedTuple):
    """What a check found.

    Attributes:
        complaints: What is wrong, one line each; empty when all is well.
        compared: How many incidents were merged again and compared.
    """

    complaints: tuple[str, ...]
    compared: int


def checked(path: Path, *, sample: int | None) -> Health:
    """Look at everything; nothing is changed.

    Args:
        path: The store.
        sample: How many reports to merge again, spread over the store; None takes all.

    Raises:
        InputError: There is no such store, or it cannot even be opened.
    """
    opened_to_read(path).close()
    try:
        connection = opened_to_write(path)  # asking the index of words is an INSERT
    except OutputError:
        connection = opened_to_read(path)
    with closing(connection), spoken(path):
        return _checked(connection, sample)


def _checked(connection: sqlite3.Connection, sample: int | None) -> Health:
    complaints = list(_file(connection))
    if complaints:
        return Health(tuple(complaints[:_MOST]), 0)
    compared, rules = 0, rules_of(connection)
    complaints = list(chain(_references(connection), _indexes(connection)))
    for part_complaints, count in _merges(connection, rules, sample):
        complaints += part_complaints
        compared += count
    return Health(tuple(complaints[:_MOST]), compared)


def _file(connection: sqlite3.Connection) -> Iterator[str]:
    try:
        lines = [line for (line,) in connection.execute("PRAGMA quick_check")]
    except sqlite3.DatabaseError as error:
        lines = [str(error)]
    yield from (f"the file is damaged: {line}" for line in lines if line != "ok")
    ours, found = expected_tables(), tables_of(connection)
    for name in sorted(ours.keys() | found.keys()):
        if ours.get(name) != found.get(name):
            yield f"{name} is not as geomap makes it"


def _references(connection: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} points to a row of {parent} that is not there"
    for complaint, sql in _ORPHANS.items():
        (count,) = connection.execute(sql).fetchone()
        if count:
            yield f"{count:,} {complaint}"


_ORPHANS = {
    "reports belong to no incident": "SELECT count(*) FROM reports WHERE incident IS NULL",
    "incidents have no report": """
        SELECT count(*) FROM incidents
        WHERE NOT EXISTS (SELECT 1 FROM reports WHERE reports.incident = incidents.number)
        """,
    "places are missing in the index of areas": """
        SELECT count(*) FROM incidents
        LEFT JOIN incident_boxes AS box ON box.number = incidents.number
            AND latitude BETWEEN box.south AND box.north
            AND longitude BETWEEN box.west AND box.east
        WHERE latitude IS NOT NULL AND box.number IS NULL
        """,
    "places too many are in the index of areas": """
        SELECT count(*) FROM incident_boxes LEFT JOIN incidents USING (number)
        WHERE incidents.latitude IS NULL
        """,
}


def _indexes(connection: sqlite3.Connection) -> Iterator[str]:
    (told,) = connection.execute("SELECT rtreecheck('incident_boxes')").fetchone()
    if told != "ok":
        yield f"the index of areas is damaged: {told}"
    try:
        connection.execute(
            "INSERT INTO incident_words (incident_words, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:  # else it cannot be asked
            yield f"the index of words is damaged: {error}"


def _merges(
    connection: sqlite3.Connection, rules: Rules, sample: int | None
) -> Iterator[tuple[list[str], int]]:
    """Complaints and how many incidents were looked at, for each connected part of the sample."""
    (count,) = connection.execute("SELECT count(*) FROM reports").fetchone()
    step = 1 if sample is None else max(1, count // max(1, sample))
    numbers = connection.execute("SELECT number FROM reports WHERE number % ? = 0", (step,))
    try:
        for part in Components(connection, rules).of(number for (number,) in numbers):
            expected = [incident_row(connection, found, part) for found in merged(part, rules)]
            found = _stored(connection, part)
            odd = [row["id"] for row in expected if row not in found]
            yield [f"incident {name} is not what its reports make" for name in odd], len(expected)
    except RecordError as error:
        yield [str(error)], 0


def _stored(connection: sqlite3.Connection, part: Iterable[int]) -> list[dict[str, Any] | None]:
    sql = "SELECT incident FROM reports WHERE number = ?"
    rows = (connection.execute(sql, (number,)).fetchone() for number in part)
    return [row_of(connection, number) for (number,) in set(rows)]
