"""Cases of names of several words, in languages that decline them word by word.

Adjectives and the noun behind them change together: "Северная Африка" -> "Северной Африке". Single
names are left to readers of endings; so are towns, which are too many.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.errors import LexiconError
from geomap.gazetteer.draft import Draft, DraftName
from geomap.gazetteer.names import NameKind
from geomap.gazetteer.tables import read_entries

_MOST_WORDS = 4
_CASES = 5
# Letters that the other language lacks, and letters of neither.
_ONLY = {"ru": frozenset("ыэёъ"), "uk": frozenset("іїєґ")}
_FOREIGN = frozenset("әғқңөұүһўј")
_Ending = tuple[str, ...]


class Paradigm(NamedTuple):
    """The endings of a language, the longest first: ending, then what stands in each case."""

    adjectives: Sequence[_Ending]
    nouns: Sequence[_Ending]


def add_cases(draft: Draft) -> None:
    """Give lands, divisions, seas and countries the cases of their names."""
    paradigms = dict(read_paradigms())
    added: list[DraftName] = []
    for place_id, name, kind in draft.names:
        if kind is NameKind.ABBREVIATION or draft.places[place_id].feature_code.startswith("PPL"):
            continue
        for language in _languages(name):
            cases = declined(name, paradigms[language])
            added += [DraftName(place_id, case, kind) for case in cases]
    draft.names += added


def read_paradigms() -> Iterator[tuple[str, Paradigm]]:
    """The paradigms of `cases.toml` by language.

    Raises:
        LexiconError: A line has too few or too many cases.
    """
    for language, section in read_entries("cases.toml"):
        kinds = []
        for kind in ("adjectives", "nouns"):
            lines = [tuple(line) for line in section[kind]]
            if any(len(line) != _CASES + 1 for line in lines):
                raise LexiconError(f"data/gazetteer/cases.toml [{language}] {kind}: 6 cells a line")
            kinds.append(sorted(lines, key=lambda line: -len(line[0])))
        yield language, Paradigm(*kinds)


def declined(name: str, paradigm: Paradigm) -> list[str]:
    """The cases of a name of adjectives and a noun; none when it is not one."""
    words = name.split()
    if not 1 < len(words) <= _MOST_WORDS:
        return []
    *described, noun = words
    columns = [_cases(word, paradigm.adjectives) for word in described]
    columns.append(_cases(noun, paradigm.nouns))
    if not all(columns):
        return []
    return sorted({" ".join(case) for case in zip(*columns, strict=True)} - {name})


def _cases(word: str, endings: Sequence[_Ending]) -> list[str]:
    lowered = word.lower()
    for ending, *cases in endings:
        if lowered.endswith(ending):
            stem = word[: len(word) - len(ending)]
            # A word that is all ending ("область", "Море") keeps its first letter.
            return [stem + case if stem else word[0] + case[1:] for case in cases]
    return []


def _languages(name: str) -> tuple[str, ...]:
    """The languages that a name in Cyrillic may be in, by its letters."""
    letters = set(name.lower())
    if not letters & set("аеиоуяюіы") or letters & _FOREIGN:
        return ()
    if letters & _ONLY["uk"]:
        return ("uk",)
    return ("ru",) if letters & _ONLY["ru"] else ("ru", "uk")
