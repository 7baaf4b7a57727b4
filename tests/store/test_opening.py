"""What may be opened as a store, what is refused, and how an old one is brought up to date."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from told import article, collect, stored

from geomap.errors import InputError, OutputError
from geomap.store import schema
from geomap.store.checking import checked
from geomap.store.connect import opened_to_write
from geomap.store.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.db"
    collect(path, [article("a", "riot:almaty:5")])
    return path


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (x)")


def newer(path: Path) -> None:
    collect(path, [])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")


def text(path: Path) -> None:
    path.write_text("Dear diary", encoding="utf-8")


@pytest.mark.fault("corrupt store")
@pytest.mark.parametrize(
    ("made", "words"),
    [
        (text, "is no store of geomap"),
        (foreign_database, "is no store of geomap"),
        (newer, "was written by a newer geomap"),
        (Path.mkdir, "is a folder"),
    ],
)
@pytest.mark.parametrize("opened", [Store.open, Store.read])
def test_what_is_no_store_is_refused_by_name_and_left_alone(
    tmp_path: Path, made: Callable[[Path], None], words: str, opened: Callable[[Path], Store]
) -> None:
    path = tmp_path / "it.db"
    made(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(InputError, match=words) as refusal:
        opened(path)
    assert str(path) in str(refusal.value) or not path.is_file()
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_store_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    for look in (Store.read, lambda path: Store.open(path, make=False)):
        with pytest.raises(InputError, match="there is no such store"):
            look(tmp_path / "gone.db")
    with pytest.raises(OutputError, match="there is no folder"):
        Store.open(tmp_path / "gone" / "it.db")
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_was_never_begun_is_told_and_can_be_filled(tmp_path: Path) -> None:
    path = tmp_path / "it.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with pytest.raises(InputError, match="has nothing in it"):
        Store.read(path)
    collect(path, [article("a", "riot:almaty:5")])
    assert len(stored(path)) == 1


def test_after_the_last_one_closes_the_store_is_one_file(path: Path) -> None:
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_reading_and_writing_at_once_see_whole_batches(path: Path) -> None:
    with Store.read(path) as store:
        first = next(incidents := store.incidents())
        collect(path, [article("b", "march:astana:7")])
        assert [first, *incidents] == list(stored(path))[:1]
        assert len(list(store.incidents())) == 2


def test_an_older_store_is_brought_up_to_date_step_by_step(path: Path) -> None:
    steps = {
        schema.VERSION: "ALTER TABLE documents ADD COLUMN mood TEXT;",
        schema.VERSION
        + 1: "UPDATE documents SET mood = 'calm';\nCREATE TABLE moods (x TEXT) STRICT;",
    }
    plan = schema.Plan(schema.VERSION + 2, steps)
    for _ in range(2):
        with closing(opened_to_write(path, plan)) as connection:
            rows = connection.execute("SELECT id, mood FROM documents").fetchall()
            assert (rows, schema.version_of(connection)) == ([("a", "calm")], plan.version)
    with pytest.raises(InputError, match="newer geomap"):
        Store.open(path)


def test_a_step_that_fails_leaves_the_old_version(path: Path) -> None:
    step = "ALTER TABLE documents ADD COLUMN mood TEXT;\nSELECT nothing;"
    with pytest.raises(InputError, match="nothing"):
        opened_to_write(path, schema.Plan(schema.VERSION + 1, {schema.VERSION: step}))
    assert checked(path, sample=None).complaints == ()


@pytest.mark.fault("corrupt store")
def test_a_store_in_a_folder_closed_to_writing_opens_for_reading() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.db"
        collect(path, [article("a", "riot:almaty:5")])
        path.chmod(0o444)
        path.parent.chmod(0o555)
        assert as_somebody_else(lambda: f"{len(stored(path))}") == "1"
        assert "may not be written" in as_somebody_else(lambda: refusal(path))
        path.parent.chmod(0o755)


def refusal(path: Path) -> str:
    with pytest.raises(OutputError) as refused:
        Store.open(path)
    return str(refused.value)


def as_somebody_else(work: Callable[[], str]) -> str:
    """What a process says that may not do everything, as root may."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        if os.getuid() == 0:
            os.setuid(65534)
        os.write(theirs, work().encode())
        os._exit(0)
    os.close(theirs)
    os.waitpid(child, 0)
    with os.fdopen(ours) as told:
        return told.read()
