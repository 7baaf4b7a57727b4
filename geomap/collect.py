"""Documents to readings to the store, batch by batch: the loop of `geomap run --store`.

What the reader yields is counted as it comes; every document is asked for in the store before it is
read, and only what the store lacks is read. A batch is one transaction, so that a run that ends
anywhere can be taken up again with the same command.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from geomap.errors import InputError
from geomap.gazetteer.pack import Pack
from geomap.incidents.incident import Incident
from geomap.incidents.weights import load_weights
from geomap.parallel import Findings, Told
from geomap.pipeline import Options, taxonomy_of
from geomap.resources import built_file, data_folder
from geomap.sources.options import SourceOptions
from geomap.sources.problem import Duplicate, Problem, Unchanged
from geomap.store.admission import STORED, Admission, Fate
from geomap.store.connect import spoken
from geomap.store.rules import Rules
from geomap.store.run import DeadLetter, Reader, Run
from geomap.text.document import Document
from geomap.version import __version__

BATCH = 100
"""Things in a transaction: a killed run reads at most so many again."""

Found = Document | Incident | Problem | Duplicate | Unchanged
"""What a reader yields: documents, incidents of tables, and what gave neither."""

Read = Callable[[Iterable[Document]], Iterator[Told]]
"""Documents in, findings or a problem for each out, in the same order."""


class Tally(NamedTuple):
    """What a run read and what became of it; the fates add up to `read`, always.

    Attributes:
        read: Documents, rows and inputs that the reader spoke of.
        fates: How many of them came to each fate.
    """

    read: int
    fates: Mapping[Fate, int]

    @property
    def stored(self) -> int:
        """How many documents of the run stand in the store."""
        return sum(self.fates.get(fate, 0) for fate in STORED)


class Collection:
    """A run that stores what it reads.

    Args:
        run: Where it goes.
        read: Reads documents; it may take some ahead.
        tell: Called with all findings and problems, for notes and counts.
        shield: Entered while a batch is written, to hold interrupts back.
        batch: Things in a transaction.
    """

    def __init__(
        self,
        run: Run,
        read: Read,
        *,
        tell: Callable[[Told], None] = lambda _: None,
        shield: Callable[[], AbstractContextManager[object]] = nullcontext,
        batch: int = BATCH,
    ) -> None:
        self._run, self._read, self._tell = run, read, tell
        self._shield, self._batch = shield, batch
        self._underway: deque[Admission] = deque()
        self._count = 0
        self._committing = False

    @property
    def tally(self) -> Tally:
        """What is stored by now."""
        return Tally(self._count, dict(self._run.counts))

    def collect(self, found: Iterable[Found]) -> Tally:
        """Store everything that a reader yields.

        What was read is stored also when the reader, or an interrupt, ends the run before its end.

        Raises:
            OutputError: The store cannot be written; everything before this batch is stored.
        """
        with spoken(self._run.path):
            try:
                for told in self._read(self._documents(found)):
                    self._keep(self._underway.popleft(), told)
                    self._commit_if_full()
            finally:
                self._commit()
            self._run.finish()
        return self.tally

    def _documents(self, found: Iterable[Found]) -> Iterator[Document]:
        """The documents that the store lacks, with their ids there; all else is dealt with."""
        for thing in found:
            self._count += 1
            if isinstance(thing, Document):
                admission = self._run.admit(thing)
                if admission.is_to_be_read:
                    self._underway.append(admission)
                    yield admission.document
            else:
                self._note(thing)
            self._commit_if_full()

    def _note(self, thing: Incident | Problem | Duplicate | Unchanged) -> None:
        match thing:
            case Incident():
                self._keep_row(thing)
            case Problem():
                self._run.dead(_letter(thing))
            case Duplicate():
                self._run.duplicate()
            case Unchanged():
                self._run.unchanged(thing.content_hash)

    def _keep(self, admission: Admission, told: Told) -> None:
        if isinstance(told, Findings):
            told = self._stored(admission, told)
        if isinstance(told, Problem):
            self._run.give_up(admission)
            self._run.dead(_letter(replace(told, content_hash=admission.hashes[0])))
        self._tell(told)

    def _stored(self, admission: Admission, told: Findings) -> Told:
        try:
            self._run.store(admission, told.document, told.incidents)
        except ValueError as error:
            return Problem(admission.document.id, f"cannot be stored: {error}")
        return told

    def _keep_row(self, incident: Incident) -> None:
        try:
            admission = self._run.admit_row(incident)
            if admission.is_to_be_read:
                self._run.store(admission, admission.document, [incident])
        except ValueError as error:
            problem = Problem(incident.id, f"cannot be stored: {error}")
            self._run.dead(_letter(problem))
            self._tell(problem)

    def _commit_if_full(self) -> None:
        if self._run.waiting >= self._batch:
            self._commit()

    def _commit(self) -> None:
        """Write the batch; documents that another writer was faster with are read again."""
        if self._committing:  # it failed: the error is on its way
            return
        self._committing = True
        while self._run.waiting:
            with self._shield():
                clashes = self._run.commit()
            self._read_again(clashes)
        self._committing = False

    def _read_again(self, admissions: Sequence[Admission]) -> None:
        for admission in admissions:
            if admission.row is not None:
                self._run.store(admission, admission.document, [admission.row])
        articles = [admission for admission in admissions if admission.row is None]
        documents = (admission.document for admission in articles)
        for admission, told in zip(articles, self._read(documents), strict=True):
            self._keep(admission, told)


def _letter(problem: Problem) -> DeadLetter:
    return DeadLetter(
        problem.source, problem.message, problem.line, problem.status, problem.content_hash
    )


def rules_of(options: Options) -> Rules:
    """By what the reports of a run are merged."""
    return Rules(taxonomy_of(options), load_weights())


def reader_of(options: Options, sources: SourceOptions, *, keeps_text: bool = True) -> Reader:
    """How a run reads, with a fingerprint of all that an answer depends on.

    That is what the user said, geomap's version, the tables of language, and the content of every
    file that the options name. A folder for a geocoder's answers does not matter.

    Raises:
        InputError: A file that the options name cannot be read.
        GazetteerError: The gazetteer is missing or damaged.
    """
    said = {
        field.name: str(value)
        for record in (options, sources)
        for field in fields(record)
        if (value := getattr(record, field.name)) is not None and field.name not in _NO_MATTER
    }
    pack = Pack.open(Path(options.gazetteer or built_file("gazetteer.pack")))
    depends = [__version__, repr(sorted(said.items())), pack.header["sha256"], _knowledge()]
    depends += [_digest(Path(name)) for name in (options.known_places, options.event_types) if name]
    fingerprint = hashlib.sha256("\n".join(depends).encode()).hexdigest()
    return Reader(fingerprint, said, keeps_text)


_NO_MATTER = {"geocoder_cache", "fetch_cache", "allow_network"}
"""Where things are kept and what may be asked; the text of a document does not depend on it."""
_NOT_READ = {"gazetteer", "basemap", "articles", "page"}
"""Folders of `data/` that the gazetteer's checksum stands for, or no reading depends on."""


@cache
def _knowledge() -> str:
    """A checksum of the tables of language that ship with the tool."""
    root = data_folder()
    paths = (path for path in root.rglob("*") if path.is_file())
    read = (path for path in paths if path.relative_to(root).parts[0] not in _NOT_READ)
    return hashlib.sha256("".join(map(_digest, sorted(read))).encode()).hexdigest()


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the name") from error
