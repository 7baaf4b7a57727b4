"""Who did it, and to whom: actor words of the clause and their side of the trigger."""

from collections.abc import Container
from typing import NamedTuple

from geomap.events.mention import Actor
from geomap.events.patterns import Hit
from geomap.events.reading import Reading

_MARKER_REACH = 3
_PASSIVE_REACH = 8
_NAME_WORDS = 3
_TELLER_REACH = 2
_INVERSION_REACH = 3
# Of these the subject is the one it is done to: "26 demonstrators died".
_UNDERGONE = frozenset(("toll",))


class Parties(NamedTuple):
    """The actors of a clause by what they do in it."""

    agents: tuple[Actor, ...]
    patients: tuple[Actor, ...]
    others: tuple[Actor, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """All classes named."""
        return frozenset(actor.kind for actor in (*self.agents, *self.patients, *self.others))


_NOBODY = Parties((), ())


def parties(reading: Reading, trigger: Hit) -> Parties:
    """The actors of the trigger's clause.

    Before an active trigger stands the doer, after it the one it is done to; a passive turns that
    around; a marker ("by", "against") decides alone.
    """
    number = reading.clause_at[trigger.start]
    own = [h for h in reading.of("actors") if reading.clause_at[h.start] == number]
    found = [hit for hit in _longest(own) if not _only_tells(reading, hit)]
    if not found:
        return _NOBODY
    named = {hit.start for hit in reading.of("actors")}
    marked = {hit: _marked(reading, hit, named) for hit in found}
    passive = _passive(reading, trigger) or any(
        side == "agent" and _belongs(hit, trigger) for hit, side in marked.items()
    )
    inverted = _inverted(reading, found, trigger) if not passive else None
    sides: dict[str, list[Actor]] = {"agent": [], "patient": [], "other": []}
    for hit in found:
        side = marked[hit] or _side(reading, hit, trigger, passive=passive)
        sides["agent" if hit == inverted else side].append(_actor(reading, hit))
    return Parties(tuple(sides["agent"]), tuple(sides["patient"]), tuple(sides["other"]))


def _longest(hits: list[Hit]) -> list[Hit]:
    """Hits without those inside another or beginning at the same word."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _passive(reading: Reading, trigger: Hit) -> bool:
    if trigger.label.name in _UNDERGONE:
        return True
    if any(trigger.start <= h.start < trigger.end for h in reading.of("roles", "active")):
        return False
    clause = reading.clauses[reading.clause_at[trigger.start]]
    return any(
        max(clause.start, trigger.start - _PASSIVE_REACH) <= h.start < trigger.end
        for h in reading.of("roles", "passive")
    )


def _marked(reading: Reading, actor: Hit, named: Container[int]) -> str | None:
    """The role that a marker right before the actor, or its own case ending, gives it."""
    for hit in reading.of("roles", "agent", "patient"):
        if hit.start == actor.start:
            return hit.label.name
        if hit.start not in named and 0 <= actor.start - hit.end < _MARKER_REACH:
            return hit.label.name
    return None


def _side(reading: Reading, actor: Hit, trigger: Hit, *, passive: bool) -> str:
    """By position; after a passive, who is not marked as the doer is neither.

    Where case endings mark the doer, the unmarked one undergoes it on either side.
    """
    if passive:
        return "patient" if actor.end <= trigger.end or reading.free_order else "other"
    return "agent" if actor.start <= trigger.start else "patient"


def _belongs(agent: Hit, trigger: Hit) -> bool:
    """Whether a marked doer is the trigger's own: "killed by soldiers", "door soldaten gedood"."""
    return agent.start < trigger.start or agent.start - trigger.end < _MARKER_REACH


def _inverted(reading: Reading, actors: list[Hit], trigger: Hit) -> Hit | None:
    """The subject right after its verb, where nobody stands before it."""
    if not reading.verb_second or any(a.start < trigger.start for a in actors):
        return None
    near = (a for a in actors if 0 < a.start - trigger.start <= _INVERSION_REACH)
    return next(near, None)


def _only_tells(reading: Reading, actor: Hit) -> bool:
    """Whether the actor is the one who says so ("police said", "according to officials")."""
    return any(
        0 <= start - actor.end < _TELLER_REACH or 0 <= actor.start - end < _TELLER_REACH
        for start, end in reading.reporting
    )


def _actor(reading: Reading, hit: Hit) -> Actor:
    """The actor with the names before it: "Russian" belongs to "Russian troops"."""
    start = hit.start
    while start and hit.start - start < _NAME_WORDS and reading.places[start - 1]:
        start -= 1
    span = reading.span(start, hit.end)
    return Actor(span, reading.surface(span), hit.label.name)
