"""One run that stores what it reads: batches, each of them written wholly or not at all."""

import logging
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import orjson

from geomap.incidents.incident import Incident
from geomap.store.admission import (
    Admission,
    Fate,
    Register,
    asked_for,
    asked_for_row,
)
from geomap.store.connect import transaction
from geomap.store.rules import Rules
from geomap.store.writing import Entry, entry_of, write_documents
from geomap.text.document import Document
from geomap.version import __version__

_log = logging.getLogger(__name__)


class DeadLetter(NamedTuple):
    """What gave no document, and why."""

    source: str
    message: str
    line: int | None = None
    status: str = "unreadable"
    content_hash: str | None = None


class Reader(NamedTuple):
    """How a run reads.

    Attributes:
        fingerprint: The same for runs that would read a document alike.
        options: What the user said, for people to read.
        keeps_text: Whether articles themselves are kept.
    """

    fingerprint: str
    options: Mapping[str, str] = {}
    keeps_text: bool = True


class Run:
    """A run in a store. Nothing is written before `commit`, which writes everything or nothing.

    Args:
        path: Of the store, for messages.
        connection: Open for writing.
        rules: By what reports are merged.
        reader: How documents are read.

    Attributes:
        counts: How many things came to each fate, as committed.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, rules: Rules, reader: Reader
    ) -> None:
        self.path = path
        self._connection, self._rules, self._reader = connection, rules, reader
        self.counts: Counter[Fate] = Counter()
        options = orjson.dumps(dict(reader.options)).decode()
        with transaction(connection):
            number = connection.execute(
                "INSERT INTO runs (version, fingerprint, options) VALUES (?, ?, ?)",
                (__version__, reader.fingerprint, options),
            ).lastrowid
        self._number = number or 0
        self._register = Register(connection, self._number, reader.fingerprint)
        self._waiting: list[tuple[Admission, Entry]] = []
        self._dead: list[DeadLetter] = []
        self._counted: Counter[Fate] = Counter()

    @property
    def waiting(self) -> int:
        """How many things the next commit will store or count."""
        return self._counted.total()

    def knows(self, content_hash: str) -> bool:
        """Whether these bytes stand in the store, read as this run would read them."""
        return self._register.same_bytes(content_hash) is not None

    def unchanged(self, content_hash: str) -> None:
        """Count something that the reader left out because it is known.

        A second thing of the same bytes is a duplicate of the first.
        """
        self._counted[self._register.meet(content_hash)] += 1

    def duplicate(self) -> None:
        """Count something that says what another has said."""
        self._counted[Fate.DUPLICATE] += 1

    def dead(self, letter: DeadLetter) -> None:
        """Keep what gave no document, with its reason."""
        self._dead.append(letter)
        self._counted[Fate.DEAD] += 1

    def admit(self, document: Document) -> Admission:
        """Decide what becomes of a document before it is read; see `Admission`.

        One that is not to be read is counted at once.
        """
        return self._admitted(asked_for(document))

    def admit_row(self, incident: Incident) -> Admission:
        """The same for an incident from a table.

        Raises:
            ValueError: It cannot be stored; the message says why.
        """
        return self._admitted(asked_for_row(incident))

    def _admitted(self, wanted: Admission) -> Admission:
        admission = self._register.admit(wanted)
        if not admission.is_to_be_read:
            self._counted[admission.fate] += 1
        return admission

    def store(
        self, admission: Admission, document: Document, incidents: Iterable[Incident]
    ) -> None:
        """Keep what a document tells for the next commit.

        Args:
            admission: What `admit` said of it.
            document: With what the user said of it, such as the language.
            incidents: What it tells.

        Raises:
            ValueError: It cannot be stored; the message says why. Nothing of it is kept.
        """
        keeps_text = self._reader.keeps_text and admission.row is None
        entry = entry_of(admission, document, incidents, self._rules, keeps_text=keeps_text)
        self._waiting.append((admission, entry))
        self._counted[admission.fate] += 1

    def give_up(self, admission: Admission) -> None:
        """Forget an admitted document that could not be read; what the store had of it stays."""
        self._register.release(admission)

    def commit(self) -> list[Admission]:
        """Write everything since the last commit in one transaction.

        Returns:
            Documents that have to be read again, for another writer has taken their name or place
            meanwhile. They are not counted yet.
        """
        with transaction(self._connection):
            clashes = self._clashes()
            entries = [entry for _, entry in self._waiting]
            stamp = {"fingerprint": self._reader.fingerprint, "run": self._number}
            written = write_documents(self._connection, entries, self._rules, stamp)
            self._write_met()
            self._write_dead()
            counts = self.counts + self._counted
            self._write_counts(counts, finished=False)
        _log.info("batch stored: %d documents, %d incidents written", len(entries), written)
        self._settle(counts, clashes)
        return [again for clash in clashes if (again := self._admitted(clash)).is_to_be_read]

    def finish(self) -> None:
        """Note that the run, all of it committed, came to its end."""
        with transaction(self._connection):
            self._write_counts(self.counts, finished=True)

    def _settle(self, counts: Counter[Fate], clashes: Iterable[Admission]) -> None:
        """What was waiting is stored and counted; what is underway still counts as coming."""
        for admission in (*clashes, *(admission for admission, _ in self._waiting)):
            self._register.release(admission)
        self._register.met.clear()
        self.counts = counts
        self._waiting, self._dead, self._counted = [], [], Counter()

    def _clashes(self) -> list[Admission]:
        holds = self._register.still_holds
        clashes = [admission for admission, _ in self._waiting if not holds(admission)]
        if clashes:
            self._waiting = [pair for pair in self._waiting if pair[0] not in clashes]
            self._counted.subtract(admission.fate for admission in clashes)
        return clashes

    def _write_met(self) -> None:
        self._connection.executemany(
            "UPDATE documents SET met_in = ? WHERE number = ?",
            ((self._number, number) for number in sorted(self._register.met)),
        )

    def _write_dead(self) -> None:
        rows = [
            (
                dead.source,
                dead.line or 0,
                dead.status,
                dead.message,
                dead.content_hash,
                self._number,
            )
            for dead in self._dead
        ]
        self._connection.executemany(
            "INSERT INTO dead_letters (source, line, status, message, content_hash, run)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET run = excluded.run",
            rows,
        )

    def _write_counts(self, counts: Counter[Fate], *, finished: bool) -> None:
        told = orjson.dumps({fate.value: counts[fate] for fate in Fate}).decode()
        self._connection.execute(
            "UPDATE runs SET counts = ?,"
            " finished = iif(?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), NULL) WHERE number = ?",
            (told, finished, self._number),
        )
