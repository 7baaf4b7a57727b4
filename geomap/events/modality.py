"""Whether a happening happened: cues of the trigger's own clause decide, never the sentence's."""

from collections.abc import Iterable
from typing import NamedTuple

from geomap.events.mention import Modality
from geomap.events.patterns import Hit
from geomap.events.reading import Reading

# Strongest first. A happening under "condition" or "hypothesis" is not told as one that was.
_OUTCOMES = {
    "denial": Modality.DENIED,
    "negation": Modality.DENIED,
    "condition": Modality.PLANNED,
    "plan": Modality.PLANNED,
    "threat": Modality.THREATENED,
    "attempt": Modality.ATTEMPTED,
    "hypothesis": Modality.THREATENED,
    "question": Modality.PLANNED,
    "rumor": Modality.DENIED,
    "claim": Modality.CLAIMED,
}
# How many words may stand between a cue and the trigger after it.
_REACH = {"negation": 4, "purpose": 6, "history": 6, "generic": 1, "hypothesis": 6, "plan": 8}
_REACH_OTHERWISE = 12
# Clauses whose opening word is a cue.
_OPENED = frozenset(("condition", "purpose", "history"))
_REPORTED = frozenset(("denial", "threat", "plan", "condition", "hypothesis", "rumor", "history"))
_DENIED_LATER = frozenset(("denial", "rumor"))
# What does not weaken a trigger: who is arrested is "accused of" something, and a crowd that the
# police "tried to" disperse met the police, and one that tried to break in was there.
_HARMLESS = {
    "arrest": frozenset(("history", "purpose", "hypothesis")),
    "plot_foiled": frozenset(("attempt", "plan", "threat", "purpose")),
    **dict.fromkeys(
        (
            "dispersal",
            "riot",
            "storming",
            "arson",
            "protest",
            "march",
            "storm_weather",
            "flood",
            "earthquake",
        ),
        frozenset(("attempt",)),
    ),
}
# What only looks ahead governs no verb that tells what was done: "rebels who vowed to … seized it".
_AHEAD = frozenset(("plan", "threat", "attempt"))
_MAY_SAY = frozenset(("plan", "rumor"))  # whose verbs also tell what somebody says
_HARM = frozenset(("toll", "kill", "counted"))
_AFTER_REACH = 3
_GATHERINGS = ("protest", "march")
_BEHIND_SPEECH = frozenset((",", '"', "”", "»", "“"))


class Standing(NamedTuple):
    """How a trigger stands: its modality and what weakens it."""

    modality: Modality
    cues: frozenset[str]
    spoken: bool


def standing(reading: Reading, trigger: Hit) -> Standing:
    """How a trigger stands in its clause."""
    cues = frozenset(_cues(reading, trigger)) - _HARMLESS.get(trigger.label.name, frozenset())
    spoken = reading.spoken[trigger.start]
    for cue, modality in _OUTCOMES.items():
        if cue in cues:
            return Standing(modality, cues, spoken)
    return Standing(Modality.CLAIMED if spoken else Modality.ACTUAL, cues, spoken)


def _cues(reading: Reading, trigger: Hit) -> Iterable[str]:
    number = reading.clause_at[trigger.start]
    clause = reading.clauses[number]
    if clause.kind in _OPENED:
        yield clause.kind
    if reading.sentence.tokens.texts[-1] == "?":
        yield "question"
    governing = _governing(reading, number)
    unhurt = {at for h in reading.of("casualties", "nobody") for at in range(h.start, h.end)}
    hearsay = {cue.start for cue in reading.of("modality", "claim")}
    for cue in reading.of("modality"):
        if cue.label.name in _MAY_SAY and cue.start in hearsay:
            continue  # "zou zijn neergeschoten" is what somebody says, no plan
        if cue.label.name == "negation" and cue.start in unhurt and not _is_harm(trigger):
            continue  # "a shell fell without victims" fell
        at = reading.clause_at[cue.start]
        name = cue.label.name
        governs = at == number and _governs(cue, trigger)
        governs = governs and not (_is_cause(cue, trigger) or _is_done(reading, cue, trigger))
        reported = at in governing and name in _REPORTED
        if governs or reported or (name in _DENIED_LATER and _denied_later(reading, cue, trigger)):
            yield name
    told = clause.kind == "relative" and number > 0
    # "the junta, which took power in a coup": who rules came to it before.
    if told and (trigger.label.name == "coup" or _commemorates(reading, number - 1)):
        yield "history"


def _is_harm(trigger: Hit) -> bool:
    return trigger.label.name in _HARM


def _is_cause(cue: Hit, trigger: Hit) -> bool:
    """Whether history is what people gather for: "held a vigil to mark the anniversary"."""
    gathers = trigger.label.name in _GATHERINGS and cue.label.name == "history"
    return gathers and cue.label.detail == "around" and cue.start >= trigger.end


def _is_done(reading: Reading, cue: Hit, trigger: Hit) -> bool:
    """Whether the trigger tells by its verb what was done, whatever was planned before it."""
    ahead = cue.label.name in _AHEAD and cue.label.detail == "before"
    verb = range(max(cue.end + 1, trigger.start - 1), trigger.end)
    return ahead and not reading.done.isdisjoint(verb)


def _denied_later(reading: Reading, cue: Hit, trigger: Hit) -> bool:
    """Whether a denial follows what is told: "that stones were thrown, police deny"."""
    if cue.start < trigger.end:
        return False
    marked = reading.sentence.tokens.texts[cue.start - 1] in _BEHIND_SPEECH
    clause = reading.clauses[reading.clause_at[trigger.start]]
    return marked and (clause.kind == "report" or clause.end >= cue.end)


def _commemorates(reading: Reading, number: int) -> bool:
    """Whether a clause speaks of a happening as history: "remembered the raid that killed six"."""
    told = [h for h in reading.of("concept") if reading.clause_at[h.start] == number]
    cues = [h for h in reading.of("modality", "history") if reading.clause_at[h.start] == number]
    return any(_governs(cue, hit) for cue in cues for hit in told)


def carries_condition(reading: Reading, before: Reading | None) -> bool:
    """Whether a sentence goes on under the condition of the one before: "If … . Then …"."""
    opens = any(not h.start for h in reading.of("modality", "carried"))
    if before is None or not opens:
        return False
    kinds = {clause.kind for clause in before.clauses}
    return "condition" in kinds or any(True for _ in before.of("modality", "condition"))


def _governing(reading: Reading, number: int) -> range:
    """The clauses that a clause with "that" hangs on: "denies that X happened or that Y did".

    It hangs on none where it goes on about what happened: "may have caused the blast that killed".
    """
    first = number
    while first > 0 and reading.clauses[first].kind == "report":
        first -= 1
    start = reading.clauses[number].start
    told = any(hit.start < start == hit.end for hit in reading.of("concept"))
    return range(number, number) if told else range(first, number)


def _governs(cue: Hit, trigger: Hit) -> bool:
    if cue.label.detail == "around":
        return True
    if cue.label.detail == "after":
        return 0 <= cue.start - trigger.end <= _AFTER_REACH
    if cue.label.name == "plan" and cue.start == trigger.start and cue.end == cue.start + 1:
        return True  # the trigger itself stands in the future: "desplegarán"
    reach = _REACH.get(cue.label.name, _REACH_OTHERWISE)
    if cue.label.name == "negation" and trigger.start < cue.start:
        # "gab es am Sonntag keine Proteste", "gingen niet de straat op"
        return cue.end < trigger.end and trigger.end - 1 - cue.end <= reach
    return cue.start < trigger.start and trigger.start - cue.end <= reach
