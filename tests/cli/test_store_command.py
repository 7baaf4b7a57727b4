"""`geomap store`: info, query, export, decide, purge, check, repair, through the real commands."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geomap.cli import main
from geomap.outputs.geojson import read_geojson

ARTICLES = {
    "riot": "Rioters set fire to cars in Rotterdam on 3 May 2024. Twelve people were arrested."
    " The sky was bright.",
    "blast": "An explosion in Almaty killed 3 people on 6 May 2024.",
    "march": "Thousands of people protested peacefully in Utrecht on 9 May 2024.",
}


def geomap(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        head = "Published: 2024-05-10\nLanguage: en\nSource: Herald\n\n"
        (folder / f"{name}.txt").write_text(head + text, encoding="utf-8")
    outcome = geomap("run", folder, "--store", folder / "it.db")
    assert outcome.exit_code == 0
    return (folder / "it.db").read_bytes()


@pytest.fixture
def store(made: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "incidents.db"
    path.write_bytes(made)
    return path


def test_info_tells_what_the_store_holds(store: Path) -> None:
    told = geomap("store", "info", store).stdout
    assert "3 documents, 3 with their text" in told
    assert "3 incidents from 3 reports" in told
    assert "1 run, the last by geomap" in told
    figures = json.loads(geomap("store", "info", store, "--json").stdout)
    assert (figures["documents"], figures["last_run"]["counts"]["new"]) == (3, 3)


def test_query_lists_a_line_each_by_day(store: Path) -> None:
    lines = geomap("store", "query", store).stdout.splitlines()
    assert [line[:10] for line in lines] == ["2024-05-03", "2024-05-06", "2024-05-09"]
    assert "Rotterdam" in lines[0]
    assert '"An explosion' in lines[1]


@pytest.mark.parametrize(
    ("options", "days"),
    [
        (["--from", "2024-05-04", "--to", "2024-05-07"], ["06"]),
        (["--bbox", "3,50,8,54"], ["03", "09"]),
        (["--types", "riots,Peaceful protest"], ["03", "09"]),
        (["--text", "explo* almaty"], ["06"]),
        (["--country", "nl"], ["03", "09"]),
        (["--min-fatalities", "1"], ["06"]),
        (["--limit", "1"], ["03"]),
        (["--country", "NL", "--text", "explosion"], []),
    ],
)
def test_query_finds_what_is_asked_for(store: Path, options: list[str], days: list[str]) -> None:
    outcome = geomap("store", "query", store, *options)
    assert [line[8:10] for line in outcome.stdout.splitlines()] == days
    assert outcome.exit_code == (0 if days else 1)
    counted = geomap("store", "query", store, "--count", *options).stdout
    assert "--limit" in options or counted == f"{len(days)}\n"


def test_query_as_json_is_an_object_a_line(store: Path) -> None:
    lines = geomap("store", "query", store, "--json").stdout.splitlines()
    assert [json.loads(line)["date_start"][:7] for line in lines] == ["2024-05"] * 3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--types", "Parties"], "type 'parties': the store has"),
        (["--bbox", "1,2"], "write west,south,east,north"),
        (["--text", "!!"], "has no word to look for"),
        (["--from", "May"], "is no day"),
    ],
)
def test_a_query_that_makes_no_sense_is_wrong_use(
    store: Path, options: list[str], words: str
) -> None:
    outcome = geomap("store", "query", store, *options)
    assert outcome.exit_code == 2
    assert words in outcome.stderr


def test_export_writes_what_is_asked_for(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.geojson"
    outcome = geomap("store", "export", store, out, "--country", "KZ")
    assert outcome.exit_code == 0
    assert [incident.country_code for incident in read_geojson(out)] == ["KZ"]


def test_a_store_can_be_mapped_and_exported_like_any_file(store: Path, tmp_path: Path) -> None:
    assert geomap("map", store, "--out", tmp_path / "page.html").exit_code == 0
    assert geomap("export", store, tmp_path / "out.geojson").exit_code == 0
    assert len(read_geojson(tmp_path / "out.geojson")) == 3


def first_id(store: Path) -> str:
    return geomap("store", "query", store, "--limit", "1").stdout.split()[1]


def test_decisions_of_people_are_seen_in_every_answer(store: Path) -> None:
    name = first_id(store)
    decided = geomap("store", "decide", store, name, "reject", "--who", "Anna", "--note", "hoax")
    assert decided.exit_code == 0
    assert geomap("store", "query", store, "--count").stdout == "2\n"
    assert (
        "rejected by Anna: hoax" in geomap("store", "query", store, "--rejected", "--json").stdout
    )
    geomap("store", "decide", store, name, "reset", "--who", "Anna")
    geomap("store", "decide", store, name, "move", "--at", "52.2,6.8", "--place", "Hengelo")
    geomap("store", "decide", store, name, "retype", "--type", "armed clash")
    assert " Battles / Armed clash  Hengelo" in geomap("store", "query", store).stdout
    listed = geomap("store", "decide", store).stdout.splitlines()
    assert [line.split()[2] for line in listed] == ["reject", "reset", "move", "retype"]
    assert listed[0].endswith(f'{name}  "hoax"')


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gone", "reject"], "there is none of this id"),
        (["x", "move", "--at", "north"], "write latitude,longitude"),
        (["x", "move", "--at", "99,0"], "no point of the globe"),
        (["x", "retype", "--type", "party"], "name a sub-type"),
        (["x", "burn"], "is not one of"),
        (["x"], "say what to do with 'x'"),
    ],
)
def test_a_decision_that_makes_no_sense_is_wrong_use(
    store: Path, words: list[str], said: str
) -> None:
    outcome = geomap("store", "decide", store, *words)
    assert outcome.exit_code == 2
    assert said in outcome.stderr


def test_purge_says_what_went(store: Path) -> None:
    assert b"sky was bright" in store.read_bytes()
    outcome = geomap("store", "purge", store, "--texts")
    assert outcome.stdout == "removed: 0 documents, 3 texts, 0 dead letters\n"
    assert b"sky was bright" not in store.read_bytes()
    assert geomap("store", "purge", store, "--source", "Herald").stdout.startswith("removed: 3 doc")
    assert geomap("store", "purge", store).exit_code == 2


@pytest.mark.fault("corrupt store")
def test_check_and_repair(store: Path, tmp_path: Path) -> None:
    good = geomap("store", "check", store, "--whole")
    assert (good.exit_code, good.stdout) == (0, f"{store}: all is well; 3 incidents compared\n")
    content = bytearray(store.read_bytes())
    content[-40_000:-36_000] = b"\xa5" * 4_000
    store.write_bytes(content)
    bad = geomap("store", "check", store)
    assert bad.exit_code == 3
    assert f"geomap store repair {store} NEW.db" in bad.stderr
    saved = geomap("store", "repair", store, tmp_path / "new.db")
    assert f"{tmp_path}/new.db: saved" in saved.stdout
    assert geomap("store", "check", tmp_path / "new.db").exit_code == 0


@pytest.mark.parametrize("words", [["info"], ["query"], ["check"], ["purge", "--texts"]])
def test_a_store_that_is_not_there_is_told_and_not_made(tmp_path: Path, words: list[str]) -> None:
    outcome = geomap("store", words[0], tmp_path / "gone.db", *words[1:])
    assert outcome.exit_code == 3
    assert "there is no such store" in outcome.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_store_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    hostile = "Title: \x1b]0;owned\x07\nSource: \x1b[2J\n\n"
    article.write_text(hostile + ARTICLES["riot"].replace("cars", "\u202ecars"), encoding="utf-8")
    geomap("run", article, "--store", tmp_path / "s.db")
    told = geomap("store", "query", tmp_path / "s.db").output
    assert "Rotterdam" in told
    assert not {"\x1b", "\x07", "\u202e"} & set(told)
