"""Gather the mentions of one document that tell the same incident.

A mention with a place of its own joins an incident of its family at that place and time. One
without joins the incident of its family told last. A bare toll ("One of them died") joins the
incident told last; a toll for a whole country joins the country's own record. An umbrella that
says no more than the incidents it covers ("protests in several towns: in A, in B") is dropped.
"""

from collections.abc import Iterator, Sequence

from geomap.events.mention import EventMention, Modality
from geomap.events.taxonomy import Taxonomy
from geomap.gazetteer.place import Precision
from geomap.incidents.aftermath import (
    AREAS,
    aftermath_of,
    counted_later,
    may_be_there,
    same_place,
    takes_a_place,
)
from geomap.incidents.draft import Draft, overlap
from geomap.incidents.placed import NOWHERE, Setting, taken_over
from geomap.incidents.scene import Scene
from geomap.incidents.setting import document_setting, reported_from, settings_of
from geomap.text.parsed import DateMention

_POINTS = (Precision.SITE, Precision.CITY)
_DETAIL_SENTENCES = 2
_OPEN_SENTENCES = 2
_DEED_SENTENCES = 5
_WEEK = 7
_LEAD_SENTENCES = 2
_ARMED = ("Battles", "Explosions/Remote violence", "Violence against civilians")


def gather(mentions: Sequence[EventMention], scene: Scene, taxonomy: Taxonomy) -> tuple[Draft, ...]:
    """Drafts of incidents from the mentions that happened, in text order."""
    drafts: list[Draft] = []
    for mention in sorted(mentions, key=lambda m: m.trigger):
        settings = _settings(mention, drafts, scene, taxonomy)
        for setting in settings:
            first = setting is settings[0]
            after = aftermath_of(mention, setting, drafts, scene, taxonomy)
            if after is not None:
                drafts[after] = drafts[after].followed_by(mention)
                continue
            at = counted_later(mention, setting, drafts)
            if at is not None:
                drafts[at] = drafts[at].followed_by(mention)
                continue
            at = _same(mention, setting, drafts, scene, taxonomy)
            if at is None:
                placed = _or_of_the_article(setting, drafts, scene, taxonomy)
                placed = reported_from(mention, placed, scene)
                drafts.append(Draft((mention,), placed, toll=first))
            else:
                leads = _leads(mention, drafts[at], scene, taxonomy)
                drafts[at] = drafts[at].joined_by(mention, setting, leads=leads)
    return tuple(drafts)


def _settings(
    mention: EventMention, drafts: Sequence[Draft], scene: Scene, taxonomy: Taxonomy
) -> tuple[Setting, ...]:
    """Where a mention happened; no fight is where the sentence before tells of talks."""
    talk = scene.weights.talk
    found = settings_of(mention, scene, [draft.setting for draft in drafts])
    if taxonomy.family(mention.event_type, mention.sub_event_type) in talk:
        return found
    there = [d for d in drafts if same_place(found[0], d.setting)]
    talked = bool(there) and all(d.family(taxonomy) in talk for d in there)
    return (NOWHERE,) if talked and found[0].source == "inherited" else found


def is_idle_umbrella(
    draft: Draft, drafts: Sequence[Draft], scene: Scene, taxonomy: Taxonomy
) -> bool:
    """Whether an area's record says no more than the finer records inside the area."""
    if draft.setting.precision not in AREAS or draft.lead.nationwide_toll:
        return False
    told = draft.casualties()
    if told.fatalities or told.fatalities_min:
        return False
    if draft.family(taxonomy) not in scene.weights.umbrellas:
        return False
    return any(_inside(finer, draft, taxonomy) for finer in drafts if finer is not draft)


def _or_of_the_article(
    setting: Setting, drafts: Sequence[Draft], scene: Scene, taxonomy: Taxonomy
) -> Setting:
    """What has no place at all falls to the dateline, or to where the article began."""
    if setting.place is not None:
        return setting
    dateline = document_setting(scene)
    lead = _of_the_lead(drafts, dateline, scene, taxonomy)
    if lead is not None:
        return taken_over(lead, "the article began there, not at its dateline")
    told = [draft for draft in drafts if draft.family(taxonomy) not in scene.weights.talk]
    if dateline.place is not None or not told or told[0].setting.precision not in _POINTS:
        return dateline
    return taken_over(told[0].setting, "the article's leading incident is there")


