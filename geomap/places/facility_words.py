"""Find the words for kinds of facilities in a line: "airport", "Hauptbahnhof", "Tahrirplein"."""

from collections.abc import Iterator
from typing import NamedTuple

from geomap.places.lexicon import FacilityWords
from geomap.places.lines import Line

_SHORTEST_COMPOUND = 7  # characters of "Maasbrug"


class KindWords(NamedTuple):
    """Words of a kind of facility in a line.

    Attributes:
        first: The first word.
        last: The word after the last.
        kind: The kind.
    """

    first: int
    last: int
    kind: str


def kinds_in(line: Line, words: FacilityWords) -> Iterator[KindWords]:
    """Kind words of a line, the longest where they overlap."""
    ends = [at for at in line.capitals() if _ending_at(line, at, words)] if words.endings else []
    if not ends and words.kinds.keys().isdisjoint(line.lower):
        return  # as most lines
    past = 0
    for at, word in enumerate(line.lower):
        if at < past:
            continue
        if word in words.kinds:
            kind = _phrase_at(line, at, words)
        else:
            kind = _ending_at(line, at, words) if at in ends else None
        if kind is not None:
            past = kind.last
            yield kind


def own_name(line: Line, first: int, kind: KindWords, words: FacilityWords) -> str:
    """The capitalized name of the facility itself before its kind, "" when there is none.

    The kind alone is no name, though German writes it with a capital.
    """
    last = kind.first if line.lower[kind.first] in words.kinds else kind.last
    capitals = [at for at in range(first, last) if line.capital(at)]
    return " ".join(line.words[capitals[0] : kind.last]) if capitals else ""


def _phrase_at(line: Line, at: int, words: FacilityWords) -> KindWords | None:
    for phrase, kind in words.kinds[line.lower[at]]:
        if line.lower[at : at + len(phrase)] == phrase:
            return KindWords(at, at + len(phrase), kind)
    return None


def _ending_at(line: Line, at: int, words: FacilityWords) -> KindWords | None:
    """A proper name that ends in its kind: "Tahrirplein"."""
    word = line.lower[at]
    if len(word) < _SHORTEST_COMPOUND:
        return None
    for ending, kind in words.endings:
        if word.endswith(ending):
            return KindWords(at, at + 1, kind)
    return None
