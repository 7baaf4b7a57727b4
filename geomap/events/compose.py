"""Make an event mention of a happening: its date, people, weight and reasons."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from geomap.events.dating import already_past, date_of, inherited_date, is_background
from geomap.events.domains import Domain
from geomap.events.happening import Happening, is_outcome, under_condition
from geomap.events.lexicon import STRENGTHS
from geomap.events.mention import Actor, EventMention, Modality, TollOrder
from geomap.events.reading import Reading
from geomap.events.scoring import Evidence, weigh
from geomap.text.parsed import DateMention, ParsedDocument
from geomap.text.span import Span

# More dead or hurt than this are those of years of war.
_ONE_HAPPENING = 20_000
_HAPPENED = (Modality.ACTUAL, Modality.CLAIMED)


class Setting(NamedTuple):
    """What surrounds a happening: document, sentences, kind of page, weights, who only says so."""

    parsed: ParsedDocument
    readings: Sequence[Reading]
    domain: Domain | None
    weights: Mapping[str, float]
    telling: tuple[Span, ...]


def compose(
    reading: Reading,
    found: Happening,
    earlier: Sequence[EventMention],
    setting: Setting,
) -> EventMention:
    """The event mention of a happening.

    Args:
        reading: Its sentence.
        found: What happened.
        earlier: The mentions before it.
        setting: What surrounds it.
    """
    parsed = setting.parsed
    trigger = found.hits[0]
    when = date_of(
        reading, trigger, parsed.document.published, close=bool(earlier) and is_outcome(found)
    )
    nationwide = _is_nationwide(reading, found, when)
    undated = when is None and not nationwide
    inherited = inherited_date(reading, setting.readings, earlier) if undated else None
    if found.standing.modality in _HAPPENED:
        when = already_past(when, parsed.document.published)
        inherited = already_past(inherited, parsed.document.published)
        found = under_condition(found) if _is_to_come(when, setting) else found
    clause = reading.clauses[reading.clause_at[trigger.start]]
    old = is_background(when or inherited, parsed.document.published) or _is_of_a_war(found)
    evidence = _evidence(reading, found, when, inherited, setting)
    score, reasons = weigh(evidence, setting.weights)
    return EventMention(
        sentence=reading.sentence.index,
        clause=reading.span(clause.start, clause.end),
        trigger=reading.span(trigger.start, trigger.end),
        concepts=tuple(dict.fromkeys(hit.label.name for hit in found.hits)),
        event_type=found.decision.event_type,
        sub_event_type=found.decision.sub_event_type,
        modality=found.standing.modality,
        background=old or "history" in found.standing.cues,
        date=when or inherited,
        date_inherited=inherited is not None,
        actor1=_actor(found.parties.agents),
        actor2=_actor(found.parties.patients),
        casualties=found.casualties,
        nationwide_toll=nationwide,
        score=score,
        reasons=(found.decision.because, *reasons),
        toll_order=_toll_order(reading, found),
        telling=setting.telling,
    )


def _is_to_come(when: DateMention | None, setting: Setting) -> bool:
    """Whether a date lies after the day of publication: nobody tells it as done."""
    published = setting.parsed.document.published
    return bool(when and when.start and published and when.start > published)


def _is_of_a_war(found: Happening) -> bool:
    """Whether so many died or were hurt as only a war or a catastrophe leaves: history, else."""
    told = found.casualties
    most = max(told.fatalities or 0, told.fatalities_min or 0, told.injured or 0)
    return most > _ONE_HAPPENING and found.decision.event_type != "Disaster"


def _evidence(
    reading: Reading,
    found: Happening,
    when: DateMention | None,
    inherited: DateMention | None,
    setting: Setting,
) -> Evidence:
    """What speaks for and against a happening."""
    return Evidence(
        strength=min((hit.label.detail for hit in found.hits), key=STRENGTHS.index),
        dated=when is not None,
        date_inherited=inherited is not None,
        casualties=found.casualties,
        actor=bool(found.parties.agents or found.parties.patients),
        lead=_is_lead(reading, setting.parsed),
        standing=found.standing,
        domain=setting.domain,
    )


def _actor(actors: Sequence[Actor]) -> Actor | None:
    """The first actor, one of a telling class before plain people."""
    return min(actors, key=lambda a: (a.kind == "civilians", a.span), default=None)


def _is_lead(reading: Reading, parsed: ParsedDocument) -> bool:
    """The headline and the first sentences of the first paragraph."""
    headlines = sum(s.kind == "headline" for s in parsed.sentences[:2])
    sentence = reading.sentence
    return sentence.index <= 1 + headlines and sentence.paragraph <= headlines


def _toll_order(reading: Reading, found: Happening) -> TollOrder:
    """Whether a toll goes on rising, corrects another, or was corrected."""
    if not found.casualties.counts_dead:
        return ""
    names = {hit.label.name for hit in reading.of("casualties")}
    if names.isdisjoint(("lowered", "former")):
        return "running" if "corrected" in names else ""
    return "final" if "corrected" in names else "former"


def _is_nationwide(reading: Reading, found: Happening, when: DateMention | None) -> bool:
    """A sum of deaths told without a day or a town."""
    if found.decision.concept != "toll" and found.hits[0].label.name != "kill":
        return False
    prepositions = {hit.end for hit in reading.of("roles", "locative")}
    placed = any(flag and at in prepositions for at, flag in enumerate(reading.places))
    summed = any(True for _ in reading.of("casualties", "sum"))
    return summed and when is None and not placed
