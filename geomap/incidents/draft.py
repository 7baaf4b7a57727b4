"""An incident in the making: the mentions gathered for it so far, and where it is."""

from dataclasses import dataclass, replace
from datetime import date

from geomap.events.mention import NO_CASUALTIES, Casualties, EventMention
from geomap.events.taxonomy import Taxonomy
from geomap.incidents.placed import Setting
from geomap.incidents.toll import combined
from geomap.incidents.weights import Weights
from geomap.text.parsed import DateMention

_COUNTING_DAYS = 7
_ATTACKERS = ("rebels", "militia")


@dataclass(frozen=True, slots=True)
class Draft:
    """Event mentions taken for one incident, the first one leading, with one setting.

    Attributes:
        mentions: In text order; the first gives quote, type and actors.
        setting: Where it happened.
        toll: Whether this draft holds the casualties of its mentions; one of a list of places may
            not, since a toll stands once.
        followers: The mentions that only tell what came of it: arrests, damage. They have no say in
            when it was.
    """

    mentions: tuple[EventMention, ...]
    setting: Setting
    toll: bool = True
    followers: tuple[EventMention, ...] = ()

    @property
    def lead(self) -> EventMention:
        """The mention it rests on first."""
        return self.mentions[0]

    def joined_by(self, mention: EventMention, setting: Setting, *, leads: bool) -> "Draft":
        """This draft with one more mention; a place of its own goes before an inherited one.

        Args:
            mention: What tells the incident again.
            setting: Where it says so.
            leads: Whether it tells more than the mentions before and gives type and quote.
        """
        own = setting.own and not self.setting.own
        joined = (mention, *self.mentions) if leads else (*self.mentions, mention)
        return replace(self, mentions=joined, setting=setting if own else self.setting)

    def casualties(self) -> Casualties:
        """What all its mentions tell together; a correction takes the place of what was before."""
        told = NO_CASUALTIES
        for mention in sorted(self.mentions, key=_position) if self.toll else ():
            more = mention.casualties
            if mention.toll_order == "final":
                told = told.without_dead()
            elif self._is_void(mention):
                more = more.without_dead()
            told = combined(told, more)
        return told

    def _is_void(self, mention: EventMention) -> bool:
        """Whether a mention's dead do not count: replaced by others, or of the other side."""
        others = (m.casualties.counts_dead for m in self.mentions if m is not mention)
        replaced = mention.toll_order == "former" and any(others)
        return replaced or _is_the_other_side(mention, self.lead)

    def followed_by(self, mention: EventMention) -> "Draft":
        """This draft with a mention of what came of it: arrests, damage."""
        return replace(
            self,
            mentions=(*self.mentions, mention),
            followers=(*self.followers, mention),
        )

    def date(self) -> DateMention | None:
        """The best date of its mentions: own before inherited, narrow before wide.

        The day on which a toll rose is the last that is asked.
        """
        own = [
            m for m in self.mentions if m not in self.followers or overlap(m.date, self.lead.date)
        ]
        dated = [(_is_running(m), m.date_inherited, _days(m.date), m.date) for m in own if m.date]
        return min(dated, key=lambda entry: entry[:3])[3] if dated else None

    def counts_since(self, told: DateMention | None) -> bool:
        """Whether its only day is that of a rising toll, up to a week after the day told."""
        day = self.date()
        counted = all(_is_running(m) for m in self.mentions if m.date)
        if not (day and day.start and told and told.end and counted):
            return False
        return 0 < (day.start - told.end).days <= _COUNTING_DAYS

    def days(self) -> int:
        """Length of its date in days."""
        told = self.date()
        return _days(told) if told else 0

    def family(self, taxonomy: Taxonomy) -> str:
        """The family of its leading type."""
        return taxonomy.family(self.lead.event_type, self.lead.sub_event_type)

    def types(self, taxonomy: Taxonomy, weights: Weights) -> tuple[str, str]:
        """Type and sub-type; some sub-types are others where people died."""
        kind, name = self._types_told(taxonomy, weights)
        deaths = self.casualties()
        died = bool(deaths.fatalities or deaths.fatalities_min)
        return kind, taxonomy.sub_type(kind, name).deadly if died else name

    def _types_told(self, taxonomy: Taxonomy, weights: Weights) -> tuple[str, str]:
        """Type of the lead, and the most telling sub-type of that type among its mentions.

        A bare count of the dead has no say: its kind is only guessed from what stands near. A lead
        that names the weapon is believed.
        """
        kind = self.lead.event_type
        if self.lead.concepts[0] in weights.named:
            return kind, self.lead.sub_event_type
        told = [
            m.sub_event_type
            for m in self.mentions[1:]
            if m.event_type == kind and not _counts(m) and m not in self.followers
        ]
        if not told:
            return kind, self.lead.sub_event_type
        return kind, max([self.lead.sub_event_type, *told], key=lambda n: taxonomy.rank(kind, n))

    def score(self, taxonomy: Taxonomy) -> float:
        """Evidence of the strongest mention, of the place, and of each repetition."""
        weights = taxonomy.weights
        place = weights[self.setting.term] if self.setting.term else 0.0
        strongest = max(mention.score for mention in self.mentions)
        return strongest + place + weights["repeat"] * (len(self.mentions) - 1)


def _is_running(mention: EventMention) -> bool:
    """Whether a mention's day is that of a count; "since Saturday" is that of the happening."""
    return mention.toll_order == "running" and mention.date is not None and not _days(mention.date)


def _position(mention: EventMention) -> tuple[int, int]:
    return mention.trigger


def _is_the_other_side(mention: EventMention, lead: EventMention) -> bool:
    """Whether a mention counts dead attackers, where the lead tells whom they attacked."""
    killed, attacked = mention.actor2, lead.actor2
    if mention is lead or killed is None or attacked is None or _counts(mention):
        return False
    return killed.kind in _ATTACKERS and attacked.kind not in _ATTACKERS


def _counts(mention: EventMention) -> bool:
    return mention.concepts[0] == "toll"


def overlap(one: DateMention | None, other: DateMention | None) -> bool:
    """Whether two dates can be the same time; an unknown date fits any."""
    if one is None or other is None or one.start is None or other.start is None:
        return True
    return one.start <= (other.end or other.start) and other.start <= (one.end or one.start)


def _days(mention: DateMention) -> int:
    """Length of a date in days; an unresolved one is longest."""
    if mention.start is None:
        return (date.max - date.min).days
    return ((mention.end or mention.start) - mention.start).days
