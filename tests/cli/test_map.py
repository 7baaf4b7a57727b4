"""`geomap map` on files of ours and of others, with its options, through the real command."""

import gzip
import json
import re
from base64 import b64decode
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geomap.cli import main

HEAD = "id,date,event_type,sub_event_type,latitude,longitude,notes,title\n"
RIOT = "r,2022-01-05,Riots,Mob violence,43.25,76.92,They stormed the hall.,Almaty\n"
FIRE = "f,2022-03-01,Disaster,Fire,52.27,6.79,A warehouse burned.,Hengelo\n"
UNDATED = "u,,Disaster,Fire,,,Something burned.,Nowhere\n"
BAD = "b,2022-01-05,Riots,Mob violence,143,43,They came.,Beyond\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "points.csv"
    path.write_text(HEAD + RIOT + FIRE + UNDATED, encoding="utf-8")
    return path


def draw(table: Path, *options: str | Path) -> Result:
    """Draw into page.html beside the table."""
    words = ["map", table, "--out", table.parent / "page.html", *options]
    return CliRunner().invoke(main, list(map(str, words)))


def summary(table: Path, *options: str) -> dict[str, object]:
    read: dict[str, object] = json.loads(draw(table, *options, "--json").stdout)
    return read


def test_a_table_becomes_a_page(table: Path) -> None:
    outcome = draw(table)
    assert outcome.exit_code == 0
    assert f"3 incidents: {table.parent}/page.html" in outcome.stderr
    assert (table.parent / "page.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_same_table_same_page(table: Path) -> None:
    draw(table)
    before = (table.parent / "page.html").read_bytes()
    draw(table)
    assert (table.parent / "page.html").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "left", "told"),
    [
        (["--types", "riots"], 1, "2 incidents left out, as asked"),
        (["--types", "disaster"], 2, "1 incident left out"),
        (["--from", "2022-02-01"], 1, "1 of them for want of a date"),
        (["--to", "2022-02-01"], 1, "1 of them for want of a date"),
        (["--bbox", "0,40,10,60"], 1, "1 of them for want of a place"),
        (["--from", "2022-01-01", "--types", "fire"], 1, "1 of them for want of a date"),
    ],
)
def test_what_is_left_out_is_counted(table: Path, options: list[str], left: int, told: str) -> None:
    outcome = draw(table, *options)
    assert outcome.exit_code == 0
    assert told in outcome.stderr
    assert summary(table, *options)["incidents"] == left


def test_when_nothing_is_left_it_is_said_and_exit_code_is_1(table: Path) -> None:
    outcome = draw(table, "--to", "1999-01-01")
    assert outcome.exit_code == 1
    assert "nothing is left of the incidents; widen the period" in outcome.stderr


def test_a_table_without_rows_and_one_without_places_are_told_apart(tmp_path: Path) -> None:
    empty, nowhere = tmp_path / "empty.csv", tmp_path / "nowhere.csv"
    empty.write_text(HEAD, encoding="utf-8")
    nowhere.write_text(HEAD + UNDATED, encoding="utf-8")
    assert (draw(empty).exit_code, draw(nowhere).exit_code) == (1, 0)
    assert "the file has no rows" in draw(empty).stderr
    assert "none of the incidents has a place" in draw(nowhere).stderr


def test_bad_rows_are_named_and_the_others_are_drawn(table: Path) -> None:
    table.write_text(HEAD + BAD + RIOT, encoding="utf-8")
    outcome = draw(table)
    assert outcome.exit_code == 3
    assert f"geomap: {table}:2: latitude 143 is beyond the pole" in outcome.stderr
    assert (table.parent / "page.html").exists()
    assert summary(table)["unlocated"] == 1


def test_of_many_bad_rows_twenty_are_named_and_all_counted(table: Path) -> None:
    table.write_text(HEAD + BAD * 1000, encoding="utf-8")
    lines = draw(table).stderr.splitlines()
    assert "geomap: and 980 problems more" in lines
    assert len(lines) < 25
    problems = summary(table)["problems"]
    assert isinstance(problems, list)
    assert len(problems) == 1000


