"""Read a table of text: cells between commas, semicolons, tabs or bars, names in the first line."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from geomap.errors import InputError
from geomap.outputs.exports.formulas import as_written
from geomap.outputs.incident_tables.columns import load_columns
from geomap.outputs.incident_tables.records import Row, rows_in
from geomap.outputs.incident_tables.table import IncidentTable
from geomap.outputs.incident_tables.text_lines import lines_of, text_of
from geomap.sources.problem import Problem, Remark

PART = 5_000
"""Rows of one table; a file of any length is a row of such tables."""

_DELIMITERS = ",;\t|"
_WIDEST = 100_000  # characters of a header; one line of junk must not cost more


def delimited_tables(path: Path, source: str) -> Iterator[IncidentTable]:
    """The rows of a file, each with the number of its line, `PART` at a time.

    Which sign divides the cells is told by the header: the one that gives the most known names.
    Rows with more cells than the header are refused, for who knows which cell is too many; missing
    cells at the end are empty.

    Raises:
        InputError: Empty, or no text; the message has no file name.
        OSError: The file cannot be read.
    """
    with text_of(path) as (stream, remark):
        remarks = (Remark(source, remark),) if remark else ()
        lines = lines_of(stream)
        above, first = _header(lines)
        divider = delimiter_of(first)
        names = next(csv.reader([first[:_WIDEST]], delimiter=divider), [])
        if not any(names):
            raise InputError("is empty; the first line names the columns")
        header = [name.strip() for name in names]
        rows = rows_in(chain(above, [first], lines), len(header), delimiter=divider)
        for row in islice(rows, 1):
            if row.complaint:
                raise InputError(row.complaint)
        for part in parts_of(rows):
            yield _table(source, header, part, remarks)
            remarks = ()


def _header(lines: Iterator[str]) -> tuple[list[str], str]:
    """The first line that says anything, and the empty ones above it."""
    above: list[str] = []
    for line in lines:
        if line.strip():
            return above, line
        above.append(line)
    return above, ""


def parts_of(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows a few at a time, once at least."""
    yield list(islice(rows, PART))
    while part := list(islice(rows, PART)):
        yield part


def delimiter_of(header: str) -> str:
    """The sign between the names of a header."""
    header = header[:_WIDEST].rstrip("\r\n")

    def known(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=delimiter), [])
        return len(load_columns().fields_of(names)), header.count(delimiter)

    return max(_DELIMITERS, key=known)


def _table(
    source: str, header: Sequence[str], rows: Iterable[Row], remarks: tuple[Remark, ...]
) -> IncidentTable:
    kept: list[Row] = []
    problems: list[Problem] = []
    for row in rows:
        if complaint := row.complaint or complaint_of(row.cells, len(header)):
            problems.append(Problem(source, f"{complaint}; left out", row.line))
        else:
            kept.append(row)
    cells = zip(*(_fitted(row.cells, len(header)) for row in kept), strict=True)
    columns: dict[str, Sequence[object]] = {}
    for name, column in zip(header, cells if kept else [()] * len(header), strict=True):
        columns.setdefault(name, column)
    numbers = [row.line for row in kept]
    return IncidentTable(
        source, columns, numbers, "line", problems=tuple(problems), remarks=remarks
    )


def complaint_of(cells: Sequence[str], width: int) -> str:
    """What is wrong with a row, or ""."""
    if len(cells) > width and any(cells[width:]):
        return f"has {len(cells)} cells, the header {width}; quote cells that hold the divider"
    if any(not cell.isascii() and _is_broken(cell) for cell in cells):
        return "is not UTF-8; save the file as UTF-8"
    return ""


def _is_broken(cell: str) -> bool:
    try:
        cell.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _fitted(cells: list[str], width: int) -> list[str]:
    """As many cells as there are names, without the marks that keep spreadsheets from running."""
    cells = [as_written(cell) if cell[:1] == "'" else cell for cell in cells[:width]]
    return cells + [""] * (width - len(cells))
