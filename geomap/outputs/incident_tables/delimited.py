"""Read a table of text: cells between commas, semicolons, tabs or bars, names in the first line."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from geomap.errors import InputError
from geomap.outputs.incident_tables.columns import load_columns
from geomap.outputs.incident_tables.table import IncidentTable
from geomap.sources.encoding import decode
from geomap.sources.problem import Problem, Remark

_DELIMITERS = ",;\t|"
_WIDEST = 100_000  # characters of a header; one line of junk must not cost more
_Row = tuple[int, list[str]]


def delimited_table(path: Path, source: str) -> IncidentTable:
    """The rows of a file, each with the number of its line.

    Which sign divides the cells is told by the header: the one that gives the most known names.
    Rows with more cells than the header are refused, for who knows which cell is too many; missing
    cells at the end are empty.

    Raises:
        InputError: Empty, or no text; the message has no file name.
        OSError: The file cannot be read.
    """
    text, remark = decode(path.read_bytes())
    remarks = (Remark(source, remark),) if remark else ()
    problems: list[Problem] = []
    rows = _rows(io.StringIO(text, newline=""), _delimiter(text), source, problems)
    _, names = next(rows, (0, []))
    if problems:
        raise InputError(problems[0].message)
    if not names:
        raise InputError("is empty; the first line names the columns")
    header = [name.strip() for name in names]
    kept = list(_fitting(rows, len(header), source, problems))
    cells = zip(*(row for _, row in kept), strict=True) if kept else [()] * len(header)
    columns: dict[str, Sequence[object]] = {}
    for name, column in zip(header, cells, strict=True):
        columns.setdefault(name, column)
    numbers = [number for number, _ in kept]
    return IncidentTable(
        source, columns, numbers, "line", problems=tuple(problems), remarks=remarks
    )


def _rows(
    lines: Iterable[str], delimiter: str, source: str, problems: list[Problem]
) -> Iterator[_Row]:
    """Rows that hold anything, with the line on which each begins."""
    reader = csv.reader(lines, delimiter=delimiter)
    number = 1
    try:
        for row in reader:
            if any(row):
                yield number, row
            number = reader.line_num + 1
    except csv.Error as error:
        words = f"is no row of a table ({error}); nothing below it was read"
        problems.append(Problem(source, words, number))


def _delimiter(text: str) -> str:
    header = text.lstrip()[:_WIDEST].partition("\n")[0]

    def known(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=delimiter), [])
        return len(load_columns().fields_of(names)), header.count(delimiter)

    return max(_DELIMITERS, key=known)


def _fitting(
    rows: Iterator[_Row], width: int, source: str, problems: list[Problem]
) -> Iterator[_Row]:
    for number, row in rows:
        spare = len(row) - width
        if spare > 0 and any(row[width:]):
            words = f"has {len(row)} cells, the header {width}; quote cells that hold the divider"
            problems.append(Problem(source, f"{words}; left out", number))
        else:
            yield number, row[:width] + [""] * -spare if spare < 0 else row[:width]
