"""Propose capitalized words that no gazetteer knows, so that a classifier may take them for places.

A name that is no place competes as well: "University of Chicago" is a proposal beside "Chicago".
Most unknown words with a capital are no places, and each proposal costs time. So what hardly ever
is one (two in a thousand, counted on marked corpora) is not proposed at all: what opens a sentence,
persons, acronyms, very short words. Nor is what nothing tells to be a place, neither a word such as
"in" before it nor a kind of place within it nor a comma behind it; where names take endings, these
may tell it.
"""

from collections.abc import Iterator

from geomap.places.cues import cue_before
from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line
from geomap.places.mention import Cue
from geomap.places.proposals import Proposal, proposal_of
from geomap.places.signs import Surroundings
from geomap.places.standing import UNKNOWN

_LONGEST = 6  # words of a name
_SHORTEST = 4  # letters of a name of one word
_LINK = 2  # words between two runs that are joined
_LINKS = 3  # small words between a kind of place and its name, and that kind
_LISTS = frozenset(",;")
_OPENERS = frozenset('.!?…"“„«¿¡•')  # a sentence or quotation starts behind them


def runs_in(
    line: Line, around: Surroundings, taken: set[tuple[int, int]], *, untold: bool = False
) -> Iterator[tuple[Proposal, Cue]]:
    """Runs of capitalized words that are not proposed yet, with the tie before them.

    Args:
        line: The line.
        around: What the document tells about its words.
        taken: First word and the word after the last of what is proposed already.
        untold: Also those that nothing tells to be places.
    """
    if line.loud or line.quiet or line.dateline:
        return
    for first, last in _stretches(line, around.lexicon):
        if (first, last) in taken or last - first > _LONGEST:
            continue
        taken.add((first, last))
        start, end = line.starts[first], line.ends[last - 1]
        if last - first == 1 and _is_hopeless(line, first, around):
            continue
        cue = cue_before(line, first, around.lexicon)
        told = (
            untold or around.lexicon.declines or _is_told(line, (first, last), cue, around.lexicon)
        )
        if told and not around.persons.hold(start, end):
            name = " ".join(line.words[first:last])
            yield proposal_of((line, first, last, start, end, (name,), UNKNOWN, "run")), cue


def _is_told(line: Line, run: tuple[int, int], cue: Cue, lexicon: PlaceLexicon) -> bool:
    """Whether a run's own words or those beside it speak for a place; "of" does for one word.

    So does a comma behind it, as in lists and addresses; a word of organizations speaks against it.
    """
    first, last = run
    begins, ends = line.lower[first], line.lower[last - 1]
    if line.word(last) in _LISTS:
        return True
    if last - first > 1 and ends in lexicon.organization_words:
        return False
    if cue is not Cue.NONE and (cue is not Cue.OF or last == first + 1):
        return True
    known = begins in lexicon.heads or ends in lexicon.generics
    return known or (bool(lexicon.tails) and ends.startswith(lexicon.tails))


def _is_hopeless(line: Line, at: int, around: Surroundings) -> bool:
    """Whether a single word is certainly no place."""
    word, lexicon = line.lower[at], around.lexicon
    return (
        len(word) < _SHORTEST
        or line.shapes[at] == "U"
        or word in around.small
        or word in around.persons.surnames
        or word in lexicon.common_words
        or word in lexicon.organization_words
        or word in lexicon.first_names
    )


def _stretches(line: Line, lexicon: PlaceLexicon) -> Iterator[tuple[int, int]]:
    """Runs, runs joined, runs with a kind of place."""
    lower, words, tails = line.lower, line.words, lexicon.tails
    begin = end = -1  # of the run before
    for first, last in line.runs:
        if first and words[first - 1] not in _OPENERS:
            yield first, last
        elif lower[first] in lexicon.cues and first + 1 < last:  # "In Xville"
            yield first + 1, last
        linked = end - begin > 1 and first - end <= _LINK
        if linked and lexicon.links_of_names.issuperset(lower[end:first]):
            yield begin, last
        if first and lower[first - 1] in lexicon.before_names:
            head = _head(line, first, lexicon)
            if head < first:
                yield head, last
        if tails and line.shapes[last : last + 1] == "a" and lower[last].startswith(tails):
            yield first, last + 1  # "Псковской области"
        begin, end = first, last


def _head(line: Line, first: int, lexicon: PlaceLexicon) -> int:
    """Where a name begins with the kind of place before it: "lago di Como"."""
    for at in range(first - 1, max(-1, first - 1 - _LINKS), -1):
        word = line.lower[at]
        if word in lexicon.heads:
            return at
        if word not in lexicon.connectors:
            break
    return first
