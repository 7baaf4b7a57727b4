"""Tell the language a document is read in.

The script decides first; then small words and rare letters count. Only the supported languages,
those with a table in `data/text/`, are ever chosen.
"""

import re
from dataclasses import dataclass
from functools import cache

from geomap.errors import LexiconError
from geomap.resources import languages_with, read_table
from geomap.text.document import Document

DEFAULT_LANGUAGE = "en"
_SAMPLE = 1200  # characters; a language shows itself in the first paragraphs
_SCRIPT_SAMPLE = 500
_LETTER_WEIGHT = 0.5
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class LanguageSigns:
    """What tells the languages of one run apart.

    Attributes:
        names: Code -> English name.
        scripts: Script -> languages written in it, in the order of the file.
        letters_of_script: Script -> pattern of one of its letters.
        words: Small word -> languages that use it.
        letters: Rare letter -> languages that use it.
        function_words: Code -> its small words.
        not_datelines: Words before a dash that announce rather than name a place.
    """

    names: dict[str, str]
    scripts: dict[str, tuple[str, ...]]
    letters_of_script: dict[str, re.Pattern[str]]
    words: dict[str, tuple[str, ...]]
    letters: dict[str, tuple[str, ...]]
    function_words: dict[str, frozenset[str]]
    not_datelines: frozenset[str]


@cache
def language_signs() -> LanguageSigns:
    """Read `data/text/languages.toml`, once.

    Raises:
        LexiconError: A key is missing or of the wrong kind.
    """
    table = read_table("text", "languages.toml")
    try:
        languages = {code: dict(signs) for code, signs in table["languages"].items()}
        return LanguageSigns(
            names={code: str(signs["name"]) for code, signs in languages.items()},
            scripts=_invert({code: [signs["script"]] for code, signs in languages.items()}),
            letters_of_script={s: re.compile(f"[{r}]") for s, r in table["scripts"].items()},
            words=_invert({code: signs["words"].split() for code, signs in languages.items()}),
            letters=_invert({code: list(signs["letters"]) for code, signs in languages.items()}),
            function_words={c: frozenset(s["words"].split()) for c, s in languages.items()},
            not_datelines=frozenset(table["datelines"]["not"].split()),
        )
    except (KeyError, AttributeError, TypeError, re.error) as error:
        raise LexiconError(f"data/text/languages.toml: {error!r}") from error


def _invert(signs: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    languages: dict[str, list[str]] = {}
    for code, words in signs.items():
        for word in dict.fromkeys(words):
            languages.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in languages.items()}


@cache
def supported_languages() -> tuple[str, ...]:
    """The languages (ISO 639-1) that geomap reads, sorted."""
    return languages_with("text")


def identify_language(text: str) -> str | None:
    """The language (ISO 639-1) that a text is most likely written in, or None without any sign.

    The answer may be a language that geomap does not read.
    """
    signs, sample = language_signs(), text[:_SAMPLE]
    script = _script_of(sample[:_SCRIPT_SAMPLE], signs) or _script_of(sample, signs)
    if script is None:
        return None
    scores = _scores(sample.lower(), signs)
    candidates = [code for code in signs.scripts.get(script, ()) if scores.get(code)]
    if candidates:
        return max(candidates, key=lambda code: scores[code])
    only = signs.scripts.get(script, ())
    return only[0] if len(only) == 1 else None


def _script_of(sample: str, signs: LanguageSigns) -> str | None:
    counts = {s: len(p.findall(sample)) for s, p in signs.letters_of_script.items()}
    if counts.get("kana"):  # Japanese mixes in the Chinese signs
        counts["kana"] += counts.get("han", 0)
    best = max(counts, key=lambda script: counts[script])
    return best if counts[best] else None


def _scores(sample: str, signs: LanguageSigns) -> dict[str, float]:
    scores: dict[str, float] = {}
    for word in _WORD.findall(sample):
        codes = signs.words.get(word, ())
        for code in codes:
            scores[code] = scores.get(code, 0) + 1 / len(codes)
    for letter, codes in signs.letters.items():
        found = sample.count(letter)
        for code in codes if found else ():
            scores[code] = scores.get(code, 0) + found * _LETTER_WEIGHT / len(codes)
    return scores


def choose_language(document: Document) -> tuple[str, tuple[str, ...]]:
    """The supported language to read a document in, and notes on what had to be assumed."""
    given = (document.language or "").strip().lower().replace("_", "-").split("-")[0]
    supported = supported_languages()
    if given in supported:
        return given, ()
    found = identify_language(document.text)
    chosen = found if found in supported else DEFAULT_LANGUAGE
    return chosen, _notes(given, found, chosen)


def _notes(given: str, found: str | None, chosen: str) -> tuple[str, ...]:
    read_as = f"read as {language_signs().names.get(chosen, chosen)}"
    if given:
        return (f'language "{given}" is not supported; {read_as}',)
    if found is None:
        return (f"the language could not be told; {read_as}",)
    if found != chosen:
        return (f'language "{found}" is not supported; {read_as}',)
    return ()
