"""Texts that speak of violence, crowds or disasters and tell no incident.

Every paragraph of `traps/xx.toml` is named by what makes it a trap. A reader of the language who
codes incidents would record none. Dutch, English and German must stay clean; over the languages
that have a lexicon one false incident in ten paragraphs is borne.
"""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import geomap
from geomap.incidents.incident import Incident
from geomap.resources import languages_with

FOLDER = Path(__file__).parent / "traps"
CLEAN = ("de", "en", "nl")
BORNE = 0.1


class Trap(NamedTuple):
    """A paragraph with its language and what makes it a trap."""

    language: str
    cause: str
    text: str
    published: date


def traps() -> list[Trap]:
    """All traps, by language and in file order."""
    tables = [tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    return [
        Trap(table["language"], trap["cause"], trap["text"], table["published"])
        for table in tables
        for trap in table["trap"]
    ]


TRAPS = traps()
CLEAN_TRAPS = [trap for trap in TRAPS if trap.language in CLEAN]


@cache
def caught(trap: Trap) -> tuple[Incident, ...]:
    """What is falsely found in a trap."""
    document = geomap.Document(
        id="trap", text=trap.text, published=trap.published, language=trap.language
    )
    return geomap.incidents_in(document)


def told(trap: Trap) -> list[str]:
    return [f"{i.sub_event_type}, {i.place_name}: {i.reason}" for i in caught(trap)]


@pytest.mark.parametrize("trap", CLEAN_TRAPS, ids=lambda t: f"{t.language}, {t.cause}")
def test_a_trap_in_the_first_languages_gives_no_incident(trap: Trap) -> None:
    assert told(trap) == []


def test_over_all_languages_one_trap_in_ten_may_catch() -> None:
    known = [trap for trap in TRAPS if trap.language in languages_with("lexicon")]
    found = {f"{t.language}, {t.cause}": told(t) for t in known if caught(t)}
    assert sum(map(len, found.values())) <= BORNE * len(known), found


def test_there_are_a_hundred_traps_in_twelve_languages() -> None:
    assert len(TRAPS) >= 100
    assert len({trap.language for trap in TRAPS}) == 12
