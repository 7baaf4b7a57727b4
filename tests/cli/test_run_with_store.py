"""`geomap run --store`: what is known is not read again, and everything adds up."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geomap.cli import main
from geomap.errors import InputError
from geomap.outputs.geojson import read_geojson
from geomap.store.store import Store

RIOT = "Rioters set fire to cars in {}. Twelve people were arrested in {} on 3 May 2024.\n"
TOWNS = ("Rotterdam", "Hengelo", "Utrecht")


def geomap(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for town in TOWNS:
        write(folder, town, RIOT.format(town, town))
    return folder


def write(folder: Path, name: str, text: str) -> None:
    head = "Published: 2024-05-04\nLanguage: en\n\n"
    (folder / f"{name}.txt").write_text(head + text, encoding="utf-8")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "incidents.db"


def test_the_map_is_the_same_as_without_a_store(news: Path, store: Path, tmp_path: Path) -> None:
    geomap("run", news, "--out", tmp_path / "plain")
    for _ in range(2):
        geomap("run", news, "--store", store, "--out", tmp_path / "stored")
        for name in ("incidents.geojson", "map.html"):
            plain, stored = (tmp_path / each / name for each in ("plain", "stored"))
            assert plain.read_bytes() == stored.read_bytes()


def test_a_run_says_how_it_adds_up(news: Path, store: Path) -> None:
    first = geomap("run", news, "--store", store)
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.splitlines()[:2] == [
        "3 read = 3 stored (3 new) + 0 duplicates + 0 dead letters",
        f"{store}: 3 documents, 3 incidents",
    ]
    write(news, "Hengelo", RIOT.format("Enschede", "Enschede"))
    write(news, "copy", RIOT.format("Utrecht", "Utrecht"))
    (news / "empty.txt").touch()
    second = geomap("run", news, "--store", store)
    assert second.exit_code == 3
    assert second.stdout.startswith(
        "5 read = 3 stored (1 changed, 2 unchanged) + 1 duplicate + 1 dead letter\n"
    )
    assert "empty.txt" in second.stderr


def test_the_json_summary_adds_up(news: Path, store: Path) -> None:
    summary = json.loads(geomap("run", news, "--store", store, "--json").stdout)
    told = summary["store"]
    fates = ("new", "changed", "read_again", "unchanged", "duplicate", "dead")
    assert told["read"] == summary["read"] == sum(told[fate] for fate in fates) == 3
    assert (told["documents"], summary["incidents"], summary["files"]) == (3, 3, {})


def test_without_a_store_everything_adds_up_too(news: Path, tmp_path: Path) -> None:
    write(news, "copy", RIOT.format("Utrecht", "Utrecht"))
    (news / "empty.txt").touch()
    outcome = geomap("run", news, "--out", tmp_path / "out")
    assert "5 read = 3 articles + 1 duplicate + 1 problem" in outcome.stdout.splitlines()
    assert outcome.stdout.startswith("3 articles, 3 incidents\n")


def test_other_options_read_again(news: Path, store: Path) -> None:
    geomap("run", news, "--store", store)
    again = geomap("run", news, "--store", store, "--country", "NL")
    assert again.stdout.startswith("3 read = 3 stored (3 read again) + 0 duplicates")


def test_incidents_of_tables_and_articles_are_mixed(
    news: Path, store: Path, tmp_path: Path
) -> None:
    geomap("run", news / "Utrecht.txt", "--out", tmp_path)
    table = tmp_path / "incidents.geojson"
    (news / "Utrecht.txt").unlink()
    plain = geomap("run", table, news, "--out", tmp_path / "mixed")
    assert plain.stdout.startswith("2 articles, 1 row, 3 incidents\n")
    outcome = geomap("run", table, news, "--store", store)
    assert outcome.stdout.startswith("3 read = 3 stored (3 new)")
    again = geomap("run", table, news, "--store", store)
    assert again.stdout.startswith("3 read = 3 stored (3 unchanged)")


def test_texts_are_kept_unless_it_is_said_otherwise(news: Path, store: Path) -> None:
    geomap("run", news, "--store", store)
    geomap("run", news, "--store", store.with_name("bare.db"), "--no-texts")
    assert b"Twelve people" in store.read_bytes()
    with Store.read(store.with_name("bare.db")) as bare:
        assert (bare.figures().documents, bare.figures().texts) == (3, 0)


def test_one_of_out_and_store_is_needed(news: Path) -> None:
    outcome = geomap("run", news)
    assert outcome.exit_code == 2
    assert "missing option '--out'" in outcome.stderr


def test_a_store_that_is_none_is_refused_before_anything_is_read(news: Path, store: Path) -> None:
    store.write_text("mine", encoding="utf-8")
    outcome = geomap("run", news, "--store", store)
    assert outcome.exit_code == 3
    assert outcome.stderr.startswith(f"geomap: {store}: is no store of geomap")
    assert store.read_text(encoding="utf-8") == "mine"


@pytest.mark.fault("interrupt")
def test_an_interrupted_run_stores_what_it_read_and_goes_on_next_time(
    tmp_path: Path, store: Path
) -> None:
    rows = tmp_path / "rows.jsonl"
    texts = (f"{number}. {RIOT.format('Utrecht', 'Utrecht')}" for number in range(3_000))
    rows.write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    command = [sys.executable, "-m", "geomap", "run", str(rows), "--store", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        wait_for_documents(store)
        run.send_signal(signal.SIGINT)
        assert run.stderr
        told = run.stderr.read().decode()
        assert run.wait() == 130
    assert "Traceback" not in told
    assert "give the same command again to go on" in told
    with Store.read(store) as opened:
        before = opened.count_documents()
        last = opened.figures().last_run
    assert 0 < before < 3_000
    assert last is not None
    assert last.finished is None
    assert last.counts["new"] == before


def wait_for_documents(store: Path) -> None:
    for _ in range(400):
        time.sleep(0.05)
        if (
            store.exists()
            and store.stat().st_size
            and store.with_name(store.name + "-wal").exists()
        ):
            # it may be there with nothing in it yet
            with suppress(InputError), Store.read(store) as opened:
                if opened.count_documents():
                    return
    pytest.fail("nothing was stored")


def test_workers_store_the_same(news: Path, store: Path, tmp_path: Path) -> None:
    geomap("run", news, "--store", store, "--out", tmp_path / "one")
    two = store.with_name("two.db")
    subprocess.run(
        [sys.executable, "-m", "geomap", "run", news, "--store", two, "--out", tmp_path / "two",
         "--workers", "2"],
        check=True, capture_output=True, env={**os.environ},
    )  # fmt: skip
    assert read_geojson(tmp_path / "one/incidents.geojson") == read_geojson(
        tmp_path / "two/incidents.geojson"
    )


def test_the_articles_that_a_store_keeps_can_be_read_again(news: Path, store: Path) -> None:
    geomap("run", news, "--store", store)
    for file in news.iterdir():
        file.unlink()
    same = geomap("run", store, "--store", store)
    assert same.stdout.startswith("3 read = 3 stored (3 unchanged)")
    other = geomap("run", store, "--store", store, "--country", "NL")
    assert other.stdout.startswith("3 read = 3 stored (3 read again)")
    fresh = geomap("run", store, "--store", store.with_name("fresh.db"))
    assert fresh.stdout.startswith("3 read = 3 stored (3 new)")
