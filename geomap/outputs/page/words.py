"""The page's own words, one file a language: `data/page/<language>.toml`."""

from typing import Any

from geomap.errors import LexiconError, OptionError
from geomap.resources import languages_with, read_table

REFERENCE = "en"
_TABLES = ("words", "precision", "modality")


def page_words(language: str) -> dict[str, Any]:
    """The words of the page in a language.

    Raises:
        OptionError: There is no file for the language.
        LexiconError: The file lacks a word that the English one has, or has one too many.
    """
    known = languages_with("page")
    if language not in known:
        raise OptionError(f"page language {language!r}: choose one of {', '.join(known)}")
    table = read_table("page", f"{language}.toml")
    return checked_words(language, table, read_table("page", f"{REFERENCE}.toml"))


def checked_words(
    language: str, table: dict[str, Any], reference: dict[str, Any]
) -> dict[str, Any]:
    """The table, if it has the same words as the reference.

    Raises:
        LexiconError: It lacks some or has some too many; the message names them.
    """
    for name in _TABLES:
        odd = table.get(name, {}).keys() ^ reference[name].keys()
        if odd:
            words = ", ".join(sorted(odd))
            raise LexiconError(
                f"data/page/{language}.toml: [{name}] lacks, or has too many: {words}"
            )
    return table
