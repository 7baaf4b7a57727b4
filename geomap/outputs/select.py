"""Keep the incidents of a period, of some types, of an area."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
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


def selected(incidents: Iterable[Incident], selection: Selection) -> Selected:
    """The incidents that a selection keeps."""
    kept = [i for i in incidents if selection.types is None or _names(i) & selection.types]
    undated = unlocated = 0
    if selection.start or selection.end:
        undated = sum(incident.date_start is None for incident in kept)
        kept = [incident for incident in kept if _in_period(incident, selection)]
    if selection.box:
        unlocated = sum(incident.latitude is None for incident in kept)
        kept = [incident for incident in kept if _in_box(incident, selection.box)]
    return Selected(tuple(kept), undated, unlocated)


def types_of(words: str, incidents: Iterable[Incident]) -> frozenset[str]:
    """Types from a list between commas; names that hold a comma do not exist.

    Args:
        words: As the user wrote them.
        incidents: Their types are known besides those of the taxonomy.

    Raises:
        OptionError: A word is no type, sub-type or layer; the message lists the types.
    """
    taxonomy = load_taxonomy()
    known = {name.casefold() for pair in taxonomy.sub_types for name in pair}
    known |= {name.casefold() for layer in taxonomy.layers for name in (layer.id, layer.label)}
    known = known.union(*map(_names, incidents))
    wanted = frozenset(word.strip().casefold() for word in words.split(",") if word.strip())
    if odd := sorted(wanted - known):
        types = ", ".join(taxonomy.event_types)
        raise OptionError(f"type {odd[0]!r}: name one of {types}, or a sub-type or layer")
    return wanted


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
    """Everything that a type may be called by, in lower case."""
    pair = (incident.event_type, incident.sub_event_type)
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
