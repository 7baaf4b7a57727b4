"""Take out of a store what should not be there, and leave no trace of it in the file.

Rows that are deleted are overwritten (`secure_delete`), the index of words is made anew, the file
is written afresh (VACUUM) and the write-ahead log folded in and emptied. Decisions stay.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date

from geomap.errors import OptionError, OutputError
from geomap.store.connect import transaction
from geomap.store.merging import merge_anew
from geomap.store.rules import Rules
from geomap.store.writing import remove_reports

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Purge:
    """What is to go. Documents go when all that is said of them holds.

    Attributes:
        before: Documents published before this day; those without a day by the day on which they
            were fetched, or else read.
        source: Documents of this outlet.
        document: The document of this id.
        texts: The articles themselves, of all documents; what they tell stays.
        dead_letters: What gave no document.
    """

    before: date | None = None
    source: str | None = None
    document: str | None = None
    texts: bool = False
    dead_letters: bool = False


@dataclass(frozen=True, slots=True)
class Purged:
    """How much went."""

    documents: int = 0
    texts: int = 0
    dead_letters: int = 0


def purge(connection: sqlite3.Connection, wanted: Purge, rules: Rules) -> Purged:
    """Remove it; the file holds nothing of it afterwards.

    Raises:
        OptionError: Nothing was asked for.
        OutputError: Another program keeps reading what was removed.
    """
    chosen = [sql for name, sql in _CHOSEN.items() if getattr(wanted, name) is not None]
    if not (chosen or wanted.texts or wanted.dead_letters):
        raise OptionError("say what to remove: documents by age or source, texts, dead letters")
    connection.execute("PRAGMA secure_delete = ON")
    documents = texts = letters = 0
    if chosen:
        documents = _documents(connection, " AND ".join(chosen), wanted, rules)
    with transaction(connection):
        if wanted.texts:
            texts = connection.execute(_TEXTS).rowcount
        if wanted.dead_letters:
            letters = connection.execute("DELETE FROM dead_letters").rowcount
        connection.execute("INSERT INTO incident_words (incident_words) VALUES ('rebuild')")
    sweep(connection)
    return Purged(documents, texts, letters)


_TEXTS = "UPDATE documents SET text = NULL WHERE text IS NOT NULL"
_CHOSEN = {
    "before": "coalesce(published, fetched, (SELECT started FROM runs WHERE number = read_in))"
    " < :before",
    "source": "source = :source",
    "document": "id = :document",
}


def sweep(connection: sqlite3.Connection) -> None:
    """Write the file afresh without what was deleted.

    Raises:
        OutputError: Another program keeps reading what was deleted.
    """
    connection.execute("VACUUM")
    (busy, _, _) = connection.execute("PRAGMA wal_checkpoint (TRUNCATE)").fetchone()
    if busy:
        raise OutputError(
            "it is removed, but another program is reading the store, so that traces may remain; "
            "purge again when that has ended"
        )


def _documents(connection: sqlite3.Connection, where: str, wanted: Purge, rules: Rules) -> int:
    """A few documents in a transaction, so that others may write in between."""
    sql = f"SELECT number FROM documents WHERE {where} LIMIT {_AT_ONCE}"  # noqa: S608 - constants
    bound = {
        "before": wanted.before and wanted.before.isoformat(),
        "source": wanted.source,
        "document": wanted.document,
    }
    count = 0
    while numbers := [number for (number,) in connection.execute(sql, bound)]:
        with transaction(connection):
            merge_anew(connection, remove_reports(connection, numbers, rules), rules)
            connection.executemany(
                "DELETE FROM documents WHERE number = ?", ((number,) for number in numbers)
            )
        count += len(numbers)
    return count
