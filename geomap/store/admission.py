"""Decide, before a document is read, whether it is known, and whose place it takes.

A document is known by where it came from (its key) and by its bytes. The same bytes, read with the
same options, cost nothing; other bytes from the same place replace what that place told before. A
document that this run has met as it is now is never replaced by another of the same run: two
documents with one address are two documents.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from typing import Literal, NamedTuple

from geomap.incidents.incident import Incident
from geomap.store.records import record_of
from geomap.text.document import Document, words_alone


class Fate(StrEnum):
    """What became of something that was read. Every one has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    READ_AGAIN = "read again"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicates"
    DEAD = "dead letters"


STORED = (Fate.NEW, Fate.CHANGED, Fate.READ_AGAIN, Fate.UNCHANGED)
"""The fates of what stands in the store afterwards."""


class Known(NamedTuple):
    """A document of the store, as far as it matters here."""

    number: int
    id: str
    content_hash: str
    fingerprint: str
    met_in: int


@dataclass(frozen=True, slots=True)
class Admission:
    """A document on its way into the store.

    Attributes:
        document: With the id that it will have there.
        key: Where it came from.
        hashes: Of its bytes and of its text.
        fate: New, changed or read again: it is to be read. Unchanged or a duplicate: it is not.
        replaces: The document whose place it takes.
        row: The incident itself, when it came from a table of incidents.
    """

    document: Document
    key: str
    hashes: tuple[str, str]
    fate: Fate = Fate.NEW
    replaces: Known | None = None
    row: Incident | None = None

    @property
    def is_to_be_read(self) -> bool:
        """Whether the store lacks what it tells."""
        return self.fate in (Fate.NEW, Fate.CHANGED, Fate.READ_AGAIN)


def asked_for(document: Document) -> Admission:
    """A document, before the store is asked about it."""
    content_hash = document.content_hash or _hash(repr(document))
    key = document.origin or document.url or f"text {content_hash}"
    return Admission(document, key, (content_hash, _text_hash(document)))


def asked_for_row(incident: Incident) -> Admission:
    """An incident from a table, which stands for a document of its own.

    Raises:
        ValueError: It cannot be stored; the message says why.
    """
    quote = incident.evidence[0]
    content_hash = _hash(record_of(incident))
    document = Document(
        incident.id, "", quote.title, quote.published, quote.language, quote.source, quote.url
    )
    key = f"row {incident.id}"
    return Admission(document, key, (content_hash, content_hash), row=incident)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _text_hash(document: Document) -> str:
    """The same for articles that print the same words on the same day."""
    return _hash(f"{document.published}\n{words_alone(document.text)}")


_COLUMNS = "number, id, content_hash, fingerprint, met_in"
_By = Literal["key", "content_hash", "text_hash", "number"]


