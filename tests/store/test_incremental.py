"""A second run reads what is new, replaces what has changed, and leaves the rest alone."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from told import article, collect, read, report, stored

from geomap.collect import Collection, Tally
from geomap.parallel import Told
from geomap.sources.problem import Duplicate, Problem, Unchanged
from geomap.store.admission import Fate
from geomap.store.run import Reader
from geomap.store.store import Store
from geomap.text.document import Document

RIOT, MARCH = "riot:almaty:5", "march:astana:7"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "incidents.db"


def fates(tally: Tally) -> dict[str, int]:
    assert sum(tally.fates.values()) == tally.read
    return {fate.value: count for fate, count in tally.fates.items() if count}


def never(documents: Iterable[Document]) -> Iterator[Told]:
    """A reader that must not be given anything."""
    assert list(documents) == []
    yield from ()


def names(path: Path) -> list[str]:
    return sorted(e.document_id for incident in stored(path) for e in incident.evidence)


def test_what_has_not_changed_is_not_read_again(path: Path) -> None:
    articles = [article("a", RIOT), article("b", MARCH)]
    assert fates(collect(path, articles)) == {"new": 2}
    before = stored(path)
    with Store.open(path) as store:
        tally = Collection(store.run(Reader("f")), never).collect(articles)
    assert fates(tally) == {"unchanged": 2}
    assert stored(path) == before


def test_bytes_are_known_once_they_are_stored(path: Path) -> None:
    with Store.open(path) as store:
        run = store.run(Reader("f"))
        assert not run.knows("abc")
        Collection(run, read).collect([Document("a", RIOT, content_hash="abc")])
        assert run.knows("abc")
        assert not store.run(Reader("other options")).knows("abc")


def test_a_changed_document_replaces_what_it_told(path: Path) -> None:
    collect(path, [article("a", RIOT), article("b", RIOT)])
    assert fates(collect(path, [article("a", MARCH)])) == {"changed": 1}
    assert [incident.event_type for incident in stored(path)] == ["Riots", "Protests"]
    assert names(path) == ["a", "b"]


def test_a_document_that_is_gone_stays_and_is_told(path: Path) -> None:
    collect(path, [article("a", RIOT), article("b", MARCH)])
    collect(path, [article("b", MARCH)])
    with Store.read(path) as store:
        assert (store.figures().documents, store.figures().vanished) == (2, 1)
    assert names(path) == ["a", "b"]


def test_other_options_read_everything_again(path: Path) -> None:
    collect(path, [article("a", RIOT)])
    assert fates(collect(path, [article("a", RIOT)], fingerprint="g")) == {"read again": 1}
    assert names(path) == ["a"]


def test_two_places_with_one_name_are_two_documents(path: Path) -> None:
    monday = Document("001", RIOT, origin="/news/monday/001.txt")
    tuesday = Document("001", MARCH, origin="/news/tuesday/001.txt")
    collect(path, [monday])
    assert fates(collect(path, [tuesday])) == {"new": 1}
    assert names(path) == ["001", "001-2"]
    assert fates(collect(path, [monday, tuesday])) == {"unchanged": 2}


def test_many_of_one_name_have_names_of_their_own(path: Path) -> None:
    same = [Document("001", f"{n} {RIOT}", origin=f"/{n}/001.txt") for n in range(30)]
    for each in same:
        collect(path, [each])
    assert len(set(names(path))) == 30
    assert fates(collect(path, same)) == {"unchanged": 30}


def test_two_documents_of_one_address_in_one_run_are_two(path: Path) -> None:
    first, second, third = (
        article(f"a{n}", text, url="https://x.org/1")
        for n, text in enumerate((RIOT, MARCH, "riot:astana:9"))
    )
    assert fates(collect(path, [first, second])) == {"new": 2}
    assert fates(collect(path, [first, second])) == {"unchanged": 2}
    assert fates(collect(path, [first, third])) == {"unchanged": 1, "changed": 1}
    assert len(stored(path)) == 2


def test_the_same_words_of_the_same_day_from_elsewhere_are_a_duplicate(path: Path) -> None:
    collect(path, [article("a", RIOT)])
    again = Document("copy", f" {RIOT}\n", origin="/elsewhere/copy.txt")
    assert fates(collect(path, [again])) == {"duplicates": 1}
    assert names(path) == ["a"]


def test_a_file_whose_content_moved_to_another_loses_nothing(path: Path) -> None:
    collect(path, [article("a", RIOT)])
    moved = [Document("b", RIOT, origin="/news/b.txt"), article("a", MARCH)]
    assert fates(collect(path, moved)) == {"duplicates": 1, "new": 1}
    assert {incident.event_type for incident in stored(path)} == {"Riots", "Protests"}
    collect(path.with_name("other.db"), [article("a", RIOT)])
    collect(path.with_name("other.db"), moved[::-1])
    assert {i.event_type for i in stored(path.with_name("other.db"))} == {"Riots", "Protests"}


def test_a_line_put_in_before_others_loses_none(path: Path) -> None:
    def rows(*texts: str) -> list[Document]:
        return [Document(f"t-{n}", text, origin=f"/t.jsonl#{n}") for n, text in enumerate(texts, 1)]

    collect(path, rows(RIOT, MARCH))
    collect(path, rows("battle:astana:1", RIOT, MARCH))
    assert sorted(i.event_type for i in stored(path)) == ["Battles", "Protests", "Riots"]


def test_everything_that_was_read_has_one_fate(path: Path) -> None:
    found = [
        article("a", RIOT),
        article("b", "junk"),
        Problem("c.txt", "is empty", status="empty"),
        Duplicate("d", "a"),
        Unchanged("e", "never seen"),
        report("row"),
    ]
    tally = collect(path, found)
    assert tally.read == 6
    assert fates(tally) == {"new": 2, "unchanged": 1, "duplicates": 1, "dead letters": 2}
    assert tally.stored == 3


def test_dead_letters_tell_the_source_and_the_reason_and_stand_once(path: Path) -> None:
    bad = [Problem("rows.jsonl", "is no JSON", line=7), article("b", "junk")]
    for _ in range(2):
        collect(path, bad)
    with Store.read(path) as store:
        letters = store.dead_letters()
    assert [(d.source, d.line, d.message) for d in letters] == [
        ("rows.jsonl", 7, "is no JSON"),
        ("b", None, "cannot be read: junk"),
    ]


def test_a_document_that_cannot_be_read_any_more_keeps_what_it_told(path: Path) -> None:
    collect(path, [article("a", RIOT)])
    assert fates(collect(path, [article("a", "junk")])) == {"dead letters": 1}
    assert names(path) == ["a"]


def test_a_row_of_a_table_is_a_document_of_its_own(path: Path) -> None:
    row, changed = report("acled:1"), report("acled:1", fatalities=3)
    assert fates(collect(path, [row])) == {"new": 1}
    assert fates(collect(path, [row, row])) == {"unchanged": 1, "duplicates": 1}
    assert fates(collect(path, [changed])) == {"changed": 1}
    assert [incident.fatalities for incident in stored(path)] == [3]


@pytest.mark.parametrize(
    "text", ["half a \ud800 character", "riot:almaty:5 \udcff"], ids=["text", "quote"]
)
def test_half_a_character_is_a_dead_letter(path: Path, text: str) -> None:
    tally = collect(path, [article("a", RIOT), article("b", text)])
    assert tally.fates[Fate.DEAD] == 1
    assert names(path) == ["a"]


def test_a_number_beyond_all_bounds_is_a_dead_letter(path: Path) -> None:
    tally = collect(path, [report("a", fatalities=10**30), report("b", fatalities=2**63)])
    assert tally.fates[Fate.DEAD] == 1
    assert names(path) == ["b"]
