"""Every lexicon file is checked by its own sentences, and broken files are refused by name."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from geomap.errors import LexiconError
from geomap.events.decide import load_rules
from geomap.events.lexicon import Example, lexicon_from_table, load_lexicon
from geomap.events.mention import EventMention
from geomap.resources import languages_with, read_table

LANGUAGES = languages_with("lexicon")
EXAMPLES = [(code, example) for code in LANGUAGES for example in load_lexicon(code).examples]


@pytest.mark.parametrize(("language", "example"), EXAMPLES, ids=lambda case: str(case)[:60])
def test_a_concept_is_found_in_its_sentences_for_and_not_in_those_against(
    language: str, example: Example, mentions_in: Callable[..., tuple[EventMention, ...]]
) -> None:
    found = {c for m in mentions_in(example.sentence, language) for c in m.concepts}
    assert (example.concept in found) is example.expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_of_a_language_leads_to_a_decision(language: str) -> None:
    decided = {concept for rule in load_rules() for concept in rule.when}
    contributing = {"repulsed"}
    assert set(load_lexicon(language).concepts) <= decided | contributing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_every_concept_that_english_has(language: str) -> None:
    assert set(load_lexicon("en").concepts) - {"repulsed"} <= set(load_lexicon(language).concepts)


def broken(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    table = copy.deepcopy(read_table("lexicon", "nl.toml"))
    change(table)
    return table


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda t: t.pop("masks"), "masks"),
        (lambda t: t["actors"].pop("rebels"), "rebels"),
        (lambda t: t["concepts"]["riot"].pop("for"), "riot"),
        (lambda t: t["concepts"]["riot"].update(verbs=["x"]), "riot"),
        (lambda t: t["concepts"]["riot"].update(strong=["{nothing} x"]), "nothing"),
        (lambda t: t["concepts"]["riot"].update(strong=["Rellen"]), "Rellen"),
        (lambda t: t["concepts"]["riot"].update(strong=["rellen .."]), "rellen .."),
        (lambda t: t["concepts"]["riot"].update(strong=["in stad/in dorp rellen"]), "alternatives"),
        (lambda t: t["modality"].pop("plan"), "modality.plan"),
    ],
)
def test_a_broken_lexicon_is_refused_by_file_and_key(
    change: Callable[[dict[str, Any]], object], named: str
) -> None:
    with pytest.raises(LexiconError, match=rf"nl\.toml.*{named}"):
        lexicon_from_table(broken(change), "lexicon/nl.toml")
