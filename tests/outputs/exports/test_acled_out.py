"""ACLED's columns: what is written is read again, by us and by scripts for ACLED's files."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from export_incidents import SOME
from hypothesis import HealthCheck, given, settings
from test_geojson import NOWHERE, RIOT

from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Incident
from geomap.outputs.exports import write_incidents
from geomap.outputs.incident_tables.read import read_incidents

# ACLED's own header, in the order of its export tool.
HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
)


def rows(folder: Path, *incidents: Incident) -> list[dict[str, str]]:
    write_incidents(incidents, str(folder / "a.acled.csv"))
    with (folder / "a.acled.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_columns_are_acled_s_in_its_order(tmp_path: Path) -> None:
    write_incidents([], str(tmp_path / "a.acled.csv"))
    assert (tmp_path / "a.acled.csv").read_text(encoding="utf-8").strip() == HEADER


def test_codes_are_acled_s(tmp_path: Path) -> None:
    [row] = rows(tmp_path, RIOT)
    assert row["event_date"] == "2022-01-05"
    assert (row["year"], row["time_precision"], row["geo_precision"]) == ("2022", "1", "1")
    assert (row["disorder_type"], row["iso"], row["fatalities"]) == ("Demonstrations", "398", "26")


@pytest.mark.parametrize(
    ("precision", "code"),
    [
        (Precision.SITE, "1"),
        (Precision.ADMIN2, "2"),
        (Precision.ADMIN1, "3"),
        (Precision.COUNTRY, "3"),
    ],
)
def test_a_wide_place_says_so(tmp_path: Path, precision: Precision, code: str) -> None:
    [row] = rows(tmp_path, replace(RIOT, precision=precision))
    assert row["geo_precision"] == code


def test_violence_against_civilians_is_marked_as_aimed_at_them(tmp_path: Path) -> None:
    attack = replace(RIOT, event_type="Violence against civilians", sub_event_type="Attack")
    found = [row["civilian_targeting"] for row in rows(tmp_path, RIOT, attack)]
    assert found == ["", "Civilian targeting"]


def test_what_acled_does_not_have_is_told_with_its_count(tmp_path: Path) -> None:
    flood = replace(RIOT, event_type="Disaster", sub_event_type="Flood")
    written = write_incidents(
        [flood, flood, replace(RIOT, precision=Precision.COUNTRY)], str(tmp_path / "a.acled.csv")
    )
    assert written.remarks == (
        "2 of types that ACLED does not have; their disorder_type is empty",
        "1 places as wide as a country; ACLED has nothing wider than a region",
    )


def test_an_unlocated_incident_has_empty_cells(tmp_path: Path) -> None:
    [row] = rows(tmp_path, NOWHERE)
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == ("", "", "")


KEPT = ("id", "event_type", "sub_event_type", "date_start", "latitude", "longitude", "country_code")


def test_what_its_columns_hold_comes_back_equal(tmp_path: Path) -> None:
    write_incidents([RIOT, NOWHERE], str(tmp_path / "a.acled.csv"))
    read = read_incidents(str(tmp_path / "a.acled.csv"))
    assert not read.problems
    for before, after in zip([RIOT, NOWHERE], read.incidents, strict=True):
        assert [getattr(after, name) for name in KEPT] == [getattr(before, name) for name in KEPT]
    assert read.incidents[0].evidence[0].quote == RIOT.evidence[0].quote


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(SOME)
def test_writing_what_was_read_gives_the_same_bytes(tmp_path: Path, incidents: Any) -> None:
    first, second = tmp_path / "a.acled.csv", tmp_path / "b.acled.csv"
    write_incidents(incidents, str(first))
    once = read_incidents(str(first))
    write_incidents(once.incidents, str(second))
    again = read_incidents(str(second))
    assert [replace(i, evidence=()) for i in again.incidents] == [
        replace(i, evidence=()) for i in once.incidents
    ]
