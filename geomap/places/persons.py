"""Find the persons of a document, so that their names are not taken for towns.

A full name once makes its surname a person for the rest of the document: after "Antony Blinken",
"Blinken" is he, and "Antony" is not the town near Paris.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line

_LONGEST = 5  # words of one person's name
_PARTICLES = 2  # between two parts of a surname, at most


class Persons(NamedTuple):
    """Persons of a document.

    Attributes:
        starts: First characters of full names, in order.
        ends: The characters after their last.
        surnames: Their parts but the first, in lower case.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    surnames: frozenset[str]

    def hold(self, start: int, end: int) -> bool:
        """Whether a stretch of the document lies within a person's full name."""
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and end <= self.ends[at]


def persons_in(lines: Sequence[Line], lexicon: PlaceLexicon) -> Persons:
    """Find the persons that a document calls by full name or title."""
    stretches, surnames = list[tuple[int, int]](), set[str]()
    for line in lines:
        if line.dateline or line.loud:
            continue
        for first, last in _capital_runs(line, lexicon):
            if last - first == 1 and line.word(first - 1) not in lexicon.titles:
                continue  # as most: a single word without a title
            for begin, end, known in _names_in(line, first, last, lexicon):
                stretches.append((line.starts[begin], line.ends[end - 1]))
                surnames.update(line.lower[begin + (not known) : end])
    starts, ends = tuple(s for s, _ in stretches), tuple(e for _, e in stretches)
    return Persons(starts, ends, frozenset(surnames - lexicon.particles))


def _capital_runs(line: Line, lexicon: PlaceLexicon) -> Iterator[tuple[int, int]]:
    """Stretches of capitalized words, surname particles within: "Jan van der Berg"."""
    begin, end = 0, 0
    for first, last in line.runs:
        between = line.lower[end:first] if end and first - end <= _PARTICLES else ()
        if between and lexicon.particles.issuperset(between):
            end = last
            continue
        if end:
            yield begin, end
        begin, end = first, last
    if end:
        yield begin, end


def _names_in(
    line: Line, first: int, last: int, lexicon: PlaceLexicon
) -> Iterator[tuple[int, int, bool]]:
    """Persons in a run: first word, word after the last, whether it is all surname."""
    lower, begin = line.lower, first
    titled = first > 0 and lower[first - 1] in lexicon.titles
    for at in range(first, last):
        if lower[at] in lexicon.titles and at + 1 < last:
            begin, titled = at + 1, True
    end = _end_of_name(line, begin, last, lexicon)
    office = titled and lower[begin] in lexicon.cues  # "Alcalde de Cúcuta"
    if office or any(word in lexicon.organization_words for word in lower[begin:end]):
        return
    if end - begin > 1 and _is_first_name(line, begin, lexicon):
        yield begin, end, False
    elif titled:
        yield begin, end, end - begin == 1
    elif end - begin > 1 and (_has_age(line, end) or _is_initial(line.words[begin + 1])):
        yield begin, end, False


def _end_of_name(line: Line, begin: int, last: int, lexicon: PlaceLexicon) -> int:
    """The end of a name: a full one ends before "de", where the place begins that he comes from."""
    end = min(last, begin + _LONGEST)
    for at in range(begin + 2, end):
        if line.lower[at] in lexicon.cues and line.shapes[at] == "a":
            return at
    return end


def _is_first_name(line: Line, at: int, lexicon: PlaceLexicon) -> bool:
    word = line.lower[at]
    if _is_initial(line.words[at]):
        return True
    parts = word.split("-")
    known = word in lexicon.first_names or (len(parts) > 1 and parts[0] in lexicon.first_names)
    return known and word not in lexicon.place_names and word not in lexicon.common_words


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[0].isupper() and word[1] == "."  # noqa: PLR2004


def _has_age(line: Line, end: int) -> bool:
    """Whether an age stands behind: "Campbell Paterson, 34,"."""
    age = line.word(end + 1)
    closed = line.word(end + 2) in {",", ".", ")", "-"}
    return line.word(end) in {",", "("} and age.isdigit() and len(age) <= 2 and closed  # noqa: PLR2004
