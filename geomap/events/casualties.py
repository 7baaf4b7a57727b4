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
from geomap.events.reading import Reading
from geomap.text.parsed import NumberMention

_AFTER_CUE = 5  # words between a casualty word and the number after it
_BEFORE_CUE = 14  # words between a number and the casualty word after it
_CHAIN = 7  # words between coordinated numbers
_NOUN_REACH = 4  # words between a number and the people it counts
_NEAR = 3  # words between an auxiliary and what it governs
_PART_REACH = 6  # words between "including" and the number that is a part
_OUTCOMES = ("dead", "kill", "deaths", "corrected", "injured", "arrested", "crowd")
_DEADLY = frozenset(("dead", "kill", "deaths", "corrected"))
_BEFORE_NUMBER = frozenset(("deaths", "corrected"))
_DONE_TO = frozenset(("kill", "injured", "arrested"))
_LARGEST = 5_000_000


class Quantity(NamedTuple):
    """A number of people in a sentence, by word positions."""

    start: int
    end: int
    value: int | None
    minimum: int | None
    maximum: int | None


class Count(NamedTuple):
    """A quantity with the casualty word that governs it."""

    quantity: Quantity
    outcome: str
    cue: Hit


def casualties_in(reading: Reading, clauses: frozenset[int]) -> Casualties:
    """What the given clauses of a sentence say about people."""
    told = _counts(reading)
    counts = [c for c in told if reading.clause_at[c.quantity.start] in clauses]
    nobody = any(reading.clause_at[h.start] in clauses for h in reading.of("casualties", "nobody"))
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


def _counts(reading: Reading) -> list[Count]:
    cues = [h for h in reading.of("casualties") if h.label.name in _OUTCOMES]
    if not cues:
        return []
    counts: list[Count] = []
    quantities = _without_parts(reading, _quantities(reading))
    for n, quantity in enumerate(quantities):
        following = quantities[n + 1] if n + 1 < len(quantities) else None
        cue = _governor(reading, cues, quantity, following) or _chained(reading, counts, quantity)
        if cue is not None:
            outcome = "dead" if cue.label.name in _DEADLY else cue.label.name
            counts.append(Count(quantity, outcome, cue))
    return counts


def _quantities(reading: Reading) -> list[Quantity]:
    """Numbers that count people, and single persons ("a man"), in order."""
    found = [q for n in reading.numbers if (q := _number(reading, n))]
    taken = {at for n in reading.numbers if n.kind == "count" for at in _positions(reading, n)}
    people = {h.start for h in reading.of("casualties", "people")}
    for hit in reading.of("casualties", "one"):
        reach = range(hit.start, min(hit.end + _NOUN_REACH, len(reading.places)))
        noun = next((at for at in reach if at in people), None)
        if noun is not None and hit.start not in taken and not taken & set(range(hit.end, noun)):
            found.append(Quantity(hit.start, noun + 1, 1, 1, 1))
    return sorted(set(found))


def _positions(reading: Reading, number: NumberMention) -> range:
    return range(reading.position(number.span.start), reading.position(number.span.end - 1) + 1)


def _number(reading: Reading, number: NumberMention) -> Quantity | None:
    if number.kind != "count" or max(number.value or 0, number.minimum or 0) > _LARGEST:
        return None
    span = _positions(reading, number)
    governed = any(h.end == span.start for h in reading.of("casualties", "kill", "injured"))
    if not governed and not _counts_people(reading, span.stop):
        return None
    return Quantity(span.start, span.stop, number.value, number.minimum, number.maximum)


def _counts_people(reading: Reading, after: int) -> bool:
    """Whether the words after a number name people, or nothing else that could be counted."""
    tokens = reading.sentence.tokens
    if after >= len(tokens) or not tokens[after].text[0].isalpha() or reading.places[after]:
        return True
    bare = {h.start for h in reading.of("casualties", "link", *_OUTCOMES)}
    if after in bare:
        return True
    named = {h.start for h in reading.of("casualties", "people")}
    named |= {h.start for h in reading.of("actors")}
    turns = {h.start for h in reading.of("roles", "agent", "patient", "locative")}
    for at in range(after, after + _NOUN_REACH):
        if at in named or at in turns:
            return at in named
    return False


def _governor(
    reading: Reading, cues: Sequence[Hit], quantity: Quantity, following: Quantity | None
) -> Hit | None:
    """The nearest casualty word that can govern a number."""
    best, least = None, (True, _BEFORE_CUE + 1)
    clause = reading.clause_at[quantity.start]
    for cue in cues:
        if reading.clause_at[cue.start] != clause:
            continue
        distance = _distance(reading, cue, quantity, following)
        # "26 demonstrators died": who demonstrates is a crowd only when nothing worse is told.
        rank = (cue.label.name == "crowd", distance or 0)
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
        return gap if takes and gap <= _AFTER_CUE else None
    if cue.start < quantity.end and cue.end > quantity.start:
        return 0 if cue.label.name != "crowd" else None
    between_numbers = following is not None and following.start < cue.start
    gap = cue.start - quantity.end
    if gap > _BEFORE_CUE or (between_numbers and not _joined(reading, quantity, following)):
        return None
    if cue.label.name in _DONE_TO and _has_object(reading, cue):
        return None
    return gap if cue.label.name not in _BEFORE_NUMBER else None


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
    tokens = reading.sentence.tokens
    reach = range(cue.end, min(cue.end + _NOUN_REACH, len(tokens)))
    stops = {h.start for h in reading.of("casualties", "link")}
    if cue.end in stops or not reach or not tokens[cue.end].text[0].isalnum():
        return False
    objects = {h.start for h in reading.of("casualties", "people", "one")}
    objects |= {q for n in reading.numbers if n.kind == "count" for q in _positions(reading, n)}
    return any(at in objects for at in reach)


def _joined(reading: Reading, first: Quantity, second: Quantity | None) -> bool:
    """Whether two numbers stand in one list."""
    if second is None or second.start - first.end > _CHAIN:
        return False
    between = range(first.end, second.start)
    taken = {h.start for h in reading.of("casualties") if h.label.name in _OUTCOMES}
    joints = {h.start for h in reading.of("casualties", "and")}
    return not any(at in taken for at in between) and any(at in joints for at in between)


def _chained(reading: Reading, counts: Sequence[Count], quantity: Quantity) -> Hit | None:
    """The governor of the number before, when this one goes on its list."""
    if not counts:
        return None
    last = counts[-1]
    same = reading.clause_at[last.quantity.start] == reading.clause_at[quantity.start]
    return last.cue if same and _joined(reading, last.quantity, quantity) else None


def _without_parts(reading: Reading, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Quantities without those told as part of another ("including two women and a boy")."""
    openers = [h.end for h in reading.of("casualties", "part")]
    verbs = {h.start for h in reading.of("roles", "passive")}
    kept: list[Quantity] = []
    part: Quantity | None = None
    for quantity in quantities:
        opened = any(0 <= quantity.start - end < _PART_REACH for end in openers)
        goes_on = part is not None and quantity.end not in verbs
        if opened or (goes_on and part is not None and _joined(reading, part, quantity)):
            part = quantity
        else:
            kept.append(quantity)
            part = None
    return kept
