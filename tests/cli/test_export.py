"""`geomap export` through the real command."""

import json
import subprocess
import sys
from pathlib import Path

import geopandas
import pytest
from click.testing import CliRunner, Result

from geomap.cli import main
from geomap.outputs.exports import formats

HEAD = "id,date,event_type,sub_event_type,latitude,longitude,notes,place_name,country\n"
RIOT = "r,2022-01-05,Riots,Mob violence,43.25,76.92,They stormed the hall.,Talgar,Kazakhstan\n"
FIRE = "f,2022-03-01,Disaster,Fire,52.27,6.79,A warehouse burned.,Hengelo,Netherlands\n"
UNDATED = "u,,Disaster,Fire,,,Something burned.,,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "points.csv"
    path.write_text(HEAD + RIOT + FIRE + UNDATED, encoding="utf-8")
    return path


def export(table: Path, out: str, *options: str) -> Result:
    target = out if out == "-" or "://" in out else str(table.parent / out)
    return CliRunner().invoke(main, ["export", str(table), target, *options])


@pytest.mark.parametrize("suffix", [s for f in formats()[:-1] for s in f.suffixes])
def test_every_suffix_of_the_help_is_written(table: Path, suffix: str) -> None:
    outcome = export(table, f"out{suffix}")
    assert outcome.exit_code == 0
    assert (table.parent / f"out{suffix}").stat().st_size > 0


def test_the_help_lists_every_format_with_what_it_keeps() -> None:
    shown = CliRunner().invoke(main, ["export", "--help"]).output
    for each in formats():
        assert each.keeps in shown
        assert ", ".join(each.suffixes) in shown


@pytest.mark.parametrize(
    ("options", "ids", "told"),
    [
        ([], "rfu", "3 incidents: "),
        (["--types", "riots"], "r", "2 incidents left out, as asked"),
        (["--from", "2022-02-01"], "f", "1 of them for want of a date"),
        (["--bbox", "0,40,10,60"], "f", "1 of them for want of a place"),
    ],
)
def test_only_what_is_asked_for_is_written(
    table: Path, options: list[str], ids: str, told: str
) -> None:
    outcome = export(table, "a.geojson", *options)
    assert told in outcome.stderr
    read = json.loads((table.parent / "a.geojson").read_bytes())
    assert "".join(feature["id"] for feature in read["features"]) == ids


def test_text_goes_to_standard_output_and_notes_do_not(table: Path) -> None:
    outcome = export(table, "-", "--format", "geojsonl")
    assert [json.loads(line)["id"] for line in outcome.stdout.splitlines()] == ["r", "f", "u"]
    assert "3 incidents: -" in outcome.stderr


def test_what_a_format_has_no_room_for_is_told(table: Path) -> None:
    outcome = export(table, "a.fgb", "--json")
    assert "1 without a place left out: flatgeobuf has no room" in outcome.stderr
    assert json.loads(outcome.stdout)["without_room"] == 1
    assert len(geopandas.read_file(table.parent / "a.fgb")) == 2


def test_places_and_quotes_can_be_hidden(table: Path) -> None:
    export(table, "a.geojson", "--coarsen", "50", "--no-quotes")
    content = (table.parent / "a.geojson").read_text(encoding="utf-8")
    assert "Kazakhstan" in content
    assert not [word for word in ("Talgar", "stormed", "43.25,") if word in content]


def test_csv_is_marked_for_excel_when_asked(table: Path) -> None:
    for flag in ("--excel", "--csv-bom"):
        export(table, "a.csv", flag)
        assert (table.parent / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    export(table, "a.csv")
    assert not (table.parent / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_bad_rows_are_named_the_others_are_written_and_the_exit_code_is_3(table: Path) -> None:
    table.write_text(HEAD + RIOT + FIRE.replace("\n", ",too,many\n"), encoding="utf-8")
    outcome = export(table, "a.geojson")
    assert outcome.exit_code == 3
    assert f"geomap: {table}:3: has 11 cells" in outcome.stderr
    assert len(json.loads((table.parent / "a.geojson").read_bytes())["features"]) == 1


def test_when_nothing_is_left_the_exit_code_is_1_and_the_file_is_whole(table: Path) -> None:
    assert export(table, "a.geojson", "--to", "1999-01-01").exit_code == 1
    assert json.loads((table.parent / "a.geojson").read_bytes())["features"] == []


@pytest.mark.parametrize(
    ("out", "options", "words"),
    [
        ("a.xls", [], "no known format; name one of geojson"),
        ("-", [], "name a --format for standard output"),
        ("-", ["--format", "gpkg"], "gpkg is no text"),
        ("none/a.csv", [], "create it first"),
        ("points.csv", [], "is what is read"),
        ("a.csv", ["--types", "Carnival"], "type 'carnival': name one of Battles"),
        ("a.csv", ["--bbox", "1,2"], "write west,south,east,north"),
        ("a.csv", ["--from", "soon"], "'soon' is no day"),
        ("a.csv", ["--coarsen", "0"], "above 0"),
        ("a.csv", ["--format", "shp"], "'shp'"),
    ],
)
def test_wrong_use_is_told_in_a_line_and_leaves_no_file(
    table: Path, out: str, options: list[str], words: str
) -> None:
    outcome = export(table, out, *options)
    assert outcome.exit_code == 2
    [line] = outcome.stderr.splitlines()
    assert words in line
    assert list(table.parent.iterdir()) == [table]


def test_a_missing_table_is_named_and_leaves_no_file(tmp_path: Path) -> None:
    outcome = export(tmp_path / "none.csv", "a.geojson")
    assert outcome.exit_code == 3
    assert "none.csv: cannot be read" in outcome.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.fault("broken pipe")
def test_a_reader_that_has_had_enough_ends_it_quietly(table: Path) -> None:
    table.write_text(HEAD + RIOT * 3000, encoding="utf-8")
    command = f"{sys.executable} -m geomap export {table} - --format csv -q | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert done.stdout.startswith("id,event_type")
    assert done.stderr == ""


@pytest.mark.fault("disk full")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_standard_output_is_told_in_a_line(table: Path) -> None:
    command = [sys.executable, "-m", "geomap", "export", str(table), "-", "--format", "csv", "-q"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith("geomap: standard output: cannot be written")


def test_a_store_is_read_as_tables_are(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(
        "Language: en\nPublished: 2022-01-06\n\nThree people were killed in a bombing in Kabul on "
        "Wednesday.\n",
        encoding="utf-8",
    )
    store = str(tmp_path / "incidents.db")
    run = ["run", str(article), "--out", str(tmp_path / "maps"), "--store", store]
    assert CliRunner().invoke(main, run).exit_code == 0
    outcome = CliRunner().invoke(main, ["export", store, str(tmp_path / "a.geojson")])
    assert outcome.exit_code == 0
    [feature] = json.loads((tmp_path / "a.geojson").read_bytes())["features"]
    assert feature["properties"]["place_name"] == "Kabul"
