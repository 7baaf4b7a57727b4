"""Read incidents from a file of any of the kinds that we know."""

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from zipfile import is_zipfile

from geomap.errors import InputError
from geomap.incidents.incident import Incident
from geomap.outputs.incident_tables.columns import POSITION, load_columns
from geomap.outputs.incident_tables.delimited import delimited_tables, delimiter_of
from geomap.outputs.incident_tables.features import LINE_SUFFIXES, feature_tables, is_feature
from geomap.outputs.incident_tables.gdelt import gdelt_tables, is_gdelt
from geomap.outputs.incident_tables.incidents import Reading, joined
from geomap.outputs.incident_tables.table import IncidentsRead, IncidentTable
from geomap.outputs.incident_tables.text_lines import lines_of, text_of
from geomap.sources.encoding import decode
from geomap.sources.problem import Problem, Remark

_MOST_REMARKS = 20
_HEAD = 1 << 16  # bytes that show what a file of JSON is
_Tables = Callable[[Path, str], Iterator[IncidentTable]]


def read_incidents(path: str) -> IncidentsRead:
    """Read all of a GeoJSON, GeoPackage, GeoParquet, CSV or GDELT file, of any program.

    Columns are found by their usual names (`data/incident_columns.toml`). Rows and cells that make
    no sense are told as problems and the others go on.

    Raises:
        InputError: The file is missing, broken, of another kind, or without coordinates; the
            message names it.
    """
    incidents: list[Incident] = []
    problems: list[Problem] = []
    remarks: list[Remark] = []
    reading = Reading(path)
    with _told(path):
        for table in _tables_of(path):
            read = reading.take(table)
            incidents += read.incidents
            problems += (*table.problems, *read.problems)
            remarks += read.remarks
    remarks += (Remark(path, words) for words in reading.told())
    return IncidentsRead(tuple(incidents), joined(problems), tuple(remarks))


def incident_rows(path: str) -> Iterator[Incident | Problem | Remark]:
    """The rows of a file one by one, in memory of one size where the format allows it.

    Every row gives one `Incident` or one `Problem`. A `Remark` is about a row that was kept without
    one of its cells or without its impossible place (the first twenty, and how many more), or about
    the whole file.

    Raises:
        InputError: See `read_incidents`.
    """
    reading, faults = Reading(path), 0
    with _told(path):
        for table in _tables_of(path):
            read = reading.take(table)
            yield from read.remarks
            yield from table.problems
            yield from read.incidents
            for problem in read.problems[: max(0, _MOST_REMARKS - faults)]:
                yield Remark(_where(problem), problem.message)
            faults += len(read.problems)
    if faults > _MOST_REMARKS:
        yield Remark(path, f"{faults - _MOST_REMARKS:,} more cells like these were left out")
    yield from (Remark(path, words) for words in reading.told())


def is_incident_table(path: str) -> bool:
    """Whether a file holds incidents and not articles, by its name and its first lines.

    A file that is missing or broken is none; whoever reads it as something else will tell.
    """
    suffix = Path(path).suffix.lower()
    if "://" in path or suffix not in _READERS or not Path(path).is_file():
        return False
    try:
        if suffix in {".json", *LINE_SUFFIXES}:
            return _holds_features(Path(path))
        return _READERS[suffix] is not _delimited or _names_places(Path(path))
    except (OSError, ValueError):
        return False


def _holds_features(path: Path) -> bool:
    with path.open("rb") as stream:
        start = stream.read(_HEAD).lstrip(b"\xef\xbb\xbf \r\n\t")
    return is_feature(start) or (start[:1] == b"{" and b'"FeatureCollection"' in start)


def _names_places(path: Path) -> bool:
    """Whether a table is GDELT's, or names columns for a position and for a type."""
    first = _first_line(path)
    names = next(csv.reader([first], delimiter=delimiter_of(first)), [])
    found = load_columns().fields_of(names)
    return is_gdelt(first) or ({*POSITION, "event_type"} <= found.keys())


def _first_line(path: Path) -> str:
    """The first line that says anything; of a file that is not zipped no more is read."""
    if is_zipfile(path):
        with text_of(path) as (stream, _):
            return next((line for line in lines_of(stream) if line.strip()), "")
    with path.open("rb") as stream:
        start = stream.read(_HEAD)
    whole = start.rpartition(b"\n")[0] or start
    return next((line for line in decode(whole).text.splitlines() if line.strip()), "")


def _where(problem: Problem) -> str:
    return problem.source if problem.line is None else f"{problem.source}:{problem.line}"


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Let every failure name the file."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the name") from error
    except ValueError as error:
        raise InputError(f"{path}: {error}") from error


def _tables_of(path: str) -> Iterator[IncidentTable]:
    if "://" in path:
        raise InputError("is an address; geomap reads no network: save the file first")
    suffix = Path(path).suffix.lower()
    if suffix not in _READERS:
        known = ", ".join(_READERS)
        raise InputError(f"is of no kind that can be drawn; name a file that ends in {known}")
    return _READERS[suffix](Path(path), path)


def _framed(path: Path, source: str) -> Iterator[IncidentTable]:
    from geomap.outputs.frame import frame_from_file, table_of_frame  # noqa: PLC0415 - pulls more

    with path.open("rb"):  # a missing file is told as all others are
        pass
    yield table_of_frame(frame_from_file(path), source)


def _delimited(path: Path, source: str) -> Iterator[IncidentTable]:
    """A table with names of columns, or GDELT's without."""
    with text_of(path) as (stream, _):
        lines = lines_of(stream)
        first = next(lines, "")
        if is_gdelt(first):
            width = first.count("\t") + 1
            yield from gdelt_tables(chain([first], lines), source, width)
            return
    yield from delimited_tables(path, source)


_READERS: Mapping[str, _Tables] = {
    **dict.fromkeys((".geojson", ".json", *LINE_SUFFIXES), feature_tables),
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt", ".zip"), _delimited),
    **dict.fromkeys((".gpkg", ".parquet", ".geoparquet"), _framed),
}
