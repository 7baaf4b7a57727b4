"""Read incidents from a file of any of the kinds that we know."""

from collections.abc import Callable, Mapping
from pathlib import Path

from geomap.errors import InputError
from geomap.outputs.incident_tables.delimited import delimited_table
from geomap.outputs.incident_tables.features import feature_table
from geomap.outputs.incident_tables.incidents import incidents_of
from geomap.outputs.incident_tables.table import IncidentsRead, IncidentTable


def read_incidents(path: str) -> IncidentsRead:
    """Read a GeoJSON, GeoPackage, GeoParquet or CSV file of this or another program.

    Columns are found by their usual names (`data/incident_columns.toml`). Rows and cells that make
    no sense are told as problems and the others go on.

    Raises:
        InputError: The file is missing, broken, of another kind, or without coordinates; the
            message names it.
    """
    try:
        return incidents_of(_reader_of(path)(Path(path), path))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the name") from error
    except ValueError as error:
        raise InputError(f"{path}: {error}") from error


def _reader_of(path: str) -> Callable[[Path, str], IncidentTable]:
    if "://" in path:
        raise InputError("is an address; geomap reads no network: save the file first")
    suffix = Path(path).suffix.lower()
    if suffix not in _READERS:
        known = ", ".join(_READERS)
        raise InputError(f"is of no kind that can be drawn; name a file that ends in {known}")
    return _READERS[suffix]


def _framed(path: Path, source: str) -> IncidentTable:
    from geomap.outputs.frame import frame_from_file, table_of_frame  # noqa: PLC0415 - pulls more

    with path.open("rb"):  # a missing file is told as all others are
        pass
    return table_of_frame(frame_from_file(path), source)


_READERS: Mapping[str, Callable[[Path, str], IncidentTable]] = {
    **dict.fromkeys((".geojson", ".json"), feature_table),
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), delimited_table),
    **dict.fromkeys((".gpkg", ".parquet", ".geoparquet"), _framed),
}
