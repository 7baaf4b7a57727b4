"""GeoJSON by RFC 7946, as a stream: one feature a line, in memory of one size for any number.

What needs all incidents to be known, the box around them and the sources to credit, stands after
the features; the order of members is free (RFC 8259, section 4).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from geomap.errors import OutputError
from geomap.incidents.incident import Incident
from geomap.outputs.attribution import ATTRIBUTIONS, OPENSTREETMAP, Attribution, service_of
from geomap.outputs.coordinates import lon_lat
from geomap.outputs.exports.tally import ExportOptions, Tally
from geomap.outputs.extent import Extent
from geomap.outputs.properties import fields_of
from geomap.version import __version__

Point = tuple[float, float] | None


def blocks(
    incidents: Iterable[Incident],
    options: ExportOptions,  # noqa: ARG001 - the signature of all text formats
    tally: Tally,
) -> Iterator[bytes]:
    """The bytes of a FeatureCollection, piece by piece.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
        OutputError: A text holds half a character.
    """
    extent, credit = Extent(), Credit()
    yield b'{"type":"FeatureCollection","features":[\n'
    divider = b""
    for chunk in tally.chunks(incidents):
        points = points_of(chunk)
        yield divider
        yield b",\n".join(feature_lines(chunk, points))
        divider = b",\n"
        extent.add(filter(None, points))
        credit.add(chunk)
    yield b"\n]," + dumped(_tail(extent, credit))[1:] + b"\n"


class Credit:
    """The sources that licenses ask to be named with the incidents seen so far."""

    def __init__(self) -> None:
        self._asked = False

    def add(self, incidents: Iterable[Incident]) -> None:
        """Take in incidents."""
        self._asked = self._asked or any(map(service_of, incidents))

    def names(self) -> tuple[Attribution, ...]:
        """The sources, OpenStreetMap among them where a geocoder's answer placed an incident."""
        return (*ATTRIBUTIONS, OPENSTREETMAP) if self._asked else ATTRIBUTIONS


def feature_lines(incidents: Iterable[Incident], points: Iterable[Point]) -> Iterator[bytes]:
    """Features without an end of line; days and words of ours are written by orjson itself."""
    from orjson import dumps  # noqa: PLC0415 - only those who export pay for it

    for incident, point in zip(incidents, points, strict=True):
        feature = {
            "type": "Feature",
            "id": incident.id,
            "geometry": point and {"type": "Point", "coordinates": point},
            "properties": fields_of(incident),
        }
        try:
            yield dumps(feature)
        except TypeError as error:
            raise _unwritable(incident.id, error) from error


def points_of(incidents: Iterable[Incident]) -> list[Point]:
    """The points of a few incidents; see `point_of`."""
    try:
        return list(map(lon_lat, incidents))
    except ValueError:
        return list(map(point_of, incidents))  # says which it is


def point_of(incident: Incident) -> Point:
    """(longitude, latitude), or None when not located.

    Raises:
        ValueError: No point of the globe; the message names the incident.
    """
    try:
        return lon_lat(incident)
    except ValueError as error:
        raise ValueError(f"incident {incident.id}: {error}") from error


def _tail(extent: Extent, credit: Credit) -> dict[str, Any]:
    """The members that stand after the features; `geomap` is one that RFC 7946 calls foreign."""
    sources = [source._asdict() for source in credit.names()]
    box = extent.box()
    member = {"geomap": {"version": __version__, "attribution": sources}}
    return {"bbox": box, **member} if box else member


def dumped(value: Any) -> bytes:
    """JSON in UTF-8.

    Raises:
        OutputError: Half a character; the message names the incident.
    """
    import orjson  # noqa: PLC0415 - only those who export pay for it

    try:
        return orjson.dumps(value)
    except TypeError as error:
        raise _unwritable(str(value[-1] if isinstance(value, list) else ""), error) from error


def _unwritable(name: str, error: TypeError) -> OutputError:
    """Half a character: a lone surrogate cannot stand in UTF-8."""
    return OutputError(f"{name}: {error}; clean the article's text")
