"""Take the kind of water or land into a name where a language says it so: "lac Tchad".

Written small, the kind is no part of the capitalized words; without it "golfe de Finlande" would
be Finland.
"""

from collections.abc import Callable

from geomap.places.choose import Chosen
from geomap.places.lexicon import PlaceLexicon
from geomap.places.proposals import Proposal

_LINKS = 2  # small words between the kind and the name: "de la"
_AREAS = frozenset({"country", "admin1"})


def with_head(chosen: Chosen, lexicon: PlaceLexicon, knows: Callable[[str], bool]) -> Chosen:
    """The choice with the kind of place before it, where that belongs to the name.

    Args:
        chosen: A proposal taken for a place name.
        lexicon: Words of the language.
        knows: Whether the gazetteer has a name.
    """
    proposal = chosen.shown.proposal
    head = _head_of(proposal, lexicon) if lexicon.kept_heads else proposal.first
    if head == proposal.first:
        return chosen
    line, start = proposal.line, proposal.line.starts[head]
    words = [*line.words[head : proposal.first], proposal.names[0]]
    name = " ".join(words)
    alone = () if proposal.standing.tier in _AREAS and not knows(name) else proposal.names
    whole = proposal._replace(first=head, start=start, names=(name, *alone))
    return chosen._replace(shown=chosen.shown._replace(proposal=whole))


def _head_of(proposal: Proposal, lexicon: PlaceLexicon) -> int:
    """Where the kind of place stands; the first word of the proposal when there is none."""
    line, first = proposal.line, proposal.first
    for at in range(first - 1, max(-1, first - 2 - _LINKS), -1):
        if line.lower[at] in lexicon.kept_heads:
            return at
        if line.lower[at] not in lexicon.particles:
            break
    return first
