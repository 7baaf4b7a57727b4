"""Country outlines for the page: decoded from TopoJSON and thinned once, when the package is built.

TopoJSON stores each border once, as an arc that both neighbors use. Thinning arcs instead of rings
therefore keeps neighbors in touch. Format of the arcs: https://github.com/topojson/topojson-specification
"""

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from geomap.errors import InputError
from geomap.resources import read_table

TOLERANCE = 0.03
"""How far, in degrees, a thinned line may leave the true one: two pixels at zoom 7."""
DECIMALS = 2
SPECK = 0.004
"""Square degrees below which an island is left out, unless it is all the country has."""

TURN, HALF_TURN = 360.0, 180.0
_POLYGONS = {"Polygon", "MultiPolygon", None}  # None: an area without a shape

Point = tuple[float, float]
Ring = list[Point]


class Outline(NamedTuple):
    """One area of the base map.

    Attributes:
        code: ISO 3166-1 alpha-2, or "" where it has none.
        name: Name in the source, English.
        disputed: Its lines are drawn dashed.
        rings: Closed rings, each flat: longitude, latitude, longitude, latitude… By the even-odd
            rule a ring within a ring is a hole.
    """

    code: str
    name: str
    disputed: bool
    rings: list[list[float]]


def build_outlines(topojson: Path, destination: Path) -> None:
    """Write the page's outlines from a world-atlas TopoJSON file.

    Args:
        topojson: `countries-50m.json` of the npm package world-atlas.
        destination: File to write: a compact JSON list of objects with the fields of `Outline`.

    Raises:
        InputError: The file is no TopoJSON with an object `countries`.
    """
    try:
        topology = json.loads(topojson.read_text(encoding="utf-8"))
        outlines = _outlines(topology, read_table("basemap", "countries.toml"))
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise InputError(f"{topojson} is no TopoJSON of countries: {error!r}") from error
    text = json.dumps(
        [o._asdict() for o in outlines], ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    destination.parent.mkdir(parents=True, exist_ok=True)
    destination.write_text(text, encoding="utf-8")


def read_outlines(path: Path) -> list[Outline]:
    """Outlines of the user's own, thinned as ours are.

    Args:
        path: A GeoJSON FeatureCollection of polygons, or a TopoJSON file of them, in WGS84.
            Properties `code` (or `iso_a2`), `name` and `disputed` are used, in capitals too; none
            is needed.

    Raises:
        InputError: The file cannot be read, or is neither.
    """
    try:
        found = list(_own_outlines(json.loads(path.read_text(encoding="utf-8"))))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise InputError(f"{path} is no GeoJSON or TopoJSON of polygons: {error!r}") from error
    return [outline for outline in found if outline.rings]


def _own_outlines(content: Mapping[str, Any]) -> Iterator[Outline]:
    if content.get("type") != "Topology":
        for feature in content["features"]:
            yield _own_outline(feature, [_thinned(ring) for ring in _corners(feature)])
        return
    arcs = [_thinned(arc) for arc in _decoded(content)]
    for one in content["objects"].values():
        for geometry in one["geometries"] if one["type"] == "GeometryCollection" else [one]:
            if geometry["type"] not in _POLYGONS:
                raise ValueError(f"a {geometry['type']}")
            yield _own_outline(geometry, [_joined(ring, arcs) for ring in _rings_of(geometry)])


def _corners(feature: Mapping[str, Any]) -> Iterator[Ring]:
    """The rings of a GeoJSON feature."""
    geometry = feature["geometry"] or {"type": "Polygon", "coordinates": []}
    nested = geometry["coordinates"]
    for polygon in {"Polygon": [nested], "MultiPolygon": nested}[geometry["type"]]:
        for ring in polygon:
            yield [(float(point[0]), float(point[1])) for point in ring]


def _own_outline(feature: Mapping[str, Any], rings: Sequence[Ring]) -> Outline:
    told = {name.lower(): value for name, value in (feature.get("properties") or {}).items()}
    cut = [piece for ring in rings for piece in _cut(ring)]
    code = str(told.get("code") or told.get("iso_a2") or "")
    return Outline(code, str(told.get("name") or ""), bool(told.get("disputed")), _flat(cut))


def _outlines(topology: Mapping[str, Any], table: Mapping[str, Any]) -> list[Outline]:
    arcs = [_thinned(arc) for arc in _decoded(topology)]
    found = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = table["codes"].get(geometry.get("id"), table["named"].get(name, ""))
        rings = [r for ring in _rings_of(geometry) for r in _cut(_joined(ring, arcs))]
        for part in (p for p in table["parts"] if p["within"] == name):
            inner = [r for r in rings if _contains(r, part["longitude"], part["latitude"])]
            rings = [r for r in rings if r not in inner]
            found.append(Outline(part["code"], part["name"], True, _flat(inner)))
        found.append(Outline(code, name, name in table["contested"]["names"], _flat(rings)))
    return sorted((o for o in found if o.rings), key=lambda o: (o.code, o.name))


def _decoded(topology: Mapping[str, Any]) -> Iterator[Ring]:
    """Arcs in degrees; a file with a transform holds differences on an integer grid."""
    if "transform" not in topology:
        yield from ([(float(x), float(y)) for x, y, *_ in arc] for arc in topology["arcs"])
        return
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"][k] for k in ("scale", "translate")
    )
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y, *_ in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        yield points


