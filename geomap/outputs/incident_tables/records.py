"""Rows of a delimited text, one by one, so that a bad one costs itself alone.

A quote that is never closed would swallow the rows below it. So where a row of several lines makes
no sense, its first line alone is refused, and reading goes on with the next.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple


class Row(NamedTuple):
    """A row that holds anything.

    Attributes:
        line: Line on which it begins, from 1.
        cells: As written, without the quotes around them.
        complaint: Why it is no row; "" for a good one.
    """

    line: int
    cells: list[str]
    complaint: str = ""


class _Feed:
    """Lines, the last ones of which can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self._back = iter(lines), deque[str]()
        self.taken: list[str] = []
        self.line = 1
        self.is_cut = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines, None)
        if line is None:
            self.is_cut = bool(self.taken)  # a row asks for more
            raise StopIteration
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """All lines but the first since the last row."""
        self._back.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
        self.is_cut = False

    def go_on(self) -> None:
        """A row is done."""
        self.line += len(self.taken)
        self.taken.clear()


def rows_in(lines: Iterable[str], width: int | None, **dialect: Any) -> Iterator[Row]:
    """The rows that hold anything.

    Args:
        lines: With their ends.
        width: Cells of the header; None while it is not known.
        dialect: As the csv module takes it.
    """
    feed = _Feed(lines)
    reader = csv.reader(feed, **dialect)
    while True:
        try:
            cells, complaint = next(reader), ""
        except StopIteration:
            return
        except csv.Error as error:
            cells, complaint = [], str(error)
        if len(feed.taken) > 1 or feed.is_cut:
            complaint = complaint or _doubt(feed.taken, cells, width, dialect)
        if complaint:
            feed.give_back()
            yield Row(feed.line, [], f"is no row of a table ({complaint})")
            reader = csv.reader(feed, **dialect)
        elif any(cells):
            yield Row(feed.line, cells)
        feed.go_on()


def _doubt(lines: list[str], cells: list[str], width: int | None, dialect: dict[str, Any]) -> str:
    """Why a row of several lines is none: a quote stands where none can."""
    if width is not None and len(cells) > width and any(cells[width:]):
        return "a quote is not closed"
    try:
        list(csv.reader(lines, strict=True, **dialect))
    except csv.Error:
        return "a quote is not closed"
    return ""
