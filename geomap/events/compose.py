"""Make an event mention of a happening: its date, people, weight and reasons."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from geomap.events.dating import date_of, inherited_date, is_background
from geomap.events.domains import Domain
from geomap.events.happening import Happening, is_outcome
from geomap.events.mention import Actor, EventMention
from geomap.events.reading import Reading
from geomap.events.scoring import Evidence, weigh
from geomap.text.parsed import DateMention, ParsedDocument


class Setting(NamedTuple):
    """What surrounds a happening: its document, all sentences read, the kind of page, weights."""

    parsed: ParsedDocument
    readings: Sequence[Reading]
    domain: Domain | None
    weights: Mapping[str, float]


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
    parsed, domain = setting.parsed, setting.domain
    trigger = found.hits[0]
    when = date_of(reading, trigger, close=bool(earlier) and is_outcome(found))
    nationwide = _is_nationwide(reading, found, when)
    undated = when is None and not nationwide
    inherited = inherited_date(reading, setting.readings, earlier) if undated else None
    clause = reading.clauses[reading.clause_at[trigger.start]]
    old = is_background(when or inherited, parsed.document.published)
    background = old or "history" in found.standing.cues
    score, reasons = weigh(
        Evidence(
            strength=trigger.label.detail,
            dated=when is not None,
            date_inherited=inherited is not None,
            casualties=found.casualties,
            actor=bool(found.parties.agents or found.parties.patients),
            lead=_is_lead(reading, parsed),
            standing=found.standing,
            domain=domain,
        ),
        setting.weights,
    )
    return EventMention(
        sentence=reading.sentence.index,
        clause=reading.span(clause.start, clause.end),
        trigger=reading.span(trigger.start, trigger.end),
        concepts=tuple(dict.fromkeys(hit.label.name for hit in found.hits)),
        event_type=found.decision.event_type,
        sub_event_type=found.decision.sub_event_type,
        modality=found.standing.modality,
        background=background,
        date=when or inherited,
        date_inherited=inherited is not None,
        actor1=_actor(found.parties.agents),
        actor2=_actor(found.parties.patients),
        casualties=found.casualties,
        nationwide_toll=nationwide,
        score=score,
        reasons=(found.decision.because, *reasons),
    )


def _actor(actors: Sequence[Actor]) -> Actor | None:
    """The first actor, one of a telling class before plain people."""
    return min(actors, key=lambda a: (a.kind == "civilians", a.span), default=None)


def _is_lead(reading: Reading, parsed: ParsedDocument) -> bool:
    """The headline and the first sentences of the first paragraph."""
    headlines = sum(s.kind == "headline" for s in parsed.sentences[:2])
    sentence = reading.sentence
    return sentence.index <= 1 + headlines and sentence.paragraph <= headlines


def _is_nationwide(reading: Reading, found: Happening, when: DateMention | None) -> bool:
    """A sum of deaths told without a day or a town."""
    if found.decision.concept != "toll" and found.hits[0].label.name != "kill":
        return False
    prepositions = {hit.end for hit in reading.of("roles", "locative")}
    placed = any(flag and at in prepositions for at, flag in enumerate(reading.places))
    summed = any(True for _ in reading.of("casualties", "sum"))
    return summed and when is None and not placed
