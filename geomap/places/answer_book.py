"""What geocoding servers have answered, and when each may be asked again: one SQLite file.

Several processes and several runs share it, so that together they ask a host no faster than one
would. It holds plain JSON and never a key.
"""

import json
import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from geomap.errors import OutputError
from geomap.resources import cache_folder

_FILE = "geocoder-answers.sqlite"
_DAY = 86_400.0
_TABLES = """
CREATE TABLE IF NOT EXISTS answers (question TEXT PRIMARY KEY, answered REAL, answer TEXT);
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, free_at REAL);
"""


class Answer(NamedTuple):
    """A place as a server knows it: degrees (WGS84) and its address in words."""

    latitude: float
    longitude: float
    address: str


class AnswerBook:
    """The answers so far and the hosts' calendars.

    Args:
        folder: Where the file lies or is made; None takes the user's cache folder.

    Raises:
        OutputError: The folder cannot be written, or the file is no such book.
    """

    def __init__(self, folder: str | Path | None = None) -> None:
        self.path = (Path(folder) if folder else cache_folder()) / _FILE
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._broken(error) from error
        with self._open() as book:
            book.executescript(_TABLES)

    def look_up(self, question: str, now: float, days: tuple[float, float]) -> list[Answer] | None:
        """The answer to a question: one place, or none; None when it was not asked or is too old.

        Args:
            question: What was asked, of whom.
            now: Seconds since 1970.
            days: How long a place and an empty answer are good.
        """
        with self._open() as book:
            found = book.execute(
                "SELECT answered, answer FROM answers WHERE question = ?", (question,)
            ).fetchone()
        answers = _read(found[1]) if found else None
        if answers is None or not 0 <= now - found[0] <= days[not answers] * _DAY:
            return None
        return answers

    def note(self, question: str, answer: Answer | None, now: float) -> None:
        """Write an answer down; None means that there is no such place."""
        text = json.dumps(answer, ensure_ascii=False)
        with self._open() as book:
            book.execute("REPLACE INTO answers VALUES (?, ?, ?)", (question, now, text))

    def reserve(self, host: str, now: float, pause: float, longest: float) -> float | None:
        """Take the next free moment of a host: seconds to wait, None when that is too long."""
        with self._open() as book:
            book.execute("BEGIN IMMEDIATE")
            wait = self._wait(book, host, now)
            if wait > longest:
                return None
            book.execute("REPLACE INTO hosts VALUES (?, ?)", (host, now + wait + pause))
        return wait

    def hold(self, host: str, now: float, seconds: float) -> None:
        """Leave a host alone for some seconds, a day at most."""
        with self._open() as book:
            free_at = now + min(max(seconds, self._wait(book, host, now)), _DAY)
            book.execute("REPLACE INTO hosts VALUES (?, ?)", (host, free_at))

    @staticmethod
    def _wait(book: sqlite3.Connection, host: str, now: float) -> float:
        row = book.execute("SELECT free_at FROM hosts WHERE host = ?", (host,)).fetchone()
        wait = float(row[0]) - now if row else 0.0
        return wait if 0 <= wait <= _DAY else 0.0  # a clock may have been set

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=30)) as book, book:
                yield book
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> OutputError:
        return OutputError(
            f"{self.path}: {error}; delete it, or name another folder with --geocoder-cache"
        )


def _read(text: object) -> list[Answer] | None:
    """An answer as it was written down; None when it does not read like one."""
    try:
        kept = json.loads(str(text))
        return [] if kept is None else [checked(*kept)]
    except (TypeError, ValueError):
        return None


def checked(latitude: object, longitude: object, address: object) -> Answer:
    """An answer whose point lies on the globe.

    Raises:
        ValueError: It does not.
        TypeError: It is no number.
    """
    answer = Answer(float(latitude), float(longitude), str(address))  # type: ignore[arg-type]
    if not (math.isfinite(answer.latitude) and abs(answer.latitude) <= 90):  # noqa: PLR2004 poles
        raise ValueError("latitude off the globe")
    if not (math.isfinite(answer.longitude) and abs(answer.longitude) <= 180):  # noqa: PLR2004
        raise ValueError("longitude off the globe")
    return answer
