"""RFC 7946, checked strictly by our own rules, by geojson-pydantic and by GDAL; and streaming."""

import json
import math
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from export_incidents import INCIDENTS, SOME, many
from geojson_pydantic import Feature, FeatureCollection, Point
from hypothesis import given, settings
from hypothesis import strategies as st
from test_geojson import RIOT

from geomap.incidents.incident import Incident
from geomap.outputs.exports import write_incidents
from geomap.outputs.extent import Extent
from geomap.outputs.geojson import geojson_bytes

MEMBERS = {"type", "features", "bbox", "geomap"}


def faults(content: bytes) -> Iterator[str]:
    """Whatever RFC 7946 forbids or advises against, and what validators let pass."""
    collection = json.loads(content, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    if not set(collection) <= MEMBERS or collection["type"] != "FeatureCollection":
        yield f"members {sorted(collection)}"
    points = []
    for feature in collection["features"]:
        if set(feature) != {"type", "id", "geometry", "properties"}:
            yield f"members {sorted(feature)}"
        if (geometry := feature["geometry"]) is not None:
            longitude, latitude = geometry["coordinates"]
            points.append((longitude, latitude))
            if not (
                abs(longitude) <= 180
                and abs(latitude) <= 90
                and set(geometry) == {"type", "coordinates"}
            ):
                yield f"geometry {geometry}"
            if any(round(number, 6) != number for number in (longitude, latitude)):
                yield "more digits than are known"
    yield from box_faults(collection.get("bbox"), points)


def box_faults(box: list[float] | None, points: list[tuple[float, float]]) -> Iterator[str]:
    if (box is None) != (not points):
        yield "a box without points, or points without a box"
    for longitude, latitude in points:
        west, south, east, north = box or [math.nan] * 4
        inside = (
            west <= longitude <= east if west <= east else longitude >= west or longitude <= east
        )
        if not (inside and south <= latitude <= north):
            yield f"{longitude}, {latitude} lies outside {box}"


@given(SOME)
def test_what_is_written_has_no_fault(incidents: list[Incident]) -> None:
    assert list(faults(geojson_bytes(incidents))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"FeatureCollection"', b'"FeatureCollection","crs":{}'),
        (b"[76.92861,43.25667]", b"[43.25667,176.92861]"),
        (b"[76.92861,43.25667]", b"[76.9286100001,43.25667]"),
        (b'"bbox":[76.92861,43.25667', b'"bbox":[76.92861,44'),
        (b'"Feature"', b'"Feature","title":"x"'),
    ],
)
def test_a_fault_is_found(old: bytes, new: bytes) -> None:
    assert list(faults(geojson_bytes([RIOT]).replace(old, new, 1)))


@pytest.mark.filterwarnings("ignore:BBOX crossing")  # as RFC 7946 wants it there
@given(SOME)
def test_an_independent_validator_agrees(incidents: list[Incident]) -> None:
    content = geojson_bytes(incidents)
    collection = FeatureCollection[Feature[Point, dict[str, Any]]].model_validate_json(content)
    assert [feature.id for feature in collection.features] == [i.id for i in incidents]


POINTS = st.tuples(st.integers(-180, 180).map(float), st.integers(-90, 90).map(float))


@given(st.lists(POINTS, min_size=1, max_size=6))
def test_the_box_holds_all_points_and_is_at_most_as_wide_as_the_plain_one(points: Any) -> None:
    extent = Extent()
    for point in points:
        extent.add([point])
    box = extent.box()
    assert box is not None
    assert list(box_faults(box, points)) == []
    west, _, east, _ = box
    longitudes = [x for x, _ in points]
    assert (east - west) % 360 <= max(longitudes) - min(longitudes) or west == east - 360


@given(st.lists(POINTS, max_size=6))
def test_the_box_does_not_ask_in_which_parts_points_came(points: Any) -> None:
    whole, parts = Extent(), Extent()
    whole.add(points)
    for point in points:
        parts.add([point])
    assert whole.box() == parts.box()


def test_a_zero_coordinate_is_one_like_any_other() -> None:
    [feature] = json.loads(geojson_bytes([replace(RIOT, latitude=0.0, longitude=0.0)]))["features"]
    assert feature["geometry"]["coordinates"] == [0.0, 0.0]


def test_a_day_of_the_first_century_keeps_four_digits_of_its_year() -> None:
    content = geojson_bytes([replace(RIOT, date_start=date(7, 1, 2))])
    assert b'"date_start":"0007-01-02"' in content


def test_a_line_of_the_newline_form_is_a_line_of_the_collection(tmp_path: Path) -> None:
    write_incidents(many(200), str(tmp_path / "a.geojsonl"))
    lines = (tmp_path / "a.geojsonl").read_bytes().splitlines()
    within = geojson_bytes(many(200)).splitlines()[1:-1]
    assert lines == [line.removesuffix(b",") for line in within]


@pytest.mark.parametrize(
    "name", ["a.geojson", "a.geojsonl", "a.csv", "a.acled.csv", "a.kml", "a.kepler.json"]
)
def test_three_times_the_incidents_take_no_more_memory(tmp_path: Path, name: str) -> None:
    def peak(count: int) -> int:
        incidents = (replace(RIOT, id=f"n{k}") for k in range(count))
        tracemalloc.start()
        write_incidents(incidents, str(tmp_path / name))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(100)  # what is loaded once is loaded
    assert peak(4500) < 1.1 * peak(1500)


@settings(max_examples=30)
@given(INCIDENTS)
def test_no_number_is_written_that_json_does_not_have(incident: Incident) -> None:
    content = geojson_bytes([replace(incident, uncertainty_km=math.nan, confidence=math.inf)])
    assert list(faults(content)) == []  # reads it, and refuses NaN and Infinity
