"""Outlines: decoded, thinned, cut at 180 degrees, with the contested parts named."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from geomap.errors import InputError
from geomap.outputs.page.outlines import build_outlines, read_outlines
from geomap.resources import built_file

SQUARE = [[0, 0], [10, 0], [0, 10], [-10, 0], [0, -10]]
ACROSS = [[175, 0], [10, 0], [-355, 0], [0, 5], [355, 0], [-10, 0], [0, -5]]


def topology(arcs: list[Any], *names: str) -> dict[str, Any]:
    countries = [
        {"type": "Polygon", "id": "398", "arcs": [[k]], "properties": {"name": name}}
        for k, name in enumerate(names)
    ]
    scale = {"scale": [1, 1], "translate": [0, 0]}
    return {"transform": scale, "arcs": arcs, "objects": {"countries": {"geometries": countries}}}


def built(folder: Path, content: dict[str, Any]) -> Any:
    source, target = folder / "topology.json", folder / "new" / "outlines.json"
    source.write_text(json.dumps(content))
    build_outlines(source, target)
    return json.loads(target.read_text("utf-8"))


def test_differences_become_degrees_and_numbers_become_codes(tmp_path: Path) -> None:
    (country,) = built(tmp_path, topology([SQUARE], "Kazakhstan"))
    assert country["code"] == "KZ"
    assert country["rings"] == [[0, 0, 10, 0, 10, 10, 0, 10, 0, 0]]


def test_points_on_a_straight_line_are_thinned_away(tmp_path: Path) -> None:
    bent = [[0, 0], *[[1, 0]] * 10, [0, 10], [-10, 0], [0, -10]]
    (country,) = built(tmp_path, topology([bent], "Kazakhstan"))
    assert len(country["rings"][0]) == 10


def test_a_ring_across_180_degrees_becomes_two(tmp_path: Path) -> None:
    (country,) = built(tmp_path, topology([ACROSS], "Fiji"))
    longitudes = sorted((min(r[::2]), max(r[::2])) for r in country["rings"])
    assert longitudes == [(-180, -170), (175, 180)]


@pytest.mark.parametrize("content", [{}, {"arcs": [], "transform": {}}, {"objects": 3}])
def test_a_file_that_is_no_topology_is_named(tmp_path: Path, content: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"topology\.json"):
        built(tmp_path, content)


def world() -> list[Any]:
    path = built_file("outlines.json")
    if not path.is_file():
        pytest.skip("the outlines are not built yet; install the package")
    return list(json.loads(path.read_text("utf-8")))


def test_the_world_lies_on_the_globe_in_closed_rings_without_jumps() -> None:
    for ring in (ring for country in world() for ring in country["rings"]):
        points = list(zip(ring[::2], ring[1::2], strict=True))
        assert points[0] == points[-1]
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in points)
        assert all(abs(a[0] - b[0]) < 180 or a[1] < -80 for a, b in itertools.pairwise(points))


def test_crimea_is_kept_apart_and_contested() -> None:
    (crimea,) = [country for country in world() if country["name"] == "Crimea"]
    assert (crimea["code"], crimea["disputed"]) == ("UA", True)


def test_the_outlines_stay_small() -> None:
    assert built_file("outlines.json").stat().st_size < 700_000 if world() else False


def collection(geometry: Any, **properties: object) -> str:
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def test_outlines_of_the_user_are_read_from_geojson(tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[0, 0], [5, 0], [5, 5], [0, 5], [0, 0]]]}
    path = tmp_path / "own.geojson"
    path.write_text(collection(square, ISO_A2="KZ", NAME="Ours", disputed=True))
    (outline,) = read_outlines(path)
    assert (outline.code, outline.name, outline.disputed) == ("KZ", "Ours", True)
    assert outline.rings == [[0, 0, 5, 0, 5, 5, 0, 5, 0, 0]]


def own_topology(arcs: list[Any], *geometries: dict[str, Any], **members: object) -> str:
    objects = {"areas": {"type": "GeometryCollection", "geometries": list(geometries)}}
    return json.dumps({"type": "Topology", "objects": objects, "arcs": arcs, **members})


STEPS = [[2, 3], [10, 0], [0, 10], [-10, 0], [0, -10]]
CORNERS = [[2, 3], [12, 3], [12, 13], [2, 13], [2, 3]]


@pytest.mark.parametrize(
    ("arcs", "members"),
    [
        ([CORNERS], {}),
        ([STEPS], {"transform": {"scale": [1, 1], "translate": [0, 0]}}),
    ],
)
def test_outlines_of_the_user_are_read_from_topojson(
    tmp_path: Path, arcs: list[Any], members: dict[str, object]
) -> None:
    area = {"type": "Polygon", "arcs": [[0]], "properties": {"NAME": "Ours", "ISO_A2": "KZ"}}
    path = tmp_path / "own.topojson"
    path.write_text(own_topology(arcs, area, {"type": None}, **members))
    (outline,) = read_outlines(path)
    assert (outline.code, outline.name) == ("KZ", "Ours")
    assert outline.rings == [[2, 3, 12, 3, 12, 13, 2, 13, 2, 3]]


def test_topojson_neighbors_share_their_border(tmp_path: Path) -> None:
    border, left, right = [[0, 0], [0, 9]], [[0, 9], [-5, 9], [0, 0]], [[0, 9], [5, 9], [0, 0]]
    west = {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "West"}}
    east = {"type": "MultiPolygon", "arcs": [[[~2, ~0]]], "properties": {"name": "East"}}
    path = tmp_path / "own.json"
    path.write_text(own_topology([border, left, right], west, east))
    rings = {outline.name: outline.rings[0] for outline in read_outlines(path)}
    assert rings["West"] == [0, 0, 0, 9, -5, 9, 0, 0]
    assert set(zip(rings["East"][::2], rings["East"][1::2], strict=True)) == {
        (0, 0),
        (0, 9),
        (5, 9),
    }


POINT = own_topology([], {"type": "Point", "coordinates": [1, 2]})
NO_ARC = own_topology([], {"type": "Polygon", "arcs": [[7]]})


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", collection({"type": "Point", "coordinates": 3}), POINT, NO_ARC]
)
def test_outlines_that_are_none_are_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.geojson"
    path.write_text(text)
    with pytest.raises(InputError, match=r"own\.geojson"):
        read_outlines(path)


def test_a_missing_file_of_outlines_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        read_outlines(tmp_path / "nowhere.json")
