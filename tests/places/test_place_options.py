"""The options of the command line that change where places come from."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from geocoding_server import FOUND, Reply, Server, geocoding_server

from geomap.cli import main

SECRET = "pl4nted-k3y-1137"  # noqa: S105  planted
ARTICLE = "Rioters set fire to cars on Vandrel Street on Friday. Two people died.\n"
BOOK = "geocoder-answers.sqlite"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("GEOMAP_TEST_KEY", SECRET)
    with geocoding_server() as running:
        yield running


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "riot.txt"
    path.write_text(f"Published: 2024-05-04\nLanguage: en\n\n{ARTICLE}", encoding="utf-8")
    return str(path)


def geomap(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def ask(server: Server, *more: str | Path) -> list[str | Path]:
    return ["--geocoder", "nominatim", "--geocoder-url", server.url, *more]


def test_without_the_option_nobody_is_asked(article: str, tmp_path: Path, server: Server) -> None:
    done = geomap("run", article, "--out", tmp_path / "out", "--json")
    assert json.loads(done.stdout)["geocoder"] is None
    assert server.asked == []
    assert not (tmp_path / "cache").exists()


def test_run_counts_what_became_of_the_questions(
    article: str, tmp_path: Path, server: Server
) -> None:
    done = geomap("run", article, "--out", tmp_path / "out", *ask(server))
    assert "nominatim: 1 name that the gazetteer lacks: 1 found" in done.stdout
    assert server.asked == ["Vandrel Street"]
    again = geomap("run", article, "--out", tmp_path / "out", "--json", *ask(server))
    counts = {"found": 1, "no_such_place": 0, "failed": 0, "not_asked": 0}
    assert json.loads(again.stdout)["geocoder"] == counts
    assert len(server.asked) == 1
    assert (tmp_path / "cache" / "geomap" / BOOK).is_file()


def test_a_place_found_so_is_on_the_map_with_its_reason(
    article: str, tmp_path: Path, server: Server
) -> None:
    geomap("run", article, "--out", tmp_path / "out", *ask(server))
    features = json.loads((tmp_path / "out" / "incidents.geojson").read_bytes())["features"]
    assert [40.25, 12.5] in [f["geometry"]["coordinates"] for f in features if f["geometry"]]
    assert "nominatim knows it as" in json.dumps(features, ensure_ascii=False)


@pytest.mark.parametrize(
    ("body", "told"),
    [(b"[]", "1 no such place"), (b"junk", "1 failed"), (json.dumps(FOUND).encode(), "1 found")],
)
def test_places_tells_the_outcomes_apart(
    article: str, tmp_path: Path, server: Server, body: bytes, told: str
) -> None:
    server.replies = [Reply(body=body)]
    done = geomap("places", article, *ask(server, "--geocoder-cache", tmp_path / "answers"))
    assert done.stderr == f"nominatim: 1 name that the gazetteer lacks: {told}\n"
    assert (tmp_path / "answers" / BOOK).is_file()


def test_explain_tells_what_the_server_said(article: str, server: Server) -> None:
    server.replies = [Reply(body=b"[]")]
    shown = " ".join(geomap("explain", article, *ask(server)).stdout.split())
    assert "no known place has this name; nominatim knows no “Vandrel Street” either" in shown


@pytest.mark.parametrize("status", [200, 402, 403, 429, 500])
def test_a_key_is_in_no_output(article: str, tmp_path: Path, server: Server, status: int) -> None:
    server.replies = [Reply(status, f'{{"results": "{SECRET}"}}'.encode(), "1000")]
    asks = ["--geocoder", "opencage", "--geocoder-url", server.url]
    asks += ["--geocoder-key-env", "GEOMAP_TEST_KEY", "--geocoder-cache"]
    commands = (["run", "--out", tmp_path / "out"], ["places"], ["explain", "--json"])
    done = [
        geomap(*words, article, *asks, tmp_path / f"answers-{number}")
        for number, words in enumerate(commands)
    ]
    assert len(server.paths) == 3
    assert all(SECRET in path for path in server.paths)
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert SECRET not in "".join(one.output for one in done)
    assert SECRET.encode() not in written


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--geocoder", "nobody"], "'nobody' is none of geopy's"),
        (["--geocoder-url", "http://localhost"], "no --geocoder NAME"),
        (["--geocoder", "opencage", "--geocoder-key-env", "UNSET_KEY"], "UNSET_KEY holds no key"),
        (["--recognizer", "magic"], "write spacy:NAME"),
        (["--source-country", "Kenya"], "country 'KENYA' is unknown"),
    ],
)
def test_wrong_use_is_told_in_one_line(article: str, words: list[str], told: str) -> None:
    done = geomap("places", article, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_known_places_that_are_wrong_are_input_that_failed(article: str, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,lat,lon\nVandrel Street,100,0\n")
    done = geomap("places", article, "--known-places", tmp_path / "mine.csv")
    assert (done.exit_code, "mine.csv: row 2: latitude" in done.stderr) == (3, True)


def test_known_places_win_and_nobody_is_asked_about_them(
    article: str, tmp_path: Path, server: Server
) -> None:
    (tmp_path / "mine.csv").write_text("name,lat,lon\nVandrel Street,-1.5,36.5\n")
    done = geomap("places", article, "--known-places", tmp_path / "mine.csv", *ask(server))
    (toponym,) = json.loads(done.stdout)["toponyms"]
    assert (toponym["lat"], toponym["confidence"]) == (-1.5, 1.0)
    assert toponym["reason"] == "from your known places mine.csv"
    assert server.asked == []


def test_the_country_of_the_outlet_is_a_hint(tmp_path: Path) -> None:
    path = tmp_path / "local.txt"
    path.write_text("Language: en\n\nA fire broke out in Newcastle on Friday.\n")
    done = geomap("places", path, "--source-country", "gb")
    assert "the outlet is in United Kingdom" in json.loads(done.stdout)["toponyms"][0]["reason"]
