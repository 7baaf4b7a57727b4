"""Incidents out of GeoDataFrames and of the files that geopandas writes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import pytest
from shapely import LineString, Point
from test_frame import FLOOD, UNLOCATED

from geomap.errors import InputError
from geomap.incidents.incident import Evidence
from geomap.outputs.frame import incidents_from_frame, to_frame
from geomap.outputs.incident_tables.read import read_incidents

TWICE_TOLD = replace(FLOOD, id="f3", evidence=(*FLOOD.evidence, Evidence("e", "It rose.", 3, 11)))
ALL = (FLOOD, UNLOCATED, TWICE_TOLD)


def made(geometry: Any, crs: str = "EPSG:4326", **columns: Any) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(columns, geometry=geometry, crs=crs)


def test_a_frame_of_ours_is_read_back_equal() -> None:
    assert incidents_from_frame(to_frame(ALL)) == ALL


def test_parquet_of_ours_is_read_back_equal(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    to_frame(ALL).to_parquet(tmp_path / "ours.parquet")
    read = read_incidents(str(tmp_path / "ours.parquet"))
    assert (read.incidents, read.problems) == (ALL, ())


def test_a_geopackage_of_ours_is_read_back_equal_but_for_further_sources(tmp_path: Path) -> None:
    to_frame((FLOOD, UNLOCATED)).drop(columns="sources").to_file(tmp_path / "ours.gpkg")
    read = read_incidents(str(tmp_path / "ours.gpkg"))
    assert (read.incidents, read.problems) == ((FLOOD, UNLOCATED), ())


def test_of_several_layers_none_is_guessed(tmp_path: Path) -> None:
    for layer in ("one", "two"):
        made([Point(1, 2)], type=["Riots"]).to_file(tmp_path / "two.gpkg", layer=layer)
    with pytest.raises(InputError, match=r"two\.gpkg: holds the layers one, two; save one"):
        read_incidents(str(tmp_path / "two.gpkg"))


def test_parquet_without_a_geometry_is_read_by_its_columns(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    frame = made([Point(0, 0)], type=["Riots"], lat=[52.25], lon=[6.16])
    frame.drop(columns="geometry").to_parquet(tmp_path / "plain.parquet")
    [incident] = read_incidents(str(tmp_path / "plain.parquet")).incidents
    assert (incident.latitude, incident.longitude) == (52.25, 6.16)


def test_points_in_meters_are_turned_into_degrees() -> None:
    [incident] = incidents_from_frame(made([Point(1e6, 6e6)], "EPSG:3857", type=["Riots"]))
    assert incident.latitude == pytest.approx(47.359, abs=0.01)
    assert incident.longitude == pytest.approx(8.983, abs=0.01)


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (made([Point(1, 2)], title=["A"]), r"no column for event_type \(found: title, geometry\)"),
        (made([Point(1, 2)], type=["Riots"]).drop(columns="geometry"), "latitude, longitude"),
    ],
)
def test_missing_columns_are_named(frame: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        incidents_from_frame(frame)


@pytest.mark.parametrize(
    ("shape", "words"),
    [(Point(43, 143), "swapped"), (LineString([(1, 2), (3, 4)]), "is a LineString where a Point")],
)
def test_a_row_that_is_wrong_is_named_by_its_number(shape: Any, words: str) -> None:
    with pytest.raises(InputError, match=f"row 2: .*{words}"):
        incidents_from_frame(made([Point(1, 2), shape], type=["Riots", "Riots"]))


def test_of_two_columns_of_one_name_the_first_is_read() -> None:
    frame = made([Point(1, 2)], type=["Riots"], kind=["Battles"])
    frame.columns = ["type", "type", "geometry"]
    [incident] = incidents_from_frame(frame)
    assert incident.event_type == "Riots"


def test_an_empty_frame_of_ours_gives_nothing() -> None:
    assert incidents_from_frame(to_frame([])) == ()


def test_the_frame_is_left_as_it_is() -> None:
    frame = made([Point(1, 2), None], type=["Riots", None])
    before = frame.copy()
    incidents_from_frame(frame)
    assert frame.equals(before)
