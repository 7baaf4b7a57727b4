"""CSV by RFC 4180 in UTF-8: one row an incident, nothing in it runs."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from geomap.incidents.incident import Incident
from geomap.outputs.exports.table_rows import TABLE_COLUMNS, rows_of
from geomap.outputs.exports.tally import ExportOptions, Tally

_EXCEL_MARK = b"\xef\xbb\xbf"


def blocks(incidents: Iterable[Incident], options: ExportOptions, tally: Tally) -> Iterator[bytes]:
    """The bytes, piece by piece, the names of the columns first.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
        UnicodeEncodeError: A text holds half a character.
    """
    return csv_blocks(TABLE_COLUMNS, map(rows_of, tally.chunks(incidents)), options)


def csv_blocks(
    columns: Sequence[str], chunks: Iterable[Iterable[Sequence[object]]], options: ExportOptions
) -> Iterator[bytes]:
    """The names of the columns and the rows of every chunk, piece by piece."""
    if options.excel:
        yield _EXCEL_MARK
    yield _csv_bytes([columns])
    for rows in chunks:
        yield _csv_bytes(rows)


def _csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as lines; a cell that holds a comma, a quote or an end of line stands in quotes."""
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows(rows)
    return lines.getvalue().encode("utf-8")
