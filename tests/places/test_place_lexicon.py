"""The tables of words around place names."""

import pytest

from geomap.errors import LexiconError
from geomap.places.lexicon import lexicon_for
from geomap.places.table import WordTable
from geomap.resources import languages_with

LANGUAGES = languages_with("places")


def test_dutch_and_english_are_among_the_languages() -> None:
    assert {"nl", "en"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_tables(language: str) -> None:
    lexicon = lexicon_for(language)
    assert lexicon.language == language
    assert lexicon.cues or lexicon.cue_endings
    assert lexicon.references


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_the_same_facilities_as_english(language: str) -> None:
    def kinds(code: str) -> set[str]:
        return {kind for found in lexicon_for(code).facilities.kinds.values() for _, kind in found}

    assert kinds(language) == kinds("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_names_that_are_great_places_are_first_names(language: str) -> None:
    lexicon = lexicon_for(language)
    assert "victoria" in lexicon.place_names
    assert lexicon.first_names.isdisjoint({"dortmund", "berlin", "almaty"})


def test_a_language_without_a_table_is_read_with_the_english_one() -> None:
    assert lexicon_for("xx").language == "en"


@pytest.mark.parametrize("content", [{}, {"a": 1}, {"a": {"b": 3}}, {"a": {"b": [1]}}])
def test_a_damaged_table_names_file_and_key(content: dict[str, object]) -> None:
    with pytest.raises(LexiconError, match=r"data/places/xx\.toml: \[a\.b\]"):
        WordTable("places/xx.toml", content).words("a", "b")