def _of_the_lead(
    drafts: Sequence[Draft], dateline: Setting, scene: Scene, taxonomy: Taxonomy
) -> Setting | None:
    """Where the first sentences tell an incident in a town that is not the dateline's."""
    if dateline.place is None or not drafts or any(same_place(dateline, d.setting) for d in drafts):
        return None
    lead = drafts[0]
    talks = lead.family(taxonomy) in scene.weights.talk
    early = lead.lead.sentence < _LEAD_SENTENCES and lead.setting.precision in _POINTS
    return lead.setting if early and not talks and lead.setting.own else None


def _same(
    mention: EventMention,
    setting: Setting,
    drafts: Sequence[Draft],
    scene: Scene,
    taxonomy: Taxonomy,
) -> int | None:
    """Position of the draft that a mention tells again, the latest first; None for a new one."""
    if mention.nationwide_toll:
        return _umbrella(mention, setting, drafts)
    if mention.concepts[0] == "occurs":
        return next(
            (at for at, d in _latest(drafts) if mention.event_type == d.lead.event_type), None
        )
    for at in range(len(drafts) - 1, -1, -1):
        draft = drafts[at]
        if _is_elsewhere(mention, setting, draft):
            continue
        if _one_breath(mention, draft, scene) or _may_be_deed(mention, draft, scene):
            again = _goes_with(mention, setting, draft, scene, taxonomy)
        else:
            again = _tells_again(mention, setting, draft, scene, taxonomy)
        if again and (_is_echo(mention, setting) or _same_days(mention, draft)):
            return at
    return None


def _is_elsewhere(mention: EventMention, setting: Setting, draft: Draft) -> bool:
    """Whether a mention names another place than a draft told so long before that it is done."""
    near = mention.sentence - draft.mentions[-1].sentence <= _OPEN_SENTENCES
    return setting.own and not near and not same_place(setting, draft.setting)


def _same_days(mention: EventMention, draft: Draft) -> bool:
    """Whether a mention can be of a draft's time, or tells when that happened whose toll rose."""
    return overlap(mention.date, draft.date()) or draft.counts_since(mention.date)


def _latest(drafts: Sequence[Draft]) -> Iterator[tuple[int, Draft]]:
    """Drafts with their positions, the latest first."""
    return ((at, drafts[at]) for at in range(len(drafts) - 1, -1, -1))


def _one_breath(mention: EventMention, draft: Draft, scene: Scene) -> bool:
    """Whether a mention tells what came of a draft's deed, or an attack in the same sentence."""
    if _is_consequence(mention, scene):
        return True
    together = mention.sentence == draft.lead.sentence
    if together and mention.event_type in _ARMED and draft.lead.event_type in _ARMED:
        return True
    return _is_detail(mention, draft)


def _is_detail(mention: EventMention, draft: Draft) -> bool:
    """Whether a mention only tells how an armed attack of the sentences before it went."""
    near = mention.sentence - draft.mentions[-1].sentence <= _DETAIL_SENTENCES
    armed = mention.event_type in _ARMED and draft.lead.event_type in _ARMED
    return near and armed and (mention.date is None or mention.date_inherited)


def _may_be_deed(mention: EventMention, draft: Draft, scene: Scene) -> bool:
    """Whether a mention may tell the deed whose consequence opened a draft not long before."""
    if mention.sentence - draft.mentions[-1].sentence > _DEED_SENTENCES:
        return False
    harmless = mention.sub_event_type in scene.weights.harmless
    return _is_consequence(draft.lead, scene) and not harmless


def _is_echo(mention: EventMention, setting: Setting) -> bool:
    """Whether somebody only speaks of it ("this was an attack"): the day is the speech's."""
    return mention.modality is Modality.CLAIMED and not setting.own


