"""Mentions that point back: "the attack", "two of them died", "the protesters"."""

from collections.abc import Sequence
from dataclasses import replace

from geomap.events.mention import EventMention
from geomap.events.taxonomy import load_taxonomy

_OUTCOME = frozenset(("toll", "kill"))
_VAGUE = _OUTCOME | {"attack", "explosion", "shooting"}
_TELLING = frozenset(
    ("Battles", "Explosions/Remote violence", "Violence against civilians", "Disaster")
)
# Mentions; nobody points back farther than that.
_LOOK_BACK = 40
_CROWD = frozenset(("Protests", "Riots"))


def resolve_echoes(mentions: Sequence[EventMention]) -> tuple[EventMention, ...]:
    """Give vague mentions the type of the last telling one before them in the document."""
    resolved: list[EventMention] = []
    for mention in mentions:
        source = _source(mention, resolved[-_LOOK_BACK:])
        resolved.append(mention if source is None else _typed_as(mention, source))
    return tuple(resolved)


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
    rank = load_taxonomy().rank
    if last is None or last.date != mention.date:
        return None
    higher = rank("Protests", last.sub_event_type) > rank("Protests", mention.sub_event_type)
    return last if higher else None


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
