"""Keep what was asked for, count what was left out for telling too little."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from test_frame import FLOOD, UNLOCATED

from geomap.errors import OptionError
from geomap.incidents.incident import Incident
from geomap.outputs.select import Box, Selection, Sieve, box_of, selected, types_of

WEEK = replace(
    FLOOD,
    event_type="Riots",
    sub_event_type="Mob violence",
    date_start=date(2022, 1, 3),
    date_end=date(2022, 1, 9),
)
STRANGE = replace(WEEK, event_type="Festival", sub_event_type="Parade", date_start=None)


def kept(incident: Incident, **wishes: Any) -> bool:
    return selected([incident], Selection(**wishes)).incidents == (incident,)


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        (None, None, True),
        (date(2022, 1, 9), None, True),
        (date(2022, 1, 10), None, False),
        (None, date(2022, 1, 3), True),
        (None, date(2022, 1, 2), False),
        (date(2022, 1, 5), date(2022, 1, 5), True),
    ],
)
def test_an_incident_is_kept_when_it_touches_the_period(
    *, start: date | None, end: date | None, inside: bool
) -> None:
    assert kept(WEEK, start=start, end=end) is inside


def test_the_undated_and_unlocated_are_counted() -> None:
    choice = Selection(start=date(1600, 1, 1), end=date(2030, 1, 1), box=Box(0, 50, 10, 55))
    found = selected([FLOOD, UNLOCATED, STRANGE], choice)
    assert (found.incidents, found.undated, found.unlocated) == ((FLOOD,), 1, 1)


@pytest.mark.parametrize("words", ["Riots", "riots", "mob violence", " Riots , Battles", "Riots,"])
def test_types_are_sub_types_or_layers_in_any_case(words: str) -> None:
    assert kept(WEEK, types=types_of(words, []))
    assert not kept(FLOOD, types=types_of(words, []))


def test_a_type_of_the_file_itself_may_be_named() -> None:
    assert kept(STRANGE, types=types_of("festival", [STRANGE]))
    with pytest.raises(OptionError, match="type 'festival': name one of Battles"):
        types_of("festival", [WEEK])


@pytest.mark.parametrize(
    ("box", "inside"),
    [
        ("6,52,7,53", True),
        ("7,52,8,53", False),
        ("6,53,7,54", False),
        ("170,-90,-170,90", False),
        ("170,-90,7,90", True),
    ],
)
def test_an_area_may_span_the_antimeridian(*, box: str, inside: bool) -> None:
    assert kept(FLOOD, box=box_of(box)) is inside


@pytest.mark.parametrize("words", ["", "1,2,3", "a,b,c,d", "0,50,0,40", "0,0,200,1", "nan,0,1,1"])
def test_an_area_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(OptionError, match="west,south,east,north"):
        box_of(words)


def test_a_sieve_takes_a_type_that_only_the_incidents_have() -> None:
    sieve = Sieve(Selection(types=types_of("parade, riots")))
    assert list(sieve.keep([STRANGE, FLOOD, WEEK])) == [STRANGE, WEEK]
    assert sieve.left_out == 1


def test_a_sieve_refuses_at_its_end_a_word_that_nothing_is_called_by() -> None:
    passing = Sieve(Selection(types=types_of("carnival"))).keep([WEEK])
    with pytest.raises(OptionError, match="type 'carnival': name one of Battles"):
        next(passing)


def test_a_sieve_counts_as_selecting_does() -> None:
    wishes = Selection(start=date(1000, 1, 1), box=Box(0, 0, 90, 90))
    sieve = Sieve(wishes)
    kept = tuple(sieve.keep([STRANGE, FLOOD, UNLOCATED, WEEK]))
    assert (kept, sieve.undated, sieve.unlocated) == selected(
        [STRANGE, FLOOD, UNLOCATED, WEEK], wishes
    )
