"""GDELT event files, told by their shape: rows of our own in the columns of its codebook."""

import io
import zipfile
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.errors import InputError, LexiconError
from geomap.events.taxonomy import load_taxonomy
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Incident
from geomap.outputs.incident_tables.gdelt import codebook_from_table, is_gdelt, load_codebook
from geomap.outputs.incident_tables.read import incident_rows, is_incident_table, read_incidents
from geomap.resources import read_table
from geomap.sources.problem import Problem

TABLE = read_table("gdelt.toml")
RIOT = {
    "id": "1023456789",
    "date": "20220105",
    "actor1": "PROTESTER",
    "actor2": "POLICE",
    "code": "1451",
    "articles": "12",
    "geo_type": "4",
    "geo_name": "Almaty, Almaty, Kazakhstan",
    "geo_country": "KZ",
    "latitude": "43.25",
    "longitude": "76.95",
    "feature": "-2330815",
    "added": "20220106",
    "url": "https://news.example/riots",
}


def line(width: int = 61, **changes: str) -> str:
    """A row of GDELT with so many columns; what is not said stays empty."""
    cells = [""] * width
    for field, number in TABLE["shapes"][str(width)].items():
        cells[number - 1] = {**RIOT, **changes}[field]
    return "\t".join(cells)


def written(folder: Path, *lines: str, name: str = "20220106.export.CSV") -> str:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(folder / name)


def only(path: str) -> Incident:
    read = read_incidents(path)
    assert not read.problems
    return read.incidents[0]


@pytest.mark.parametrize("width", [57, 58, 61])
def test_each_shape_of_file_is_known_without_names_of_columns(tmp_path: Path, width: int) -> None:
    incident = only(written(tmp_path, line(width)))
    assert (incident.id, incident.latitude, incident.longitude) == ("1023456789", 43.25, 76.95)
    assert (incident.date_start, incident.date_precision) == (date(2022, 1, 5), "day")
    assert (incident.event_type, incident.sub_event_type) == ("Riots", "Violent demonstration")
    assert (incident.actor1, incident.actor2, incident.cameo_root) == (
        "PROTESTER",
        "POLICE",
        "1451",
    )


def test_place_source_and_day_are_where_an_incident_has_them(tmp_path: Path) -> None:
    incident = only(written(tmp_path, line()))
    assert (incident.place_name, incident.admin1, incident.country) == (
        *("Almaty", "Almaty", "Kazakhstan"),
    )
    evidence = incident.evidence[0]
    assert (evidence.url, evidence.source) == ("https://news.example/riots", "news.example")
    assert evidence.published == date(2022, 1, 6)
    assert "CAMEO 1451, told by 12 articles" in incident.reason


@pytest.mark.parametrize(
    ("fips", "iso"),
    [("RS", "RU"), ("UP", "UA"), ("GM", "DE"), ("CH", "CN"), ("GZ", "PS"), ("", None)],
)
def test_countries_are_fips_codes_there(tmp_path: Path, fips: str, iso: str | None) -> None:
    assert only(written(tmp_path, line(geo_country=fips))).country_code == iso


@pytest.mark.parametrize(
    ("kind", "precision", "km"),
    [
        ("1", Precision.COUNTRY, 400),
        ("2", Precision.ADMIN1, 150),
        ("4", Precision.CITY, 10),
        ("0", None, None),
    ],
)
def test_how_fine_a_point_is_is_kept(tmp_path: Path, kind: str, precision: Any, km: Any) -> None:
    incident = only(written(tmp_path, line(geo_type=kind)))
    assert (incident.precision, incident.uncertainty_km) == (precision, km)


@pytest.mark.parametrize("root", [f"{number:02}" for number in range(1, 21)])
def test_every_cameo_root_has_a_type_of_ours(root: str) -> None:
    assert load_codebook().kind(root) in load_taxonomy().sub_types


