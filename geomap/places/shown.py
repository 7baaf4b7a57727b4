"""All proposals of a document, with what the classifier is taught by and asked about."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.places.cues import Tie, ties_of
from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line
from geomap.places.mention import Cue
from geomap.places.proposals import Proposal, Proposer
from geomap.places.runs import runs_in
from geomap.places.signs import signs_of, surroundings_of
from geomap.places.traits import Traits, traits_of
from geomap.places.uncased import uncased_words
from geomap.text.memo import made_of

_NEVER = frozenset({"first_name_before", "organization_word"})
_FORENAME = frozenset({"first_name", "capital_after"})
_IN_LONGER_NAME = frozenset({"capital_before", "capital_after"})
_SMALL = frozenset({"hamlet", "village"})
_ALONE = {cue: Tie(cue, has_tail=False, listed=False) for cue in Cue}


class Shown(NamedTuple):
    """A proposal with what was seen of it.

    Attributes:
        proposal: The proposal.
        tie: How it is tied to its surroundings.
        signs: Names of the signs that hold.
        traits: What it shows to the classifier.
    """

    proposal: Proposal
    tie: Tie
    signs: tuple[str, ...]
    traits: Traits


_made = made_of(Shown)


def shown_in(
    lines: Sequence[Line], lexicon: PlaceLexicon, proposer: Proposer, *, untold: bool = False
) -> Iterator[Shown]:
    """All proposals of a document line by line that may be names; they may overlap.

    Args:
        lines: The document.
        lexicon: Words of its language.
        proposer: Knows the gazetteer.
        untold: Also words that are hardly ever places, from which the classifier is to learn.
    """
    around = surroundings_of(lines, lexicon)
    screened = not untold and lexicon.language not in uncased_words()
    for line in lines:
        known = proposer.proposals(line, lexicon, around.small)
        ties = ties_of(known, lexicon, proposer.index) if known else ()
        for proposal, tie in zip(known, ties, strict=True):
            signs = signs_of(proposal, tie, around)
            if not (screened and _is_hopeless(proposal, tie, signs, lexicon)):
                yield _shown(proposal, tie, signs, lexicon)
        for proposal, cue in runs_in(
            line, around, {(p.first, p.last) for p in known}, untold=untold
        ):
            tie = _ALONE[cue]
            yield _shown(proposal, tie, signs_of(proposal, tie, around), lexicon)


def _shown(proposal: Proposal, tie: Tie, signs: tuple[str, ...], lexicon: PlaceLexicon) -> Shown:
    return _made((proposal, tie, signs, traits_of(proposal, tie, signs, lexicon)))


def _is_hopeless(
    proposal: Proposal, tie: Tie, signs: tuple[str, ...], lexicon: PlaceLexicon
) -> bool:
    """Whether its signs tell that it is no place: one in a thousand is, in marked corpora.

    Parts of persons' names and of organizations', common words, hamlets that are called like words
    of longer names: no need to weigh them. Where names take endings, these may be all that tells.
    """
    if not _NEVER.isdisjoint(signs) or _FORENAME.issubset(signs):
        return True
    if lexicon.declines or tie.cue is not Cue.NONE or tie.has_tail:
        return False
    if "common_word" in signs:
        return True
    return proposal.standing.tier in _SMALL and not _IN_LONGER_NAME.isdisjoint(signs)
