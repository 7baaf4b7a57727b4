"""Incidents as GeoJSON by RFC 7946, and back.

An own writer: geopandas' adds a `crs` member that RFC 7946 took out, and 15 digits. One feature
stands on a line, so that two versions of a file can be compared. Files are read strictly: what we
would not write is refused by the number of its feature.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.incidents.incident import Incident
from geomap.outputs.atomic import write_stream
from geomap.outputs.exports.geojson import blocks
from geomap.outputs.exports.tally import ExportOptions, Tally
from geomap.outputs.extent import box_around as box_around  # noqa: PLC0414 - the picture asks here
from geomap.outputs.feature import incident_of

_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
_OURS = "a file that 'geomap run' wrote"


def to_geojson(incidents: Iterable[Incident]) -> dict[str, Any]:
    """Make a FeatureCollection: coordinates [longitude, latitude] in degrees, WGS84.

    Every field of an incident is a property of the same name; unlocated incidents have a null
    geometry. The member `geomap` carries the version and the attributions that licenses ask for.

    Returns:
        Plain dicts, lists, strings and numbers, ready for any JSON writer.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
        OutputError: A text holds half a character.
    """
    import orjson  # noqa: PLC0415 - only those who export pay for it

    collection: dict[str, Any] = orjson.loads(geojson_bytes(incidents))
    return collection


def write_geojson(incidents: Iterable[Incident], path: str | Path) -> None:
    """Write `to_geojson` to a file, wholly or not at all, as a stream.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
        OutputError: The file cannot be written; the message names it.
    """
    write_stream(path, blocks(incidents, ExportOptions(), Tally()))


def geojson_bytes(incidents: Iterable[Incident]) -> bytes:
    """The file's bytes, UTF-8: the same for the same incidents."""
    return b"".join(blocks(incidents, ExportOptions(), Tally()))


def read_geojson(path: str | Path) -> tuple[Incident, ...]:
    """Read a file that `write_geojson` wrote, or one with the same properties.

    Event types that geomap does not know are taken as they are.

    Raises:
        InputError: No such file, no JSON, no FeatureCollection, or a feature that is wrong; the
            message names the file and the feature's number, from 1.
    """
    try:
        features = features_of(path)
        return tuple(_numbered(number, feature) for number, feature in enumerate(features, start=1))
    except ValueError as error:
        raise InputError(f"{path}: {error}") from error


def features_of(path: str | Path) -> list[object]:
    """The features of a FeatureCollection of any maker, not looked at any further.

    Raises:
        ValueError: No such file, no JSON, no FeatureCollection, or coordinates that are not WGS84;
            the message has no file name.
    """
    collection = _loaded(Path(path))
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise ValueError(f"is no GeoJSON FeatureCollection; name {_OURS}")
    features = collection.get("features")
    if not isinstance(features, list):
        raise ValueError(f"has no list of features; name {_OURS}")  # noqa: TRY004
    crs = str(collection.get("crs") or _WGS84)
    if not any(name in crs for name in _WGS84):
        raise ValueError(f"has coordinates in {crs:.60}; save it in WGS84 (EPSG:4326)")
    return features


def _loaded(path: Path) -> object:
    import orjson  # noqa: PLC0415 - only those who read GeoJSON pay for it

    try:
        content = path.read_bytes()
        return orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror}); check the name") from error
    except orjson.JSONDecodeError as error:
        where = f"{error.msg}, line {error.lineno}, column {error.colno}"
        hint = "NaN is no number there" if b"NaN" in content else f"name {_OURS}"
        raise ValueError(f"is no JSON ({where}); {hint}") from error


def _numbered(number: int, feature: object) -> Incident:
    try:
        return incident_of(feature)
    except ValueError as error:
        raise ValueError(f"feature {number}: {error}") from error
