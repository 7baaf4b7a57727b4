"""Mentions that point back: "the attack", "two of them died", "the protesters"."""

from collections.abc import Container, Sequence
from dataclasses import replace

from geomap.events.mention import EventMention, Modality
from geomap.events.taxonomy import load_taxonomy
from geomap.text.parsed import DateMention

_OUTCOME = frozenset(("toll", "kill", "counted"))
_COUNTS = frozenset(("toll", "counted"))  # nobody did these
_VAGUE = _OUTCOME | {"attack", "explosion", "shooting", "destruction"}
_OCCURS = frozenset(("occurs",))
_CAME_OF_IT = frozenset(("accident", "fire"))
_TELLING = frozenset(
    ("Battles", "Explosions/Remote violence", "Violence against civilians", "Disaster")
)
# Mentions; nobody points back farther than that.
_LOOK_BACK = 40
_NEXT = 2  # sentences
_HAPPENED = (Modality.ACTUAL, Modality.CLAIMED)
_CROWD = frozenset(("Protests", "Riots"))
_ARRESTS = frozenset(("arrest",))
# A flood or a crash is no deed: "the attack" and "the shots" point back to none.
_DEEDS = frozenset(("attack", "shooting"))
_UNARMED = ("civilians", "officials")
_AHEAD = 4  # sentences after deaths in which their cause may still be told
_STOPPED = ("Protests", "Protest with intervention")
_RIOT = ("Riots", "Violent demonstration")
_FIGHTS = frozenset(("clash", "firefight", "seize_territory", "take_control"))
_TAKING = frozenset(("seize_territory", "take_control"))  # which an army does, too
_FIGHTING = frozenset(("Battles", "Explosions/Remote violence"))
_ARMED = frozenset(("rebels", "militia", "external_forces"))
_ANYBODY = ("civilians", "protesters", "rioters")


def resolve_echoes(
    mentions: Sequence[EventMention], placed: Container[int] = ()
) -> tuple[EventMention, ...]:
    """Give vague mentions the type of the last telling one before them in the document.

    A demonstration that the next sentence tells as stopped is one with intervention.

    Args:
        mentions: In text order.
        placed: Sentences that name a place.
    """
    resolved: list[EventMention] = []
    for at, told in enumerate(mentions):
        mention = told
        if _OCCURS.issuperset(mention.concepts):
            resolved += _occurring(mention, resolved[-1:])
            continue
        if resolved and mention.sentence not in placed:
            mention = _of_the_crowd(mention, resolved[-_LOOK_BACK:])
            if _goes_on(resolved[-1], mention):
                resolved[-1] = _typed_as(resolved[-1], mention)
        mention = _in_unrest(mention, resolved[-_LOOK_BACK:])
        source = _source(mention, resolved[-_LOOK_BACK:], placed)
        if source is None and _is_bare_toll(mention):
            source = _cause_ahead(mention, mentions[at + 1 : at + _LOOK_BACK])
        if source is not None:
            mention = _typed_as(mention, source)
        if mention.concepts[0] != "counted":  # dead of nothing that is told
            resolved.append(mention)
    return tuple(resolved)


def _occurring(mention: EventMention, last: Sequence[EventMention]) -> list[EventMention]:
    """A mention that only says when or where the last happening was; none without one."""
    return [
        _typed_as(mention, source)
        for source in last
        if mention.sentence - source.sentence <= _NEXT and source.modality in _HAPPENED
    ]


def _is_bare_toll(mention: EventMention) -> bool:
    return _OUTCOME.issuperset(mention.concepts) and mention.actor1 is None


def _cause_ahead(mention: EventMention, later: Sequence[EventMention]) -> EventMention | None:
    """What the sentences after a toll tell as its cause: "The toll rose to nine. The bus …"."""
    for cause in later:
        if cause.sentence - mention.sentence > _AHEAD:
            return None
        told = cause.modality in _HAPPENED and not cause.background
        if told and cause.event_type in _TELLING and not _VAGUE.issuperset(cause.concepts):
            return cause
    return None


def _of_the_crowd(mention: EventMention, earlier: Sequence[EventMention]) -> EventMention:
    """Arrests told soon after a demonstration or riot, of nobody in particular, belong to it."""
    some = mention.actor2 is None or mention.actor2.kind in _ANYBODY
    undated = mention.date is None or mention.date_inherited
    last = next((m for m in reversed(earlier) if m.event_type in _CROWD), None)
    near = last is not None and mention.sentence - last.sentence <= _NEXT
    if last is None or not (_ARRESTS.issuperset(mention.concepts) and some and near and undated):
        return mention
    pair = _STOPPED if last.event_type == "Protests" else (last.event_type, last.sub_event_type)
    reason = "arrests at the demonstration or riot told before"
    return replace(
        mention, event_type=pair[0], sub_event_type=pair[1], reasons=(reason, *mention.reasons[1:])
    )


