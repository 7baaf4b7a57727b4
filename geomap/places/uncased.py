"""Give scripts without capitals what capitals tell elsewhere: which words could be names.

Arabic glues small words to a name ("وبرلين", "بالفلبين"); Chinese leaves no spaces at all. Lines in
these languages are cut anew, and only what could be a name gets the shape of a capitalized word:
great places by themselves, towns behind a word such as "in", villages behind "village". The tables
are in `data/places/uncased.toml`; lines in other languages stay as they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

from geomap.gazetteer.index import NameKind
from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line, runs_of, shape_of
from geomap.places.proposals import Proposer
from geomap.places.table import WordTable
from geomap.resources import read_table

_HAN = "\u3400-\u9fff"
_PIECE = re.compile(f"[{_HAN}]|[^{_HAN}]+")
_LONGEST_NAME = 5  # words of an Arabic name
_LONGEST_WORD = 8  # signs of a Chinese word
_SHORTEST = 2  # letters of a name
_MARKS_OF_NAMES = "·•"
_UNITS = "省市州县区镇村岛港"  # that may belong to the name or to the word behind it


@dataclass(frozen=True, slots=True)
class UncasedWords:
    """What a language without capitals adds to its table of words.

    Attributes:
        spaced: Whether it leaves spaces between words.
        prefixes: What is glued to a name, the longest first, and what the name then lacks.
        surnames: Signs that make a name of the two behind them a person's.
        doubtful: Names that are also common words, and count only where a word ties them.
        least: Letters that a name must have to count, by tier of its place; tiers missing never
            count.
        least_tied: The same behind a word that ties it to what happens.
        least_headed: The same behind a kind of place: "the village".
    """

    spaced: bool
    prefixes: tuple[tuple[str, str], ...]
    surnames: frozenset[str]
    doubtful: frozenset[str]
    least: Mapping[str, float]
    least_tied: Mapping[str, float]
    least_headed: Mapping[str, float]


class _Cut(NamedTuple):
    """A word of a line that is cut anew."""

    word: str
    start: int
    end: int
    shape: str


@cache
def uncased_words() -> Mapping[str, UncasedWords]:
    """The languages of `data/places/uncased.toml`."""
    table = WordTable.read("places", "uncased.toml")
    return {
        language: UncasedWords(
            table.flag(language, "spaced"),
            table.pairs(language, "prefixes"),
            table.words(language, "surnames"),
            table.words(language, "doubtful"),
            *(table.numbers(language, key) for key in ("least", "least_tied", "least_headed")),
        )
        for language in read_table("places", "uncased.toml")
    }


def in_capitals(lines: Iterable[Line], lexicon: PlaceLexicon, proposer: Proposer) -> list[Line]:
    """Lines whose shapes tell names, also where the script does not.

    Args:
        lines: Lines of a document.
        lexicon: Words of its language.
        proposer: Knows the gazetteer.
    """
    words = uncased_words().get(lexicon.language)
    if words is None:
        return list(lines)
    cutter = (_Spaced if words.spaced else _Unspaced)(words, lexicon, proposer)
    return [_line(line, list(cutter.cut(line))) for line in lines]


def _line(line: Line, cuts: list[_Cut]) -> Line:
    shapes = "".join(cut.shape for cut in cuts)
    return line._replace(
        words=[cut.word for cut in cuts],
        lower=tuple([cut.word.lower() for cut in cuts]),
        starts=[cut.start for cut in cuts],
        ends=[cut.end for cut in cuts],
        shapes=shapes,
        runs=runs_of(shapes),
        loud=False,
        quiet=False,
    )


class _Cutter:
    """What both ways of cutting share: which names count."""

    def __init__(self, words: UncasedWords, lexicon: PlaceLexicon, proposer: Proposer) -> None:
        self.words, self.lexicon, self.proposer = words, lexicon, proposer
        self.known = _known_words(lexicon.language)
        self.common = lexicon.common_words | lexicon.common_phrases | words.doubtful

    def counts(self, name: str, before: str) -> bool:
        """Whether a stretch counts as a name behind a word."""
        lexicon = self.lexicon
        tied = before in lexicon.cues or before in lexicon.joins or before in lexicon.heads
        if name in (lexicon.common_words if tied else self.common) or len(name) < _SHORTEST:
            return False
        standing = self.proposer.standing(name)
        if standing is None:
            return False
        if standing.kind is NameKind.DEMONYM:
            return True
        least = self.words.least
        if before in lexicon.heads:
            least = self.words.least_headed
        elif tied:
            least = self.words.least_tied
        return len(name) >= least.get(standing.tier, len(name) + 1)

    def shape(self, word: str) -> str:
        """The shape of a word that is no name; those of organizations have a capital."""
        shape = shape_of(word)
        if word in self.lexicon.organization_words:
            return "A"
        return "a" if shape in "AU" and word.lower() == word.upper() else shape


class _Spaced(_Cutter):
    """Cuts off what Arabic glues to its words."""

    def cut(self, line: Line) -> Iterator[_Cut]:
        """The words of a line, prefixes apart."""
        at = 0
        while at < len(line.words):
            count, prefix, word = self._name_at(line, at) or (1, "", "")
            shapes = "A" if word else ""
            if not word:
                prefix, word = self._prefixed(line.words[at])
            start = line.starts[at] + len(prefix)
            if prefix:
                yield _Cut(prefix, line.starts[at], start, "a")
            yield _Cut(word, start, line.ends[at], shapes or self.shape(word))
            for more in range(at + 1, at + count):
                yield _Cut(line.words[more], line.starts[more], line.ends[more], "A")
            at += count

    def _name_at(self, line: Line, at: int) -> tuple[int, str, str] | None:
        """Words of the name that begins there, its prefix, its first word without it."""
        word, before = line.words[at], line.word(at - 1)
        for prefix, instead in (("", ""), *self.words.prefixes):
            if not word.startswith(prefix) or len(word) - len(prefix) < _SHORTEST:
                continue
            bare = instead + word[len(prefix) :]
            least = 1 + (word in self.known)
            for count in range(min(_LONGEST_NAME, len(line.words) - at), least - 1, -1):
                name = " ".join((bare, *line.words[at + 1 : at + count]))
                if self.counts(name, prefix or before):
                    return count, prefix, bare
        return None

    def _prefixed(self, word: str) -> tuple[str, str]:
        """A prefix and the known word behind it; no prefix where there is none."""
        if word not in self.known:
            for prefix, instead in self.words.prefixes:
                bare = instead + word[len(prefix) :]
                if word.startswith(prefix) and bare in self.known:
                    return prefix, bare
        return "", word


class _Unspaced(_Cutter):
    """Cuts Chinese into names and known words, the longest first."""

    def cut(self, line: Line) -> Iterator[_Cut]:
        """The words of a line; signs that belong to no word stand alone."""
        pieces = [
            (part.group(), start + part.start())
            for word, start in zip(line.words, line.starts, strict=True)
            for part in _PIECE.finditer(word)
        ]
        signs = [sign for sign, _ in pieces]
        names: dict[int, list[int]] = {}
        for first, last in self.proposer.index.matches(signs):
            names.setdefault(first, []).append(last)
        at, before = 0, ""
        while at < len(signs):
            last, shape = self._word_at(signs, at, before, names.get(at, ()))
            before = "".join(signs[at:last])
            end = pieces[last - 1][1] + len(signs[last - 1])
            yield _Cut(before, pieces[at][1], end, shape or self.shape(before))
            at = last

    def _word_at(
        self, signs: list[str], at: int, before: str, ends: Iterable[int]
    ) -> tuple[int, str]:
        """Where the word ends that begins there, and "A" when it is a name."""
        known = self._known_until(signs, at)
        for last in sorted(ends, reverse=True):
            if last <= known:
                break
            name = "".join(signs[at:last])
            split = signs[last - 1] in _UNITS and self._known_until(signs, last - 1) > last
            if split or self._is_person(signs, at, last):
                continue
            if self.counts(name, before):
                return last, "A"
        return max(known, at + 1), ""

    def _known_until(self, signs: list[str], at: int) -> int:
        """Where the longest known word ends that begins there; the beginning when there is none."""
        for last in range(min(at + _LONGEST_WORD, len(signs)), at + 1, -1):
            if "".join(signs[at:last]) in self.known:
                return last
        return at

    def _is_person(self, signs: list[str], at: int, last: int) -> bool:
        """Whether a stretch stands in a person's name: "王东京", "乔治·华盛顿"."""
        around = (*signs[max(0, at - 1) : at], *signs[last : last + 1])
        if any(sign in _MARKS_OF_NAMES for sign in around):
            return True
        surname = at > 0 and signs[at - 1] in self.words.surnames
        opens = at == 1 or (at > 1 and not signs[at - 2].isalnum())
        return surname and opens and last - at == _SHORTEST


@cache
def _known_words(language: str) -> frozenset[str]:
    """All words of a language's table that are no names."""
    table = WordTable.read("places", f"{language}.toml")
    keyed = (("facilities", "kinds"), ("references", "vague"), ("references", "back"))
    phrases = chain(
        *(table.words(*path) for path in _GROUPS),
        *(some for path in keyed for some in table.phrases(*path).values()),
    )
    return frozenset(word for phrase in phrases for word in phrase.split())


_GROUPS = (
    *(("cues", cue) for cue in ("at", "near", "toward", "from", "of")),
    ("between", "words"),
    ("persons", "titles"),
    ("persons", "speech_verbs"),
    ("governments", "verbs"),
    ("organizations", "words"),
    ("names", "common_words"),
    ("names", "heads"),
    ("names", "designators"),
    ("names", "directions"),
    ("facilities", "modifiers"),
)