def _leads(mention: EventMention, draft: Draft, scene: Scene, taxonomy: Taxonomy) -> bool:
    """Whether a mention tells better what happened than the one that leads the draft."""
    deadly = draft.lead.casualties.counts_dead
    if _is_consequence(mention, scene) or (deadly and mention.concepts[0] == "abduction"):
        return False
    return _is_consequence(draft.lead, scene) or _becomes(mention, draft, scene, taxonomy)


def _becomes(mention: EventMention, draft: Draft, scene: Scene, taxonomy: Taxonomy) -> bool:
    """Whether what a draft tells has become what the mention tells: a protest, a riot."""
    family = taxonomy.family(mention.event_type, mention.sub_event_type)
    if draft.family(taxonomy) not in scene.weights.becomes.get(family, ()):
        return False
    forced = draft.types(taxonomy, scene.weights)[1] in scene.weights.deadly
    return not forced and not _is_harsh(draft)


def _is_harsh(draft: Draft) -> bool:
    """Whether forces that broke up a crowd hurt people: the riot that answers is another one."""
    told = draft.casualties()
    hurt = bool(told.injured) or told.counts_dead
    return hurt and any("dispersal" in mention.concepts for mention in draft.mentions)


def _is_consequence(mention: EventMention, scene: Scene) -> bool:
    return mention.concepts[0] in scene.weights.consequences


def _goes_with(
    mention: EventMention, setting: Setting, draft: Draft, scene: Scene, taxonomy: Taxonomy
) -> bool:
    """Whether deaths and the deed that caused them are one: "a bomb went off … three died"."""
    families = scene.weights.consequence_families
    family = taxonomy.family(mention.event_type, mention.sub_event_type)
    if family not in families or draft.family(taxonomy) not in families:
        return False
    return may_be_there(setting, draft)


def _tells_again(
    mention: EventMention, setting: Setting, draft: Draft, scene: Scene, taxonomy: Taxonomy
) -> bool:
    """Whether a mention of its own kind tells the incident of a draft once more."""
    same = taxonomy.family(mention.event_type, mention.sub_event_type) == draft.family(taxonomy)
    if setting.own:
        alike = same and mention.event_type == draft.lead.event_type
        alike = alike or _becomes(mention, draft, scene, taxonomy)
        return alike and _fits(setting, draft)
    alike = same or _becomes(mention, draft, scene, taxonomy)
    return alike and may_be_there(setting, draft)


def _umbrella(mention: EventMention, setting: Setting, drafts: Sequence[Draft]) -> int | None:
    """The country's record that a nationwide toll counts for: the one of the widest time."""
    fits = [
        at
        for at, draft in enumerate(drafts)
        if draft.setting.precision is Precision.COUNTRY
        and same_place(setting, draft.setting)
        and overlap(mention.date, draft.date())
    ]
    return max(fits, key=lambda at: (drafts[at].days(), -at), default=None)


def _fits(setting: Setting, draft: Draft) -> bool:
    """Whether a mention with a place of its own is at a draft's, or gives a draft its place."""
    return takes_a_place(draft) or same_place(setting, draft.setting)


def _inside(finer: Draft, area: Draft, taxonomy: Taxonomy) -> bool:
    fine, wide = finer.setting, area.setting
    if not fine.place or not wide.place or fine.precision in AREAS:
        return False
    same_country = fine.place.country_code == wide.place.country_code
    same_admin1 = wide.place.admin1_code in ("", fine.place.admin1_code)
    return (
        same_country
        and (same_admin1 or wide.precision is Precision.COUNTRY)
        and finer.family(taxonomy) == area.family(taxonomy)
        and (overlap(finer.date(), area.date()) or _just_before(finer.date(), area.date()))
    )


def _just_before(day: DateMention | None, told: DateMention | None) -> bool:
    """Whether one day is of the week before another: "on Monday he spoke of three nights of"."""
    if not day or not told or not day.end or not told.start:
        return False
    return 0 <= (told.start - day.end).days < _WEEK