def _in_unrest(mention: EventMention, earlier: Sequence[EventMention]) -> EventMention:
    """A fight without armed sides is a riot, where an article has told only of crowds before."""
    sides = {actor.kind for actor in (mention.actor1, mention.actor2) if actor}
    told = {m.event_type for m in earlier if m.modality in _HAPPENED and not m.background}
    crowds = not told.isdisjoint(_CROWD) and told.isdisjoint(_FIGHTING)
    if mention.concepts[0] not in _FIGHTS or not crowds or not sides.isdisjoint(_ARMED):
        return mention
    if mention.concepts[0] in _TAKING and "state_forces" in sides:
        return mention
    reason = "a fight without armed sides among demonstrations and riots"
    return replace(
        mention,
        event_type=_RIOT[0],
        sub_event_type=_RIOT[1],
        reasons=(reason, *mention.reasons[1:]),
    )


def _goes_on(protest: EventMention, mention: EventMention) -> bool:
    """Whether a mention tells what became of the demonstration of the sentence before."""
    return (
        protest.event_type == mention.event_type == "Protests"
        and protest.modality in _HAPPENED
        and mention.modality in _HAPPENED
        and not mention.background
        and mention.sentence - protest.sentence <= _NEXT
        and (mention.date is None or mention.date_inherited)
        and _rank(mention) > _rank(protest)
    )


def _rank(mention: EventMention) -> int:
    return load_taxonomy().rank(mention.event_type, mention.sub_event_type)


def _source(
    mention: EventMention, earlier: Sequence[EventMention], placed: Container[int]
) -> EventMention | None:
    """The mention that a vague one points back to."""
    if mention.event_type == "Protests":
        return None if mention.sentence in placed else _same_protest(mention, earlier)
    vague = _VAGUE | _CAME_OF_IT if mention.concepts[0] == "explosion" else _VAGUE
    if not vague.issuperset(mention.concepts) or _has_a_doer(mention):
        return None
    wanted = _TELLING | _CROWD if _OUTCOME.issuperset(mention.concepts) else _TELLING
    if mention.sentence in placed and mention.casualties.counts_dead:
        wanted = wanted - _CROWD
    if not _DEEDS.isdisjoint(mention.concepts[:1]):
        wanted = wanted - {"Disaster"}
    if mention.concepts[0] == "explosion":
        wanted = wanted - {"Violence against civilians"}
    unarmed = mention.actor2 is not None and mention.actor2.kind in _UNARMED
    barred = "Battles" if unarmed and mention.concepts[0] == "kill" else ""
    telling = (
        m
        for m in reversed(earlier)
        if m.event_type != barred and (not _VAGUE.issuperset(m.concepts) or _stands_alone(m))
    )
    found = next(
        (m for m in telling if not m.background and (m.event_type in wanted or _same(m, mention))),
        None,
    )
    return None if found is None or _on_another_day(mention, found) else found


def _on_another_day(mention: EventMention, source: EventMention) -> bool:
    """Whether a mention tells a day of its own; "the blast was on Sunday" gives one to another."""
    gives = mention.concepts[0] == "explosion" and source.date is None
    before = source.event_type in _CROWD and _ends_before(mention.date, source.date)
    counts = mention.concepts[0] == "toll" and not before
    return _dated(mention) and not counts and not gives


def _ends_before(one: DateMention | None, other: DateMention | None) -> bool:
    """Whether a date is over when another begins: nobody counts the dead of tomorrow."""
    days = (one and one.end, other and other.start)
    return bool(days[0] and days[1] and days[0] < days[1])


def _same(one: EventMention, other: EventMention) -> bool:
    """Whether they share a concept: "soldiers fired at marchers", then "the first shots"."""
    return not set(one.concepts).isdisjoint(other.concepts)


def _stands_alone(mention: EventMention) -> bool:
    """Whether a vague mention tells a happening of its own: its own day, or its own doer."""
    return mention.concepts[0] != "toll" and (_dated(mention) or _has_a_doer(mention))


def _dated(mention: EventMention) -> bool:
    return mention.date is not None and not mention.date_inherited


def _has_a_doer(mention: EventMention) -> bool:
    deed = mention.concepts[0] not in _COUNTS and "attack" not in mention.concepts
    return deed and mention.actor1 is not None


def _same_protest(mention: EventMention, earlier: Sequence[EventMention]) -> EventMention | None:
    """A demonstration told before as stopped or shot at, when this mention adds no day."""
    if mention.date is not None and not mention.date_inherited:
        return None
    last = next((m for m in reversed(earlier) if m.event_type == "Protests"), None)
    if last is None or last.date != mention.date:
        return None
    return last if _rank(last) > _rank(mention) else None


def _typed_as(mention: EventMention, source: EventMention) -> EventMention:
    concepts = mention.concepts
    if _OUTCOME.issuperset(concepts):
        concepts = ("toll", *(c for c in concepts if c not in ("toll", "counted")))
    return replace(
        mention,
        concepts=concepts,
        event_type=source.event_type,
        sub_event_type=source.sub_event_type,
        reasons=(*mention.reasons, f"points back to a mention of {source.sub_event_type}"),
    )
