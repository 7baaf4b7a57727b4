"""`geomap run`, `map`, `places` and `explain` on small articles, through the real commands."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geomap.cli import main
from geomap.outputs.geojson import read_geojson

RIOT = (
    "Rioters set fire to cars in Rotterdam on Friday. Twelve people were arrested in Rotterdam.\n"
)
QUIET_TOWN = "The bakery around the corner sells bread and cake again.\n"
FILES = {"incidents.geojson", "map.html"}
GEOMAP = [sys.executable, "-m", "geomap"]


def geomap(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=stdin)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "riot.txt"
    path.write_text(f"Published: 2024-05-04\nLanguage: en\n\n{RIOT}", encoding="utf-8")
    return path


def test_run_writes_a_map_and_geojson_and_says_where(article: Path, tmp_path: Path) -> None:
    outcome = geomap("run", article, "--out", tmp_path / "new" / "maps")
    assert (outcome.exit_code, outcome.stderr) == (0, "")
    assert outcome.stdout.startswith("1 article, ")
    assert {path.name for path in (tmp_path / "new/maps").iterdir()} == FILES
    assert str(tmp_path / "new/maps/map.html") in outcome.stdout


def test_every_feature_names_its_document_and_quotes_it(article: Path, tmp_path: Path) -> None:
    geomap("run", article, "--out", tmp_path)
    for incident in read_geojson(tmp_path / "incidents.geojson"):
        evidence = incident.evidence[0]
        assert evidence.document_id == "riot"
        assert RIOT[evidence.quote_start : evidence.quote_end] == evidence.quote


def test_run_again_gives_the_same_bytes(article: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        geomap("run", article, "--out", tmp_path / folder)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_without_a_publication_day_no_relative_date_is_filled(tmp_path: Path) -> None:
    geomap("run", "-", "--out", tmp_path / "none", stdin=RIOT)
    geomap("run", "-", "--out", tmp_path / "day", "--published", "2024-05-04", stdin=RIOT)
    assert {i.date_start for i in read_geojson(tmp_path / "none/incidents.geojson")} == {None}
    days = {str(i.date_start) for i in read_geojson(tmp_path / "day/incidents.geojson")}
    assert days == {"2024-05-03"}


def test_the_json_summary_counts_what_the_files_hold(article: Path, tmp_path: Path) -> None:
    summary = json.loads(geomap("run", article, "--out", tmp_path, "--json").stdout)
    incidents = read_geojson(summary["files"]["geojson"])
    assert summary["articles"] == 1
    assert summary["incidents"] == len(incidents) == sum(summary["by_type"].values())
    assert summary["problems"] == []


def test_quiet_says_nothing_when_nothing_is_wrong(article: Path, tmp_path: Path) -> None:
    assert geomap("run", article, "--out", tmp_path, "--quiet").output == ""


def test_nothing_to_map_is_exit_code_1_with_valid_empty_files(tmp_path: Path) -> None:
    outcome = geomap("run", "-", "--out", tmp_path, stdin=QUIET_TOWN)
    assert outcome.exit_code == 1
    assert "nothing to map" in outcome.stdout
    assert read_geojson(tmp_path / "incidents.geojson") == ()


def test_one_bad_input_is_exit_code_3_and_the_others_are_mapped(
    article: Path, tmp_path: Path
) -> None:
    outcome = geomap("run", tmp_path / "gone.txt", article, "--out", tmp_path / "out")
    assert outcome.exit_code == 3
    assert outcome.stderr.startswith(f"geomap: {tmp_path}/gone.txt: there is no such file")
    assert "1 problem, named above" in outcome.stdout
    assert read_geojson(tmp_path / "out/incidents.geojson")


def test_map_draws_what_run_wrote(article: Path, tmp_path: Path) -> None:
    geomap("run", article, "--out", tmp_path)
    page = tmp_path / "page.html"
    outcome = geomap("map", tmp_path / "incidents.geojson", "--out", page, "--title", "May 2024")
    assert outcome.exit_code == 0
    assert page.read_bytes().startswith(b"<!DOCTYPE html>")


def test_places_are_lines_that_the_text_can_be_cut_by(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "places.jsonl"
    assert geomap("places", article, "--out", out).exit_code == 0
    record = json.loads(out.read_text(encoding="utf-8"))
    assert record["id"] == "riot"
    assert [RIOT[t["start"] : t["end"]] for t in record["toponyms"]] == ["Rotterdam"] * 2
    assert {(t["geonameid"], t["type"]) for t in record["toponyms"]} == {(2747891, "literal")}


def test_places_without_out_are_on_standard_output(article: Path) -> None:
    assert json.loads(geomap("places", article).stdout)["id"] == "riot"


def test_explain_tells_every_stage_and_every_reason(article: Path) -> None:
    outcome = geomap("explain", article)
    assert outcome.exit_code == 0
    for stage in (
        "Article riot",
        "Sentences: 2",
        "Place mentions: 2",
        "Event mentions",
        "Incidents",
    ):
        assert stage in outcome.stdout
    assert "because" in outcome.stdout
    assert max(map(len, outcome.stdout.splitlines())) <= 100


def test_explain_as_json_holds_every_stage(article: Path) -> None:
    reading = json.loads(geomap("explain", article, "--json").stdout)
    assert {"parsed", "mentions", "resolutions", "decisions", "incidents"} <= set(reading)


def test_an_article_cannot_speak_to_the_terminal() -> None:
    hostile = "Title: \x1b]0;owned\x07\n\nRioters \x1b[2J set fire to \u202ecars in Rotterdam.\n"
    outcome = geomap("explain", "-", stdin=hostile)
    assert not {"\x1b", "\x07", "\u202e"} & set(outcome.output)
    assert "\\x1b[2J" in outcome.stdout


def on_a_terminal(*arguments: str | Path, **environment: str) -> str:
    """What a command shows on a terminal: its standard output and error together."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*GEOMAP, *map(str, arguments)],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, **environment},
    ):  # fmt: skip
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    return shown.decode()


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65_536)
    except OSError:  # Linux says so when the other end is gone
        return b""


