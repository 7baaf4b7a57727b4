"""When two incidents of different documents could be one, and where to look for those that could.

Two reports could be one when they are of one family, country and precision, their dates overlap,
and they stand on the same place or nearer than their precision tells apart. A week guessed from
the day of publication is no date to merge on, unless both print the same sentence: then one is a
copy of the other.
"""

import re
from datetime import date, timedelta
from math import cos, radians
from typing import NamedTuple

from geomap.events.taxonomy import Taxonomy
from geomap.gazetteer.grid import distance_km
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Incident
from geomap.incidents.weights import Weights

_KM_PER_DEGREE = 110.0  # of latitude; a little less than there are, so that a box is never small
_POLAR = 85.0
_COPIED_WORDS = 6  # shorter sentences may be alike by chance
_WORDS = re.compile(r"\w+")


class Key(NamedTuple):
    """What incidents must share before anything else is compared."""

    family: str
    country_code: str | None
    precision: Precision | None


class Window(NamedTuple):
    """Where and when others must be told to be one with an incident, for a database to look up.

    Others that could be one have the same `key`, a `date_start` up to `last` and a `date_end` (or
    else `date_start`) from `first` on, and the same `place_id` or a point in the box. Near a pole
    or the date line the box goes around the world.

    Attributes:
        key: Family, country and precision.
        first: First day, slack included.
        last: Last day, slack included.
        place_id: Gazetteer id, or None.
        south: Degrees; the box is no larger than a point where points do not count.
        north: Degrees.
        west: Degrees.
        east: Degrees.
    """

    key: Key
    first: date
    last: date
    place_id: str | None
    south: float
    north: float
    west: float
    east: float


def merge_key(incident: Incident, taxonomy: Taxonomy) -> Key | None:
    """What an incident must share with another; None when it can be one with none."""
    if incident.latitude is None or incident.longitude is None or incident.date_start is None:
        return None
    pair = incident.event_type, incident.sub_event_type
    if pair not in taxonomy.sub_types:  # of a table of others: who can say what is the same there?
        return None
    return Key(taxonomy.family(*pair), incident.country_code, incident.precision)


def window_of(incident: Incident, taxonomy: Taxonomy, weights: Weights) -> Window | None:
    """Where to look for incidents that could be one with this; None when none could."""
    key = merge_key(incident, taxonomy)
    if key is None or incident.latitude is None or incident.longitude is None:
        return None
    first, last = days_of(incident, weights)
    latitude, longitude = incident.latitude, incident.longitude
    reach = near_km(incident, weights) / _KM_PER_DEGREE
    across = reach / cos(radians(min(abs(latitude) + reach, _POLAR)))
    west, east = longitude - across, longitude + across
    if west < -180 or east > 180 or abs(latitude) + reach > _POLAR:  # noqa: PLR2004 - degrees
        west, east = -180.0, 180.0
    south, north = max(-90.0, latitude - reach), min(90.0, latitude + reach)
    return Window(key, first, last, incident.place_id, south, north, west, east)


def could_be_one(one: Incident, other: Incident, taxonomy: Taxonomy, weights: Weights) -> bool:
    """Whether two reports could tell one incident, documents left aside. Symmetric."""
    key = merge_key(one, taxonomy)
    if key is None or key != merge_key(other, taxonomy):
        return False
    if not _meet(one, other, weights) or not _same_place(one, other, weights):
        return False
    guessed = "publication" in (one.date_source, other.date_source)
    return not guessed or (
        one.place_id is not None
        and one.place_id == other.place_id
        and not copied_quotes(one).isdisjoint(copied_quotes(other))
    )


def same_incident(one: Incident, other: Incident, taxonomy: Taxonomy, weights: Weights) -> bool:
    """Whether two reports of different documents tell one incident. Symmetric.

    Within a document it is decided already what is one incident and what is two.
    """
    apart = documents_of(one).isdisjoint(documents_of(other))
    return apart and could_be_one(one, other, taxonomy, weights)


def documents_of(incident: Incident) -> frozenset[str]:
    """The documents that an incident rests on."""
    return frozenset(evidence.document_id for evidence in incident.evidence)


def copied_quotes(incident: Incident) -> frozenset[str]:
    """The sentences of an incident by which a copy is known: their words, long ones only."""
    told = (_WORDS.findall(evidence.quote.casefold()) for evidence in incident.evidence)
    return frozenset(" ".join(words) for words in told if len(words) >= _COPIED_WORDS)


def days_of(incident: Incident, weights: Weights) -> tuple[date, date]:
    """First and last day, slack included; an undated incident has the first day there is."""
    first = incident.date_start or date.min
    last = incident.date_end or first
    slack = timedelta(days=weights.merge_days)
    return first, last + slack if last < date.max - slack else last


def near_km(incident: Incident, weights: Weights) -> float:
    """How near another point may be and still be the same; 0 where only the place itself counts."""
    return weights.merge_km.get(incident.precision, 0.0) if incident.precision else 0.0


def _meet(one: Incident, other: Incident, weights: Weights) -> bool:
    first, last = days_of(one, weights)
    other_first, other_last = days_of(other, weights)
    return first <= other_last and other_first <= last


def _same_place(one: Incident, other: Incident, weights: Weights) -> bool:
    if one.place_id is not None and one.place_id == other.place_id:
        return True
    near = near_km(one, weights)
    return near > 0 and kilometers(one, other) <= near


def kilometers(one: Incident, other: Incident) -> float:
    """Great-circle distance; infinite where one is not located."""
    if one.latitude is None or one.longitude is None:
        return float("inf")
    if other.latitude is None or other.longitude is None:
        return float("inf")
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
