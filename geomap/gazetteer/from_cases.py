"""Cases of names of several words, in languages that decline them word by word.

Adjectives and the noun change together, whichever stands first: "Северная Африка" -> "Северной
Африке", "Korea Południowa" -> "Korei Południowej"; of hyphenated names the last part changes, or
the one before "-на-". Single names are left to readers of endings; so are villages.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.errors import LexiconError
from geomap.gazetteer.draft import Draft, DraftName
from geomap.gazetteer.draft_place import DraftPlace
from geomap.gazetteer.names import NameKind
from geomap.gazetteer.tables import read_entries

_MOST_WORDS = 4
_LEAST_TOWN = 15_000
# Letters that no other of these languages has.
_ONLY = {"ru": frozenset("ыэёъ"), "uk": frozenset("іїєґ"), "kk": frozenset("әғқңөұүһ")}
_FOREIGN = frozenset("ўјљњћђџ")
_RIVER_TOWN = re.compile(r"^(?P<noun>[^\W\d_]+)(?P<rest>-(?:на|над)-.+)$")
_Ending = tuple[str, ...]


class Paradigm(NamedTuple):
    """The endings of a language, the longest first: ending, then what stands in each case."""

    adjectives: Sequence[_Ending]
    nouns: Sequence[_Ending]


def add_cases(draft: Draft) -> None:
    """Give lands, divisions, seas, countries and towns the cases of their names."""
    paradigms = dict(read_paradigms())
    added: list[DraftName] = []
    for place_id, name, kind in draft.names:
        if kind is NameKind.ABBREVIATION or not _is_declined(draft.places[place_id], name):
            continue
        for language in _languages(name):
            cases = declined(name, paradigms[language])
            added += [DraftName(place_id, case, kind) for case in cases]
    draft.names += added


def _is_declined(place: DraftPlace, name: str) -> bool:
    parts = " " in name or "-" in name
    return parts and (
        not place.feature_code.startswith("PPL")
        or place.feature_code == "PPLC"
        or place.population >= _LEAST_TOWN
    )


def read_paradigms() -> Iterator[tuple[str, Paradigm]]:
    """The paradigms of `cases.toml` by language.

    Raises:
        LexiconError: A line has too few or too many cases.
    """
    for language, section in read_entries("cases.toml"):
        lines = {kind: [tuple(line) for line in section[kind]] for kind in ("adjectives", "nouns")}
        sizes = {len(line) for some in lines.values() for line in some}
        if len(sizes) != 1:
            where = f"data/gazetteer/cases.toml [{language}]"
            raise LexiconError(f"{where}: lines of {sorted(sizes)} cells")
        longest = {kind: sorted(some, key=lambda e: -len(e[0])) for kind, some in lines.items()}
        yield language, Paradigm(longest["adjectives"], longest["nouns"])


def declined(name: str, paradigm: Paradigm) -> list[str]:
    """The cases of a name of adjectives and a noun; none when it is not one."""
    words = name.split()
    if len(words) == 1:
        return _hyphenated(name, paradigm) if "-" in name else []
    if not 1 < len(words) <= _MOST_WORDS:
        return []
    for noun in (len(words) - 1, 0):
        columns = [
            _cases(word, paradigm.nouns if at == noun else paradigm.adjectives)
            for at, word in enumerate(words)
        ]
        if all(columns):
            return sorted({" ".join(case) for case in zip(*columns, strict=True)} - {name})
    return []


def _hyphenated(name: str, paradigm: Paradigm) -> list[str]:
    """The cases of "Нью-Йорк" and "Ростов-на-Дону"."""
    river = _RIVER_TOWN.match(name)
    if river:
        return [case + river["rest"] for case in _cases(river["noun"], paradigm.nouns)]
    first, mark, last = name.rpartition("-")
    return sorted({first + mark + case for case in _cases(last, paradigm.nouns)} - {name})


def _cases(word: str, endings: Sequence[_Ending]) -> list[str]:
    lowered = word.lower()
    for ending, *cases in endings:
        if lowered.endswith(ending):
            stem = word[: len(word) - len(ending)]
            # A word that is all ending ("область", "Море") keeps its first letter.
            return [stem + case if stem else word[0] + case[1:] for case in cases]
    return []


def _languages(name: str) -> tuple[str, ...]:
    """The languages that a name may be in, by its letters."""
    letters = set(name.lower())
    if letters & set("aeiouyąęó"):
        return ("pl",)
    if not letters & set("аеиоуяюіыү") or letters & _FOREIGN:
        return ()
    if letters & _ONLY["kk"]:
        return ("kk",)
    if letters & _ONLY["uk"]:
        return ("uk",)
    return ("ru",) if letters & _ONLY["ru"] else ("ru", "uk")
