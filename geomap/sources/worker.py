"""Read pages, PDF files, mail, feeds and workbooks in a process that may be killed.

What parses such files is large and written in C; a hostile file can make it loop, swell or crash.
So it works in a child with a limit on time and on memory. The child ends itself when a document
takes too long: the alarm comes from the system, so no code of the document can miss it. A child
that ended is replaced for the next document.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from typing import IO, TYPE_CHECKING, Any, Self

from geomap.sources.article import Article, Unfit
from geomap.sources.problem import UnreadError

if TYPE_CHECKING:
    import subprocess

_log = logging.getLogger(__name__)

OUT_OF_MEMORY = 86
"""The exit code by which a child says that its memory was used up."""

_COMMAND = (sys.executable, "-P", "-m", "geomap.sources.worker_side")
_ALARM, _KILL = -14, -9  # signal.SIGALRM and SIGKILL, which Windows does not know
_WAY_OUT = "save its text"
_KILLED = "was given up: the program that reads it was killed twice; try again"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost.

    Attributes:
        seconds: Of time, for a whole file or for one row of a workbook.
        megabytes: Of address space, with the libraries themselves.
    """

    seconds: float = 20.0
    megabytes: int = 400


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read.

    Attributes:
        kind: Which reader: page, pdf, mail, feed or sheet.
        url: Where it came from.
        charset: What the server said about its encoding.
        columns: Column names that the user gave, for workbooks.
        longest: Characters of text that are at most taken.
    """

    kind: str
    url: str = ""
    charset: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    longest: int = 20_000_000


class Worker:
    """A child process for hostile files: started at the first, kept for the next.

    Args:
        limits: What one document may cost.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, job: Job, content: bytes) -> Iterator[Article | Unfit]:
        """The articles in a document.

        Raises:
            UnreadError: It holds none, is not what it says, or broke a limit.
        """
        try:
            yield from self._read(job, content)
        except _KilledError:
            # No document does that: the system was short of memory, or a user ended the child.
            try:
                yield from self._read(job, content)
            except _KilledError as error:
                raise UnreadError(_KILLED) from error

    def _read(self, job: Job, content: bytes) -> Iterator[Article | Unfit]:
        whole = False
        try:
            for answer in self._answers(job, content):
                whole = "end" in answer or "refused" in answer
                if "article" in answer:
                    yield _article(answer["article"])
                elif "unfit" in answer:
                    yield Unfit(**answer["unfit"])
                elif "refused" in answer:
                    raise UnreadError(answer["refused"], answer["status"])
        finally:
            if not whole:  # whatever is still in the pipe belongs to this document
                self.close()

    def close(self) -> None:
        """End the child, whatever it is doing."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            with suppress(OSError):  # what was not sent will never be
                _pipe(child.stdin).close()
            _pipe(child.stdout).close()
            child.wait()

    def _answers(self, job: Job, content: bytes) -> Iterator[dict[str, Any]]:
        import orjson  # noqa: PLC0415 - 10 ms that `geomap --help` need not pay

        child = self._living()
        with suppress(BrokenPipeError):  # the child says by its exit code what was wrong
            to_child = _pipe(child.stdin)
            to_child.write(orjson.dumps(asdict(job) | {"size": len(content)}) + b"\n")
            to_child.write(content)
            to_child.flush()
        answered = ended = False
        while not ended:
            line = _pipe(child.stdout).readline()
            if not line.endswith(b"\n"):
                raise self._last_words(child.wait(), answered=answered)
            answer = orjson.loads(line)
            answered, ended = True, "end" in answer or "refused" in answer
            yield answer

    def _living(self) -> "subprocess.Popen[bytes]":
        if self._child is not None and self._child.poll() is not None:
            self.close()
        try:
            self._child = self._child or _started(self._limits)
        except OSError as error:
            words = f"needs a process of its own, which could not be started ({error.strerror})"
            raise UnreadError(f"{words}; {_WAY_OUT}") from error
        return self._child

    def _last_words(self, code: int, *, answered: bool) -> Exception:
        """Why a child ended, by its exit code."""
        _log.info(
            "the reader of hostile files ended with exit code %d; the next gets another", code
        )
        if code == _KILL and not answered:
            return _KilledError()
        if code == _ALARM:
            return UnreadError(f"took longer than {self._limits.seconds:g} s to read; {_WAY_OUT}")
        if code == OUT_OF_MEMORY:
            megabytes = self._limits.megabytes
            return UnreadError(f"takes more than {megabytes} MB of memory to read; {_WAY_OUT}")
        return UnreadError(f"broke the program that reads it (exit code {code}); {_WAY_OUT}")


class _KilledError(Exception):
    """A child was killed from outside before it answered."""


def _started(limits: Limits) -> "subprocess.Popen[bytes]":
    """A child that looks for modules where we do, and not in the current folder."""
    import subprocess  # noqa: PLC0415 - only where there is something to be read in a child

    paths = os.pathsep.join(path for path in sys.path if path)
    settings = {"PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}
    return subprocess.Popen(  # noqa: S603 - our own module, nothing of the document
        [*_COMMAND, str(limits.seconds), str(limits.megabytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | settings,
        start_new_session=True,  # Ctrl-C is for the parent, which then ends the child
    )


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("the child was started without pipes")
    return pipe


def _article(fields: dict[str, Any]) -> Article:
    published = fields["published"]
    return Article(
        **fields
        | {
            "published": date.fromisoformat(published) if published else None,
            "remarks": tuple(fields["remarks"]),
        }
    )
