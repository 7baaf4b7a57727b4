"""What other programs read out of our files is what the incidents say."""

import csv
import json
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pytest
from export_incidents import FILES, SOME, many, without_nul
from hypothesis import HealthCheck, assume, given, settings
from test_frame import FLOOD

from geomap.incidents.incident import Incident
from geomap.outputs.coordinates import lon_lat
from geomap.outputs.exports import write_incidents
from geomap.outputs.exports.formulas import as_written
from geomap.outputs.incident_tables.read import read_incidents
from geomap.outputs.properties import NUMBERS, properties_of

LAYERS = ("geojson", "geojsonl", "gpkg", "geoparquet", "flatgeobuf")
KML = "{http://www.opengis.net/kml/2.2}"
FEW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def plain(value: Any) -> Any:
    """A value as programs may give it, in one form."""
    if value != value:  # noqa: PLR0124 - NaN and NaT are how frames say None
        return None
    with suppress(AttributeError, ValueError):
        value = value.isoformat()[:10]
    return value


def expected(incident: Incident, clean: Callable[[Any], Any] = without_nul) -> dict[str, Any]:
    properties = properties_of(incident)
    del properties["sources"]
    return {
        name: plain(clean(value) if isinstance(value, str) else value)
        for name, value in properties.items()
    }


def written(incidents: list[Incident], name: str, read: Callable[[Path], Any]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, FILES[name])
        write_incidents(incidents, str(path))
        return read(path)


@pytest.mark.filterwarnings("ignore")  # GDAL counts what it does not know
@pytest.mark.parametrize("name", LAYERS)
@FEW
@given(SOME)
def test_geopandas_reads_every_field_and_point(name: str, incidents: list[Incident]) -> None:
    assume(incidents or name != "geojsonl")  # GDAL takes an empty file for none of its own
    read = geopandas.read_parquet if name == "geoparquet" else geopandas.read_file
    frame = written(incidents, name, read)
    if name == "flatgeobuf":
        incidents = [incident for incident in incidents if incident.latitude is not None]
    wanted = {incident.id: incident for incident in incidents}
    assert sorted(frame["id"]) == sorted(wanted) if incidents else len(frame) == 0
    for row in frame.to_dict("records") if incidents else ():
        incident = wanted[row["id"]]
        point = row["geometry"]
        assert (point and (point.x, point.y)) == lon_lat(incident)
        # GDAL ends a text of JSON at a NUL; the letters are compared below
        known = {k: v for k, v in expected(incident).items() if "�" not in str(v)}
        assert {k: plain(row[k]) or None for k in known} == {k: v or None for k, v in known.items()}


@pytest.mark.parametrize("name", ["geojson", "geojsonl"])
@FEW
@given(SOME)
def test_json_holds_every_text_to_the_letter(name: str, incidents: list[Incident]) -> None:
    content = written(incidents, name, partial(Path.read_text, encoding="utf-8"))
    features = (
        json.loads(content)["features"]
        if name == "geojson"
        else [json.loads(line) for line in content.split("\n") if line]
    )
    found = [feature["properties"] for feature in features]
    assert [{k: row[k] for k in expected(i)} for i, row in zip(incidents, found, strict=True)] == [
        expected(incident, str) for incident in incidents
    ]


@FEW
@given(SOME)
def test_csv_holds_every_cell(incidents: list[Incident]) -> None:
    def rows(path: Path) -> list[dict[str, str]]:
        with path.open(newline="", encoding="utf-8") as stream:
            return list(csv.DictReader(stream))

    for row, incident in zip(written(incidents, "csv", rows), incidents, strict=True):
        texts = {k: v for k, v in expected(incident).items() if k not in NUMBERS}
        assert {k: as_written(row[k]) for k in texts} == {k: v or "" for k, v in texts.items()}
        assert [row[k] for k in NUMBERS] == [
            "" if v is None else str(v) for v in map(expected(incident).get, NUMBERS)
        ]


def for_xml(text: str) -> str:
    forbidden = [*map(chr, range(32)), "\ufffe", "\uffff"]
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if c in forbidden and c not in "\t\n\r" else c for c in text
    )


@FEW
@given(SOME)
def test_a_workbook_holds_every_cell(incidents: list[Incident]) -> None:
    rows = written(incidents, "xlsx", lambda path: list(openpyxl.load_workbook(path).active.rows))
    names = [cell.value for cell in rows[0]]
    for cells, incident in zip(rows[1:], incidents, strict=True):
        row = dict(zip(names, (cell.value for cell in cells), strict=True))
        for name, value in expected(incident, for_xml).items():
            found = plain(row[name])
            found = as_written(found.replace("_x005F_", "_")) if isinstance(found, str) else found
            assert (found or None) == (value or None), name


@FEW
@given(SOME)
def test_kml_is_whole_and_holds_every_text(incidents: list[Incident]) -> None:
    root = written(incidents, "kml", ET.parse).getroot()
    found = {}
    for mark in root.iter(f"{KML}Placemark"):
        fields = {d.get("name"): d.findtext(f"{KML}value") for d in mark.iter(f"{KML}Data")}
        found[fields["id"]] = fields
    for incident in incidents:
        for name, value in expected(incident, for_xml).items():
            assert (found[incident.id].get(name) or "") == ("" if value is None else str(value)), (
                name
            )


def test_days_are_days_in_a_geopackage_and_numbers_are_whole(tmp_path: Path) -> None:
    write_incidents([FLOOD], str(tmp_path / "a.gpkg"))
    [layer] = [
        row["name"]
        for row in geopandas.list_layers(tmp_path / "a.gpkg").to_dict("records")
        if row["geometry_type"] == "Point"
    ]
    frame = geopandas.read_file(tmp_path / "a.gpkg", layer=layer, use_arrow=True)
    assert layer == "incidents"
    assert frame["date_start"][0] == date(1600, 2, 29)
    assert frame["fatalities"].dtype.kind == "i"


@pytest.mark.parametrize("name", ["geojson", "geojsonl", "gpkg", "geoparquet", "csv"])
def test_geomap_reads_its_own_files_back_equal(tmp_path: Path, name: str) -> None:
    told = replace(FLOOD, id="f2", actor1="=1+1", actor2="'=x", evidence=(*FLOOD.evidence,) * 3)
    incidents = (*many(20), FLOOD, told)
    write_incidents(incidents, str(tmp_path / FILES[name]))
    read = read_incidents(str(tmp_path / FILES[name]))
    assert read.incidents == incidents
    assert not read.problems


def test_days_are_days_in_a_workbook(tmp_path: Path) -> None:
    write_incidents([FLOOD], str(tmp_path / "a.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    row = dict(zip(*([c.value for c in cells] for cells in sheet.rows), strict=True))
    assert (row["date_start"], row["published"]) == ("1600-02-29", None)
    assert isinstance(row["latitude"], float)
    assert not isinstance(row["date_start"], datetime)
