"""FlatGeobuf: points with an index, for maps that load what they show.

The index needs a point for every row, so unlocated incidents are left out and counted.
"""

from collections.abc import Iterable

from geomap.errors import OutputError
from geomap.incidents.incident import Incident
from geomap.outputs.atomic import replacing_file
from geomap.outputs.exports.layers import check_ids, write_layer
from geomap.outputs.exports.tally import ExportOptions, Tally
from geomap.outputs.frame import ids_in_layer, typed_frame


def write(incidents: Iterable[Incident], target: str, options: ExportOptions, tally: Tally) -> None:
    """Write a FlatGeobuf file; GDAL cannot append to one, so all incidents are held at once.

    Raises:
        OutputError: It cannot be written; what stood there stays.
        ValueError: An incident's coordinates are no point of the globe.
    """
    located = [i for chunk in tally.chunks(incidents, only_located=True) for i in chunk]
    with replacing_file(target) as path:
        try:
            write_layer([typed_frame(located)], path, "FlatGeobuf", options.table)
            # rows stand in the order of the index
            check_ids(ids_in_layer(path), tally, in_order=False)
        except OutputError as error:
            raise OutputError(f"{target}: {error}") from error
