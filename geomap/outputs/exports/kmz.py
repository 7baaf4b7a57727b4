"""KMZ: KML and the shapes of the layers in one compressed file, so that no network is needed."""

from collections.abc import Iterable
from zipfile import ZipFile

from geomap.errors import OutputError
from geomap.events.taxonomy import load_taxonomy
from geomap.incidents.incident import Incident
from geomap.outputs.atomic import replacing_file
from geomap.outputs.exports.archive import add_part, check_part
from geomap.outputs.exports.icons import icon_png
from geomap.outputs.exports.kml import document
from geomap.outputs.exports.tally import ExportOptions, Tally
from geomap.outputs.page.columns import OTHER

_DOCUMENT = "doc.kml"


def write(
    incidents: Iterable[Incident],
    target: str,
    options: ExportOptions,  # noqa: ARG001 - the signature of all formats
    tally: Tally,
) -> None:
    """Write a KMZ file; unlocated incidents are places without a point.

    Raises:
        OutputError: It cannot be written; what stood there stays.
        ValueError: An incident's coordinates are no point of the globe.
    """
    with replacing_file(target) as path:
        try:
            with ZipFile(path, "w") as archive:
                kml = document(incidents, tally, lambda layer: f"icons/{layer.shape}.png")
                add_part(archive, _DOCUMENT, kml)
                for layer in (*load_taxonomy().layers, OTHER):
                    add_part(archive, f"icons/{layer.shape}.png", [icon_png(layer.shape)])
            check_part(path, _DOCUMENT, b"<Placemark>", tally.count)
        except OutputError as error:
            raise OutputError(f"{target}: {error}") from error
