"""Incidents as GeoJSON by RFC 7946, and back.

An own writer: geopandas' adds a `crs` member that RFC 7946 took out, and 15 digits. One feature
stands on a line, so that two versions of a file can be compared. Files are read strictly: what we
would not write is refused by the number of its feature.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from geomap.errors import InputError, OutputError
from geomap.incidents.incident import Incident
from geomap.outputs.atomic import write_bytes
from geomap.outputs.attribution import attributions_of
from geomap.outputs.coordinates import DECIMALS, lon_lat
from geomap.outputs.feature import incident_of
from geomap.outputs.properties import properties_of, with_iso_days
from geomap.version import __version__

_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
_OURS = "a file that 'geomap run' wrote"
_HALF_TURN, _FULL_TURN = 180.0, 360.0


def to_geojson(incidents: Iterable[Incident]) -> dict[str, Any]:
    """Make a FeatureCollection: coordinates [longitude, latitude] in degrees, WGS84.

    Every field of an incident is a property of the same name; unlocated incidents have a null
    geometry. The member `geomap` carries the version and the attributions that licenses ask for.

    Returns:
        Plain dicts, lists, strings and numbers, ready for any JSON writer.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
    """
    rows = list(incidents)
    return {**_head(rows), "features": [_feature(incident) for incident in rows]}


def write_geojson(incidents: Iterable[Incident], path: str | Path) -> None:
    """Write `to_geojson` to a file, wholly or not at all.

    Raises:
        OutputError: The file cannot be written; the message names it.
    """
    write_bytes(path, geojson_bytes(incidents))


def geojson_bytes(incidents: Iterable[Incident]) -> bytes:
    """The file's bytes, UTF-8: the same for the same incidents."""
    rows = list(incidents)
    head = _dumped(_head(rows)).removesuffix(b"}")
    lines = (_dumped(_feature(incident)) for incident in rows)
    return head + b',"features":[\n' + b",\n".join(lines) + b"\n]}\n"


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


def _head(incidents: Sequence[Incident]) -> dict[str, Any]:
    points = [point for point in map(_point, incidents) if point]
    attribution = [
        {"name": source.name, "license": source.license, "url": source.url, "gives": source.gives}
        for source in attributions_of(incidents)
    ]
    return {
        "type": "FeatureCollection",
        "geomap": {"version": __version__, "attribution": attribution},
        **({"bbox": box_around(points)} if points else {}),
    }


def _feature(incident: Incident) -> dict[str, Any]:
    point = _point(incident)
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": point and {"type": "Point", "coordinates": list(point)},
        "properties": with_iso_days(properties_of(incident)),
    }


def _point(incident: Incident) -> tuple[float, float] | None:
    try:
        return lon_lat(incident)
    except ValueError as error:
        raise ValueError(f"incident {incident.id}: {error}") from error


def box_around(points: Sequence[Sequence[float]]) -> list[float]:
    """West, south, east, north; west > east across the antimeridian (RFC 7946, 5.2)."""
    longitudes, latitudes = zip(*points, strict=True)
    west, east = min(longitudes), max(longitudes)
    if east - west > _HALF_TURN:
        turned = [longitude % _FULL_TURN for longitude in longitudes]
        if max(turned) - min(turned) < east - west:
            west, east = (_turned_back(edge) for edge in (min(turned), max(turned)))
    return [west, min(latitudes), east, max(latitudes)]


def _turned_back(longitude: float) -> float:
    return round(longitude - _FULL_TURN * (longitude > _HALF_TURN), DECIMALS)


def _dumped(value: dict[str, Any]) -> bytes:
    import orjson  # noqa: PLC0415 - only those who export pay for it

    try:
        return orjson.dumps(value)
    except TypeError as error:  # half a character: a lone surrogate cannot stand in UTF-8
        raise OutputError(f"{value.get('id')}: {error}; clean the article's text") from error


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
