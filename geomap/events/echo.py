"""Mentions that point back: "the attack", "two of them died", "the protesters"."""

from collections.abc import Container, Sequence
from dataclasses import replace

from geomap.events.mention import EventMention, Modality
from geomap.events.taxonomy import load_taxonomy

_OUTCOME = frozenset(("toll", "kill"))
_VAGUE = _OUTCOME | {"attack", "explosion", "shooting"}
_TELLING = frozenset(
    ("Battles", "Explosions/Remote violence", "Violence against civilians", "Disaster")
)
# Mentions; nobody points back farther than that.
_LOOK_BACK = 40
_NEXT = 2  # sentences
_CROWD = frozenset(("Protests", "Riots"))
_ARRESTS = frozenset(("arrest",))
_STOPPED = ("Protests", "Protest with intervention")
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
    for told in mentions:
        mention = told
        if resolved and mention.sentence not in placed:
            mention = _of_the_crowd(mention, resolved[-1])
            if _goes_on(resolved[-1], mention):
                resolved[-1] = _typed_as(resolved[-1], mention)
        source = _source(mention, resolved[-_LOOK_BACK:])
        resolved.append(mention if source is None else _typed_as(mention, source))
    return tuple(resolved)


def _of_the_crowd(mention: EventMention, last: EventMention) -> EventMention:
    """Arrests told right after a demonstration or riot, of nobody in particular, belong to it."""
    some = mention.actor2 is None or mention.actor2.kind in _ANYBODY
    near = mention.sentence - last.sentence <= 1 and last.event_type in _CROWD
    undated = mention.date is None or mention.date_inherited
    if not (_ARRESTS.issuperset(mention.concepts) and some and near and undated):
        return mention
    pair = _STOPPED if last.event_type == "Protests" else (last.event_type, last.sub_event_type)
    reason = "arrests at the demonstration or riot told before"
    return replace(
        mention, event_type=pair[0], sub_event_type=pair[1], reasons=(reason, *mention.reasons[1:])
    )


def _goes_on(protest: EventMention, mention: EventMention) -> bool:
    """Whether a mention tells what became of the demonstration of the sentence before."""
    told = (Modality.ACTUAL, Modality.CLAIMED)
    return (
        protest.event_type == mention.event_type == "Protests"
        and protest.modality in told
        and mention.modality in told
        and not mention.background
        and mention.sentence - protest.sentence <= _NEXT
        and (mention.date is None or mention.date_inherited)
        and _rank(mention) > _rank(protest)
    )


def _rank(mention: EventMention) -> int:
    return load_taxonomy().rank(mention.event_type, mention.sub_event_type)


def _source(mention: EventMention, earlier: Sequence[EventMention]) -> EventMention | None:
    """The mention that a vague one points back to."""
    if mention.event_type == "Protests":
        return _same_protest(mention, earlier)
    if not _VAGUE.issuperset(mention.concepts) or _stands_alone(mention):
        return None
    wanted = _TELLING | _CROWD if _OUTCOME.issuperset(mention.concepts) else _TELLING
    telling = (
        m for m in reversed(earlier) if not _VAGUE.issuperset(m.concepts) or _stands_alone(m)
    )
    return next(
        (m for m in telling if not m.background and (m.event_type in wanted or _same(m, mention))),
        None,
    )


def _same(one: EventMention, other: EventMention) -> bool:
    """Whether they share a concept: "soldiers fired at marchers", then "the first shots"."""
    return not set(one.concepts).isdisjoint(other.concepts)


def _stands_alone(mention: EventMention) -> bool:
    """Whether a vague mention tells a happening of its own: its own day, or its own doer."""
    if mention.concepts[0] == "toll":
        return False
    dated = mention.date is not None and not mention.date_inherited
    return dated or (mention.actor1 is not None and "attack" not in mention.concepts)


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
        concepts = ("toll", *(c for c in concepts if c != "toll"))
    return replace(
        mention,
        concepts=concepts,
        event_type=source.event_type,
        sub_event_type=source.sub_event_type,
        reasons=(*mention.reasons, f"points back to a mention of {source.sub_event_type}"),
    )