def test_when_no_row_could_be_taken_in_no_page_appears(table: Path) -> None:
    table.write_text(HEAD + RIOT.replace("\n", ",too,many\n"), encoding="utf-8")
    assert draw(table).exit_code == 3
    assert list(table.parent.iterdir()) == [table]


def words_of(page: Path) -> str:
    """Everything that the page knows of its incidents."""
    found = re.search(r'id="geomap-incidents">([^<]*)<', page.read_text("utf-8"))
    assert found
    return gzip.decompress(b64decode(found[1])).decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("options", "there", "gone"),
    [
        ([], ["stormed", "Talgar", "Zhetysu"], []),
        (["--no-quotes"], ["Talgar", '"quoted":false'], ["stormed"]),
        (["--coarsen", "50"], ["stormed", "Zhetysu", '"coarsened_km":50.0'], ["Talgar"]),
    ],
)
def test_what_shall_be_hidden_is_nowhere_in_the_page(
    tmp_path: Path, options: list[str], there: list[str], gone: list[str]
) -> None:
    table = tmp_path / "points.csv"
    place = RIOT.replace("\n", ",Talgar,Zhetysu,Kazakhstan\n")
    table.write_text(HEAD.replace("\n", ",place_name,admin1,country\n") + place, encoding="utf-8")
    assert draw(table, *options).exit_code == 0
    words = words_of(tmp_path / "page.html")
    assert [word for word in there if word not in words] == []
    assert [word for word in gone if word in words] == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--from", "soon"], "'soon' is no day; write it as 2022-01-08"),
        (["--types", "Carnival"], "type 'carnival': name one of Battles"),
        (["--bbox", "1,2"], "write west,south,east,north"),
        (["--coarsen", "0"], "above 0"),
        (["--theme", "pink"], "--theme"),
        (["--language", "tlh"], "choose one of"),
        (["--tiles", "Nowhere"], "knows no such name"),
        (["--picture", "a.gif"], "ends in .png, .svg, .pdf"),
        (["--picture", "none/a.png"], "create it first"),
    ],
)
def test_a_wrong_option_is_wrong_use_and_no_page_appears(
    table: Path, options: list[str], words: str
) -> None:
    outcome = draw(table, *options)
    assert outcome.exit_code == 2
    [line] = outcome.stderr.splitlines()
    assert words in line
    assert list(table.parent.iterdir()) == [table]


def test_a_picture_is_drawn_beside_the_page(table: Path) -> None:
    pytest.importorskip("matplotlib")
    picture = table.parent / "map.svg"
    outcome = draw(table, "--picture", picture, "--coarsen", "25", "--language", "nl")
    assert outcome.exit_code == 0
    assert str(picture) in outcome.stderr
    assert b"<svg" in picture.read_bytes()


def picture_of(folder: Path, place_name: str, *options: str) -> bytes:
    """The picture of one riot at a place so named."""
    table, picture = folder / "points.csv", folder / "map.svg"
    row = RIOT.replace("\n", f",{place_name},Zhetysu,Kazakhstan\n")
    table.write_text(HEAD.replace("\n", ",place_name,admin1,country\n") + row, encoding="utf-8")
    assert draw(table, "--picture", picture, *options).exit_code == 0
    return picture.read_bytes()


def test_a_picture_names_no_place_that_the_page_hides(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert picture_of(tmp_path, "Talgar") != picture_of(tmp_path, "Issyk")
    hidden = ("--coarsen", "50")
    assert picture_of(tmp_path, "Talgar", *hidden) == picture_of(tmp_path, "Issyk", *hidden)


def test_outlines_of_the_user_s_own_are_drawn(table: Path) -> None:
    square = [[[0, 40], [90, 40], [90, 60], [0, 60], [0, 40]]]
    feature = {
        "type": "Feature",
        "properties": {"name": "Square"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    outlines = table.parent / "land.geojson"
    outlines.write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8"
    )
    draw(table)
    before = (table.parent / "page.html").stat().st_size
    assert draw(table, "--outlines", outlines).exit_code == 0
    assert (table.parent / "page.html").stat().st_size < before
