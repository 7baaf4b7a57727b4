"""GeoJSON with a feature a line: read as it comes."""

import json
from pathlib import Path
from typing import Any

import pytest
from test_geojson import NOWHERE, RIOT

from geomap.incidents.incident import Incident
from geomap.outputs.geojson import geojson_bytes
from geomap.outputs.incident_tables import features
from geomap.outputs.incident_tables.read import incident_rows, is_incident_table, read_incidents
from geomap.sources.problem import Problem

LINES = geojson_bytes([RIOT, NOWHERE]).splitlines()[1:-1]


@pytest.mark.parametrize("suffix", [".geojsonl", ".ndjson", ".jsonl", ".geojsons"])
def test_what_geomap_wrote_is_read_back_equal(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"\n".join(line.removesuffix(b",") for line in LINES))
    assert read_incidents(str(path)).incidents == (RIOT, NOWHERE)
    assert is_incident_table(str(path))


def test_a_record_separator_before_each_line_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.geojsons").write_bytes(b"\x1e" + LINES[0].removesuffix(b",") + b"\n")
    assert read_incidents(str(tmp_path / "a.geojsons")).incidents == (RIOT,)


@pytest.mark.fault("one bad record")
@pytest.mark.parametrize("bad", [b"{", b"5", b'{"type":"Point"}', b'{"type":"Feature"', b"\xff"])
def test_a_line_that_is_no_feature_is_refused_by_number(tmp_path: Path, bad: bytes) -> None:
    good = LINES[0].removesuffix(b",")
    (tmp_path / "a.geojsonl").write_bytes(b"\n".join([good, bad, good]))
    found = list(incident_rows(str(tmp_path / "a.geojsonl")))
    assert sum(isinstance(row, Incident) for row in found) == 2
    [problem] = [row for row in found if isinstance(row, Problem)]
    assert problem.message.startswith("feature 2: ")


def test_a_large_collection_of_ours_is_read_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(features, "_LARGE", 10)
    path = tmp_path / "a.geojson"
    path.write_bytes(geojson_bytes([RIOT, NOWHERE]))
    assert read_incidents(str(path)).incidents == (RIOT, NOWHERE)
    path.write_bytes(
        geojson_bytes([RIOT]).replace(b"\n],", b"\n]")
    )  # only reading as a whole tells
    assert read_incidents(str(path)).incidents == (RIOT,)


@pytest.mark.parametrize("head", ['"crs":{"properties":{"name":"EPSG:28992"}},', '"crs":"x",'])
def test_a_large_collection_in_another_system_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: str
) -> None:
    monkeypatch.setattr(features, "_LARGE", 10)
    content = geojson_bytes([RIOT]).replace(b'"features"', f'{head}"features"'.encode(), 1)
    (tmp_path / "a.geojson").write_bytes(content)
    with pytest.raises(ValueError, match="save it in WGS84"):
        read_incidents(str(tmp_path / "a.geojson"))


def test_a_collection_on_one_line_is_read_as_a_whole(tmp_path: Path) -> None:
    whole: Any = json.loads(geojson_bytes([RIOT, NOWHERE]))
    (tmp_path / "a.geojson").write_text(json.dumps(whole), encoding="utf-8")
    assert read_incidents(str(tmp_path / "a.geojson")).incidents == (RIOT, NOWHERE)
