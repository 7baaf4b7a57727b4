"""Keep the incidents of a period, of some types, of an area."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from geomap.errors import OptionError
from geomap.events.taxonomy import load_taxonomy
from geomap.incidents.incident import Incident
from geomap.outputs.coordinates import ANTIMERIDIAN, POLE


class Box(NamedTuple):
    """An area in degrees; west is greater than east where it spans the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a point lies in it, its edges included."""
        if not self.south <= latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= longitude <= self.east
        return longitude >= self.west or longitude <= self.east


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep; None keeps all.

    Attributes:
        start: First day. An incident that began earlier and lasted until then is kept.
        end: Last day, inclusive.
        types: Types, sub-types, or ids or labels of layers, in any case of letters.
        box: Area; incidents without a place are left out of it.
    """

    start: date | None = None
    end: date | None = None
    types: frozenset[str] | None = None
    box: Box | None = None


class Selected(NamedTuple):
    """What is kept, and how many were left out only because they tell too little.

    Attributes:
        incidents: In their order.
        undated: Left out by a period, for they have no date.
        unlocated: Left out by an area, for they have no place.
    """

    incidents: tuple[Incident, ...]
    undated: int
    unlocated: int


class Sieve:
    """Keeps the incidents of a selection as they pass by, and counts the others.

    Attributes:
        left_out: How many were not kept.
        undated: Those among them that lack a date for the period.
        unlocated: Those among them that lack a place for the area.

    Args:
        selection: What to keep.
    """

    def __init__(self, selection: Selection) -> None:
        self.left_out = self.undated = self.unlocated = 0
        self._selection = selection
        # Words that only the incidents themselves can prove to be types.
        self._unproved = set((selection.types or frozenset()) - _known_types())

    def keep(self, incidents: Iterable[Incident]) -> Iterator[Incident]:
        """The incidents that the selection keeps, in their order.

        Raises:
            OptionError: At the end: a word is no type, sub-type or layer, and no incident has it.
        """
        for incident in incidents:
            if self.keeps(incident):
                yield incident
        check_types(self._unproved)

    def keeps(self, incident: Incident) -> bool:
        """Whether the selection keeps an incident; counts it otherwise."""
        kept = self._fits(incident)
        self.left_out += not kept
        return kept

    def _fits(self, incident: Incident) -> bool:
        wanted = self._selection
        if wanted.types is not None:
            names = _names(incident)
            self._unproved -= names
            if not names & wanted.types:
                return False
        if (wanted.start or wanted.end) and not _in_period(incident, wanted):
            self.undated += incident.date_start is None
            return False
        if wanted.box and not _in_box(incident, wanted.box):
            self.unlocated += incident.latitude is None
            return False
        return True


def selected(incidents: Iterable[Incident], selection: Selection) -> Selected:
    """The incidents that a selection keeps."""
    sieve = Sieve(selection)
    kept = tuple(filter(sieve.keeps, incidents))
    return Selected(kept, sieve.undated, sieve.unlocated)


def types_of(words: str, incidents: Iterable[Incident] | None = None) -> frozenset[str]:
    """Types from a list between commas; names that hold a comma do not exist.

    Args:
        words: As the user wrote them.
        incidents: Their types are known besides those of the taxonomy; None where they come later
            and a `Sieve` checks the words.

    Raises:
        OptionError: A word is no type, sub-type or layer; the message lists the types.
    """
    wanted = frozenset(word.strip().casefold() for word in words.split(",") if word.strip())
    if incidents is not None:
        check_types(wanted - _known_types().union(*map(_names, incidents)))
    return wanted


def check_types(odd: Iterable[str]) -> None:
    """Refuse words that are no types.

    Raises:
        OptionError: There are such words; the message lists the types.
    """
    for word in sorted(odd):
        types = ", ".join(load_taxonomy().event_types)
        raise OptionError(f"type {word!r}: name one of {types}, or a sub-type or layer")


@cache
def _known_types() -> frozenset[str]:
    """Everything that the taxonomy calls a type, in lower case."""
    taxonomy = load_taxonomy()
    names = {name for pair in taxonomy.sub_types for name in pair}
    names |= {name for layer in taxonomy.layers for name in (layer.id, layer.label)}
    return frozenset(name.casefold() for name in names)


def box_of(words: str) -> Box:
    """An area from "west,south,east,north" in degrees.

    Raises:
        OptionError: Not four numbers on the globe, or south is above north.
    """
    try:
        west, south, east, north = (float(word) for word in words.split(","))
    except ValueError:
        raise OptionError(f"area {words!r:.60}: write west,south,east,north in degrees") from None
    on_globe = -POLE <= south <= north <= POLE
    if not (on_globe and all(abs(edge) <= ANTIMERIDIAN for edge in (west, east))):
        raise OptionError(f"area {words!r:.60} is not on the globe; write west,south,east,north")
    return Box(west, south, east, north)


def _names(incident: Incident) -> frozenset[str]:
    return _names_of(incident.event_type, incident.sub_event_type)


@lru_cache(maxsize=1000)
def _names_of(event_type: str, sub_event_type: str) -> frozenset[str]:
    """Everything that a type may be called by, in lower case."""
    pair = (event_type, sub_event_type)
    names: Sequence[str] = pair
    if pair in load_taxonomy().sub_types:
        layer = load_taxonomy().layer_of(*pair)
        names = (*pair, layer.id, layer.label)
    return frozenset(name.casefold() for name in names)


def _in_period(incident: Incident, selection: Selection) -> bool:
    if incident.date_start is None:
        return False
    last = incident.date_end or incident.date_start
    return (selection.start is None or last >= selection.start) and (
        selection.end is None or incident.date_start <= selection.end
    )


def _in_box(incident: Incident, box: Box) -> bool:
    if incident.latitude is None or incident.longitude is None:
        return False
    return box.holds(incident.latitude, incident.longitude)
