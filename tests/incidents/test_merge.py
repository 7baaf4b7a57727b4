"""Reports of one incident become one record, whatever their order."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from made import incident

from geomap.events.taxonomy import load_taxonomy
from geomap.incidents.incident import Evidence, Incident
from geomap.incidents.merge import merge
from geomap.incidents.weights import load_weights


def merged(*incidents: Incident) -> tuple[Incident, ...]:
    return merge(incidents, load_taxonomy(), load_weights())


def report(document: str, **changes: object) -> Incident:
    """A report of the same riot by another document."""
    quote = (Evidence(document, "Riots broke out.", 0, 16),)
    return incident(id=document + str(changes), evidence=quote, **changes)


def test_two_reports_of_one_riot_become_one_with_both_sources() -> None:
    (one,) = merged(report("a1"), report("a2"))
    assert [e.document_id for e in one.evidence] == ["a1", "a2"]


def test_the_higher_toll_corrects_the_lower() -> None:
    (one,) = merged(report("a1", fatalities=3), report("a2", fatalities=5))
    assert one.fatalities == 5


def test_another_day_is_another_incident() -> None:
    assert len(merged(report("a1"), report("a2", date_start=date(2022, 1, 6),
                                           date_end=date(2022, 1, 6)))) == 2  # fmt: skip


def test_another_family_is_another_incident() -> None:
    battle = report("a2", event_type="Battles", sub_event_type="Armed clash")
    assert len(merged(report("a1"), battle)) == 2


def test_another_town_is_another_incident() -> None:
    assert len(merged(report("a1"), report("a2", place_id="1", latitude=44.0))) == 2


def test_two_incidents_of_one_document_stay_two() -> None:
    assert len(merged(report("a1"), report("a1", fatalities=2))) == 2


def test_a_week_guessed_from_publication_does_not_merge() -> None:
    assert len(merged(report("a1"), report("a2", date_source="publication"))) == 2


def test_the_merged_record_says_with_what_it_was_merged() -> None:
    (one,) = merged(report("a1"), report("a2"))
    assert "merged with the report of" in one.reason


reports = st.lists(
    st.builds(
        lambda document, days, length, shift, deaths, kind: report(
            f"a{document}",
            date_start=date(2022, 1, 1) + timedelta(days),
            date_end=date(2022, 1, 1) + timedelta(days + length),
            latitude=43.0 + shift / 20,
            place_id=str(shift),
            fatalities=deaths,
            event_type=kind[0],
            sub_event_type=kind[1],
        ),
        st.integers(0, 5),
        st.integers(0, 4),
        st.integers(0, 2),
        st.integers(0, 4),
        st.none() | st.integers(0, 9),
        st.sampled_from([("Riots", "Mob violence"), ("Battles", "Armed clash")]),
    ),
    max_size=8,
)


@given(reports)
def test_merging_twice_is_merging_once(incidents: list[Incident]) -> None:
    once = merged(*incidents)
    assert merged(*once) == once


@given(reports, st.randoms())
def test_the_order_of_reports_does_not_matter(incidents: list[Incident], random: object) -> None:
    shuffled = list(incidents)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merged(*incidents) == merged(*shuffled)


@given(reports)
def test_no_quote_is_lost(incidents: list[Incident]) -> None:
    told = {e for i in incidents for e in i.evidence}
    assert {e for i in merged(*incidents) for e in i.evidence} == told
