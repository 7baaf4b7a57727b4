"""Incidents out of tables of other programs: columns found, cells read, faults told by row."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.errors import InputError
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Incident
from geomap.outputs.geojson import to_geojson, write_geojson
from geomap.outputs.incident_tables.read import read_incidents
from geomap.outputs.incident_tables.table import IncidentsRead

HEAD = "date,event_type,latitude,longitude,title\n"
ROW = "2022-01-08,Riots,52.25,6.16,Fire in Deventer\n"


def features(*properties: dict[str, Any], point: object = (6.16, 52.25)) -> str:
    geometry = {"type": "Point", "coordinates": point}
    rows = [{"type": "Feature", "geometry": geometry, "properties": p} for p in properties]
    return json.dumps({"type": "FeatureCollection", "features": rows})


def only(read: IncidentsRead) -> Incident:
    assert not read.problems
    [incident] = read.incidents
    return incident


def test_a_row_of_csv_is_an_incident(table: Any) -> None:
    incident = only(table(HEAD + ROW))
    assert (incident.latitude, incident.longitude) == (52.25, 6.16)
    assert (incident.event_type, incident.date_start) == ("Riots", date(2022, 1, 8))
    assert incident.evidence[0].title == "Fire in Deventer"
    assert incident.evidence[0].document_id == "points.csv"


@pytest.mark.parametrize("north", ["latitude", "Lat", " LAT ", "y", "Latitude"])
@pytest.mark.parametrize("east", ["longitude", "lon", "LNG", "Long", "x"])
def test_coordinates_are_found_by_their_usual_names(table: Any, north: str, east: str) -> None:
    incident = only(table(f"type,{east},{north}\nRiots,6.16,52.25\n"))
    assert (incident.latitude, incident.longitude) == (52.25, 6.16)


@pytest.mark.parametrize("divider", [",", ";", "\t", "|"])
def test_the_divider_is_told_by_the_header(table: Any, divider: str) -> None:
    incident = only(table((HEAD + ROW).replace(",", divider)))
    assert incident.latitude == 52.25


def test_a_decimal_comma_is_read(table: Any) -> None:
    incident = only(table("lat;lon;type;deaths\n52,25;−6,16;Riots;1.200\n"))
    assert (incident.latitude, incident.longitude) == (52.25, -6.16)
    assert incident.fatalities == 1200


def test_a_file_of_windows_is_read_and_said(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_bytes((HEAD + ROW.replace("Fire", "Café")).encode("cp1252"))
    read = read_incidents(str(tmp_path / "old.csv"))
    assert read.incidents[0].evidence[0].title == "Café in Deventer"
    assert "Windows-1252" in str(read.remarks[0])


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("2022-01-08", (2022, 1, 8), (2022, 1, 8), "day"),
        ("2022-01-08T23:30:00Z", (2022, 1, 8), (2022, 1, 8), "day"),
        ("08.01.2022", (2022, 1, 8), (2022, 1, 8), "day"),
        ("25/01/2022", (2022, 1, 25), (2022, 1, 25), "day"),
        ("01/25/2022", (2022, 1, 25), (2022, 1, 25), "day"),
        ("08 January 2022", (2022, 1, 8), (2022, 1, 8), "day"),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), "month"),
        ("2022", (2022, 1, 1), (2022, 12, 31), "year"),
    ],
)
def test_days_are_read_as_they_are_written(
    table: Any, words: str, start: tuple[int, ...], end: tuple[int, ...], precision: str
) -> None:
    incident = only(table(f"lat,lon,type,date\n1,2,Riots,{words}\n"))
    assert (incident.date_start, incident.date_end) == (date(*start), date(*end))  # type: ignore[arg-type]
    assert (incident.date_precision, incident.date_source) == (precision, "explicit")


def test_an_order_of_days_is_told_by_another_row(table: Any) -> None:
    rows = "lat,lon,type,date\n1,2,Riots,08/01/2022\n1,2,Riots,25/01/2022\n"
    assert [i.date_start for i in table(rows).incidents] == [date(2022, 1, 8), date(2022, 1, 25)]


def test_a_day_that_may_be_read_in_two_ways_is_left_out_and_told(table: Any) -> None:
    read = table("lat,lon,type,date\n1,2,Riots,08/01/2022\n")
    assert read.incidents[0].date_start is None
    assert "points.csv:2: date_start: '08/01/2022' may be read in two ways" in str(read.problems[0])


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        ("152.25", "6.16", "are the two swapped"),
        ("500", "600", "is not on the globe"),
        ("0", "0.0", "place unknown"),
        ("NaN", "6.16", "the latitude is missing"),
        ("52.25", "", "the longitude is missing"),
        ("north", "6.16", "'north' is found where a number is needed"),
        ("1_0", "6.16", "'1_0' is found"),
        ("inf", "6.16", "'inf' is found"),
    ],
)
def test_impossible_coordinates_leave_a_row_without_a_place_and_are_told(
    table: Any, latitude: str, longitude: str, words: str
) -> None:
    read = table(f"lat,lon,type\n1,2,Riots\n{latitude},{longitude},Riots\n")
    assert [i.latitude for i in read.incidents] == [1.0, None]
    [problem] = read.problems
    assert problem.line == 3
    assert words in problem.message
    assert problem.message.endswith("kept without a place")


def test_a_row_without_coordinates_is_unlocated_and_nothing_is_wrong(table: Any) -> None:
    assert only(table("lat,lon,type\n,,Riots\n")).latitude is None


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("fatalities", "many", "a whole number, 0 or more,"),
        ("fatalities", "-1", "a whole number"),
        ("injured", "1.5", "a whole number"),
        ("date", "2022-02-30", "write it as 2022-01-08"),
        ("confidence", "7", "a number from 0 to 1"),
        ("precision", "exact", "one of site, city"),
        ("modality", "maybe", "one of actual"),
        ("geo_precision", "4", "one of 1, 2, 3"),
    ],
)
def test_a_cell_that_makes_no_sense_is_left_out_and_told_once(
    table: Any, column: str, cell: str, words: str
) -> None:
    read = table(f"lat,lon,type,{column}\n1,2,Riots,{cell}\n")
    assert read.incidents[0].latitude == 1.0
    [problem] = read.problems
    assert words in problem.message


def test_a_row_with_too_many_cells_is_left_out_by_number(table: Any) -> None:
    read = table(HEAD + ROW + "2022-01-08,Riots,52.25,6.16,Fire, smoke and noise\n" + ROW)
    assert len(read.incidents) == 2
    [problem] = read.problems
    assert (problem.line, "has 6 cells, the header 5" in problem.message) == (3, True)


def test_lines_are_counted_as_an_editor_counts_them(table: Any) -> None:
    quoted = '2022-01-08,Riots,52.25,6.16,"Fire\nand smoke"\n'
    read = table(HEAD + quoted + "\n" + ROW.replace("52.25", "95"))
    assert read.incidents[0].evidence[0].title == "Fire\nand smoke"
    assert read.problems[0].line == 5


def test_types_are_found_in_any_case_and_by_sub_type(table: Any) -> None:
    read = table("lat,lon,type\n1,2,riots\n1,2,Armed clash\n1,2,GRENADE\n")
    assert [(i.event_type, i.sub_event_type) for i in read.incidents] == [
        ("Riots", "Violent demonstration"),
        ("Battles", "Armed clash"),
        ("Explosions/Remote violence", "Grenade"),
    ]
    assert "1 with a type but no sub-type; taken as Riots" in str(read.remarks[0])


def test_a_known_type_gets_its_codes(table: Any) -> None:
    incident = only(table("lat,lon,event_type,sub_event_type\n1,2,Riots,Mob violence\n"))
    assert (incident.cameo_root, incident.plover_type) == ("145", "PROTEST riot")


def test_unknown_and_missing_types_are_kept_and_counted(table: Any) -> None:
    read = table("lat,lon,type\n1,2,Festival\n1,2,Festival\n1,2,\n")
    assert [i.event_type for i in read.incidents] == ["Festival", "Festival", "Type not given"]
    assert not read.problems
    told = "\n".join(map(str, read.remarks))
    assert "2 of types that geomap does not know (Festival)" in told
    assert "1 without an event type" in told


def test_acled_s_columns_and_codes_are_known(table: Any) -> None:
    incident = only(
        table(
            "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,location,"
            "latitude,longitude,geo_precision,source,notes,fatalities\n"
            "KZ1,08 January 2022,2,Riots,Mob violence,Rioters,Aktau,43.6,51.2,2,Paper,"
            "Shops burned,0\n"
        )
    )
    assert (incident.id, incident.date_precision, incident.precision) == (
        *("KZ1", "week"),
        Precision.ADMIN2,
    )
    assert (incident.evidence[0].quote, incident.fatalities) == ("Shops burned", 0)


def test_ucdp_s_columns_and_codes_are_known(table: Any) -> None:
    incident = only(
        table(
            "id,type_of_violence,side_a,where_coordinates,latitude,longitude,where_prec,date_prec,"
            "date_start,date_end,best,low,high\n"
            "7,3,Militia,Bunia,1.56,30.25,6,4,2022-01-01,2022-01-31,3,2,9\n"
        )
    )
    assert (incident.event_type, incident.precision) == (
        "Violence against civilians",
        Precision.COUNTRY,
    )
    assert (incident.fatalities_min, incident.fatalities_max) == (2, 9)


def test_ids_are_unique_and_the_same_in_every_run(table: Any) -> None:
    read = table("id,lat,lon,type\na,1,2,Riots\na,1,2,Riots\n,1,2,Riots\n")
    assert [i.id for i in read.incidents] == ["a", "a-2", "points-3"]


def test_geojson_of_other_makers_is_read_by_the_same_names(table: Any) -> None:
    incident = only(table(features({"Type": "Riots", "DATE": "2022-01-08", "killed": 3}), "a.json"))
    assert (incident.latitude, incident.longitude) == (52.25, 6.16)
    assert (incident.event_type, incident.fatalities) == ("Riots", 3)


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ((43.2, 143.2), "are the two swapped"),
        ((6.16,), "are not [longitude, latitude]"),
        (("6.16", 52.25), "longitude '6.16' is not a number"),
        ((0, 0), "place unknown"),
    ],
)
def test_a_wrong_point_of_geojson_is_told_by_the_number_of_its_feature(
    table: Any, point: object, words: str
) -> None:
    read = table(features({"type": "Riots"}, point=point), "a.geojson")
    assert read.incidents[0].latitude is None
    [problem] = read.problems
    assert problem.message.startswith("feature 1: ")
    assert words in problem.message


def test_what_is_no_feature_is_left_out_by_number(table: Any) -> None:
    text = features({"type": "Riots"}).replace('"features": [', '"features": [5, ')
    read = table(text, "a.geojson")
    assert len(read.incidents) == 1
    assert "feature 1: is no GeoJSON feature" in str(read.problems[0])


def test_what_geomap_wrote_is_read_back_equal(table: Any, tmp_path: Path) -> None:
    incidents = table(HEAD + ROW + ROW.replace("52.25,6.16", ",")).incidents
    write_geojson(incidents, tmp_path / "ours.geojson")
    assert read_incidents(str(tmp_path / "ours.geojson")) == IncidentsRead(incidents)


def test_further_sources_survive(table: Any) -> None:
    [incident] = table(HEAD + ROW).incidents
    properties = to_geojson([incident])["features"][0]["properties"]
    properties["sources"] = [{"document_id": "b", "quote": "It burned.", "published": "2022-01-09"}]
    read = table(features(properties), "two.geojson")
    assert [e.document_id for e in only(read).evidence] == ["points.csv", "b"]
    assert only(read).evidence[1].published == date(2022, 1, 9)


def test_a_long_line_of_junk_does_not_hang(table: Any) -> None:
    with pytest.raises(InputError, match="no column for"):
        table(",;\t|" * 16_000 + "\n" + '"' * 64_000)
