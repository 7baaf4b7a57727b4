"""GeoParquet 1.1: columns of points in WKB, in row groups of one size."""

from collections.abc import Iterable, Iterator, Mapping

from geomap.errors import OptionError, OutputError
from geomap.incidents.incident import Incident
from geomap.outputs.atomic import replacing_file
from geomap.outputs.exports.geojson import Credit, dumped, point_of
from geomap.outputs.exports.layers import PART, check_ids
from geomap.outputs.exports.tally import ExportOptions, Tally
from geomap.outputs.extent import Extent
from geomap.outputs.frame import Frame, first_line, ids_in_parquet, typed_frame, write_parquet


def write(
    incidents: Iterable[Incident],
    target: str,
    options: ExportOptions,  # noqa: ARG001 - the signature of all formats
    tally: Tally,
) -> None:
    """Write a GeoParquet file; unlocated incidents are rows without a geometry.

    Raises:
        OptionError: pyarrow is not installed.
        OutputError: It cannot be written; what stood there stays.
        ValueError: An incident's coordinates are no point of the globe.
    """
    parts = _Parts(tally)
    with replacing_file(target) as path:
        try:
            write_parquet(parts.frames(incidents), path, parts.notes)
            check_ids(ids_in_parquet(path), tally)
        except (OptionError, UnicodeEncodeError):
            raise
        except OSError as error:
            raise OutputError(f"{target}: cannot be written ({first_line(error)})") from error


class _Parts:
    """The frames of a file one by one, and what its metadata says of all of them."""

    def __init__(self, tally: Tally) -> None:
        self._tally, self._extent, self._credit = tally, Extent(), Credit()
        self._crs: object = None

    def frames(self, incidents: Iterable[Incident]) -> Iterator[Frame]:
        """A frame for each part; an empty one where there are no incidents."""
        for chunk in self._tally.chunks(incidents, PART):
            self._extent.add(filter(None, map(point_of, chunk)))
            self._credit.add(chunk)
            yield self._framed(chunk)
        if self._crs is None:
            yield self._framed([])

    def _framed(self, chunk: list[Incident]) -> Frame:
        frame = typed_frame(chunk)
        self._crs = frame.crs.to_json_dict()
        return frame

    def notes(self) -> Mapping[str, str]:
        """The metadata that GeoParquet 1.1 asks for, and whom to credit."""
        box = self._extent.box()
        points = {"encoding": "WKB", "geometry_types": ["Point"], "crs": self._crs}
        geo = {
            "version": "1.1.0",
            "primary_column": "geometry",
            "columns": {"geometry": {**points, **({"bbox": box} if box else {})}},
        }
        sources = [source._asdict() for source in self._credit.names()]
        return {"geo": dumped(geo).decode(), "geomap": dumped({"attribution": sources}).decode()}
