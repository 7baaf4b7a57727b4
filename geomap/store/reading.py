"""Incidents out of a store, as people see them: merged, with decisions applied."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from geomap.incidents.incident import Incident
from geomap.store.decisions import Decided, Decision, decisions_of
from geomap.store.query import Condition, Query, conditions, order_of
from geomap.store.records import incident_of
from geomap.text.document import Document

_RECORD = """
SELECT coalesce(incidents.record, reports.record)
FROM incidents JOIN reports ON reports.number = incidents.lead
WHERE incidents.number = ?
"""


def where(wanted: Sequence[Condition]) -> tuple[str, tuple[Any, ...]]:
    """A WHERE clause and what is bound in it."""
    sql = " AND ".join(f"({condition.sql})" for condition in wanted)
    return sql, tuple(value for condition in wanted for value in condition.bound)


def decided_incidents(connection: sqlite3.Connection, query: Query) -> Iterator[Incident]:
    """The incidents that a query asks for, in order.

    Args:
        connection: Not used for anything else meanwhile: it holds on to one moment.
        query: What is asked for.
    """
    sql, bound = where(conditions(query))
    connection.execute("BEGIN")
    decisions = _decisions(connection)
    numbers = connection.execute(
        f"SELECT number FROM incidents WHERE {sql} ORDER BY {order_of(query)} LIMIT ?",  # noqa: S608
        (*bound, -1 if query.limit is None else query.limit),
    )
    for (number,) in numbers:
        incident = incident_of(connection.execute(_RECORD, (number,)).fetchone()[0])
        yield Decided(incident, decisions[number]).incident if number in decisions else incident


def _decisions(connection: sqlite3.Connection) -> dict[int, list[Decision]]:
    """Decisions by the incident that they are about now, oldest first."""
    found: dict[int, list[Decision]] = defaultdict(list)
    for incident, decision in decisions_of(connection):
        if incident is not None:
            found[incident].append(decision)
    return dict(found)


def kept_documents(connection: sqlite3.Connection) -> Iterator[Document]:
    """The documents whose articles are kept, as they were read, in the order of their coming.

    Args:
        connection: Not used for anything else meanwhile: it holds on to one moment.
    """
    connection.execute("BEGIN")
    for (
        name,
        text,
        title,
        published,
        language,
        source,
        url,
        fetched,
        digest,
        key,
    ) in connection.execute(_KEPT):
        yield Document(
            name,
            text,
            title,
            published and date.fromisoformat(published),
            language,
            source,
            url,
            fetched and datetime.fromisoformat(fetched),
            digest,
            key,
        )


_KEPT = """
SELECT id, text, title, published, language, source, url, fetched, content_hash, key
FROM documents WHERE text IS NOT NULL ORDER BY number
"""
