"""Documents with their reports, written into a store, and taken out of it.

Every function works inside a transaction that its caller has begun.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geomap.incidents.incident import Incident
from geomap.store.admission import Admission
from geomap.store.components import Components, block_columns, quote_hashes
from geomap.store.merging import (
    insertion,
    merge_anew,
    remove_incidents,
    standing_in,
    write_quotes,
)
from geomap.store.records import record_of
from geomap.store.rules import Rules
from geomap.text.document import Document

_DOCUMENT = (
    *("key", "id", "content_hash", "text_hash", "title", "published", "language", "source"),
    *("url", "fetched", "text"),
)
_REPORT = (
    *("document", "id", "block", "guessed", "reach", "first_day", "last_day", "place_id"),
    *("latitude", "longitude", "record"),
)
_INSERT_DOCUMENT = (
    insertion("documents", (*_DOCUMENT, "fingerprint", "read_in", "met_in"))
    .replace(":read_in", ":run")
    .replace(":met_in", ":run")
)
_INSERT_REPORT = insertion("reports", _REPORT)
_REPLACE_DOCUMENT = (
    f"UPDATE documents SET {', '.join(f'{name} = :{name}' for name in _DOCUMENT)},"  # noqa: S608
    " fingerprint = :fingerprint, read_in = :run, met_in = :run WHERE number = :number"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document ready to be stored, everything in it checked.

    Attributes:
        row: Its columns.
        replaces: Number of the document whose place it takes.
        reports: The columns of its reports, all but the document's number.
        quotes: For each report the hashes of its long sentences.
    """

    row: dict[str, Any]
    replaces: int | None
    reports: tuple[dict[str, Any], ...]
    quotes: tuple[frozenset[int], ...]


def entry_of(
    admission: Admission,
    document: Document,
    incidents: Iterable[Incident],
    rules: Rules,
    *,
    keeps_text: bool,
) -> Entry:
    """Make the rows of a document.

    Args:
        admission: Its key, its id and whose place it takes.
        document: With what the user said of it.
        incidents: What it tells.
        rules: By what reports are merged.
        keeps_text: Whether the article itself is kept.

    Raises:
        ValueError: It holds what a store cannot: half a character, a number beyond 64 bits.
    """
    kept = tuple({incident.id: incident for incident in incidents}.values())
    row = {
        **{name: getattr(document, name) for name in ("title", "language", "source", "url")},
        "id": admission.document.id,
        "key": admission.key,
        "content_hash": admission.hashes[0],
        "text_hash": admission.hashes[1],
        "published": document.published and document.published.isoformat(),
        "fetched": document.fetched and document.fetched.isoformat(),
        "text": document.text if keeps_text else None,
    }
    for text in filter(None, row.values()):
        text.encode()
    reports = tuple(_report(incident, rules) for incident in kept)
    replaces = admission.replaces.number if admission.replaces else None
    return Entry(row, replaces, reports, tuple(quote_hashes(incident, rules) for incident in kept))


def _report(incident: Incident, rules: Rules) -> dict[str, Any]:
    return {
        "id": incident.id,
        **block_columns(incident, rules),
        "place_id": incident.place_id,
        "latitude": incident.latitude,
        "longitude": incident.longitude,
        "record": record_of(incident),
    }


def write_documents(
    connection: sqlite3.Connection, entries: Sequence[Entry], rules: Rules, stamp: Mapping[str, Any]
) -> int:
    """Store documents with their reports and bring the merged incidents up to date.

    Args:
        connection: In a transaction.
        entries: The documents, in order.
        rules: By what reports are merged.
        stamp: `fingerprint` and `run` of all of them.

    Returns:
        How many incidents were written anew.
    """
    touched = remove_reports(
        connection, [entry.replaces for entry in entries if entry.replaces is not None], rules
    )
    for entry in entries:
        touched.update(_write(connection, entry, stamp))
    return merge_anew(connection, touched, rules)


def remove_reports(
    connection: sqlite3.Connection, documents: Sequence[int], rules: Rules
) -> set[int]:
    """Take the reports of documents away; the reports that may have been merged with them remain.

    Returns:
        Numbers of those, to be merged anew.
    """
    gone: set[int] = set()
    for document in documents:
        rows = connection.execute("SELECT number FROM reports WHERE document = ?", (document,))
        gone.update(number for (number,) in rows)
    touched: set[int] = set()
    for part in Components(connection, rules).of(sorted(gone)):
        touched |= part.keys()
    remove_incidents(connection, standing_in(connection, gone))
    connection.executemany("DELETE FROM reports WHERE number = ?", ((number,) for number in gone))
    return touched - gone


def _write(connection: sqlite3.Connection, entry: Entry, stamp: Mapping[str, Any]) -> list[int]:
    if entry.replaces is None:
        number = connection.execute(_INSERT_DOCUMENT, {**entry.row, **stamp}).lastrowid
    else:
        number = entry.replaces
        connection.execute(_REPLACE_DOCUMENT, {**entry.row, **stamp, "number": number})
    written = []
    for report, quotes in zip(entry.reports, entry.quotes, strict=True):
        at = connection.execute(_INSERT_REPORT, {**report, "document": number}).lastrowid
        written.append(at or 0)
        write_quotes(connection, at or 0, quotes)
    return written
