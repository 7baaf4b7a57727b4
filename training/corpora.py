"""Marked corpora as samples: the traits of every proposal, and the classes it may be."""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from geomap.places.classifier import NameClass
from geomap.places.lexicon import lexicon_for
from geomap.places.lines import Line, lines_of
from geomap.places.proposals import Proposer
from geomap.places.shown import Shown, shown_in
from geomap.places.traits import NAMING, Traits, finer
from geomap.text.document import Document
from geomap.text.parse import parse

Row = dict[str, Any]

_CLASS_OF = {"PER": NameClass.PERSON, "ORG": NameClass.ORGANIZATION, "MISC": NameClass.OTHER}
_PLACE = 1 << NameClass.PLACE
_NONE = 1 << NameClass.NONE
_ANY_NAME = _NONE - 1
_TELLING = 200  # spans of a class from which a corpus is taken to mark it throughout
_LONGEST_ENDING = 8  # characters behind an apostrophe
_SHORTEST_WORD = 3
_SEEN_SMALL = 2  # times that a name must stand in lower case to be a word
_MOST_SAMPLES = 3  # of one such word


class Sample(NamedTuple):
    """What a proposal shows, and what it may be.

    Attributes:
        codes: Hashes of all its traits.
        names: How many of them, the first, tell the name itself.
        classes: The classes it may be, a bit each (`NameClass`); 0 where nobody can tell.
    """

    codes: "array[int]"
    names: int
    classes: int


class _Marks:
    """Spans that a corpus marks in one text."""

    def __init__(self, row: Row, none: int) -> None:
        self._none = none
        self._places = {bounds for mark in row["toponyms"] for bounds in _bounds(row["text"], mark)}
        self._others = [
            (other["start"], other["end"], 1 << _CLASS_OF[other["type"]])
            for other in row.get("others", ())
        ]

    def classes(self, start: int, end: int, word_end: int) -> int:
        if (start, end) in self._places or (start, word_end) in self._places:
            return _PLACE
        inside = (bit for first, last, bit in self._others if first <= start and end <= last)
        return next(inside, self._none)


class _NounMarks:
    """Marks that tell proper nouns from other words, and no more."""

    def __init__(self, row: Row) -> None:
        self._runs: list[list[int]] = []
        for start, end in row["pn"]:
            if self._runs and not row["text"][self._runs[-1][1] : start].strip():
                self._runs[-1][1] = end
            else:
                self._runs.append([start, end])

    def classes(self, start: int, end: int, word_end: int) -> int:
        for first, last in self._runs:
            if first == start and last in (end, word_end):
                return _ANY_NAME
            if first < end and start < last:
                return 0
        return _NONE


def samples_of(path: Path, proposer: Proposer, small: Counter[str]) -> Iterator[Sample]:
    """The samples of one corpus.

    Args:
        path: Its file, a text a line; the format is in README.md.
        proposer: Knows the gazetteer.
        small: Counts words in lower case.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    none = _unmarked(rows)
    for number, row in enumerate(rows):
        language = row["lang"]
        parsed = parse(Document(str(number), row["text"], language=language))
        lines = list(lines_of(replace(parsed, language=language)))
        small.update(_small_words(lines))
        marks = _NounMarks(row) if "pn" in row else _Marks(row, none)
        lexicon = lexicon_for(language)
        for shown in shown_in(lines, lexicon, proposer, untold=True):
            proposal = shown.proposal
            word_end = proposal.line.ends[proposal.last - 1]
            classes = marks.classes(proposal.start, proposal.end, word_end)
            if classes:
                yield _sample(shown, path.stem, classes, lexicon.language)


def small_words(small: Counter[str], proposer: Proposer) -> Iterator[Sample]:
    """Names that stand in lower case in running text: words first, whatever else they show."""
    for word in sorted(small):
        if small[word] >= _SEEN_SMALL and proposer.standing(word) is not None:
            codes = array("I", [crc32(f"n:{word}".encode())])
            times = min(small[word].bit_length() - 1, _MOST_SAMPLES)
            yield from [Sample(codes, 0, _NONE)] * times


def _small_words(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        for word, shape in zip(line.words, line.shapes, strict=True):
            if shape == "a" and len(word) >= _SHORTEST_WORD:
                yield word


def _unmarked(rows: Sequence[Row]) -> int:
    """What a proposal without a mark may be: corpora mark fewer classes than there are."""
    marked = Counter(other["type"] for row in rows for other in row.get("others", ()))
    return _NONE | sum(
        1 << number
        for kind, number in _CLASS_OF.items()
        if marked[kind] < (_TELLING if kind == "MISC" else 1)
    )


def _bounds(text: str, mark: Row) -> Iterator[tuple[int, int]]:
    """A mark as it is, and without the ending, hash sign or stop that some corpora include."""
    start, end = mark["start"], mark["end"]
    yield start, end
    for apostrophe in "'’":
        cut = text.find(apostrophe, start + 2, end)
        if cut > 0 and end - cut < _LONGEST_ENDING:
            yield start, cut
    if text[start] in "#@":
        yield start + 1, end
    if text[end - 1] in ".,:;":
        yield start, end - 1


def _sample(shown: Shown, corpus: str, classes: int, language: str) -> Sample:
    codes, names = array("I"), 0
    for field, value in zip(Traits._fields, shown.traits, strict=True):
        codes.extend(_codes(field, value, language))
        if field == NAMING:
            names = len(codes)
    codes.extend(_codes_of_corpus(shown, corpus))
    return Sample(codes, names, classes)


@lru_cache(1_000_000)
def _codes(field: str, value: Any, language: str) -> tuple[int, ...]:
    return tuple(crc32(part.encode()) for part in finer(field, value, language))


def _codes_of_corpus(shown: Shown, corpus: str) -> Iterator[int]:
    """Traits that take up how one corpus marks; at run time no document has them."""
    proposal = shown.proposal
    shapes = proposal.line.shapes[proposal.first : proposal.last]
    standing = proposal.standing
    habits = (
        "",
        f":{standing.tier}/{proposal.form}",
        f":{proposal.form}:{shown.tie.cue}",
        f":{shapes}",
        f":{standing.kind}",
    )
    return (crc32(f"x:{corpus}{habit}".encode()) for habit in habits)
