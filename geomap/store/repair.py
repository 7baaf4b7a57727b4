"""Save every row that can be read from a damaged store into a new one.

The damaged file is only read. Incidents and indexes are made anew from the reports. Where some
were lost, all documents count as unread, so that the next run over the inputs tells them again.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.errors import InputError, OutputError
from geomap.store.connect import opened_to_rescue, opened_to_write, spoken, transaction
from geomap.store.merging import merge_all
from geomap.store.records import RecordError, incident_of
from geomap.store.rules import rules_of, write_rules

_TABLES = ("runs", "documents", "reports", "decisions", "dead_letters", "meta")
_FARTHEST = 2**40
_STEPS = 1_000
"""A damaged page holds at most a few hundred rows; behind more, damage is leapt over."""
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved.

    Attributes:
        rows: Rows by table.
        gaps: By table, how many stretches of it could not be read.
        reads_again: Whether the next run reads every document again.
    """

    rows: Mapping[str, int]
    gaps: Mapping[str, int]
    reads_again: bool


def saved_from(damaged: Path, target: Path) -> Saved:
    """Save what can be read.

    Args:
        damaged: The store; it stays as it is.
        target: The new store; no file may stand there.

    Raises:
        InputError: Nothing can be read at all.
        OutputError: A file stands in the place of the new one, or it cannot be written.
    """
    if target.exists():
        raise OutputError(f"{target}: stands there already; name a file that does not")
    with spoken(damaged), closing(opened_to_rescue(damaged)) as old:
        try:
            with closing(opened_to_write(target)) as new, spoken(target):
                return _saved(old, new, damaged)
        except BaseException:
            for end in ("", "-wal", "-shm"):
                target.with_name(target.name + end).unlink(missing_ok=True)
            raise


def _saved(old: sqlite3.Connection, new: sqlite3.Connection, damaged: Path) -> Saved:
    rows, gaps = Counter[str](), Counter[str]()
    with transaction(new):
        new.execute("PRAGMA defer_foreign_keys = ON")
        for table in _TABLES:
            for row in _rows(old, table):
                (gaps if row is None or not _inserted(new, table, row) else rows)[table] += 1
        if gaps and not rows:
            raise InputError(f"{damaged}: is damaged beyond reading; go back to a copy of it")
        _fill_holes(new)
        rules = rules_of(new)
        merge_all(new, rules)
        write_rules(new, rules)
        if gaps["reports"]:
            new.execute("UPDATE documents SET fingerprint = 'repaired'")
    return Saved(rows, +gaps, reads_again=bool(gaps["reports"]))


def _rows(old: sqlite3.Connection, table: str) -> Iterator[_Row | None]:
    """Every row that can be read; None for each stretch that cannot."""
    at = 0
    while True:
        try:
            for row in _after(old, table, at):
                at = row.pop("row")
                yield row
        except sqlite3.DatabaseError:
            yield None
            at = _behind_damage(old, table, at)
            if at >= _FARTHEST:
                return
        else:
            return


def _after(old: sqlite3.Connection, table: str, at: int, limit: int = -1) -> Iterator[_Row]:
    sql = f"SELECT rowid AS row, * FROM {table} NOT INDEXED WHERE rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608 - constants
    rows = old.execute(sql, (at, limit))
    names = [column[0] for column in rows.description]
    for row in rows:
        yield dict(zip(names, row, strict=True))


def _behind_damage(old: sqlite3.Connection, table: str, at: int) -> int:
    """The least number after which rows can be read again: step by step, then in leaps."""
    for step in range(1, _STEPS):
        if _is_readable(old, table, at + step):
            return at + step
    low, high = at + _STEPS, at + 2 * _STEPS
    while high < _FARTHEST and not _is_readable(old, table, high):
        low, high = high, high + (high - at) // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _is_readable(old, table, middle) else (middle, high)
    return high


def _is_readable(old: sqlite3.Connection, table: str, at: int) -> bool:
    try:
        list(_after(old, table, at, 1))
    except sqlite3.DatabaseError:
        return False
    return True


def _inserted(new: sqlite3.Connection, table: str, row: _Row) -> bool:
    """Whether a row makes sense, and so stands in the new store."""
    if table == "reports":
        row["incident"] = None
    columns = ", ".join(row)
    bound = ", ".join(f":{name}" for name in row)
    try:
        if "record" in row:
            incident_of(row["record"])
        new.execute(f"INSERT INTO {table} ({columns}) VALUES ({bound})", row)  # noqa: S608
    except (RecordError, sqlite3.IntegrityError):
        return False
    return True


def _fill_holes(new: sqlite3.Connection) -> None:
    """Put something in the place of lost runs and documents that saved rows point to."""
    new.execute(_LOST_RUNS)
    for number, record in new.execute(_LOST_DOCUMENTS).fetchall():
        quote = incident_of(record).evidence[0]
        lost = f"lost {number}"
        new.execute(
            "INSERT INTO documents (number, key, id, content_hash, text_hash, title, source, url,"
            " fingerprint, read_in, met_in) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1)",
            (number, lost, lost, lost, lost, quote.title, quote.source, quote.url, "repaired"),
        )
    new.execute(_FIRST_RUN)


_LOST_RUNS = """
INSERT OR IGNORE INTO runs (number, version, fingerprint, options)
SELECT read_in, 'lost', 'lost', '{}' FROM documents
UNION SELECT met_in, 'lost', 'lost', '{}' FROM documents
UNION SELECT run, 'lost', 'lost', '{}' FROM dead_letters
"""
_FIRST_RUN = """
INSERT OR IGNORE INTO runs (number, version, fingerprint, options) VALUES (1, 'lost', 'lost', '{}')
"""
_LOST_DOCUMENTS = """
SELECT document, record FROM reports
WHERE document NOT IN (SELECT number FROM documents) GROUP BY document
"""
