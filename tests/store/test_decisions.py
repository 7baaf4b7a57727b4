"""What people decide stands above what is extracted, through re-reading and merging."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from told import article, collect, report, stored

from geomap.errors import OptionError
from geomap.incidents.incident import Incident
from geomap.store.checking import checked
from geomap.store.decisions import Action, Decision
from geomap.store.query import Query
from geomap.store.store import Store

RIOT = "riot:almaty:5"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.db"
    collect(path, [article("a", RIOT)])
    return path


def decide(path: Path, action: Action, incident: Incident | None = None, **changes: object) -> None:
    with Store.open(path) as store:
        name = (incident or next(store.incidents())).id
        store.decide(Decision(name, action, "Anna", changes, note="seen there"))


def test_a_rejected_incident_is_left_out_and_can_be_looked_at(path: Path) -> None:
    (incident,) = stored(path)
    decide(path, "reject")
    assert stored(path) == ()
    with Store.read(path) as store:
        (rejected,) = store.incidents(Query(rejected=True))
        assert store.shown().incidents == store.count() == 0
    assert rejected.reason.endswith("; rejected by Anna: seen there")
    decide(path, "accept", incident)
    assert [i.id for i in stored(path)] == [incident.id]


def test_a_moved_incident_is_found_where_it_was_moved_to(path: Path) -> None:
    decide(path, "move", latitude=52.0, longitude=5.0, place_name="Utrecht")
    with Store.read(path) as store:
        (moved,) = store.incidents(Query(box=(4, 51, 6, 53)))
        assert store.count(Query(box=(76, 43, 77, 44))) == 0
    assert (moved.place_name, moved.place_source, moved.place_id) == ("Utrecht", "decision", None)
    assert "moved by Anna" in moved.reason


def test_another_type_is_found_by_that_type(path: Path) -> None:
    decide(path, "retype", event_type="Battles", sub_event_type="Armed clash")
    with Store.read(path) as store:
        assert store.count(Query(types=frozenset({("Battles", "Armed clash")}))) == 1
        assert store.types() == (("Battles", "Armed clash"),)


def test_reset_goes_back_to_what_was_extracted(path: Path) -> None:
    (incident,) = stored(path)
    decide(path, "move", latitude=1.0, longitude=2.0)
    decide(path, "reset")
    assert stored(path) == (incident,)


def test_a_decision_outlives_reading_again(path: Path) -> None:
    decide(path, "reject")
    collect(path, [article("a", RIOT)], fingerprint="another version")
    assert stored(path) == ()


def test_a_decision_outlives_another_place_for_the_same_quote(path: Path) -> None:
    decide(path, "retype", event_type="Battles", sub_event_type="Armed clash")
    collect(path, [article("a", "riot:astana:5")])
    (incident,) = stored(path)
    assert (incident.place_name, incident.event_type) == ("Astana", "Battles")


def test_a_decision_follows_into_a_merge_with_another_lead(path: Path) -> None:
    decide(path, "reject")
    collect(path, [report("b", confidence=0.95)])
    assert stored(path) == ()
    assert checked(path, sample=None).complaints == ()


def test_a_decision_about_what_nothing_tells_any_more_waits(path: Path) -> None:
    decide(path, "reject")
    collect(path, [article("a", "nothing")])
    with Store.read(path) as store:
        assert (store.figures().decisions, store.figures().waiting) == (1, 1)
    collect(path, [article("a", RIOT)])
    assert stored(path) == ()


@pytest.mark.parametrize("sql", ["UPDATE decisions SET who = 'Eve'", "DELETE FROM decisions"])
def test_nobody_changes_or_deletes_a_decision(path: Path, sql: str) -> None:
    decide(path, "reject")
    with Store.open(path) as store, pytest.raises(sqlite3.IntegrityError, match="only added to"):
        store.connection.execute(sql)


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision("gone", "reject", "Anna"), "there is none of this id"),
        (Decision("x", "explode", "Anna"), "say one of accept"),  # type: ignore[arg-type]
        (Decision("x", "reject", " "), "say who decides"),
        (Decision("x", "move", "Anna"), "needs a latitude"),
        (Decision("x", "move", "Anna", {"latitude": 91, "longitude": 0}), "no point of the globe"),
        (Decision("x", "move", "Anna", {"latitude": float("nan"), "longitude": 0}), "no point"),
        (Decision("x", "retype", "Anna", {"event_type": "Riots"}), "a type and a sub-type"),
        (Decision("x", "accept", "Anna", {"latitude": 1}), "changes nothing else"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    path: Path, decision: Decision, words: str
) -> None:
    name = stored(path)[0].id if decision.incident == "x" else decision.incident
    with Store.open(path) as store, pytest.raises(OptionError, match=words):
        store.decide(replace(decision, incident=name))
    with Store.read(path) as store:
        assert store.figures().decisions == 0
