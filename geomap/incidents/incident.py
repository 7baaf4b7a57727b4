"""An incident: what happened, where, when, to whom, and the sentences that say so."""

from dataclasses import dataclass
from datetime import date

from geomap.events.mention import Modality
from geomap.gazetteer.place import Precision
from geomap.text.parsed import DatePrecision, DateSource


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document and sentence that an incident rests on."""

    document_id: str
    quote: str
    quote_start: int
    quote_end: int
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """One event of the world, with its place, its time and its evidence.

    Field names are the same in GeoJSON properties and GeoDataFrame columns. Types and sub-types
    follow ACLED's spelling; `cameo_root` and `plover_type` are crosswalk codes.

    Attributes:
        id: Hash of document, quote span, type, place and date: the same in every run.
        latitude: Degrees north, WGS84; None when not located.
        longitude: Degrees east, WGS84; None when not located.
        precision: How fine the point is; None when not located.
        uncertainty_km: Radius that the point stands for; None when not located.
        place_source: `explicit` in the same sentence, `inherited` from an earlier one, `document`
            from the dateline or the country of the whole article; None when not located.
        fatalities: Exact count; 0 only where the text says nobody died.
        confidence: 0 to 1.
        reason: Why this place and this type, in words.
        evidence: Every quote it rests on, the main one first.
    """

    id: str
    event_type: str
    sub_event_type: str
    cameo_root: str | None
    plover_type: str | None
    modality: Modality
    date_start: date | None
    date_end: date | None
    date_precision: DatePrecision
    date_text: str | None
    date_source: DateSource
    place_name: str | None
    place_text: str | None
    place_id: str | None
    latitude: float | None
    longitude: float | None
    precision: Precision | None
    uncertainty_km: float | None
    place_source: str | None
    country_code: str | None
    country: str | None
    admin1: str | None
    admin2: str | None
    actor1: str | None
    actor2: str | None
    fatalities: int | None
    fatalities_min: int | None
    fatalities_max: int | None
    fatalities_text: str | None
    injured: int | None
    arrested: int | None
    crowd_size: int | None
    confidence: float
    reason: str
    evidence: tuple[Evidence, ...]