class Register:
    """The documents of a store and those on their way into it.

    Args:
        connection: To the store.
        run: Number of the run.
        fingerprint: The same for runs that would read a document alike.

    Attributes:
        met: Numbers of documents found as they are, since the last commit.
    """

    def __init__(self, connection: sqlite3.Connection, run: int, fingerprint: str) -> None:
        self._connection, self._run, self._fingerprint = connection, run, fingerprint
        self.met: set[int] = set()
        self._going: set[int] = set()
        self._coming: dict[str, str] = {}
        self._names: set[str] = set()

    def release(self, admission: Admission) -> None:
        """A document is on its way no more: stored, given up or to be admitted again."""
        if admission.replaces is not None:
            self._going.discard(admission.replaces.number)
        self._coming.pop(admission.key, None)
        self._names.discard(admission.document.id)

    def same_bytes(self, content_hash: str) -> Known | None:
        """The document of these bytes, read as this run would read it."""
        return next(filter(self._is_ours, self._all_by("content_hash", content_hash)), None)

    def meet(self, content_hash: str) -> Fate:
        """Note that a known document was found as it is, and whether that was the first time."""
        found = self.same_bytes(content_hash)
        if found is None:  # another writer has replaced it since the reader asked
            return Fate.UNCHANGED
        fate = Fate.DUPLICATE if self._is_met(found) else Fate.UNCHANGED
        self.met.add(found.number)
        return fate

    def admit(self, wanted: Admission) -> Admission:
        """Settle a document's fate, id, key, and whose place it takes."""
        admission = self._placed(wanted)
        if admission.is_to_be_read:
            if admission.replaces is not None:
                self._going.add(admission.replaces.number)
            self._coming[admission.key] = admission.hashes[0]
            self._names.add(admission.document.id)
        return admission

    def still_holds(self, admission: Admission) -> bool:
        """Whether no other writer has taken the name or the place since it was admitted."""
        if admission.replaces is not None:
            now = self._by("number", admission.replaces.number)
            return now is not None and now[:4] == admission.replaces[:4]
        twins = filter(self._is_ours, self._all_by("text_hash", admission.hashes[1]))
        return (
            self._by("key", admission.key) is None
            and not self._is_stored(admission.document.id)
            and next(twins, None) is None
        )

    def _placed(self, wanted: Admission) -> Admission:
        for key in _turns(wanted.key):
            stored = self._by("key", key)
            if self._has_come(key, wanted) or (stored and self._is_the_same(stored, wanted)):
                return self._left_out(wanted, stored)
            if key not in self._coming and not (stored and self._is_met(stored)):
                break
        twin = None if stored else self._twin(wanted)
        if twin and self._is_ours(twin):
            self.met.add(twin.number)
            return replace(wanted, fate=Fate.DUPLICATE)
        return self._in_place_of(stored or twin, replace(wanted, key=key))

    def _has_come(self, key: str, wanted: Admission) -> bool:
        return self._coming.get(key) == wanted.hashes[0]

    def _is_the_same(self, stored: Known, wanted: Admission) -> bool:
        return stored.content_hash == wanted.hashes[0] and self._is_ours(stored)

    def _left_out(self, wanted: Admission, stored: Known | None) -> Admission:
        if stored is None or self._is_met(stored):
            return replace(wanted, fate=Fate.DUPLICATE)
        self.met.add(stored.number)
        return replace(wanted, fate=Fate.UNCHANGED)

    def _in_place_of(self, stored: Known | None, wanted: Admission) -> Admission:
        if stored is None:
            name = self._free_name(wanted.document.id)
            return replace(wanted, document=replace(wanted.document, id=name), fate=Fate.NEW)
        same = stored.content_hash == wanted.hashes[0]
        return replace(
            wanted,
            document=replace(wanted.document, id=stored.id),
            fate=Fate.READ_AGAIN if same else Fate.CHANGED,
            replaces=stored,
        )

    def _twin(self, wanted: Admission) -> Known | None:
        """Another document of the same words and day, unless it is about to go."""
        twins = [
            t for t in self._all_by("text_hash", wanted.hashes[1]) if t.number not in self._going
        ]
        ours = next(filter(self._is_ours, twins), None)
        return ours or next((twin for twin in twins if not self._is_met(twin)), None)

    def _is_ours(self, stored: Known) -> bool:
        """Whether it was read as this run would read it, and stays."""
        return stored.fingerprint == self._fingerprint and stored.number not in self._going

    def _is_met(self, stored: Known) -> bool:
        return (
            stored.met_in == self._run or stored.number in self.met or stored.number in self._going
        )

    def _by(self, column: _By, value: str | int) -> Known | None:
        return next(iter(self._all_by(column, value)), None)

    def _all_by(self, column: _By, value: str | int) -> list[Known]:
        sql = f"SELECT {_COLUMNS} FROM documents WHERE {column} = ? ORDER BY number"  # noqa: S608
        return [Known(*row) for row in self._connection.execute(sql, (value,))]

    def _free_name(self, wanted: str) -> str:
        """The wanted id, or one with a number behind it that is free."""
        if not self._is_taken(wanted):
            return wanted
        low, high = 1, 2
        while self._is_taken(f"{wanted}-{high}"):
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._is_taken(f"{wanted}-{middle}") else (low, middle)
        return f"{wanted}-{high}"

    def _is_taken(self, name: str) -> bool:
        return name in self._names or self._is_stored(name)

    def _is_stored(self, name: str) -> bool:
        sql = "SELECT 1 FROM documents WHERE id = ?"
        return self._connection.execute(sql, (name,)).fetchone() is not None


def _turns(key: str) -> Iterator[str]:
    """The key, and what a second and third document of it are kept under."""
    yield key
    yield from (f"{key}#{turn}" for turn in count(2))
