"""Purging leaves no trace, checking finds what is wrong, repairing saves what can be read."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from killed_runs import articles, digest
from told import article, collect, report, stored

from geomap.errors import InputError, OptionError, OutputError
from geomap.sources.problem import Problem
from geomap.store.checking import checked
from geomap.store.decisions import Decision
from geomap.store.purge import Purge, Purged
from geomap.store.repair import saved_from
from geomap.store.store import Store
from geomap.text.document import Document

RIOT, MARCH = "riot:almaty:5", "march:astana:7"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.db"
    collect(path, [
        Document("old", f"{RIOT} Zanzibarquake", published=date(2019, 5, 1), source="Herald"),
        Document("new", f"{RIOT} Timbuktuwave", published=date(2024, 5, 1), source="Star"),
        Problem("bad.txt", "is no text: Ouagadougoublaze"),
    ])  # fmt: skip
    return path


def purged(path: Path, **wanted: object) -> Purged:
    with Store.open(path) as store:
        return store.purge(Purge(**wanted))  # type: ignore[arg-type]


def traces(path: Path, word: str) -> int:
    """How often a word stands in the store's files, in any case of letters."""
    files = path.parent.glob(f"{path.name}*")
    return sum(each.read_bytes().lower().count(word.lower().encode()) for each in files)


@pytest.mark.threat("secrets")
def test_texts_that_were_purged_are_gone_from_the_file(path: Path) -> None:
    assert traces(path, "Zanzibarquake") == traces(path, "Timbuktuwave") == 1
    before = stored(path)
    assert purged(path, texts=True) == Purged(texts=2)
    assert traces(path, "Zanzibarquake") == traces(path, "Timbuktuwave") == 0
    assert stored(path) == before


@pytest.mark.threat("secrets")
def test_a_purged_document_is_gone_with_all_it_told(tmp_path: Path) -> None:
    path = tmp_path / "incidents.db"
    secret = report("x", place_name="Zanzibarquake", actor1="Zanzibarquake", reason="Zanzibarquake")
    collect(path, [secret, article("b", MARCH)])
    assert traces(path, "Zanzibarquake") > 1
    with Store.open(path) as keeper:  # while somebody else has the store open
        assert keeper.count() == 2
        assert purged(path, document=secret.id) == Purged(documents=1)
    assert traces(path, "Zanzibarquake") == 0
    assert [i.event_type for i in stored(path)] == ["Protests"]


@pytest.mark.threat("secrets")
def test_a_reader_that_holds_on_to_removed_text_is_told(path: Path) -> None:
    with Store.read(path) as reader, Store.open(path) as store:
        reader.connection.execute("BEGIN")
        reader.count()
        store.connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(OutputError, match="another program is reading"):
            store.purge(Purge(texts=True))
        reader.connection.execute("COMMIT")
        assert store.purge(Purge(texts=True)) == Purged()
    assert traces(path, "Zanzibarquake") == 0


def test_a_purged_document_leaves_what_others_told(path: Path) -> None:
    assert purged(path, before=date(2020, 1, 1)) == Purged(documents=1)
    assert [e.document_id for i in stored(path) for e in i.evidence] == ["new"]
    assert checked(path, sample=None).complaints == ()


def test_documents_go_by_source_and_age_together(path: Path) -> None:
    assert purged(path, before=date(2020, 1, 1), source="Star") == Purged()
    assert purged(path, source="Star") == Purged(documents=1)


def test_dead_letters_go(path: Path) -> None:
    assert purged(path, dead_letters=True) == Purged(dead_letters=1)
    assert traces(path, "Ouagadougoublaze") == 0


def test_nothing_goes_unless_it_is_asked_for(path: Path) -> None:
    with pytest.raises(OptionError, match="say what to remove"):
        purged(path)


