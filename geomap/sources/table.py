"""Read articles from a table of text: cells between commas, semicolons, tabs or bars."""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from geomap.errors import InputError
from geomap.sources.article import Article, Unfit
from geomap.sources.columns import Columns, known_columns
from geomap.sources.encoding import decode
from geomap.sources.fields import EMPTY
from geomap.sources.problem import UnreadError
from geomap.sources.streams import utf8_lines

_DELIMITERS = ",;\t|"
_WIDEST = 100_000  # bytes of a header; one line of junk must not cost more


def articles_in_table(
    stream: BinaryIO, named: Mapping[str, str], longest: int
) -> Iterator[Article | Unfit]:
    """Read a table, row by row; a bad row is told with the number of its line.

    Args:
        stream: The bytes: UTF-8, Windows-1252, or UTF-16 with a byte order mark.
        named: Columns that the user named, by field.
        longest: Bytes of a row.

    Raises:
        UnreadError: Empty, too wide, or without a column of text; the message has no file name.
    """
    lines = _Lines(stream, longest)
    header = lines.header()
    delimiter = max(_DELIMITERS, key=lambda sign: _fit(header, sign))
    csv.field_size_limit(max(csv.field_size_limit(), longest))  # its own limit is that of a cell
    rows = csv.reader(lines, delimiter=delimiter)
    columns = Columns(next(csv.reader([header], delimiter=delimiter), []), named)
    while True:
        lines.begin()
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield Unfit(lines.first, f"is no row of a table ({error})", content_hash=lines.hash())
            continue
        except InputError as error:
            status = error.status if isinstance(error, UnreadError) else "unreadable"
            yield Unfit(lines.first, str(error), status, lines.hash())
            continue
        if cells is None:
            return
        if any(map(str.strip, cells)):
            yield columns.article(cells, lines.first, lines.hash())


def looks_like_table(header: str) -> bool:
    """Whether a line names columns of articles, one of text among them."""
    if len(header) > _WIDEST:
        return False
    rows = (next(csv.reader([header], delimiter=sign), []) for sign in _DELIMITERS)
    return any(_has_text(row) and known_columns(row) > 1 for row in rows)


def _has_text(row: list[str]) -> bool:
    try:
        Columns(row, {})
    except UnreadError:
        return False
    return True


def _fit(header: str, delimiter: str) -> tuple[int, int]:
    names = next(csv.reader([header], delimiter=delimiter), [])
    return known_columns(names), header.count(delimiter)


class _Lines:
    """Lines of a table as text; remembers the bytes of the row that is being read.

    Attributes:
        first: Number of the row's first line, from 1.
    """

    def __init__(self, stream: BinaryIO, longest: int) -> None:
        self._stream = utf8_lines(stream)
        self._longest = longest
        self._number = 0
        self._size = 0
        self._digest = hashlib.sha256()
        self.first = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._longest + 1)
        if not line:
            raise StopIteration
        self._number += 1
        self._size += len(line)
        self._digest.update(line)
        if self._size > self._longest:
            self._skip_rest(line)
            megabytes = self._longest // 1_000_000
            words = f"is a row longer than {megabytes} MB; is a quotation mark open?"
            raise UnreadError(words, "too large")
        return decode(line).text

    def header(self) -> str:
        """The first line that holds anything."""
        line = self._stream.readline(_WIDEST)
        while line:
            self._number += 1
            if names := decode(line).text.strip("\r\n"):
                if len(line) == _WIDEST:
                    raise UnreadError("has a first line too long to name columns; is it a table?")
                return names
            line = self._stream.readline(_WIDEST)
        raise UnreadError(EMPTY, "empty")

    def begin(self) -> None:
        """A new row begins with the next line."""
        self.first = self._number + 1
        self._size = 0
        self._digest = hashlib.sha256()

    def hash(self) -> str:
        """SHA-256 in hex of the row's bytes."""
        return self._digest.hexdigest()

    def _skip_rest(self, line: bytes) -> None:
        while line and not line.endswith(b"\n"):
            line = self._stream.readline(self._longest)
