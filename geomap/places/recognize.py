"""Find place names and say what each does in its sentence.

    propose   the gazetteer's names in the words, their inflected forms, parts of hyphenated words
    weigh     named signs for and against, their weights in `data/places/recognition.toml`
    mention   what weighs more than nothing becomes a mention with its role and locative tie

The middle step alone decides, so that a learned classifier can take its seat.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from geomap.gazetteer.index import GazetteerIndex, NameKind
from geomap.places.cues import Tie, ties_of
from geomap.places.facilities import facilities_in
from geomap.places.lexicon import PlaceLexicon, lexicon_for
from geomap.places.lines import Line, lines_of
from geomap.places.mention import Cue, Role, ToponymMention
from geomap.places.proposals import Proposal, Proposer
from geomap.places.signs import signs_of, surroundings_of
from geomap.places.table import WordTable
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span

Judge = Callable[[Sequence[str]], float]

_EMBEDS = frozenset(
    {"organization_before", "organization_after", "organization_of", "title_after", "form_compound"}
)
_SURE = 1.0  # a weight from which a name lends its credit to the same name elsewhere


class Weighed(NamedTuple):
    """A proposal with what was seen of it.

    Attributes:
        proposal: The proposal.
        tie: How it is tied to its surroundings.
        signs: Names of the signs that hold.
        weight: What they amount to; above 0 it is a place name.
    """

    proposal: Proposal
    tie: Tie
    signs: list[str]
    weight: float


def recognizer(
    index: GazetteerIndex, *, judge: Judge | None = None
) -> Callable[[ParsedDocument], tuple[ToponymMention, ...]]:
    """Make a recognizer that knows the names of a gazetteer.

    Args:
        index: The gazetteer.
        judge: Weighs the signs of a proposal, above 0 for a place name; None takes the weights
            of `data/places/recognition.toml`.
    """
    proposer, weigh = Proposer(index), judge or weight_table()

    def recognize(parsed: ParsedDocument) -> tuple[ToponymMention, ...]:
        lexicon = lexicon_for(parsed.language)
        lines = list(lines_of(parsed))
        weighed = weigh_proposals(lines, lexicon, proposer, weigh)
        mentions = [_mention(parsed, entry) for entry in weighed if entry.weight > 0]
        facilities = facilities_in(parsed, lines, mentions, proposer.is_town, index.knows)
        found = [*mentions, *facilities]
        return tuple(sorted(found, key=lambda mention: (mention.span.start, -mention.span.end)))

    return recognize


@cache
def weight_table() -> Judge:
    """The judge that adds up the weights of `data/places/recognition.toml`."""
    weights: Mapping[str, float] = WordTable.read("places", "recognition.toml").numbers("weights")
    base = weights["base"]
    return lambda signs: base + sum(weights.get(sign, 0.0) for sign in signs)


def weigh_proposals(
    lines: Sequence[Line],
    lexicon: PlaceLexicon,
    proposer: Proposer,
    judge: Judge,
) -> list[Weighed]:
    """All proposals of a document with their signs and weights, in order."""
    around = surroundings_of(lines, lexicon)
    weighed: list[Weighed] = []
    for line in lines:
        proposals = proposer.proposals(line, lexicon)
        ties = ties_of(proposals, lexicon, proposer.index)
        for proposal, tie in zip(proposals, ties, strict=True):
            signs = signs_of(proposal, tie, around)
            weighed.append(Weighed(proposal, tie, signs, judge(signs)))
    return _weigh_again(weighed, judge)


def _weigh_again(weighed: Sequence[Weighed], judge: Judge) -> list[Weighed]:
    """Let names that are sure somewhere in the document lend credit to the same names elsewhere."""
    sure = {e.proposal.names[-1].lower() for e in weighed if e.weight > _SURE}
    again = []
    for entry in weighed:
        if entry.proposal.names[-1].lower() in sure and entry.weight <= _SURE:
            signs = [*entry.signs, "sure_elsewhere"]
            again.append(entry._replace(signs=signs, weight=judge(signs)))
        else:
            again.append(entry)
    return again


def _mention(parsed: ParsedDocument, entry: Weighed) -> ToponymMention:
    proposal = entry.proposal
    span = Span(proposal.start, proposal.end)
    return ToponymMention(
        span=span,
        surface=parsed.surface(span),
        role=_role(entry),
        cue=entry.tie.cue,
        sentence=proposal.line.sentence,
        names=proposal.names,
    )


def _role(entry: Weighed) -> Role:
    if entry.proposal.standing.kind is NameKind.DEMONYM or entry.proposal.form == "adjective":
        return Role.DEMONYM
    if not _EMBEDS.isdisjoint(entry.signs):
        return Role.EMBEDDED
    if "government_after" in entry.signs and entry.tie.cue is Cue.NONE:
        return Role.METONYMIC
    return Role.LITERAL
