"""Newline-delimited GeoJSON: a feature a line, for programs that read as it comes."""

from collections.abc import Iterable, Iterator

from geomap.incidents.incident import Incident
from geomap.outputs.exports.geojson import feature_lines, points_of
from geomap.outputs.exports.tally import ExportOptions, Tally


def blocks(
    incidents: Iterable[Incident],
    options: ExportOptions,  # noqa: ARG001 - the signature of all text formats
    tally: Tally,
) -> Iterator[bytes]:
    """The bytes, piece by piece; every line is a Feature and ends in a line feed.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
        OutputError: A text holds half a character.
    """
    for chunk in tally.chunks(incidents):
        yield b"\n".join(feature_lines(chunk, points_of(chunk))) + b"\n"
