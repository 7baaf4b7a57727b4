"""What a query finds is what a look at every incident would find."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import PLACES, article, collect, report, stored

from geomap.errors import OptionError
from geomap.incidents.incident import Incident
from geomap.store.query import Query
from geomap.store.store import Store
from geomap.store.words import full_text_query

DAY = date(2022, 1, 1)


def spread() -> list[Incident]:
    """Incidents of many kinds, all over the world, some without day, place or toll."""
    found = []
    for n in range(240):
        word = f"{('riot', 'march', 'battle')[n % 3]}:{sorted(PLACES)[n % 5]}:{n % 40 + 1}"
        made = report(f"d{n}", word)
        assert made.date_start
        found.append(
            replace(
                made,
                latitude=None if n % 11 == 0 else -90 + (n * 37 % 1800) / 10,
                longitude=None if n % 11 == 0 else -180 + (n * 53 % 3600) / 10,
                place_id=str(n),
                date_start=None if n % 13 == 0 else made.date_start,
                date_end=None if n % 13 == 0 else made.date_start + timedelta(n % 7 * (n % 3)),
                country_code=("KZ", "FJ", None)[n % 3],
                fatalities=(None, 0, 1, 30)[n % 4],
                fatalities_min=7 if n % 8 == 0 else None,
            )
        )
    return found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("queries") / "incidents.db"
    collect(path, spread())
    return path


def wanted(incident: Incident, query: Query) -> bool:
    """The same question, asked of one incident."""
    toll = incident.fatalities if incident.fatalities is not None else incident.fatalities_min
    first, last = incident.date_start, incident.date_end or incident.date_start
    if query.box is not None:
        west, south, east, north = query.box
        if incident.latitude is None or incident.longitude is None:
            return False
        at = incident.longitude
        beside = west <= at <= east if west <= east else at >= west or at <= east
        if not (beside and south <= incident.latitude <= north):
            return False
    if (query.start or query.end) and (first is None or last is None):
        return False
    return not (
        (query.start and last and last < query.start)
        or (query.end and first and first > query.end)
        or (query.types and (incident.event_type, incident.sub_event_type) not in query.types)
        or (query.country and incident.country_code != query.country)
        or (query.min_fatalities is not None and (toll is None or toll < query.min_fatalities))
    )


edges = st.sampled_from([-180.0, -170.1, -20.0, 0.0, 33.3, 120.5, 179.9, 180.0])
parallels = st.sampled_from([-90.0, -45.5, 0.0, 10.1, 60.0, 90.0])
days = st.none() | st.integers(-3, 45).map(lambda n: DAY + timedelta(n))
boxes = st.tuples(edges, parallels, edges, parallels).map(
    lambda b: (b[0], min(b[1], b[3]), b[2], max(b[1], b[3]))
)
queries = st.builds(
    Query,
    box=st.none() | boxes,
    start=days,
    end=days,
    types=st.none() | st.sampled_from([frozenset({("Battles", "Armed clash")})]),
    country=st.sampled_from([None, "KZ", "FJ"]),
    min_fatalities=st.sampled_from([None, 0, 1, 7]),
    limit=st.none() | st.integers(1, 5),
)


@settings(max_examples=150, deadline=None)
@given(queries)
def test_a_query_finds_what_a_look_at_each_would(store: Path, query: Query) -> None:
    everything = stored(store)
    assert len(everything) > 200
    expected = [incident for incident in everything if wanted(incident, query)]
    with Store.read(store) as opened:
        assert list(opened.incidents(query)) == expected[: query.limit]
        assert opened.count(query) == len(expected)


def found(path: Path, text: str) -> set[str]:
    with Store.read(path) as store:
        return {i.evidence[0].document_id for i in store.incidents(Query(text=text))}


@pytest.fixture
def told(tmp_path: Path) -> Path:
    path = tmp_path / "words.db"
    riot, march = report("a"), report("b", "march:astana:7", actor1="Bauarbeiter aus Zürich")
    quote = replace(riot.evidence[0], quote="Der Bürgermeister floh. 数百人在市政厅前抗议")
    collect(path, [replace(riot, evidence=(quote,)), march])
    return path


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("bürgermeister", {"a"}),
        ("BURGERMEISTER floh", {"a"}),
        ("bürger", set()),
        ("bürger*", {"a"}),
        ('"burgermeister floh"', {"a"}),
        ('"floh burgermeister"', set()),
        ("bürgermeister zürich", set()),
        ("astana zurich", {"b"}),
        ("about", {"a", "b"}),
        ("抗议", {"a"}),
        ("议抗", set()),
        ("市政厅", {"a"}),
    ],
)
def test_words_are_found_in_any_case_with_or_without_marks(
    told: Path, text: str, names: set[str]
) -> None:
    assert found(told, text) == names


@pytest.mark.threat("text that runs")
@pytest.mark.parametrize(
    "text",
    [
        *('"', '"a', "a*b", "*a", "a AND", "NOT a", "a OR b", "words:a", "(a", "a)", "^a", "a + b"),
        *("{a}", "-a", "'; DROP TABLE incidents; --", "a\0b", "NEAR(a b)", "a''b", "\\", "%"),
        *('a"b"c', "a" * 5000, "a " * 5000, '"' * 5001),
    ],
)
def test_no_search_can_break_the_index_language(told: Path, text: str) -> None:
    try:
        found(told, text)
    except OptionError as error:
        assert "words; look" in str(error) or "no word" in str(error)  # noqa: PT017 - or found
    assert len(stored(told)) == 2


@given(st.text())
def test_any_text_makes_a_query_of_quoted_words(text: str) -> None:
    assert re.sub(r'"[^"]+"\*?', "", full_text_query(text)).strip() == ""


@pytest.mark.threat("text that runs")
def test_hostile_text_is_stored_as_it_stands(tmp_path: Path) -> None:
    hostile = "'); DROP TABLE documents; -- \0 \x1b[2J <script> ${x} {{7*7}} \u202e"
    made = report("x", place_name=hostile, actor1=hostile, reason=hostile)
    made = replace(made, evidence=(replace(made.evidence[0], quote=hostile, title=hostile),))
    collect(tmp_path / "s.db", [made, article(hostile, hostile)])
    (incident,) = stored(tmp_path / "s.db")
    assert incident == made
    with Store.read(tmp_path / "s.db") as store:
        assert store.figures().documents == 2
        assert store.count(Query(country=hostile)) == 0
