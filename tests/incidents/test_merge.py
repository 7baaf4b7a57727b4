"""Reports of one incident become one record, whatever their order."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from made import incident

from geomap.events.taxonomy import load_taxonomy
from geomap.incidents.groups import groups_of
from geomap.incidents.incident import Evidence, Incident
from geomap.incidents.merge import merge
from geomap.incidents.same import Window, could_be_one, same_incident, window_of
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


def copy(document: str, **changes: object) -> Incident:
    """A report that prints an agency's sentence, dated by its publication."""
    words = "Riots broke out in the center of the old town, residents said."
    quote = (Evidence(document, words, 0, len(words)),)
    return incident(id=document, evidence=quote, date_source="publication", **changes)


def test_copies_of_one_agency_report_count_once_and_so_do_their_dead() -> None:
    (one,) = merged(copy("a1", fatalities=4), copy("a2", fatalities=4))
    assert (one.fatalities, len(one.evidence)) == (4, 2)


def test_the_same_sentence_about_another_town_is_no_copy() -> None:
    assert len(merged(copy("a1"), copy("a2", place_id="1", latitude=44.0))) == 2


def test_the_merged_record_says_with_what_it_was_merged() -> None:
    (one,) = merged(report("a1"), report("a2"))
    assert "merged with the report of" in one.reason


reports = st.lists(
    st.builds(
        lambda document, days, length, shift, deaths, kind, source: report(
            f"a{document}",
            date_source=source,
            date_start=date(2022, 1, 1) + timedelta(days),
            date_end=date(2022, 1, 1) + timedelta(days + length),
            latitude=43.0 + shift / 20,
            longitude=179.95 + shift / 30 - (360 if shift > 1 else 0),
            place_id=str(shift % 3) if shift else None,
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
        st.sampled_from(["relative", "relative", "publication"]),
    ),
    max_size=12,
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


def compared_pairwise(incidents: list[Incident]) -> set[frozenset[str]]:
    """The connected groups by the definition: every incident held against every other."""
    groups = [{one.id} for one in incidents]
    for n, one in enumerate(incidents):
        for other in incidents[n:]:
            if same_incident(one, other, load_taxonomy(), load_weights()):
                mine, theirs = (next(g for g in groups if i.id in g) for i in (one, other))
                groups = [g for g in groups if g not in (mine, theirs)] + [mine | theirs]
    return {frozenset(group) for group in groups}


@given(reports)
def test_groups_are_those_of_comparing_all_pairs(incidents: list[Incident]) -> None:
    once = list({i.id: i for i in incidents}.values())
    found = groups_of(once, load_taxonomy(), load_weights())
    assert {frozenset(i.id for i in group) for group in found} == compared_pairwise(once)


@given(reports)
def test_what_could_be_one_lies_in_the_window(incidents: list[Incident]) -> None:
    for one in incidents:
        window = window_of(one, load_taxonomy(), load_weights())
        assert window is not None
        for other in incidents:
            if could_be_one(one, other, load_taxonomy(), load_weights()):
                assert lies_in(other, window)


def lies_in(incident: Incident, window: Window) -> bool:
    """What a database would ask."""
    assert incident.date_start
    assert incident.date_end
    assert incident.latitude
    assert incident.longitude
    days = incident.date_start <= window.last and incident.date_end >= window.first
    north_south = window.south <= incident.latitude <= window.north
    near = north_south and window.west <= incident.longitude <= window.east
    return days and (near or incident.place_id == window.place_id is not None)


def test_thousands_of_reports_of_one_day_are_merged_without_comparing_all() -> None:
    many = [report(f"a{n}", fatalities=n % 7) for n in range(3000)]
    (one,) = merged(*many)
    assert len(one.evidence) == 3000


def test_types_that_the_taxonomy_does_not_know_are_left_as_they_are() -> None:
    strange = {"event_type": "Border incident", "sub_event_type": "Fence"}
    assert len(merged(report("a1", **strange), report("a2", **strange))) == 2
