"""What a wire reporter writes in one sentence is told as its sub-type, in every language.

`sentences/xx.toml` holds sentences by sub-type. None was written from the words of a lexicon: one
that fails shows a gap in the language, not in the test.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from geomap.events.mention import EventMention, Modality
from geomap.events.taxonomy import load_taxonomy
from geomap.resources import languages_with

FOLDER = Path(__file__).parent / "sentences"
HAPPENED = (Modality.ACTUAL, Modality.CLAIMED)
TABLES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")}
CASES = [
    (language, sub_type, sentence)
    for language, table in sorted(TABLES.items())
    for sub_type, sentences in table.items()
    for sentence in sentences
]


@pytest.mark.parametrize(("language", "sub_type", "sentence"), CASES)
def test_a_sentence_is_told_as_what_it_is(
    language: str,
    sub_type: str,
    sentence: str,
    mentions_in: Callable[..., tuple[EventMention, ...]],
) -> None:
    found = [m for m in mentions_in(sentence, language) if m.modality in HAPPENED]
    assert sub_type in [mention.sub_event_type for mention in found]


def test_every_language_has_its_sentences() -> None:
    assert set(TABLES) == set(languages_with("lexicon"))


def test_the_sub_types_are_those_of_the_taxonomy() -> None:
    known = {name for _, name in load_taxonomy().sub_types}
    assert {sub_type for table in TABLES.values() for sub_type in table} <= known
