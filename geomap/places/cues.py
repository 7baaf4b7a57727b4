"""How a name is tied to the words before it and to the names beside it."""

from collections.abc import Sequence
from typing import NamedTuple

from geomap.gazetteer.index import GazetteerIndex
from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line
from geomap.places.mention import Cue
from geomap.places.proposals import Proposal

_JOINTS = 3  # words between two names of a row, at most
_REACH = 6  # words between a cue and its name, at most
_AREAS = frozenset({"country", "admin1", "admin2", "region"})
_APOSTROPHES = frozenset({"'", "’"})
_OPENS_TAIL = frozenset({",", "("})
_CANDIDATES_ASKED = 60
_NONE = Cue.NONE  # an enumeration is slow to be asked for its members


class Tie(NamedTuple):
    """How a name is tied.

    Attributes:
        cue: The locative tie that precedes it.
        has_tail: The next name says in which area it lies: "Paris" in "Paris, Texas".
        listed: It stands in a row of names: "in Almaty, Astana and Aktobe".
    """

    cue: Cue
    has_tail: bool
    listed: bool


_TIES = {
    (c, listed): Tie(c, has_tail=False, listed=listed) for c in Cue for listed in (False, True)
}


def ties_of(
    proposals: Sequence[Proposal], lexicon: PlaceLexicon, index: GazetteerIndex
) -> list[Tie]:
    """The ties of one line's proposals, which are in order and do not overlap."""
    ties: list[Tie] = []
    end = -_JOINTS - 1  # of the proposal before
    for at, proposal in enumerate(proposals):
        near = proposal.first - end <= _JOINTS
        tail = near and _is_tail(proposals[at - 1], proposal, index)
        joined = near and not tail and _joined(proposals[at - 1], proposal, lexicon)
        if tail:
            ties[-1] = ties[-1]._replace(has_tail=True)
            cue = Cue.TAIL
        elif joined and ties[-1].cue is not _NONE:
            cue = _cue_of_row(ties)
        else:
            within = _cue_within(proposal, lexicon)
            cue = within or cue_before(proposal.line, proposal.first, lexicon)
        if joined:
            ties[-1] = ties[-1]._replace(listed=True)
        ties.append(_TIES[cue, joined])
        end = proposal.last
    return ties


def cue_before(line: Line, first: int, lexicon: PlaceLexicon) -> Cue:
    """The locative tie in the words before a name, small words between them skipped."""
    if line.dateline:
        return Cue.DATELINE
    lower, found = line.lower, _NONE
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = lower[at]
        cue, begin = _cue_ending(lower, at, lexicon) if word in lexicon.cues else (_NONE, at)
        if cue is _NONE:
            if word not in lexicon.between and word not in lexicon.settlements:
                break
        elif cue is Cue.OF and begin and lower[begin - 1] in lexicon.settlements:
            found = cue  # "in the city of": what stands before the city says more
        else:  # in Portuguese "a cidade de" is no way toward it
            return found if found is not _NONE and cue is Cue.TOWARD else cue
    return found


def _cue_ending(lower: tuple[str, ...], at: int, lexicon: PlaceLexicon) -> tuple[Cue, int]:
    """The cue whose words end at a word, and where they begin."""
    for words, cue in lexicon.cues[lower[at]]:
        begin = at + 1 - len(words)
        if begin >= 0 and lower[begin : at + 1] == words:
            return cue, begin
    return _NONE, at


def _cue_within(proposal: Proposal, lexicon: PlaceLexicon) -> Cue | None:
    """The tie that the name's own ending tells: "Алматыда" is in Almaty."""
    if not lexicon.cue_endings:
        return None
    line, last = proposal.line, proposal.last
    word = line.lower[last - 1]
    if line.word(last)[:1] in _APOSTROPHES:
        word = line.lower[last]  # "İstanbul'da"
    elif proposal.form != "declined" and (last - proposal.first == 1 or not lexicon.declines):
        return None  # "Канада" is no locative
    return next((cue for ending, cue in lexicon.cue_endings if word.endswith(ending)), None)


def _cue_of_row(ties: Sequence[Tie]) -> Cue:
    """The cue that the names before pass on; a tail stands for the town it belongs to."""
    return next((tie.cue for tie in reversed(ties) if tie.cue is not Cue.TAIL), _NONE)


def _is_tail(before: Proposal, proposal: Proposal, index: GazetteerIndex) -> bool:
    """Whether a name says where the name before it lies."""
    line = proposal.line
    between = line.words[before.last : proposal.first]
    if len(between) != 1 or between[0] not in _OPENS_TAIL or proposal.standing.tier not in _AREAS:
        return False
    areas = [c.place for c in index.candidates(proposal.names[-1])[:3]]
    towns = [c.place for c in index.candidates(before.names[-1])[:_CANDIDATES_ASKED]]
    return any(a.id != t.id and index.contains(a, t) for a in areas for t in towns)


def _joined(before: Proposal, proposal: Proposal, lexicon: PlaceLexicon) -> bool:
    """Whether only commas, "and" and articles stand between two names."""
    between = proposal.line.lower[before.last : proposal.first]
    joins = [word for word in between if word in lexicon.joins]
    rest = len(between) - len(joins)
    small = sum(1 for word in between if word in lexicon.between and word not in lexicon.joins)
    return 1 <= len(joins) <= 2 and rest == small and rest <= 1  # noqa: PLR2004
