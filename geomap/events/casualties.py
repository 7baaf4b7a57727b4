"""Numbers of people and what became of them, within one sentence.

Only numbers of kind `count` are read: dates, ages, money and the like are masked by their kind. A
number belongs to the nearest casualty word of its clause that can govern it, and coordinated
numbers follow the one before ("killing three Americans and two Kenyans"). A number before an
active killing word counts the killers, not the dead.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geomap.events.mention import NO_CASUALTIES, Casualties
from geomap.events.patterns import Hit
from geomap.events.quantities import (
    NOUN_REACH,
    OUTCOMES,
    Quantity,
    chained_near,
    positions,
    quantities_in,
)
from geomap.events.reading import Reading

_AFTER_CUE = 8  # words between a casualty word and the number after it
_AFTER_VERB = 9  # the same where subject and adverbs stand between verb and object
_BEFORE_CUE = 14  # words between a number and the casualty word after it
_VERB_FIRST = (
    2  # words between a verb of dying and its subject after it ("starben mindestens neun")
)
_BARE = 6  # words between a person without number ("he") and the casualty word after it
_NEAR = 3  # words between an auxiliary and what it governs
_DEADLY = frozenset(("dead", "kill", "deaths", "corrected"))
_BEFORE_NUMBER = frozenset(("deaths", "corrected"))
_DONE_TO = frozenset(("kill", "injured", "arrested"))


class Count(NamedTuple):
    """A quantity with the casualty word that governs it."""

    quantity: Quantity
    outcome: str
    cue: Hit


def casualties_in(reading: Reading, clause: int, told: Sequence[Count]) -> Casualties:
    """What a clause says about people, of all that its sentence tells."""
    unit = reading.unit(clause)
    counts = [c for c in told if reading.unit_at(c.quantity.start) == unit]
    nobody = any(reading.clause_at[h.start] == clause for h in reading.of("casualties", "nobody"))
    if not counts and not nobody:
        return NO_CASUALTIES
    corrected = [c.quantity for c in told if c.cue.label.name == "corrected"]
    dead = corrected or [c.quantity for c in counts if c.outcome == "dead"]
    low, exact, high = _sum(dead)
    if not dead and nobody:
        low, exact, high = 0, 0, 0
    return Casualties(
        exact,
        low,
        high,
        _words(reading, dead),
        _total(counts, "injured"),
        _total(counts, "arrested"),
        _total(counts, "crowd"),
    )


def _sum(quantities: Sequence[Quantity]) -> tuple[int | None, int | None, int | None]:
    """Least, exact and greatest sum; a bound is None where one of the numbers has none."""
    if not quantities:
        return None, None, None
    exact, low, high = (
        _add(q.value for q in quantities),
        _add(q.minimum if q.minimum is not None else q.value for q in quantities),
        _add(q.maximum if q.maximum is not None else q.value for q in quantities),
    )
    return low, exact, high


def _add(values: Iterable[int | None]) -> int | None:
    found = list(values)
    known = [value for value in found if value is not None]
    return sum(known) if len(known) == len(found) else None


def _total(counts: Sequence[Count], outcome: str) -> int | None:
    low, exact, _ = _sum([c.quantity for c in counts if c.outcome == outcome])
    return exact if exact is not None else low


def _words(reading: Reading, quantities: Sequence[Quantity]) -> str | None:
    return ", ".join(reading.surface(reading.span(q.start, q.end)) for q in quantities) or None


def counts_in(reading: Reading) -> list[Count]:
    """The numbers of people of a sentence, with what became of them."""
    cues = _cues(reading)
    if not cues:
        return []
    counts: list[Count] = []
    quantities = quantities_in(reading)
    for n, quantity in enumerate(quantities):
        if counts and quantity.bare and quantity.end - quantity.start == 1:
            continue  # "killed a farmer as he was plowing": the pronoun is the farmer
        following = quantities[n + 1] if n + 1 < len(quantities) else None
        preceding = quantities[n - 1].end if n else 0
        free = [cue for cue in cues if cue.end > preceding]
        cue = _governor(reading, free, quantity, following) or _chained(reading, counts, quantity)
        if cue is not None and not _is_former(cue, counts):
            outcome = "dead" if cue.label.name in _DEADLY else cue.label.name
            counts.append(Count(quantity, outcome, cue))
    return _without_verbs(counts)


def _is_former(cue: Hit, counts: Sequence[Count]) -> bool:
    """Whether a correction has its number already: "rose to nine, from six"."""
    return cue.label.name == "corrected" and any(count.cue is cue for count in counts)


def _without_verbs(counts: Sequence[Count]) -> list[Count]:
    """A verb alone tells one dead ("погиб житель") only where no number stands beside it."""
    numbered = {c.outcome for c in counts if not c.quantity.bare}
    return [
        c
        for c in counts
        if c.outcome not in numbered
        or c.quantity.bare is False
        or (c.quantity.start, c.quantity.end) != (c.cue.start, c.cue.end)
    ]


def _cues(reading: Reading) -> list[Hit]:
    """Casualty words; the "dead" of "shot dead" governs nothing by itself."""
    cues = [h for h in reading.of("casualties") if h.label.name in OUTCOMES]
    deeds = [h for h in cues if h.label.name == "kill" and h.end - h.start > 1]
    return [
        cue
        for cue in cues
        if not any(d.start <= cue.start and cue.end <= d.end and d != cue for d in deeds)
    ]


def _governor(
    reading: Reading, cues: Sequence[Hit], quantity: Quantity, following: Quantity | None
) -> Hit | None:
    """The nearest casualty word that can govern a number."""
    best, least = None, (True, _BEFORE_CUE + 1, True)
    clause = reading.unit_at(quantity.start)
    for cue in cues:
        if reading.unit_at(cue.start) != clause or (quantity.bare and cue.label.name == "crowd"):
            continue
        distance = _distance(reading, cue, quantity, following)
        # "26 demonstrators died": who demonstrates is a crowd only when nothing worse is told.
        # "tres muertos cinco heridos": of two as near the one after the number takes it.
        rank = (cue.label.name == "crowd", distance or 0, cue.end <= quantity.start)
        if distance is not None and rank < least:
            best, least = cue, rank
    return best


def _distance(
    reading: Reading, cue: Hit, quantity: Quantity, following: Quantity | None
) -> int | None:
    """Words between a cue and a number it may govern, or None."""
    if cue.end <= quantity.start:
        gap = quantity.start - cue.end
        takes = cue.label.name in _BEFORE_NUMBER or (
            cue.label.name in _DONE_TO and not _is_passive(reading, cue)
        )
        takes = takes or reading.free_order or _is_subject_after(reading, cue, quantity)
        return (
            gap if takes and gap <= (_AFTER_VERB if reading.verb_second else _AFTER_CUE) else None
        )
    if cue.start < quantity.end and cue.end > quantity.start:
        return 0 if cue.label.name != "crowd" else None
    between_numbers = following is not None and following.start < cue.start
    gap = cue.start - quantity.end
    if gap > (_BARE if quantity.bare else _BEFORE_CUE) or (
        between_numbers and not chained_near(reading, quantity, following)
    ):
        return None
    if cue.label.name in _DONE_TO and _has_object(reading, cue):
        return None
    return gap if cue.label.name not in _BEFORE_NUMBER else None


def _is_subject_after(reading: Reading, cue: Hit, quantity: Quantity) -> bool:
    """Whether a number right behind a verb of dying counts its subject: "murieron nueve".

    Where subjects stand behind their verb, day and place may come between: "ertranken in der
    Nacht zum Donnerstag zwölf Bewohner".
    """
    reach = _AFTER_VERB if reading.verb_second and not quantity.bare else _VERB_FIRST
    if cue.label.name != "dead" or quantity.start - cue.end > reach:
        return False
    joints = {h.start for h in reading.of("casualties", "and")}
    texts = reading.sentence.tokens.texts
    between = range(cue.end, quantity.start)
    return not any(at in joints or not texts[at][0].isalpha() for at in between)


def _is_passive(reading: Reading, cue: Hit) -> bool:
    """Whether an auxiliary of the passive stands right before a cue or in it."""
    return any(
        0 <= cue.start - h.end < _NEAR or cue.start <= h.start < cue.end
        for h in reading.of("roles", "passive")
    )


def _has_object(reading: Reading, cue: Hit) -> bool:
    """Whether an active cue is followed by the people it is done to."""
    if _is_passive(reading, cue):
        return False
    texts = reading.sentence.tokens.texts
    reach = range(cue.end, min(cue.end + NOUN_REACH, len(texts)))
    stops = {h.start for h in reading.of("casualties", "link")}
    if cue.end in stops or not reach or not texts[cue.end][0].isalnum():
        return False
    objects = {h.start for h in reading.of("casualties", "people", "one")}
    objects |= {q for n in reading.numbers if n.kind == "count" for q in positions(reading, n)}
    return any(at in objects for at in reach)


def _chained(reading: Reading, counts: Sequence[Count], quantity: Quantity) -> Hit | None:
    """The governor of the number before, when this one goes on its list."""
    if not counts:
        return None
    last = counts[-1]
    same = reading.clause_at[last.quantity.start] == reading.clause_at[quantity.start]
    return last.cue if same and chained_near(reading, last.quantity, quantity) else None
