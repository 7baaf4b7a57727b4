"""Faults: killed runs, two writers, a full disk, one bad record among many."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from killed_runs import articles, digest
from told import article, collect, read, stored

from geomap.collect import Collection, Read
from geomap.parallel import Told
from geomap.store.admission import Fate
from geomap.store.run import Reader
from geomap.store.store import Store
from geomap.text.document import Document

KILLS = int(os.environ.get("GEOMAP_KILLS", "200"))
HERE = Path(__file__).parent


def python(*arguments: object) -> "subprocess.Popen[str]":
    """Another process of ours, which finds the modules of this folder."""
    paths = os.pathsep.join([str(HERE), *sys.path])
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip


@pytest.mark.fault("kill -9")
def test_a_run_killed_200_times_ends_like_one_that_was_not(tmp_path: Path) -> None:
    with python(HERE / "killed_runs.py", tmp_path, 2000, KILLS, 1) as run:
        told, problems = run.communicate()
    assert problems == ""
    kills, *digests = told.split("\n")
    documents = articles(2000)
    collect(tmp_path / "whole.db", documents)
    assert kills == str(KILLS)
    assert set(filter(None, digests)) == {digest(tmp_path / "whole.db")}


@pytest.mark.fault("kill -9")
def test_what_was_committed_is_there_after_a_kill(tmp_path: Path) -> None:
    with python(HERE / "says_when_stored.py", tmp_path / "s.db") as run:
        assert run.stdout
        said = [run.stdout.readline().strip() for _ in range(5)]
        run.kill()
    assert {i.evidence[0].document_id for i in stored(tmp_path / "s.db")} >= set(said)


def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.db") as store:
        pragma = ("journal_mode", "synchronous", "foreign_keys")
        found = [store.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragma]
    assert found == ["wal", 2, 1]  # 2 is FULL


@pytest.mark.fault("two writers")
def test_two_writers_at_once_store_the_union(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    writers = [python(HERE / "writes_some.py", path, half) for half in ("even", "odd")]
    assert [writer.communicate()[1] for writer in writers] == ["", ""]
    collect(tmp_path / "one.db", articles(600))
    assert {i.id for i in stored(path)} == {i.id for i in stored(tmp_path / "one.db")}
    with Store.read(path) as store:
        assert store.figures().documents == 600 - 7  # junk


def test_of_two_writers_that_want_one_name_each_keeps_its_document(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    mine, theirs = (Document("001", f"{kind}:almaty:5", origin=kind) for kind in ("riot", "march"))
    with Store.open(path) as store:
        collection = Collection(store.run(Reader("f")), interrupted_by(path, theirs))
        tally = collection.collect([mine])
    assert tally.fates[Fate.NEW] == 1
    assert sorted(i.evidence[0].document_id for i in stored(path)) == ["001", "001-2"]


def test_of_two_writers_with_one_document_one_stores_it(tmp_path: Path) -> None:
    path, document = tmp_path / "s.db", article("a", "riot:almaty:5")
    with Store.open(path) as store:
        tally = Collection(store.run(Reader("f")), interrupted_by(path, document)).collect(
            [document]
        )
    assert tally.read == sum(tally.fates.values()) == 1
    assert tally.fates[Fate.UNCHANGED] == 1
    assert len(stored(path)) == 1


def interrupted_by(path: Path, document: Document) -> Read:
    """A reader during whose work another run stores a document."""

    def slow(documents: Iterable[Document]) -> Iterator[Told]:
        for told in read(documents):
            collect(path, [document])
            yield told

    return slow


@pytest.mark.fault("disk full")
def test_a_full_disk_is_told_and_the_store_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    limits = range(40_000, 640_000, 30_000)
    with python(HERE / "writes_with_little_room.py", path, *limits) as run:
        told, problems = run.communicate()
    assert (problems, len(told.splitlines())) == ("", len(limits))
    for words in told.splitlines():
        assert words == "stored" or (words.startswith(f"{path}: the disk") and "room" in words)
    assert told.splitlines()[0] != "stored"
    collect(path, articles(300))
    collect(tmp_path / "whole.db", articles(300))
    assert digest(path) == digest(tmp_path / "whole.db")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred thousand lines, one of them cut off."""
    path = tmp_path_factory.mktemp("many") / "rows.jsonl"
    lines = [f'{{"text": "line {number}{told_at(number)}"}}' for number in range(1, 100_001)]
    lines[77_776] = '{"text": "line'
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def told_at(number: int) -> str:
    return "" if number % 50 else f" riot:almaty:{number}"


def taken(path: Path, table: Path) -> dict[str, float]:
    with python(HERE / "stores_a_table.py", path, table) as run:
        told, problems = run.communicate()
    assert problems == ""
    found: dict[str, float] = json.loads(told)
    return found


@pytest.mark.fault("one bad record")
def test_one_bad_record_in_a_hundred_thousand_is_one_dead_letter(many: Path) -> None:
    path = many.with_name("s.db")
    told = taken(path, many)
    assert (told["read"], told["new"], told["dead letters"]) == (100_000, 99_999, 1)
    with Store.read(path) as store:
        (letter,) = store.dead_letters()
        assert store.figures().documents == 99_999
    assert (letter.source, letter.line) == (str(many), 77_777)
    assert letter.message
    assert told["megabytes"] < 150


@pytest.mark.fault("one bad record")
def test_the_bad_record_is_the_only_one_that_is_looked_at_again(many: Path) -> None:
    told = taken(many.with_name("s.db"), many)
    assert (told["read"], told["unchanged"], told["dead letters"]) == (100_000, 99_999, 1)
