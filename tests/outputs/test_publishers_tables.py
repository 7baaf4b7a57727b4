"""ACLED and UCDP GED as their publishers give them: rows of our own in their columns."""

import csv
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Incident
from geomap.outputs.incident_tables import text_lines
from geomap.outputs.incident_tables.read import incident_rows, is_incident_table, read_incidents
from geomap.sources.problem import Problem, Remark

NOW = {
    "event_id_cnty": "KAZ77",
    "event_date": "2022-01-05",
    "year": "2022",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Riots",
    "sub_event_type": "Mob violence",
    "actor1": "Rioters (Kazakhstan)",
    "iso": "398",
    "country": "Kazakhstan",
    "admin1": "Almaty",
    "location": "Almaty",
    "latitude": "43.25",
    "longitude": "76.95",
    "geo_precision": "1",
    "source": "Own Paper",
    "notes": "On 5 January, a crowd entered the hall.",
    "fatalities": "3",
    "timestamp": "1646077433",
}
# Before 2019: capitals, days in words, types that are called otherwise now.
THEN = {
    "ISO": "398",
    "EVENT_ID_CNTY": "77KAZ",
    "EVENT_DATE": "05 January 2012",
    "TIME_PRECISION": "2",
    "EVENT_TYPE": "Battle-No change of territory",
    "ACTOR1": "Rebels",
    "COUNTRY": "Kazakhstan",
    "LOCATION": "Almaty",
    "LATITUDE": "43.25",
    "LONGITUDE": "76.95",
    "GEO_PRECISION": "3",
    "NOTES": "They fought.",
    "FATALITIES": "0",
}
# Programs of statistics write whole numbers with a point.
GED = {
    "id": "1234.0",
    "year": "2013",
    "type_of_violence": "1.0",
    "side_a": "Government of Nowhere",
    "side_b": "Front",
    "source_office": "Own Agency",
    "source_date": "2013-01-04;2013-01-05",
    "source_headline": "Fighting in the hills",
    "where_prec": "2.0",
    "where_coordinates": "Rami",
    "adm_1": "North",
    "latitude": "35.76",
    "longitude": "36.55",
    "country": "Nowhere",
    "date_prec": "4.0",
    "date_start": "2013-01-01",
    "date_end": "2013-01-31",
    "best": "2.0",
    "low": "1.0",
    "high": "5.0",
}


def written(folder: Path, *rows: dict[str, str], name: str = "table.csv") -> str:
    with (folder / name).open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(folder / name)


def only(path: str) -> Incident:
    read = read_incidents(path)
    assert not read.problems
    return read.incidents[0]


def test_acled_of_today(tmp_path: Path) -> None:
    incident = only(written(tmp_path, NOW))
    assert (incident.id, incident.country_code, incident.fatalities) == ("KAZ77", "KZ", 3)
    assert (incident.precision, incident.uncertainty_km) == (Precision.CITY, 10.0)
    assert incident.evidence[0].quote == NOW["notes"]


def test_acled_of_the_years_before_2019(tmp_path: Path) -> None:
    incident = only(written(tmp_path, THEN))
    assert (incident.event_type, incident.sub_event_type) == ("Battles", "Armed clash")
    assert (incident.date_start, incident.date_precision) == (date(2012, 1, 5), "week")
    assert (incident.precision, incident.uncertainty_km) == (Precision.ADMIN1, 150.0)


def test_ucdp_ged_with_points_behind_its_codes(tmp_path: Path) -> None:
    incident = only(written(tmp_path, GED))
    assert (incident.id, incident.event_type) == ("1234", "Battles")
    assert (incident.precision, incident.uncertainty_km) == (Precision.CITY, 25.0)
    assert (incident.fatalities, incident.fatalities_min, incident.fatalities_max) == (2, 1, 5)
    assert (incident.date_end, incident.date_precision) == (date(2013, 1, 31), "month")
    evidence = incident.evidence[0]
    assert (evidence.source, evidence.published) == ("Own Agency", date(2013, 1, 4))


@pytest.mark.parametrize(
    ("cell", "code"), [("398", "KZ"), ("004", "AF"), ("KAZ", "KZ"), ("KZ", "KZ"), ("Mars", "Mars")]
)
def test_a_country_is_known_by_any_code_of_iso(tmp_path: Path, cell: str, code: str) -> None:
    assert only(written(tmp_path, {**NOW, "iso": cell})).country_code == code


