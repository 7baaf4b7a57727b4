"""Read a GeoJSON file of any maker as a table: properties are columns, points positions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from geomap.outputs.geojson import features_of
from geomap.outputs.incident_tables.cells import on_globe
from geomap.outputs.incident_tables.columns import load_columns
from geomap.outputs.incident_tables.delimited import PART
from geomap.outputs.incident_tables.table import IncidentTable, Position
from geomap.sources.problem import Problem

LINE_SUFFIXES = (".geojsonl", ".ndjson", ".jsonl", ".geojsons")
_FEATURE = re.compile(rb'\x1e?\s{0,8}\{ ?"type" ?: ?"Feature"')
_LARGE = 32 << 20  # bytes, beyond which a collection is not read as a whole where it need not be
_LONGEST = 16 << 20
_LON_LAT = 2


def feature_tables(path: Path, source: str) -> Iterator[IncidentTable]:
    """The features of a file, a few thousand at a time where each stands on a line of its own.

    That is so in newline-delimited GeoJSON, and in what geomap and GDAL write. The `id` of a
    feature is a column like its properties.

    Raises:
        ValueError: No features in WGS84; the message has no file name.
    """
    if path.suffix.lower() in LINE_SUFFIXES:
        yield from _parts(_lines(path), source)
    elif path.stat().st_size > _LARGE and _has_feature_lines(path):
        yield from _parts(_lines(path, enclosed=True), source)
    else:
        yield _table(source, list(enumerate(features_of(path), start=1)))


def is_feature(start: bytes) -> bool:
    """Whether a line begins as a feature does."""
    return _FEATURE.match(start) is not None


def _has_feature_lines(path: Path) -> bool:
    """Whether the first lines are a FeatureCollection in WGS84 with a feature a line."""
    with path.open("rb") as stream:
        head = [stream.readline(_LONGEST) for _ in range(6)]
    above = b"".join(line for line in head if not is_feature(line))
    has_crs = b'"crs"' in above and b"CRS84" not in above
    return not has_crs and any(map(is_feature, head))


def _lines(path: Path, *, enclosed: bool = False) -> Iterator[tuple[int, object]]:
    """What each line holds, by its number; in a collection, of features only."""
    import orjson  # noqa: PLC0415 - only those who read GeoJSON pay for it

    number = 0
    with path.open("rb") as stream:
        while line := stream.readline(_LONGEST):
            if not line.strip() or (enclosed and not is_feature(line)):
                continue
            number += 1
            try:
                yield number, orjson.loads(line.strip().strip(b"\x1e").rstrip(b","))
            except orjson.JSONDecodeError:
                yield number, None


def _parts(features: Iterator[tuple[int, object]], source: str) -> Iterator[IncidentTable]:
    while part := list(islice(features, PART)):
        yield _table(source, part)


def _table(source: str, features: Sequence[tuple[int, object]]) -> IncidentTable:
    kept: list[Mapping[str, Any]] = []
    numbers: list[int] = []
    problems: list[Problem] = []
    for number, feature in features:
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
