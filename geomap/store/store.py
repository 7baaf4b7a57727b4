"""A store: one file with everything that was read, what it tells, and what people said of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from geomap.errors import OptionError
from geomap.incidents.incident import Incident
from geomap.store.connect import opened_to_read, opened_to_write, spoken, transaction
from geomap.store.decisions import Decision, add, check, decisions_of
from geomap.store.figures import Figures, Shown, figures, shown
from geomap.store.merging import merge_all, merge_anew
from geomap.store.purge import Purge, Purged, purge
from geomap.store.query import Query, conditions
from geomap.store.reading import decided_incidents, kept_documents, where
from geomap.store.records import incident_of
from geomap.store.rules import Rules, rules_of, told_rules, write_rules
from geomap.store.run import DeadLetter, Reader, Run
from geomap.text.document import Document


class Store:
    """Documents, reports, incidents, decisions, dead letters and runs in one SQLite file.

    Use `Store.open` to write and `Store.read` to look. Several programs may do both at once.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, rules: Rules) -> None:
        self.path, self.connection, self.rules = path, connection, rules

    @classmethod
    def open(cls, path: str | Path, rules: Rules | None = None, *, make: bool = True) -> Self:
        """Open a store for writing.

        Args:
            path: The file.
            rules: By what reports are merged; None takes those that it was made with. Where they
                differ from those, everything is merged anew.
            make: Make a new one where there is no file.

        Raises:
            InputError: It is missing, no store, of a newer geomap, or damaged.
            OutputError: It cannot be made or written.
        """
        path = Path(path)
        if not make:
            opened_to_read(path).close()
        connection = opened_to_write(path)
        store = cls(path, connection, rules or rules_of(connection))
        try:
            with spoken(path):
                store._agree_on_rules()
        except BaseException:
            connection.close()
            raise
        return store

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Open a store that exists, for reading only; its disk may be closed to writing.

        Raises:
            InputError: No such file, no store, of a newer geomap, or damaged.
        """
        path = Path(path)
        connection = opened_to_read(path)
        with spoken(path):
            return cls(path, connection, rules_of(connection))

    def _agree_on_rules(self) -> None:
        if told_rules(self.connection) != self.rules.told():
            with transaction(self.connection):
                merge_all(self.connection, self.rules)
                write_rules(self.connection, self.rules)

    def run(self, reader: Reader) -> Run:
        """Begin a run that stores what it reads."""
        with spoken(self.path):
            return Run(self.path, self.connection, self.rules, reader)

    def incidents(self, query: Query | None = None) -> Iterator[Incident]:
        """Merged incidents with decisions applied, by day, place and type; one at a time.

        They are of one moment, whatever is written meanwhile.

        Raises:
            OptionError: The query makes no sense.
            InputError: The store is damaged.
        """
        with spoken(self.path), closing(opened_to_read(self.path)) as connection:
            yield from decided_incidents(connection, query or Query())

    def documents(self) -> Iterator[Document]:
        """The documents whose articles are kept, to be read again by other options."""
        with spoken(self.path), closing(opened_to_read(self.path)) as connection:
            yield from kept_documents(connection)

    def count(self, query: Query | None = None) -> int:
        """How many incidents a query finds; its limit does not matter."""
        sql, bound = where(conditions(query or Query()))
        with spoken(self.path):
            found = self.connection.execute(f"SELECT count(*) FROM incidents WHERE {sql}", bound)  # noqa: S608
            return int(found.fetchone()[0])

    def types(self) -> tuple[tuple[str, str], ...]:
        """Every pair of type and sub-type that an incident has, sorted."""
        found: list[tuple[str, str]] = []
        while pair := self.connection.execute(
            _NEXT_TYPE, found[-1] if found else ("", "")
        ).fetchone():
            found.append(pair)
        return tuple(found)

    def shown(self) -> Shown:
        """What a map of all incidents shows, in numbers."""
        with spoken(self.path):
            return shown(self.connection)

    def count_documents(self) -> int:
        """How many documents stand in the store."""
        with spoken(self.path):
            return int(self.connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    def figures(self) -> Figures:
        """What the store holds, in numbers."""
        with spoken(self.path):
            return figures(self.connection)

    def dead_letters(self) -> tuple[DeadLetter, ...]:
        """What gave no document, and why, in the order in which it was met."""
        with spoken(self.path):
            rows = self.connection.execute(_DEAD).fetchall()
        return tuple(DeadLetter(*row) for row in rows)

    def decide(self, decision: Decision) -> None:
        """Add a decision about an incident; extraction never overwrites it.

        Raises:
            OptionError: There is no such incident, or the decision makes no sense.
            OutputError: The store cannot be written.
        """
        check(decision)
        with spoken(self.path), transaction(self.connection):
            rows = self.connection.execute(_REPORTS_OF, (decision.incident,)).fetchall()
            if not rows:
                raise OptionError(
                    f"incident {decision.incident!r:.60}: there is none of this id; "
                    f"list them with 'geomap store query {self.path}'"
                )
            add(self.connection, decision, incident_of(rows[0][1]))
            merge_anew(self.connection, (number for number, _ in rows), self.rules)

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, oldest first."""
        with spoken(self.path):
            return tuple(decision for _, decision in decisions_of(self.connection))

    def purge(self, wanted: Purge) -> Purged:
        """Remove documents, texts or dead letters; the file holds nothing of them afterwards.

        Raises:
            OptionError: Nothing was asked for.
            OutputError: The store cannot be written.
        """
        with spoken(self.path):
            return purge(self.connection, wanted, self.rules)

    def close(self) -> None:
        """Let go of the file; the last to do so folds the write-ahead log into it."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


_REPORTS_OF = "SELECT number, record FROM reports WHERE id = ? ORDER BY number DESC"
_DEAD = """
SELECT source, message, nullif(line, 0), status, content_hash FROM dead_letters ORDER BY number
"""
_NEXT_TYPE = """
SELECT event_type, sub_event_type FROM incidents
WHERE (event_type, sub_event_type) > (?, ?) ORDER BY 1, 2 LIMIT 1
"""
