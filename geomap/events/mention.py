"""One clause that says something happened."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from geomap.text.parsed import DateMention
from geomap.text.span import Span

TollOrder = Literal["", "former", "final", "running"]


class Modality(StrEnum):
    """Whether it happened. Only actual and claimed go on the map by default."""

    ACTUAL = "actual"
    ATTEMPTED = "attempted"
    THREATENED = "threatened"
    PLANNED = "planned"
    CLAIMED = "claimed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, or to whom.

    Attributes:
        span: The words.
        text: The words as written.
        kind: Class: state_forces, external_forces, rebels, militia, protesters, rioters, civilians,
            officials, or "" when unknown.
    """

    span: Span
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Casualties:
    """Numbers of people; None where the text gives none, 0 only where it says nobody.

    Attributes:
        fatalities: Dead, exact.
        fatalities_min: Least number of dead ("at least 26").
        fatalities_max: Greatest number of dead.
        fatalities_text: The words as written.
        injured: Wounded.
        arrested: Detained.
        crowd_size: People taking part.
    """

    fatalities: int | None = None
    fatalities_min: int | None = None
    fatalities_max: int | None = None
    fatalities_text: str | None = None
    injured: int | None = None
    arrested: int | None = None
    crowd_size: int | None = None

    @property
    def counts_dead(self) -> bool:
        """Whether a number of dead is told, be it only a bound."""
        return self.fatalities is not None or self.fatalities_min is not None

    def without_dead(self) -> "Casualties":
        """What is told of others than the dead."""
        return replace(
            self, fatalities=None, fatalities_min=None, fatalities_max=None, fatalities_text=None
        )


NO_CASUALTIES = Casualties()


@dataclass(frozen=True, slots=True)
class EventMention:
    """One clause that says something happened.

    Attributes:
        sentence: Index of its sentence.
        clause: The clause that the trigger governs.
        trigger: The words it rests on.
        concepts: Event concepts found in the clause, the deciding one first ("riot", "storming").
        event_type: One of the taxonomy's types, e.g. "Riots".
        sub_event_type: One of that type's sub-types.
        modality: Whether it happened.
        background: Told as history or context; never an incident of its own.
        date: When, from the clause, its sentence or the sentences before; None when untold.
        date_inherited: The date comes from an earlier sentence.
        actor1: Who did it.
        actor2: To whom.
        casualties: Numbers told for this mention.
        nationwide_toll: The casualties are a sum told without town or day.
        score: Weight of the evidence, on the scale of data/event_types.toml.
        reasons: Every decision in words, in the order taken.
        toll_order: `final` where the toll corrects one told before ("lowered the figure to 12"),
            `former` where it is told as one that was corrected ("at first nine dead were counted"),
            `running` where it rises ("climbed to 88 on Friday"): its day is the count's.
        telling: Stretches of the whole document that only say who says so ("police in Gusau said
            that"): what they name is no scene. The same for all mentions of a document.
    """

    sentence: int
    clause: Span
    trigger: Span
    concepts: tuple[str, ...]
    event_type: str
    sub_event_type: str
    modality: Modality
    background: bool
    date: DateMention | None
    date_inherited: bool
    actor1: Actor | None
    actor2: Actor | None
    casualties: Casualties
    nationwide_toll: bool
    score: float
    reasons: tuple[str, ...]
    toll_order: TollOrder = ""
    telling: tuple[Span, ...] = ()
