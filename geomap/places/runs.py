"""Propose capitalized words that no gazetteer knows, so that a classifier may take them for places.

A name that is no place competes as well: "University of Chicago" is a proposal beside "Chicago".
"""

from collections.abc import Iterator

from geomap.gazetteer.index import NameKind
from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line
from geomap.places.proposals import Proposal, Standing

_LONGEST = 6  # words of a run
_LINKS = 3  # small words between a kind of place and its name, and that kind
_UNKNOWN = Standing("unknown", NameKind.NAME)


def runs_in(line: Line, lexicon: PlaceLexicon, taken: set[tuple[int, int]]) -> Iterator[Proposal]:
    """Runs of capitalized words that are not proposed yet.

    Args:
        line: The line.
        lexicon: Words of its language.
        taken: First word and the word after the last of what is proposed already.
    """
    if line.loud or line.quiet or line.dateline:
        return
    for first, last in _stretches(line, lexicon):
        if (first, last) not in taken and last - first <= _LONGEST:
            taken.add((first, last))
            start, end = line.starts[first], line.ends[last - 1]
            name = " ".join(line.words[first:last])
            yield Proposal(line, first, last, start, end, (name,), _UNKNOWN, "run")


def _stretches(line: Line, lexicon: PlaceLexicon) -> Iterator[tuple[int, int]]:
    """Whole runs, runs without their first word, runs joined, runs with a kind of place."""
    before: tuple[int, int] | None = None
    for first, last in _runs(line):
        yield first, last
        if last - first > 1:
            yield first + 1, last
        if before is not None and _linked(line, before[1], first, lexicon):
            yield before[0], last
        head, tail = _head(line, first, lexicon), _tail(line, last, lexicon)
        if head < first:
            yield head, last
        if tail > last:
            yield first, tail
        before = first, last


def _head(line: Line, first: int, lexicon: PlaceLexicon) -> int:
    """Where a name begins with the kind of place before it: "lago di Como"."""
    reach = range(first - 1, max(-1, first - 1 - _LINKS), -1)
    for at in reach:
        if line.lower[at] in lexicon.heads:
            return at
        if line.lower[at] not in lexicon.connectors:
            break
    return first


def _tail(line: Line, last: int, lexicon: PlaceLexicon) -> int:
    """Where a name ends with the kind of place behind it: "Псковской области"."""
    word = line.word(last)
    known = bool(word) and line.shapes[last] == "a" and word.startswith(lexicon.tails)
    return last + 1 if known else last


def _runs(line: Line) -> Iterator[tuple[int, int]]:
    at, shapes = 0, line.shapes
    while at < len(shapes):
        if shapes[at] not in "AU":
            at += 1
            continue
        first = at
        while at < len(shapes) and shapes[at] in "AU":
            at += 1
        yield first, at


def _linked(line: Line, last: int, first: int, lexicon: PlaceLexicon) -> bool:
    """Whether only small words of names stand between two runs: "of", "de la"."""
    between = line.lower[last:first]
    known = lexicon.connectors | lexicon.particles
    return len(between) <= 2 and all(word in known for word in between)  # noqa: PLR2004