def test_colors_are_for_terminals_and_not_where_no_color_is_set(article: Path) -> None:
    assert "\x1b[1m" in on_a_terminal("explain", article, NO_COLOR="")
    assert "\x1b[" not in on_a_terminal("explain", article, NO_COLOR="1")
    assert "\x1b[" not in geomap("explain", article).output


def test_progress_is_for_terminals(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(QUIET_TOWN, encoding="utf-8")
    arguments = ("run", article, other, "--out", tmp_path / "out")
    assert "reading article 2: other" in on_a_terminal(*arguments)
    assert "reading article" not in on_a_terminal(*arguments, "--quiet")
    assert "reading article" not in geomap(*arguments).output


def test_a_reader_that_has_had_enough_ends_the_run_quietly(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    lines = [json.dumps({"text": f"{number}. " + RIOT * 20}) for number in range(100)]
    rows.write_text("\n".join(lines), encoding="utf-8")
    with subprocess.Popen(
        [*GEOMAP, "places", str(rows)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.readline()
        run.stdout.close()
        assert (run.stderr.read(), run.wait()) == (b"", 0)


def test_an_interrupt_ends_with_130_and_nothing_half_written(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*GEOMAP, "places", "-", "--out", str(tmp_path / "places.jsonl")],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        assert run.stderr is not None
        _wait_for(tmp_path, ".places.jsonl.*.part")
        run.send_signal(signal.SIGINT)
        assert b"Traceback" not in run.stderr.read()
        assert run.wait() == 130
    assert list(tmp_path.iterdir()) == []


def _wait_for(folder: Path, pattern: str) -> None:
    for _ in range(200):
        if list(folder.glob(pattern)):
            return
        time.sleep(0.05)
    pytest.fail(f"{pattern} did not appear")
