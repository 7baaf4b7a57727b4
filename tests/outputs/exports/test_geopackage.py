"""The style in a GeoPackage, its index, and what stands beside it."""

import re
import sqlite3
import sys
import xml.etree.ElementTree as ET
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import geopandas
import pyogrio
import pytest
from export_incidents import many, names_in
from test_geojson import NOWHERE, RIOT

from geomap.events.taxonomy import load_taxonomy
from geomap.outputs.exports import ExportOptions, write_incidents
from geomap.outputs.exports.qgis_style import style

EVERY_TYPE = [
    replace(RIOT, id=f"t{k}", event_type=event_type, sub_event_type=sub)
    for k, (event_type, sub) in enumerate(load_taxonomy().sub_types)
]


@pytest.fixture
def package(tmp_path: Path) -> sqlite3.Connection:
    write_incidents([*EVERY_TYPE, NOWHERE], str(tmp_path / "a.gpkg"))
    return sqlite3.connect(tmp_path / "a.gpkg")


def test_the_style_is_the_layer_s_and_is_used_by_default(package: sqlite3.Connection) -> None:
    columns = "f_table_name, f_geometry_column, useAsDefault"
    [row] = package.execute(f"SELECT {columns} FROM layer_styles")  # noqa: S608
    assert row == ("incidents", "geom", 1)


def test_each_row_has_the_rule_of_its_layer_and_no_other(package: sqlite3.Connection) -> None:
    rules = ET.fromstring(style()).iter("rule")  # noqa: S314 - our own
    found: dict[str, list[str]] = {}
    for rule in rules:
        if rule.get("filter") != "ELSE":
            for (key,) in package.execute(f"SELECT id FROM incidents WHERE {rule.get('filter')}"):  # noqa: S608
                found.setdefault(key, []).append(rule.get("label") or "")
    layers = load_taxonomy()
    wanted = {i.id: [layers.layer_of(i.event_type, i.sub_event_type).label] for i in EVERY_TYPE}
    assert found == {**wanted, NOWHERE.id: found[NOWHERE.id]}


def test_each_rule_has_the_color_of_its_layer_and_a_shape_of_its_own() -> None:
    root = ET.fromstring(style())  # noqa: S314 - our own
    looks = [
        tuple(
            symbol.find(f".//Option[@name='{name}']").get("value")
            for name in ("name", "angle", "color", "outline_color")
        )  # type: ignore[union-attr]
        for symbol in root.iter("symbol")
    ]
    assert len(set(looks)) == len(load_taxonomy().layers) + 1
    layer = load_taxonomy().layers[0]
    assert looks[0][2] == ",".join(str(int(layer.color[k : k + 2], 16)) for k in (1, 3, 5)) + ",255"


def test_it_names_its_sources_and_carries_an_index(package: sqlite3.Connection) -> None:
    [(metadata,)] = package.execute("SELECT metadata FROM gpkg_metadata")
    assert "GeoNames" in metadata
    assert "OpenStreetMap" not in metadata
    [(indexed,)] = package.execute("SELECT count(*) FROM rtree_incidents_geom")
    assert indexed == len(EVERY_TYPE)


def test_openstreetmap_is_credited_where_it_placed_an_incident(tmp_path: Path) -> None:
    write_incidents([replace(RIOT, place_id="nominatim:1,2")], str(tmp_path / "a.gpkg"))
    with closing(sqlite3.connect(tmp_path / "a.gpkg")) as file:
        assert "ODbL" in file.execute("SELECT metadata FROM gpkg_metadata").fetchone()[0]
    assert "ODbL" in gdal_metadata(tmp_path / "a.gpkg")["OpenStreetMap contributors"]


def gdal_metadata(path: Path) -> dict[str, str]:
    """The metadata of the file as GDAL tells it."""
    told: dict[str, str] = pyogrio.read_info(path, layer="incidents")["dataset_metadata"]
    return told


def test_no_time_of_day_is_in_it(package: sqlite3.Connection) -> None:
    dump = "\n".join(package.iterdump())
    assert set(re.findall(r"'(\d{4})-\d\d-\d\dT\d\d:\d\d", dump)) <= {"1970"}


def test_nothing_of_sqlite_stays_beside_it(tmp_path: Path) -> None:
    write_incidents(many(50), str(tmp_path / "a.gpkg"))
    assert names_in(tmp_path) == ["a.gpkg"]


def test_a_layer_may_have_any_name(tmp_path: Path) -> None:
    options = ExportOptions(table='My "incidents"; DROP')
    write_incidents(many(9), str(tmp_path / "a.gpkg"), options=options)
    assert 'My "incidents"; DROP' in list(geopandas.list_layers(tmp_path / "a.gpkg")["name"])


@pytest.mark.filterwarnings("ignore")
def test_without_pyarrow_days_are_datetimes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    write_incidents(many(9), str(tmp_path / "a.gpkg"))
    frame = geopandas.read_file(tmp_path / "a.gpkg")
    assert len(frame) == 9
    assert str(frame["date_start"].dtype).startswith("datetime64")


def test_more_incidents_than_one_part_holds_are_all_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geomap.outputs.exports.geopackage.PART", 10)
    monkeypatch.setattr("geomap.outputs.exports.geoparquet.PART", 10)
    for name in ("a.gpkg", "a.parquet"):
        write_incidents(many(35), str(tmp_path / name))
    found = geopandas.read_parquet(tmp_path / "a.parquet")
    assert list(found["id"]) == [f"n{k}" for k in range(35)]
    assert list(geopandas.read_file(tmp_path / "a.gpkg", layer="incidents")["id"]) == list(
        found["id"]
    )
