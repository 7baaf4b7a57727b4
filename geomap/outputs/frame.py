"""Incidents as a GeoDataFrame and back; the only file that imports geopandas and shapely."""

import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from geomap.errors import InputError, OptionError, OutputError
from geomap.incidents.incident import Evidence, Incident
from geomap.outputs.coordinates import lon_lat
from geomap.outputs.incident_tables.cells import on_globe
from geomap.outputs.incident_tables.columns import POSITION, load_columns
from geomap.outputs.incident_tables.incidents import Reading
from geomap.outputs.incident_tables.table import IncidentTable, Position
from geomap.outputs.properties import COLUMNS, DAYS, properties_of, values_of

if TYPE_CHECKING:
    import geopandas

Frame: TypeAlias = "geopandas.GeoDataFrame"
"""For annotations in files that do not import geopandas."""

_KINDS = {
    **dict.fromkeys(DAYS, "datetime64[s]"),
    **dict.fromkeys(("geo_precision", "where_prec", "quote_start", "quote_end"), "Int64"),
    **dict.fromkeys(("fatalities", "fatalities_min", "fatalities_max"), "Int64"),
    **dict.fromkeys(("injured", "arrested", "crowd_size"), "Int64"),
    **dict.fromkeys(("uncertainty_km", "confidence"), "float64"),
}
"""Column types; the others hold text or None. Counts are nullable whole numbers."""

_WGS84 = "EPSG:4326"
# Bytes that a file of the kind begins with: GDAL would open whatever it takes the content for.
_SQLITE, _PARQUET = b"SQLite format 3\0", b"PAR1"
_APPLICATION = slice(68, 72)
_GEOPACKAGES = (b"GPKG", b"GP10", b"GP11")


def to_frame(incidents: Iterable[Incident]) -> "geopandas.GeoDataFrame":
    """Make a GeoDataFrame: one row an incident, the columns of the GeoJSON properties.

    Days are datetimes, counts nullable integers, `sources` a list of dicts. The geometry is a
    point (longitude, latitude) in EPSG:4326, or None for an unlocated incident. No incidents give
    an empty frame with the same columns.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
    """
    import geopandas  # noqa: PLC0415 - seconds to load; nobody pays who makes no frame
    from shapely import Point  # noqa: PLC0415

    rows = list(incidents)
    properties = [properties_of(incident) for incident in rows]
    points = [point and Point(point) for point in map(lon_lat, rows)]
    frame = geopandas.GeoDataFrame(properties, columns=COLUMNS, dtype="object").astype(_KINDS)
    return frame.set_geometry(geopandas.GeoSeries(points, crs=_WGS84))


def typed_frame(incidents: Sequence[Incident]) -> "geopandas.GeoDataFrame":
    """The rows of `to_frame` for files: days as days, `sources` as JSON text.

    Columns are of the same kinds whatever they hold, so that the parts of one file fit together.
    Without pyarrow days are datetimes.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
    """
    import geopandas  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    try:
        columns = _arrow_columns(incidents)
    except ImportError:
        columns = to_frame(incidents).drop(columns="geometry")
        columns["sources"] = [_json(incident.evidence[1:]) for incident in incidents]
    points = list(map(lon_lat, incidents))
    xy = ([point[axis] if point else math.nan for point in points] for axis in (0, 1))
    shapes = shapely.points(*xy)
    geometry = [shape if point else None for shape, point in zip(shapes, points, strict=True)]
    return geopandas.GeoDataFrame(columns, geometry=geometry, crs=_WGS84)


def _arrow_columns(incidents: Sequence[Incident]) -> Any:
    pandas = import_module("pandas")  # comes with geopandas
    import pyarrow as pa  # noqa: PLC0415 - an extra

    kinds = {"float64": pa.float64(), "Int64": pa.int64()}
    kinds["datetime64[s]"] = pa.date32()
    rows = [(*values_of(incident)[:-1], _json(incident.evidence[1:])) for incident in incidents]
    cells = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    columns = {}
    for name, column in zip(COLUMNS, cells, strict=True):
        kind = kinds.get(_KINDS.get(name, ""))
        columns[name] = pa.array(
            column if kind else list(map(_without_nul, column)), kind or pa.string()
        )
    return pa.table(columns).to_pandas(types_mapper=pandas.ArrowDtype)


def _json(evidence: Sequence[Evidence]) -> str | None:
    """Further evidence as JSON text, None where there is none."""
    import orjson  # noqa: PLC0415

    return orjson.dumps(evidence).decode() if evidence else None


