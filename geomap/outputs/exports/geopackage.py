"""GeoPackage: one layer of points with dates as dates, and the style that QGIS opens it with."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from geomap.errors import OutputError
from geomap.incidents.incident import Incident
from geomap.outputs.atomic import replacing_file
from geomap.outputs.exports.geojson import Credit
from geomap.outputs.exports.layers import PART, check_ids, write_layer
from geomap.outputs.exports.qgis_style import style
from geomap.outputs.exports.tally import ExportOptions, Tally
from geomap.outputs.frame import Frame, ids_in_layer, typed_frame

# The same incidents give the same bytes, so the time of writing is left out.
_LONG_AGO = "1970-01-01T00:00:00.000Z"
# As QGIS makes it when a user saves a style into the file.
_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME
)"""
_STYLE = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
  styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)
VALUES ('', '', ?, 'geom', 'geomap', ?, '', 1, 'Layers by event type', '', ?)"""
_CONTENTS = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)"""


def write(incidents: Iterable[Incident], target: str, options: ExportOptions, tally: Tally) -> None:
    """Write a GeoPackage; unlocated incidents are rows without a geometry.

    Raises:
        OutputError: It cannot be written; what stood there stays.
        ValueError: An incident's coordinates are no point of the globe.
    """
    with replacing_file(target) as path:
        try:
            _write(incidents, path, options, tally)
        except OutputError as error:
            raise OutputError(f"{target}: {error}") from error
        except sqlite3.Error as error:
            raise OutputError(
                f"{target}: cannot be written ({error}); is the disk full?"
            ) from error


def _write(incidents: Iterable[Incident], path: Path, options: ExportOptions, tally: Tally) -> None:
    credit = Credit()
    frames = _frames(tally.chunks(incidents, PART), credit)
    # GDAL makes the tables for metadata; what stands in them is known at the end
    write_layer(frames, path, "GPKG", options.table, dataset_metadata={"geomap": ""})
    with closing(sqlite3.connect(path)) as file, file:
        _finish(file, options.table, credit)
    check_ids(ids_in_layer(path), tally)
    with closing(sqlite3.connect(path)) as file:
        _check(file, options.table, tally)


def _frames(chunks: Iterator[list[Incident]], credit: Credit) -> Iterator[Frame]:
    """A frame for each part; one at least, for a file without incidents has all columns, too."""
    for chunk in chain([next(chunks, [])], chunks):
        credit.add(chunk)
        yield typed_frame(chunk)


def _finish(file: sqlite3.Connection, table: str, credit: Credit) -> None:
    """Add style and credits, and take the time of day out."""
    file.execute(_STYLES)
    file.execute(_STYLE, (table, style(), _LONG_AGO))
    file.execute(_CONTENTS, (_LONG_AGO,))
    file.execute("UPDATE gpkg_metadata SET metadata = ?", (_credits(credit),))
    file.execute("UPDATE gpkg_contents SET last_change = ?", (_LONG_AGO,))
    file.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (_LONG_AGO,))


def _check(file: sqlite3.Connection, table: str, tally: Tally) -> None:
    """Look at the pages and at the index: on a full disk GDAL leaves the index out, in silence."""
    index = '"' + f"rtree_{table}_geom".replace('"', '""') + '"'
    [indexed] = file.execute(f"SELECT count(*) FROM {index}").fetchone()  # noqa: S608 - quoted
    pages = file.execute("PRAGMA quick_check").fetchone()
    if pages != ("ok",) or indexed != tally.count - tally.unlocated:
        raise OutputError("what was written is damaged; is the disk full?")


def _credits(credit: Credit) -> str:
    """The sources in the form in which GDAL keeps metadata."""
    lines = "".join(
        f"<MDI key={quoteattr(source.name)}>{escape(f'{source.license}, {source.url}')}</MDI>"
        for source in credit.names()
    )
    return f"<GDALMultiDomainMetadata><Metadata>{lines}</Metadata></GDALMultiDomainMetadata>"
