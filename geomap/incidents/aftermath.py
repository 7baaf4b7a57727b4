"""What came of an incident: arrests, damage, a toll counted later; and what is mere history."""

from collections.abc import Sequence

from geomap.events.mention import EventMention
from geomap.events.taxonomy import Taxonomy
from geomap.gazetteer.place import Precision
from geomap.incidents.draft import Draft
from geomap.incidents.placed import Setting
from geomap.incidents.scene import Scene

AREAS = (Precision.COUNTRY, Precision.ADMIN1, Precision.ADMIN2)
_COUNTING_DAYS = 21
_FEW_MENTIONS = 5


def is_stale(draft: Draft, drafts: Sequence[Draft], scene: Scene) -> bool:
    """Whether a draft is background: long before the others, and no place of its own is told."""
    told = draft.lead.date
    if draft.setting.source == "explicit" or told is None or told.end is None:
        return False
    days = [d.end for other in drafts if other is not draft and (d := other.date()) and d.end]
    published = scene.parsed.document.published
    newest = max([*days, published] if published else days, default=None)
    return newest is not None and (newest - told.end).days > scene.weights.stale_days


def counted_later(mention: EventMention, setting: Setting, drafts: Sequence[Draft]) -> int | None:
    """Position of the draft whose dead are counted anew on a later day; None if of none.

    "On Friday mud buried a hamlet. On Monday the toll rose to nine": Monday tells no new happening.
    """
    told = mention.date
    if (
        mention.concepts[0] != "toll"
        or told is None
        or told.start is None
        or mention.date_inherited
    ):
        return None
    for at in range(len(drafts) - 1, -1, -1):
        draft, day = drafts[at], drafts[at].date()
        there = _can_be_there(setting, draft)
        if not there or draft.lead.event_type != mention.event_type or day is None or not day.end:
            continue
        if 0 < (told.start - day.end).days <= _COUNTING_DAYS:
            return at
    return None


def aftermath_of(
    mention: EventMention,
    setting: Setting,
    drafts: Sequence[Draft],
    scene: Scene,
    taxonomy: Taxonomy,
) -> int | None:
    """Position of the draft whose aftermath a mention tells, the latest first; None if of none.

    A calm demonstration is no aftermath, and the police that step in at one belong to it.
    """
    weights = scene.weights
    family = taxonomy.family(mention.event_type, mention.sub_event_type)
    causes = weights.aftermath.get(family, frozenset())
    own_day = mention.date is not None and not mention.date_inherited
    apart = not drafts or mention.sentence != drafts[-1].mentions[-1].sentence
    calm = mention.sub_event_type in weights.harmless or (family == "protest" and own_day)
    if calm and apart:
        return None
    for at in range(len(drafts) - 1, -1, -1) if causes else ():
        draft = drafts[at]
        there = _can_be_there(setting, draft)
        if there and draft.family(taxonomy) == family:
            return None
        near = mention.sentence - draft.mentions[-1].sentence <= weights.aftermath_sentences
        if draft.family(taxonomy) in causes and there and near:
            return at
    return None


def _can_be_there(setting: Setting, draft: Draft) -> bool:
    """Whether a setting is a draft's place, or leaves its place open."""
    return same_place(setting, draft.setting) if setting.own else may_be_there(setting, draft)


def may_be_there(setting: Setting, draft: Draft) -> bool:
    """Whether a mention can be where a draft is: it says so, takes it over, or leaves it open."""
    if setting.place is None or same_place(setting, draft.setting):
        return True
    if setting.own and takes_a_place(draft):
        return True
    return not setting.own and setting.precision in AREAS


def takes_a_place(draft: Draft) -> bool:
    """Whether a draft has no place yet but what the document gives, and not much told of it.

    "In several cities" is a place of its own: what is then told of one city is not the whole.
    """
    is_open = draft.setting.source in (None, "document") and not draft.setting.own
    return is_open and len(draft.mentions) <= _FEW_MENTIONS


def same_place(one: Setting, other: Setting) -> bool:
    """Whether two settings are one place of the gazetteer."""
    return one.place is not None and other.place is not None and one.place.id == other.place.id