def _without_nul(text: str | None) -> str | None:
    """GDAL ends a text at a NUL; the sign for what cannot be shown takes its place."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}") if text and "\0" in text else text


def ids_in_layer(path: Path) -> list[str]:
    """The ids in a file that GDAL wrote, in its order; the file is opened anew.

    Raises:
        OutputError: It cannot be read; no file name in the message.
    """
    import geopandas  # noqa: PLC0415

    try:
        with warnings.catch_warnings(action="ignore"):
            rows = geopandas.read_file(path, columns=["id"], ignore_geometry=True, engine="pyogrio")
    except Exception as error:
        raise OutputError(f"what was written cannot be read ({first_line(error)})") from error
    return [str(written) for written in rows["id"]]


def write_parquet(
    frames: Iterable["geopandas.GeoDataFrame"], path: Path, notes: Callable[[], Mapping[str, str]]
) -> None:
    """Write frames of `typed_frame`, one at least, as the row groups of one Parquet file.

    Args:
        frames: In order; each is let go before the next is made.
        path: The file.
        notes: Asked at the end for the metadata of the file.

    Raises:
        OptionError: pyarrow is not installed.
    """
    parquet = _pyarrow("pyarrow.parquet")
    writer: Any = None
    try:
        for frame in frames:
            table = _pyarrow("pyarrow").table(frame.to_arrow(index=False, geometry_encoding="WKB"))
            writer = writer or parquet.ParquetWriter(path, table.schema)
            writer.write_table(table)
        writer.add_key_value_metadata(notes())
    finally:
        if writer is not None:
            writer.close()


def ids_in_parquet(path: Path) -> list[str]:
    """The ids in a Parquet file, in its order."""
    table = _pyarrow("pyarrow.parquet").read_table(path, columns=["id"])
    return list(table.column("id").to_pylist())


def _pyarrow(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise OptionError("Parquet needs pyarrow; pip install 'geomap[geoparquet]'") from error


def incidents_from_frame(frame: "geopandas.GeoDataFrame") -> tuple[Incident, ...]:
    """Read back the incidents of `to_frame`, or of any frame that names its columns as usual.

    Positions come from the geometry, in any reference system, or from columns of latitude and
    longitude. See `data/incident_columns.toml` for the names.

    Raises:
        InputError: A column that is needed is missing, or a row is wrong; the message names it.
    """
    found = load_columns().fields_of(map(str, frame.columns))
    needed = ["event_type"] if _geometry(frame) is not None else ["event_type", *POSITION]
    if missing := [field for field in needed if field not in found]:
        there = ", ".join(map(str, frame.columns))
        raise InputError(
            f"the frame has no column for {', '.join(missing)} (found: {there}); name them so"
        )
    read = Reading("the frame").take(table_of_frame(frame, "the frame"))
    for problem in read.problems:
        raise InputError(str(problem))
    return read.incidents


def table_of_frame(frame: "geopandas.GeoDataFrame", source: str) -> IncidentTable:
    """The rows of a frame, its points in degrees; one without a geometry may be of pandas."""
    known = load_columns().fields_of(map(str, frame.columns))
    first = frame.loc[:, ~frame.columns.duplicated()]
    # the others are told when one is missing
    columns: dict[str, Sequence[object]] = {str(name): () for name in frame.columns}
    columns |= {name: _cells(first[name]) for name in known.values()}
    geometry = _geometry(frame)
    return IncidentTable(
        source,
        columns,
        range(1, len(frame) + 1),
        positions=None if geometry is None else list(_positions(geometry)),
    )


def _cells(series: Any) -> list[object]:
    """The cells as Python has them, None for what is missing; Parquet's arrays are lists."""
    cells = series.astype(object).where(series.notna(), None).tolist()
    return [cell.tolist() if hasattr(cell, "tolist") else cell for cell in cells]


def frame_from_file(path: Path) -> "geopandas.GeoDataFrame":
    """A GeoPackage or a GeoParquet file; a Parquet file without a geometry gives a plain frame.

    Raises:
        ValueError: It is broken, or of another kind than its name says; no file name in it.
        OptionError: pyarrow is not installed.
    """
    with path.open("rb") as stream:
        start = stream.read(100)
    if path.suffix.lower() != ".gpkg":
        return _parquet(path, start)
    if not start.startswith(_SQLITE) or start[_APPLICATION] not in _GEOPACKAGES:
        raise ValueError("is no GeoPackage, whatever its name says; save it again as one")
    return _geopackage(path)


def _geopackage(path: Path) -> "geopandas.GeoDataFrame":
    import geopandas  # noqa: PLC0415

    try:
        with warnings.catch_warnings(action="ignore"):  # what GDAL mumbles; it fails aloud
            layer = _only_layer(geopandas.list_layers(path))
            return geopandas.read_file(path, layer=layer, engine="pyogrio")
    except InputError:
        raise
    except Exception as error:
        raise ValueError(f"is a broken GeoPackage ({first_line(error)}); save it again") from error


def _only_layer(layers: Any) -> str:
    """The layer with points; tables beside it, such as QGIS's of styles, have no geometry."""
    spatial = layers[layers["geometry_type"].notna()]["name"].tolist()
    if len(spatial) > 1:
        raise InputError(f"holds the layers {', '.join(spatial)}; save one by itself")
    return str((spatial or layers["name"].tolist())[0])


def _parquet(path: Path, start: bytes) -> "geopandas.GeoDataFrame":
    if not start.startswith(_PARQUET):
        raise ValueError("is no Parquet file, whatever its name says; save it again as one")
    parquet = _pyarrow("pyarrow.parquet")
    import geopandas  # noqa: PLC0415

    try:
        if b"geo" in (parquet.read_metadata(path).metadata or {}):
            return geopandas.read_parquet(path)
        return parquet.read_table(path).to_pandas()
    except Exception as error:
        raise ValueError(
            f"is a broken Parquet file ({first_line(error)}); save it again"
        ) from error


def first_line(error: Exception) -> str:
    """What a library complains of, in one line."""
    return (str(error).splitlines() or [type(error).__name__])[0][:120]


def _geometry(frame: Any) -> "geopandas.GeoSeries | None":
    """The active geometry in degrees, or None."""
    if getattr(frame, "_geometry_column_name", None) not in frame.columns:
        return None
    geometry = frame.geometry
    return geometry if geometry.crs is None else geometry.to_crs(_WGS84)


def _positions(geometry: "geopandas.GeoSeries") -> Iterator[Position]:
    import shapely  # noqa: PLC0415

    shapes = geometry.array
    xs, ys = shapely.get_x(shapes).tolist(), shapely.get_y(shapes).tolist()
    for shape, x, y in zip(shapes, xs, ys, strict=True):
        if shape is None or shape.is_empty:
            yield None
        elif shape.geom_type != "Point":
            yield f"the geometry is a {shape.geom_type} where a Point is needed"
        else:
            yield on_globe(y, x)
