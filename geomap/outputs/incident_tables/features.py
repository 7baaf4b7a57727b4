"""Read a GeoJSON file of any maker as a table: properties are columns, points positions."""

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from geomap.outputs.geojson import features_of
from geomap.outputs.incident_tables.cells import on_globe
from geomap.outputs.incident_tables.columns import load_columns
from geomap.outputs.incident_tables.table import IncidentTable, Position
from geomap.sources.problem import Problem

_LON_LAT = 2


def feature_table(path: Path, source: str) -> IncidentTable:
    """The features of a FeatureCollection; the `id` of a feature is a column like its properties.

    Raises:
        ValueError: No FeatureCollection in WGS84; the message has no file name.
    """
    kept: list[Mapping[str, Any]] = []
    numbers: list[int] = []
    problems: list[Problem] = []
    for number, feature in enumerate(features_of(path), start=1):
        if complaint := _complaint(feature):
            problems.append(Problem(source, f"feature {number}: {complaint}; left out"))
        else:
            kept.append(feature)  # type: ignore[arg-type]  # a dict: nobody complained
            numbers.append(number)
    return IncidentTable(
        source,
        _columns(kept),
        numbers,
        "feature",
        positions=[_position(feature.get("geometry")) for feature in kept],
        problems=tuple(problems),
    )


def _complaint(feature: object) -> str:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return 'is no GeoJSON feature ("type": "Feature")'
    return "" if isinstance(feature.get("properties") or {}, dict) else "has no properties"


def _columns(features: Sequence[Mapping[str, Any]]) -> dict[str, Sequence[object]]:
    """The columns that hold a field of ours; others would only cost memory."""
    rows = [feature.get("properties") or {} for feature in features]
    known = load_columns().fields_of(dict.fromkeys(chain.from_iterable(rows)))
    columns: dict[str, Sequence[object]] = {
        name: [row.get(name) for row in rows] for name in known.values()
    }
    if any("id" in feature for feature in features):
        columns["id"] = [feature.get("id") for feature in features]
    return columns


def _position(geometry: object) -> Position:
    if geometry is None:
        return None
    kind = geometry.get("type") if isinstance(geometry, dict) else geometry
    if not isinstance(geometry, dict) or kind != "Point":
        return f"the geometry is {kind!r:.40} where a Point is needed"
    numbers = geometry.get("coordinates")
    if not isinstance(numbers, list) or len(numbers) < _LON_LAT:
        return "the coordinates are not [longitude, latitude]"
    longitude, latitude = numbers[:_LON_LAT]
    return on_globe(latitude, longitude)
