"""From event mentions and resolved places to incidents, within one document.

Each mention that did happen is placed (`setting`), then either joins the incident it tells again or
opens a new one (`gather`); what scores too low is left out. Every mention gets a decision in words,
so that `explain` can tell why there is no pin.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geomap.events.mention import EventMention, Modality
from geomap.events.taxonomy import Taxonomy
from geomap.incidents.aftermath import is_stale
from geomap.incidents.draft import Draft
from geomap.incidents.gather import gather, is_idle_umbrella
from geomap.incidents.incident import Incident
from geomap.incidents.scene import Scene
from geomap.incidents.write import incident_from
from geomap.text.parsed import DateMention
from geomap.text.span import Span

_OPENING = 1  # the last paragraph of an article's opening, counted from 0 for the headline
_STALE = "left out: told as history, no place of its own"
_IDLE = "left out: says no more than the incidents inside its area"
ON_THE_MAP = frozenset({Modality.ACTUAL, Modality.CLAIMED})


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of an event mention.

    Attributes:
        mention: The mention.
        incident_id: The incident it is told in, or None when it was left out.
        reason: In words.
    """

    mention: EventMention
    incident_id: str | None
    reason: str


def link(
    mentions: Sequence[EventMention], scene: Scene, taxonomy: Taxonomy
) -> tuple[tuple[Incident, ...], tuple[Decision, ...]]:
    """Join event mentions with their places into incidents.

    Returns:
        The incidents in text order, and one decision for each mention.
    """
    told, refused = _sorted_out(mentions)
    scene = replace(scene, untold=_untold(told, refused))
    drafts = gather(told, scene, taxonomy)
    threshold = taxonomy.weights["threshold"]
    stale = [draft for draft in drafts if is_stale(draft, drafts, scene)]
    drafts = tuple(draft for draft in drafts if draft not in stale)
    idle = [draft for draft in drafts if is_idle_umbrella(draft, drafts, scene, taxonomy)]
    kept = [d for d in drafts if d not in idle and d.score(taxonomy) >= threshold]
    lead = _lead_date(kept, scene)
    incidents = tuple(incident_from(draft, lead, scene, taxonomy) for draft in kept)
    decisions = [
        *refused,
        *_taken(kept, incidents),
        *_too_weak([d for d in drafts if d not in kept and d not in idle], taxonomy),
        *(Decision(m, None, _IDLE) for draft in idle for m in draft.mentions),
        *(Decision(m, None, _STALE) for draft in stale for m in draft.mentions),
    ]
    return incidents, tuple(sorted(decisions, key=lambda decision: decision.mention.trigger))


def _sorted_out(
    mentions: Sequence[EventMention],
) -> tuple[list[EventMention], list[Decision]]:
    """Those that happened, and the decisions on the others."""
    told, refused = [], []
    for mention in mentions:
        if mention.background:
            refused.append(Decision(mention, None, "left out: told as history"))
        elif mention.modality not in ON_THE_MAP:
            refused.append(Decision(mention, None, f"left out: {mention.modality}, not done"))
        else:
            told.append(mention)
    return told, refused


def _untold(
    told: Sequence[EventMention], refused: Sequence[Decision]
) -> Mapping[int, tuple[Span, ...]]:
    """By sentence, the clauses that tell only of what did not happen now."""
    happened = {mention.clause for mention in told}
    clauses: dict[int, tuple[Span, ...]] = {}
    for mention in (decision.mention for decision in refused):
        if mention.clause not in happened:
            clauses[mention.sentence] = (*clauses.get(mention.sentence, ()), mention.clause)
    return clauses


def _lead_date(drafts: Sequence[Draft], scene: Scene) -> DateMention | None:
    """The day that the opening of the article tells: headline or first paragraph."""
    for draft in drafts:
        told = draft.date()
        opening = scene.sentence(draft.lead.sentence).paragraph <= _OPENING
        if opening and told and told.start and told.precision == "day":
            return told
    return None


def _taken(drafts: Sequence[Draft], incidents: Sequence[Incident]) -> list[Decision]:
    return [
        Decision(
            mention,
            incident.id,
            "opens the incident" if mention is draft.lead else "tells the incident again",
        )
        for draft, incident in zip(drafts, incidents, strict=True)
        for mention in draft.mentions
    ]


def _too_weak(drafts: Sequence[Draft], taxonomy: Taxonomy) -> list[Decision]:
    threshold = taxonomy.weights["threshold"]
    return [
        Decision(
            mention,
            None,
            f"left out: evidence {draft.score(taxonomy):.1f} is below {threshold:.1f}",
        )
        for draft in drafts
        for mention in draft.mentions
    ]
