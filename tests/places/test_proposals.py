"""Which stretches of words are looked at at all."""

from collections.abc import Callable

import pytest

from geomap.gazetteer.index import GazetteerIndex
from geomap.places.lexicon import lexicon_for
from geomap.places.lines import lines_of
from geomap.places.proposals import Proposer
from geomap.places.shown import shown_in
from geomap.places.standing import Standings
from geomap.text.parsed import ParsedDocument

Read = Callable[..., ParsedDocument]
Propose = Callable[..., set[tuple[str, str]]]


@pytest.fixture
def proposed(index: GazetteerIndex, read: Read) -> Propose:
    """Names and forms of all proposals of a text."""

    def propose(text: str, language: str = "en") -> set[tuple[str, str]]:
        lines = list(lines_of(read(text, language)))
        shown = shown_in(lines, lexicon_for(language), Proposer(index))
        return {(s.proposal.names[0], s.proposal.form) for s in shown}

    return propose


def test_unknown_capitals_within_a_sentence_are_proposed(proposed: Propose) -> None:
    assert ("Quxville", "run") in proposed("A fire broke out in Quxville.")


@pytest.mark.parametrize(
    "text",
    [
        "Quxville is quiet.",  # opens a sentence
        "They met John Quxville.",  # a person
        "It was said by QXVL.",  # an acronym
        "He read Qux aloud.",  # too short
        "A Quxish quxville stood beside Quxville.",  # also written small
    ],
)
def test_capitals_that_tell_nothing_make_no_proposal(proposed: Propose, text: str) -> None:
    assert not {name for name, form in proposed(text) if form == "run" and "Qu" in name} - {
        "Quxish"
    }


def test_the_first_word_of_a_sentence_may_tie_a_name_to_it(proposed: Propose) -> None:
    assert ("Quxville", "run") in proposed("In Quxville nobody slept.")


def test_common_words_with_a_capital_of_the_sentence_are_no_names(proposed: Propose) -> None:
    assert not proposed("Most of it burned. But nobody died.")


def test_of_several_base_forms_the_greatest_place_comes_first(index: GazetteerIndex) -> None:
    bare = Standings(index).bare("Москве", lexicon_for("ru"))
    assert bare is not None
    assert bare.names[0] == "Москва"
    assert Standings(index).bare("Қвзщж", lexicon_for("ru")) is None