@pytest.mark.parametrize("table", [NOW, THEN, GED], ids=["now", "then", "ged"])
def test_such_tables_are_told_from_tables_of_articles(tmp_path: Path, table: Any) -> None:
    assert is_incident_table(written(tmp_path, table))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "title,text,date\nRiots,They came.,2022-01-05\n"),
        ("a.csv", "latitude,longitude,text\n1,2,They came.\n"),
        ("a.csv", ""),
        ("a.txt", "Riots in Almaty\n\nThey came to the hall.\n"),
        ("a.jsonl", '{"text": "They came."}\n'),
        ("a.json", '{"articles": []}'),
        ("a.csv", "\0\0\0"),
        ("a.zip", "no archive"),
        ("a.html", "<p>latitude,longitude,event_type</p>"),
    ],
)
def test_what_holds_articles_or_nothing_is_no_table_of_incidents(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert not is_incident_table(str(tmp_path / name))


@pytest.mark.parametrize("path", ["none.csv", "https://example.org/a.csv", "."])
def test_what_is_no_file_is_no_table(path: str) -> None:
    assert not is_incident_table(path)


@pytest.mark.fault("one bad record")
@pytest.mark.parametrize("place", [0, 1, 4000, 9999])
def test_of_ten_thousand_rows_a_bad_one_is_one_problem(tmp_path: Path, place: int) -> None:
    rows = [{**NOW, "event_id_cnty": f"K{k}"} for k in range(10_000)]
    path = Path(written(tmp_path, *rows))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[place + 1] = 'K,"a quote that nobody closes\n'
    path.write_text("".join(lines), encoding="utf-8")
    found = list(incident_rows(str(path)))
    assert sum(isinstance(row, Incident) for row in found) == 9_999
    assert [row.line for row in found if isinstance(row, Problem)] == [place + 2]


def test_each_row_is_an_incident_or_a_problem_and_what_was_mended_is_remarked(
    tmp_path: Path,
) -> None:
    rows = [NOW, {**NOW, "latitude": "143"}, {**NOW, "fatalities": "many"}]
    path = Path(written(tmp_path, *rows))
    path.write_text(path.read_text(encoding="utf-8") + "x" + "," * 30 + "y\n", encoding="utf-8")
    kinds = [type(row) for row in incident_rows(str(path))]
    assert (kinds.count(Incident), kinds.count(Problem), kinds.count(Remark)) == (3, 1, 2)


def test_of_many_mended_rows_the_first_are_remarked_and_the_others_counted(tmp_path: Path) -> None:
    path = written(tmp_path, *[{**NOW, "latitude": "143"}] * 6_000)
    told = [row for row in incident_rows(path) if isinstance(row, Remark)]
    assert len(told) == 21
    assert "5,980 more cells" in told[-1].message


def test_ids_are_unique_over_all_parts_of_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, *[NOW] * 5_100)
    ids = [row.id for row in incident_rows(path) if isinstance(row, Incident)]
    assert len(set(ids)) == 5_100
    assert (ids[0], ids[1], ids[-1]) == ("KAZ77", "KAZ77-2", "KAZ77-5100")


def test_types_are_counted_over_all_parts_of_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, *[{**NOW, "event_type": "Festival"}] * 5_100)
    [remark] = [row for row in incident_rows(path) if isinstance(row, Remark)]
    assert "5,100 of types that geomap does not know" in remark.message


LIMITED = """
import sys
from geomap.incidents.incident import Incident
from geomap.outputs.incident_tables import text_lines
from geomap.outputs.incident_tables.read import incident_rows
print(sum(isinstance(row, Incident) for row in incident_rows(sys.argv[1])))
"""


def test_a_hundred_thousand_rows_are_read_in_little_memory(tmp_path: Path) -> None:
    row = ",".join(f'"{cell}"' for cell in NOW.values()) + "\n"
    head = ",".join(NOW) + "\n"
    pad = row.replace("entered the hall", "entered the hall " + "and the square " * 20)
    (tmp_path / "long.csv").write_text(head + pad * 100_000, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, tmp_path / "long.csv"],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20)),
    )
    assert done.stdout.strip() == "100000"


@pytest.mark.fault("encodings")
def test_a_row_that_is_not_utf_8_in_a_large_file_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_lines, "_LARGE", 1000)
    row = (",".join(f'"{cell}"' for cell in NOW.values()) + "\n").encode()
    head = (",".join(NOW) + "\n").encode()
    bad = row.replace(b"crowd", b"cr\xffwd")
    (tmp_path / "long.csv").write_bytes(head + row + bad + row * 50)
    found = list(incident_rows(str(tmp_path / "long.csv")))
    [problem] = [row for row in found if isinstance(row, Problem)]
    assert (problem.line, "is not UTF-8" in problem.message) == (3, True)
    assert sum(isinstance(row, Incident) for row in found) == 51
