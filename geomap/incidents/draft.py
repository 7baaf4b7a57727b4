"""An incident in the making: the mentions gathered for it so far, and where it is."""

from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from geomap.events.mention import NO_CASUALTIES, Casualties, EventMention
from geomap.events.taxonomy import Taxonomy
from geomap.incidents.setting import Setting
from geomap.incidents.toll import combined
from geomap.text.parsed import DateMention


@dataclass(frozen=True, slots=True)
class Draft:
    """Event mentions taken for one incident, the first one leading, with one setting.

    Attributes:
        mentions: In text order; the first gives quote, type and actors.
        setting: Where it happened.
        toll: Whether this draft holds the casualties of its mentions; one of a list of places may
            not, since a toll stands once.
    """

    mentions: tuple[EventMention, ...]
    setting: Setting
    toll: bool = True

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
        """What all its mentions tell together."""
        told = (mention.casualties for mention in self.mentions) if self.toll else ()
        return reduce(combined, told, NO_CASUALTIES)

    def date(self) -> DateMention | None:
        """The best date of its mentions: own before inherited, narrow before wide."""
        dated = [(m.date_inherited, _days(m.date), m.date) for m in self.mentions if m.date]
        return min(dated, key=lambda entry: entry[:2])[2] if dated else None

    def days(self) -> int:
        """Length of its date in days."""
        told = self.date()
        return _days(told) if told else 0

    def family(self, taxonomy: Taxonomy) -> str:
        """The family of its leading type."""
        return taxonomy.family(self.lead.event_type, self.lead.sub_event_type)

    def types(self, taxonomy: Taxonomy) -> tuple[str, str]:
        """Type of the lead, and the most telling sub-type of that type among its mentions.

        A bare count of the dead has no say: its kind is only guessed from what stands near.
        """
        kind = self.lead.event_type
        told = [
            m.sub_event_type for m in self.mentions[1:] if m.event_type == kind and not _counts(m)
        ]
        return kind, max([self.lead.sub_event_type, *told], key=lambda n: taxonomy.rank(kind, n))

    def score(self, taxonomy: Taxonomy) -> float:
        """Evidence of the strongest mention, of the place, and of each repetition."""
        weights = taxonomy.weights
        place = weights[self.setting.term] if self.setting.term else 0.0
        strongest = max(mention.score for mention in self.mentions)
        return strongest + place + weights["repeat"] * (len(self.mentions) - 1)


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