def change(path: Path, sql: str, *bound: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER incident_is_replaced") if "UPDATE incidents" in sql else 0
        connection.execute(sql, bound)


@pytest.mark.fault("corrupt store")
@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM incident_boxes", "missing in the index of areas"),
        ("INSERT INTO incident_boxes VALUES (99, 1, 1, 1, 1)", "too many are in the index"),
        ("INSERT INTO incident_words (rowid, words) VALUES (99, 'x')", "index of words"),
        ("UPDATE reports SET record = replace(record, '0.8', '0.9')", "is not what its reports"),
        ("UPDATE reports SET incident = NULL", "reports belong to no incident"),
        ("DELETE FROM documents", "points to a row of documents"),
        ("DROP INDEX reports_by_id", "reports_by_id is not as geomap makes it"),
        ("CREATE TRIGGER evil AFTER INSERT ON runs BEGIN SELECT 1; END", "evil is not as geomap"),
        ("UPDATE reports SET record = '{}'", "cannot be read"),
    ],
)
def test_a_check_finds_what_is_wrong(path: Path, sql: str, words: str) -> None:
    assert checked(path, sample=None).complaints == ()
    change(path, sql)
    assert any(words in complaint for complaint in checked(path, sample=None).complaints)


@pytest.mark.threat("poisoned cache or store")
@pytest.mark.parametrize("record", ["{}", "[1]", "no JSON", '{"id": 1, "evidence": [7]}', "\\x80"])
def test_a_record_that_tells_no_incident_is_refused_in_words(tmp_path: Path, record: str) -> None:
    path = tmp_path / "s.db"
    collect(path, [article("a", RIOT)])
    change(path, "UPDATE reports SET record = ?", record)
    with Store.read(path) as store, pytest.raises(InputError, match="is damaged") as refused:
        list(store.incidents())
    assert str(path) in str(refused.value)
    with pytest.raises(InputError, match="is damaged"):
        collect(path, [article("third", f"{RIOT} and more")])


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.db"
    collect(path, articles(400))
    with Store.open(path) as store:
        store.decide(Decision(next(store.incidents()).id, "reject", "Anna"))
    return path


def pages_of(path: Path, table: str) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno"
        return [page for (page,) in connection.execute(sql, (table,))]


def overwrite(path: Path, page: int) -> None:
    with path.open("r+b") as stream:
        stream.seek((page - 1) * 4096)
        stream.write(b"\xa5" * 4096)


def test_a_whole_store_is_saved_whole(large: Path, tmp_path: Path) -> None:
    saved = saved_from(large, tmp_path / "saved.db")
    assert (dict(saved.gaps), saved.reads_again) == ({}, False)
    assert digest(tmp_path / "saved.db") == digest(large)
    assert checked(tmp_path / "saved.db", sample=None).complaints == ()


@pytest.mark.fault("corrupt store")
@pytest.mark.parametrize("table", ["reports", "documents", "incidents", "runs", "reports_by_block"])
def test_what_a_damaged_store_holds_is_saved_and_the_next_run_adds_the_rest(
    large: Path, tmp_path: Path, table: str
) -> None:
    whole, target = digest(large), tmp_path / "saved.db"
    pages = pages_of(large, table)
    overwrite(large, pages[len(pages) // 2])
    assert checked(large, sample=None).complaints
    saved = saved_from(large, target)
    assert set(saved.gaps) == ({table} & {"reports", "documents", "runs"})
    assert checked(target, sample=None).complaints == ()
    assert saved.rows["reports"] > 700 - 20 * (table == "reports")
    collect(target, articles(400))
    assert digest(target) == whole


def test_saving_never_overwrites_a_file(large: Path, tmp_path: Path) -> None:
    (tmp_path / "there.db").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="stands there already"):
        saved_from(large, tmp_path / "there.db")
    assert (tmp_path / "there.db").read_text(encoding="utf-8") == "mine"


@pytest.mark.fault("corrupt store")
def test_a_store_without_its_first_page_is_refused_in_words(large: Path, tmp_path: Path) -> None:
    with large.open("r+b") as stream:
        stream.seek(100)
        stream.write(b"\xa5" * 3000)
    for attempt in (Store.open, Store.read, lambda path: saved_from(path, tmp_path / "new.db")):
        with pytest.raises(InputError, match=r"large\.db: is damaged"):
            attempt(large)
    assert not (tmp_path / "new.db").exists()