def _rings_of(geometry: Mapping[str, Any]) -> Iterator[Sequence[int]]:
    """The rings of a polygon or several, as lists of arc numbers."""
    if geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon


def _joined(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """A ring from its arcs; the complement of a number means that arc backwards."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def _cut(ring: Ring) -> list[Ring]:
    """The ring cut where it crosses 180 degrees, as RFC 7946 asks (section 3.1.9)."""
    whole = _unrolled(ring)
    if all(-HALF_TURN <= x <= HALF_TURN for x, _ in whole):
        return [whole]
    shifted = ([(x + turn, y) for x, y in whole] for turn in (-TURN, 0, TURN))
    pieces = (_beside(_beside(piece, -HALF_TURN, 1), HALF_TURN, -1) for piece in shifted)
    return [piece for piece in pieces if len(piece) > 3]  # noqa: PLR2004 - three corners, closed


def _unrolled(ring: Ring) -> Ring:
    """The ring without jumps from one side of the world to the other."""
    points = ring[:1]
    for x, y in ring[1:]:
        turns = round((points[-1][0] - x) / TURN)
        points.append((x + turns * TURN, y))
    if abs(points[-1][0] - points[0][0]) > HALF_TURN:  # around the pole: closed along its edge
        points += [(points[-1][0], -90.0), (points[0][0], -90.0), points[0]]
    return points


def _beside(ring: Ring, edge: float, side: int) -> Ring:
    """The part of a ring east (1) or west (-1) of a meridian: Sutherland and Hodgman's clipping."""
    kept: Ring = []
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (x1 - edge) * side >= 0:
            kept.append((x1, y1))
        if (x1 - edge) * (x2 - edge) < 0:
            kept.append((edge, y1 + (edge - x1) / (x2 - x1) * (y2 - y1)))
    return [*kept, kept[0]] if kept else []


def _thinned(points: Ring) -> Ring:
    """Douglas and Peucker's line, without recursion; a closed arc is split at its far point."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        distance, middle = _farthest(points, first, last)
        if distance > TOLERANCE:
            keep.add(middle)
            stack += [(first, middle), (middle, last)]
    return [points[i] for i in sorted(keep)]


def _farthest(points: Ring, first: int, last: int) -> tuple[float, int]:
    """The point between two that lies farthest from their line: (distance, position)."""
    (x1, y1), (x2, y2) = points[first], points[last]
    dx, dy = x2 - x1, y2 - y1
    length = (dx * dx + dy * dy) ** 0.5
    best, position = 0.0, first
    for i in range(first + 1, last):
        x, y = points[i][0] - x1, points[i][1] - y1
        away = abs(x * dy - y * dx) / length if length else (x * x + y * y) ** 0.5
        if away > best:
            best, position = away, i
    return best, position


def _flat(rings: Sequence[Ring]) -> list[list[float]]:
    """Rounded flat rings without specks; the largest ring stays whatever its size."""
    ordered = sorted(rings, key=_area, reverse=True)
    kept = [r for i, r in enumerate(ordered) if len(r) > 3 and (i == 0 or _area(r) >= SPECK)]  # noqa: PLR2004
    return [[round(value, DECIMALS) for point in ring for value in point] for ring in kept]


def _area(ring: Ring) -> float:
    """Area in square degrees by the shoelace formula."""
    pairs = itertools.pairwise(ring)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _contains(ring: Ring, longitude: float, latitude: float) -> bool:
    """Whether a point lies in a ring: an odd number of edges is crossed going east."""
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        crosses = (y1 > latitude) != (y2 > latitude)
        if crosses and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
