"""Many documents, on one process or several, with the same findings in the same order.

One article that the pipeline cannot take, or that ends the worker that reads it, costs that article
alone: it becomes a problem that is counted, and the run goes on.
"""

import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import connection, get_context, parent_process

from geomap.errors import GeomapError
from geomap.incidents.incident import Incident
from geomap.pipeline import Options, Stages, default_stages, read, with_options
from geomap.places.opinion import Outcome, outcomes_in
from geomap.sources.problem import Problem
from geomap.text.document import Document

_CHUNK = 16  # documents sent at once: sending costs less than a tenth of reading them
_AHEAD = 3  # chunks underway for each worker, so that none waits and memory stays constant
_TRIES = 2  # a worker may be lost by no fault of the document that it was reading


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run keeps of a reading: little enough to send between processes.

    Attributes:
        document: What was read, with the options' language and day filled in.
        language: ISO 639-1, given or found.
        incidents: What the document tells, in text order, not merged with other documents'.
        notes: What the parser had to say about the document.
        outcomes: Names that the gazetteer lacks, by what became of the question.
    """

    document: Document
    language: str
    incidents: tuple[Incident, ...]
    notes: tuple[str, ...] = ()
    outcomes: Counter[Outcome] = field(default_factory=Counter)


Told = Findings | Problem


def findings(
    documents: Iterable[Document], options: Options | None = None, *, workers: int = 1
) -> Iterator[Told]:
    """Read documents; the same answers in the same order whatever the number of workers.

    Args:
        documents: Taken one at a time, a few ahead of what is yielded.
        options: What else is known about them.
        workers: Processes; with 1 everything is read in this one.

    Yields:
        For each document its findings, or a problem where it could not be read.

    Raises:
        GeomapError: An option or a file of ours is wrong; nothing is read then.
    """
    options = options or Options()
    stages = default_stages(options)
    if workers > 1:
        return _in_workers(documents, options, workers)
    return (_told(document, options, stages) for document in documents)


def _told(document: Document, options: Options, stages: Stages) -> Told:
    document = with_options(document, options)
    try:
        reading = read(document, stages)
    except GeomapError:
        raise
    except Exception as error:  # noqa: BLE001 - one article must not end a run over thousands
        return Problem(document.id, f"cannot be read: {error!r:.200}; please report this article")
    return Findings(
        document,
        reading.parsed.language,
        reading.incidents,
        reading.parsed.notes,
        outcomes_in(reading.resolutions),
    )


def _in_workers(documents: Iterable[Document], options: Options, workers: int) -> Iterator[Told]:
    """Keep a few chunks underway; hand them on in the order in which they were sent."""
    source = iter(documents)
    crew = _Crew(options, workers)
    underway: deque[tuple[list[Document], Future[list[Told]]]] = deque()
    try:
        while True:
            while len(underway) < workers * _AHEAD and (chunk := list(islice(source, _CHUNK))):
                underway.append((chunk, crew.send(chunk)))
            if not underway:
                return
            chunk, future = underway.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                waiting = [chunk, *(chunk for chunk, _ in underway)]
                underway.clear()
                for document in (document for chunk in waiting for document in chunk):
                    yield crew.alone(document)
    finally:
        crew.dismiss()


class _Crew:
    """Worker processes that can be replaced when one is lost."""

    def __init__(self, options: Options, workers: int) -> None:
        self._options, self._workers = options, workers
        self._pool = self._hired()

    def send(self, chunk: list[Document]) -> "Future[list[Told]]":
        """Start reading a chunk."""
        try:
            return self._pool.submit(_read_chunk, chunk)
        except BrokenProcessPool as error:  # lost since the last chunk came back
            broken: Future[list[Told]] = Future()
            broken.set_exception(error)
            return broken

    def alone(self, document: Document) -> Told:
        """Read one document while nothing else is underway, so that a loss is its own."""
        for _ in range(_TRIES):
            try:
                return self.send([document]).result()[0]
            except BrokenProcessPool:
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = self._hired()
        return Problem(document.id, "ends the process that reads it; please report this article")

    def dismiss(self) -> None:
        """End the workers; chunks not begun are dropped."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _hired(self) -> ProcessPoolExecutor:
        # "spawn" is the same on every system, and safe where the parent runs threads.
        return ProcessPoolExecutor(
            self._workers, get_context("spawn"), initializer=_begin, initargs=(self._options,)
        )


@dataclass(slots=True)
class _Desk:
    """What a worker process has ready between chunks."""

    options: Options
    stages: Stages


_desk: list[_Desk] = []


def _begin(options: Options) -> None:
    """Make a worker ready; it leaves Ctrl-C to its parent, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _desk.append(_Desk(options, default_stages(options)))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _read_chunk(chunk: list[Document]) -> list[Told]:
    desk = _desk[0]
    return [_told(document, desk.options, desk.stages) for document in chunk]
