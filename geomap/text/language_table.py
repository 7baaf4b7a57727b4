"""Everything that `data/text/<language>.toml` says, read once and checked."""

import re
from dataclasses import dataclass
from functools import cache

from geomap.errors import LexiconError
from geomap.resources import read_table
from geomap.text.date_table import DateTable, read_date_table
from geomap.text.language import language_signs
from geomap.text.number_table import NumberTable, read_number_table
from geomap.text.section import Section
from geomap.text.sentences import SentenceSigns
from geomap.text.tokens import Abbreviations, token_pattern
from geomap.text.unspaced import unspaced_pattern


@dataclass(frozen=True, slots=True)
class LanguageTable:
    """How a language is read.

    Attributes:
        language: ISO 639-1.
        pattern: Of its tokens.
        signs: How its sentences end.
        numbers: Its numbers.
        dates: Its dates.
        small_words: Its function words.
    """

    language: str
    pattern: re.Pattern[str]
    signs: SentenceSigns
    numbers: NumberTable
    dates: DateTable
    small_words: frozenset[str]


@cache
def language_table(language: str) -> LanguageTable:
    """The table of a supported language (ISO 639-1), read when first asked for.

    Raises:
        LexiconError: The file is missing or something in it makes no sense.
    """
    where = f"data/text/{language}.toml"
    small_words = language_signs().function_words.get(language)
    if small_words is None:
        raise LexiconError(f"data/text/languages.toml: languages.{language} is missing")
    return read_language(
        Section(where, read_table("text", f"{language}.toml")), language, small_words
    )


def read_language(whole: Section, language: str, small_words: frozenset[str]) -> LanguageTable:
    """Build the table of a language from its file.

    Args:
        whole: The file.
        language: ISO 639-1.
        small_words: Function words of the language.

    Raises:
        LexiconError: A key is missing, unknown or makes no sense.
    """
    tokens = whole.section("tokens")
    cut = [tokens.phrases(key) for key in ("elisions", "endings", "contractions")]
    unspaced = language in language_signs().scripts.get("han", ())
    pattern = unspaced_pattern(cut[-1]) if unspaced else token_pattern(*cut)
    tokens.finish()
    numbers = read_number_table(whole.section("numbers"))
    endings = [s for s, kind in numbers.suffixes.items() if kind == "ordinal"]
    dates = read_date_table(whole.section("dates"), numbers.words, endings)
    signs = _sentence_signs(whole.section("sentences"), small_words, dates.calendar_words)
    whole.finish()
    return LanguageTable(language, pattern, signs, numbers, dates, small_words)


def _sentence_signs(
    section: Section, small_words: frozenset[str], calendar_words: frozenset[str]
) -> SentenceSigns:
    titles, ordinary, closing, before_number = (
        frozenset(word.rstrip(".") for word in section.phrases(key))
        for key in ("titles", "ordinary", "closing", "before_number")
    )
    signs = SentenceSigns(
        abbreviations=Abbreviations(titles, ordinary, closing, before_number, small_words),
        small_words=small_words,
        calendar_words=calendar_words,
        ordinal_dot=section.flag("ordinal_dot"),
        captions=frozenset(section.phrases("captions")),
    )
    section.finish()
    return signs
