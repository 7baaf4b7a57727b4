"""Find place names and say what each does in its sentence.

propose   the gazetteer's names in the words, their inflected forms, capitalized words beside them
judge     a linear classifier gives each proposal five logits; its weights are learned
choose    thresholds and the rest of the document decide; no two mentions overlap
mention   what is chosen gets its role and locative tie
"""

from collections.abc import Callable

from geomap.gazetteer.index import GazetteerIndex
from geomap.places.choose import Chosen, choose, default_bar
from geomap.places.classifier import Verdict, default_classifier
from geomap.places.facilities import facilities_in
from geomap.places.heads import with_head
from geomap.places.lexicon import lexicon_for
from geomap.places.lines import lines_of
from geomap.places.mention import Role, ToponymMention
from geomap.places.proposals import Proposer
from geomap.places.roles import role_of
from geomap.places.shown import shown_in
from geomap.places.traits import Traits
from geomap.places.uncased import in_capitals
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span

Judge = Callable[[Traits], Verdict]


def recognizer(
    index: GazetteerIndex, *, judge: Judge | None = None
) -> Callable[[ParsedDocument], tuple[ToponymMention, ...]]:
    """Make a recognizer that knows the names of a gazetteer.

    Args:
        index: The gazetteer.
        judge: Gives a proposal with these traits (`traits.py`) its logits; None takes the
            classifier that ships with geomap.
    """
    proposer = Proposer(index)

    def recognize(parsed: ParsedDocument) -> tuple[ToponymMention, ...]:
        lexicon = lexicon_for(parsed.language)
        lines = in_capitals(lines_of(parsed), lexicon, proposer)
        ask = judge or default_classifier().judge_of(lexicon.language)
        judged = ((shown, ask(shown.traits)) for shown in shown_in(lines, lexicon, proposer))
        chosen = choose(judged, parsed.language, default_bar())
        chosen = [with_head(entry, lexicon, index.knows) for entry in chosen]
        mentions = [_mention(parsed, entry, role_of(entry, lexicon)) for entry in chosen]
        facilities = facilities_in(parsed, lines, mentions, proposer.is_town, index.knows)
        found = [*mentions, *facilities]
        return tuple(sorted(found, key=lambda mention: (mention.span.start, -mention.span.end)))

    return recognize


def _mention(parsed: ParsedDocument, chosen: Chosen, role: Role) -> ToponymMention:
    proposal, tie = chosen.shown.proposal, chosen.shown.tie
    span = Span(proposal.start, proposal.end)
    return ToponymMention(
        span=span,
        surface=parsed.surface(span),
        role=role,
        cue=tie.cue,
        sentence=proposal.line.sentence,
        names=proposal.names,
    )
