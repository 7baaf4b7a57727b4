"""CSV by RFC 4180 in UTF-8: one row an incident, nothing in it runs."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from geomap.incidents.incident import Incident
from geomap.outputs.exports.table_rows import TABLE_COLUMNS, rows_of
from geomap.outputs.exports.tally import ExportOptions, Tally

EXCEL_MARK = b"\xef\xbb\xbf"


def blocks(incidents: Iterable[Incident], options: ExportOptions, tally: Tally) -> Iterator[bytes]:
    """The bytes, piece by piece, the names of the columns first.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
        UnicodeEncodeError: A text holds half a character.
    """
    if options.excel:
        yield EXCEL_MARK
    yield csv_bytes([TABLE_COLUMNS])
    for chunk in tally.chunks(incidents):
        yield csv_bytes(rows_of(chunk))


def csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as lines; a cell that holds a comma, a quote or an end of line stands in quotes."""
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows(rows)
    return lines.getvalue().encode("utf-8")
