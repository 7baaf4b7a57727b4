"""All proposals of a document, with what the classifier is taught by and asked about."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geomap.places.cues import Tie, cue_before, ties_of
from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line
from geomap.places.proposals import Proposal, Proposer
from geomap.places.runs import runs_in
from geomap.places.signs import Surroundings, signs_of, surroundings_of
from geomap.places.traits import traits_of


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
    signs: list[str]
    traits: list[str]


def shown_in(lines: Sequence[Line], lexicon: PlaceLexicon, proposer: Proposer) -> Iterator[Shown]:
    """All proposals of a document line by line; they may overlap."""
    around = surroundings_of(lines, lexicon)
    for line in lines:
        known = proposer.proposals(line, lexicon)
        ties = ties_of(known, lexicon, proposer.index)
        for proposal, tie in zip(known, ties, strict=True):
            yield _shown(proposal, tie, around)
        for proposal in runs_in(line, lexicon, {(p.first, p.last) for p in known}):
            tie = Tie(cue_before(line, proposal.first, lexicon), has_tail=False, listed=False)
            yield _shown(proposal, tie, around)


def _shown(proposal: Proposal, tie: Tie, around: Surroundings) -> Shown:
    signs = signs_of(proposal, tie, around)
    return Shown(proposal, tie, signs, traits_of(proposal, signs, around.lexicon))
