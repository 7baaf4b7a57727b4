"""The map file of kepler.gl: layers, filter and view."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_geojson import NOWHERE, RIOT

from geomap.events.taxonomy import load_taxonomy
from geomap.outputs.exports import write_incidents

CLASH = replace(RIOT, id="c", event_type="Battles", sub_event_type="Armed clash", date_start=None)


def map_of(folder: Path, *incidents: Any) -> dict[str, Any]:
    write_incidents(incidents, str(folder / "a.kepler.json"))
    read: dict[str, Any] = json.loads((folder / "a.kepler.json").read_bytes())
    return read


def test_each_layer_is_a_data_set_with_a_point_layer_of_its_color(tmp_path: Path) -> None:
    read = map_of(tmp_path, RIOT, CLASH, NOWHERE)
    sets = {one["data"]["id"]: len(one["data"]["allData"]) for one in read["datasets"]}
    assert sets == {"riots": 1, "clashes": 1}
    shown = read["config"]["config"]["visState"]["layers"]
    assert [layer["config"]["dataId"] for layer in shown] == list(sets)
    color = next(layer.color for layer in load_taxonomy().layers if layer.id == "riots")
    assert shown[0]["config"]["color"] == [int(color[k : k + 2], 16) for k in (1, 3, 5)]


def test_rows_are_as_wide_as_the_fields_and_begin_with_the_position(tmp_path: Path) -> None:
    [one] = map_of(tmp_path, RIOT)["datasets"]
    names = [field["name"] for field in one["data"]["fields"]]
    [row] = one["data"]["allData"]
    assert len(row) == len(names)
    told = dict(zip(names, row, strict=True))
    assert (told["latitude"], told["longitude"]) == (43.25667, 76.92861)
    assert told["date_start"] == "2022-01-05 00:00:00"


def test_the_time_filter_spans_all_days_of_all_data_sets(tmp_path: Path) -> None:
    later = replace(CLASH, date_start=RIOT.date_end)
    [time] = map_of(tmp_path, RIOT, later)["config"]["config"]["visState"]["filters"]
    assert (time["type"], time["dataId"]) == ("timeRange", ["riots", "clashes"])
    assert time["value"] == [1641340800000, 1641427200000]


def test_without_days_there_is_no_filter(tmp_path: Path) -> None:
    assert map_of(tmp_path, CLASH)["config"]["config"]["visState"]["filters"] == []


@pytest.mark.parametrize(
    ("longitudes", "middle"), [((170.0, -170.0), 180.0), ((10.0, 20.0), 15.0), ((-10.0, 10.0), 0.0)]
)
def test_the_view_is_on_the_middle_across_the_antimeridian_too(
    tmp_path: Path, longitudes: tuple[float, float], middle: float
) -> None:
    rows = [replace(RIOT, longitude=east) for east in longitudes]
    view = map_of(tmp_path, *rows)["config"]["config"]["mapState"]
    assert view["longitude"] == middle
    assert 0 <= view["zoom"] <= 10


def test_nothing_at_all_is_a_map_of_the_world(tmp_path: Path) -> None:
    read = map_of(tmp_path)
    assert (read["datasets"], read["config"]["config"]["mapState"]["zoom"]) == ([], 0.0)