@pytest.mark.parametrize(
    "pair", [pair for pair, sub in load_taxonomy().sub_types.items() if sub.crosswalk.cameo_root]
)
def test_our_own_crosswalk_leads_back_to_a_type_near_by(pair: tuple[str, str]) -> None:
    code = load_taxonomy().sub_types[pair].crosswalk.cameo_root or ""
    found = load_codebook().kind(code)
    near = {layer: {layer} for layer in (y.id for y in load_taxonomy().layers)}
    near["explosions"] |= {"civilians"}  # CAMEO 20 is mass violence of any kind
    near["diplomatic"] |= {"forces"}
    layer = load_taxonomy().layer_of(*pair).id
    assert load_taxonomy().layer_of(*found).id in near[layer]


@pytest.mark.fault("bad dates and coordinates")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"latitude": "143.25"}, "are the two swapped"),
        ({"latitude": "999"}, "is not on the globe"),
        ({"latitude": "nan"}, "the latitude is missing"),
        ({"latitude": "0", "longitude": "0"}, "0, 0 lies in the sea"),
    ],
)
def test_an_impossible_point_leaves_the_row_unlocated_and_is_told(
    tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    read = read_incidents(written(tmp_path, line(), line(id="2", **changes)))
    assert [i.latitude for i in read.incidents] == [43.25, None]
    [problem] = read.problems
    assert problem.line == 2
    assert words in problem.message


@pytest.mark.fault("bad dates and coordinates")
def test_a_day_that_is_none_is_left_out_and_told(tmp_path: Path) -> None:
    read = read_incidents(written(tmp_path, line(), line(id="2", date="20221345")))
    assert read.incidents[1].date_start is None
    assert "is no day" in read.problems[0].message


@pytest.mark.fault("one bad record")
@pytest.mark.parametrize("bad", ["a\tb", line(58), line() + "\tmore"])
def test_a_row_of_another_shape_is_refused_and_the_others_go_on(tmp_path: Path, bad: str) -> None:
    found = list(incident_rows(written(tmp_path, line(), bad, line(id="3"))))
    assert [row.id for row in found if isinstance(row, Incident)] == ["1023456789", "3"]
    [problem] = [row for row in found if isinstance(row, Problem)]
    assert problem.line == 2
    assert "cells where GDELT has 61" in problem.message


def test_quotes_mean_nothing_there(tmp_path: Path) -> None:
    read = read_incidents(written(tmp_path, line(actor1='THE "FRONT'), line(id="2")))
    assert [i.actor1 for i in read.incidents] == ['THE "FRONT', "PROTESTER"]


def test_a_zipped_file_is_read_as_it_comes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.export.CSV.zip", "w") as archive:
        archive.writestr("a.export.CSV", line() + "\n")
    assert only(str(tmp_path / "a.export.CSV.zip")).id == "1023456789"
    assert is_incident_table(str(tmp_path / "a.export.CSV.zip"))


@pytest.mark.threat("gzip bomb")
def test_an_archive_that_unpacks_to_far_more_than_a_table_is_refused(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.csv", "w") as member,
    ):
        for _ in range(110):
            member.write(bytes(1 << 20))
    with pytest.raises(InputError, match=r"unpacks from .* no table does"):
        read_incidents(str(tmp_path / "a.zip"))


@pytest.mark.parametrize("members", [{}, {"a.csv": "x", "b.csv": "y"}])
def test_an_archive_of_not_just_one_file_is_refused(tmp_path: Path, members: Any) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(InputError, match="unpack it first"):
        read_incidents(str(tmp_path / "a.zip"))


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", line() * 500)
    content = bytearray(buffer.getvalue())
    content[60:90] = bytes(30)
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(InputError, match=r"a\.zip: is a broken"):
        read_incidents(str(tmp_path / "a.zip"))


@pytest.mark.parametrize(
    "text", ["", "a\tb", "\t" * 60, "x" + "\t" * 60, line().replace("20220105", "5 Jan")]
)
def test_other_lines_are_not_taken_for_gdelt(text: str) -> None:
    assert not is_gdelt(text)


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("cameo", "14", ["Protests", "Carnival"]),
        ("precision", "1", "planet"),
        ("shapes", "61", {"id": 99}),
        ("shapes", "wide", {}),
    ],
)
def test_a_wrong_codebook_is_refused(section: str, key: str, value: object) -> None:
    table = deepcopy(TABLE)
    table[section][key] = value
    with pytest.raises(LexiconError, match=r"gdelt\.toml"):
        codebook_from_table(table, load_taxonomy())
