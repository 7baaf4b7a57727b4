"""Write an incident's record from its draft."""

from dataclasses import fields
from hashlib import sha256
from math import exp
from typing import NamedTuple

from geomap.events.mention import Casualties, EventMention
from geomap.events.taxonomy import Taxonomy
from geomap.gazetteer.place import Precision
from geomap.incidents.draft import Draft
from geomap.incidents.incident import Evidence, Incident
from geomap.incidents.placed import Setting
from geomap.incidents.scene import Scene
from geomap.incidents.timing import Timing, timing_of
from geomap.text.parsed import DateMention

_CASUALTIES = tuple(field.name for field in fields(Casualties))


def incident_from(
    draft: Draft, lead: DateMention | None, scene: Scene, taxonomy: Taxonomy
) -> Incident:
    """The record of a draft.

    Args:
        draft: Mentions and setting.
        lead: The date of the article's leading incident.
        scene: The document.
        taxonomy: For crosswalks and score weights.
    """
    event_type, sub_event_type = draft.types(taxonomy, scene.weights)
    codes = taxonomy.crosswalk(event_type, sub_event_type)
    casualties = draft.casualties()
    timing = timing_of(draft, lead, scene.parsed.document.published)
    evidence = tuple(dict.fromkeys(_evidence(mention, scene) for mention in draft.mentions))
    return Incident(
        id=_identity(evidence[0], event_type, sub_event_type, draft.setting, timing),
        event_type=event_type,
        sub_event_type=sub_event_type,
        cameo_root=codes.cameo_root,
        plover_type=codes.plover_type,
        modality=draft.lead.modality,
        date_start=timing.start,
        date_end=timing.end,
        date_precision=timing.precision,
        date_text=timing.text,
        date_source=timing.source,
        **_place_fields(draft.setting, scene)._asdict(),
        actor1=next((m.actor1.text for m in draft.mentions if m.actor1), None),
        actor2=next((m.actor2.text for m in draft.mentions if m.actor2), None),
        **{name: getattr(casualties, name) for name in _CASUALTIES},
        confidence=_confidence(draft, taxonomy),
        reason=_reason(draft),
        evidence=evidence,
    )


class _PlaceFields(NamedTuple):
    """The fields of an incident that tell where."""

    place_name: str | None = None
    place_text: str | None = None
    place_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision | None = None
    uncertainty_km: float | None = None
    place_source: str | None = None
    country_code: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None


def _place_fields(setting: Setting, scene: Scene) -> _PlaceFields:
    place = setting.place
    if place is None:
        return _PlaceFields()
    country = scene.country_of(place.country_code) if place.country_code else None
    return _PlaceFields(
        place_name=place.name,
        place_text=setting.text,
        place_id=place.id,
        latitude=setting.latitude,
        longitude=setting.longitude,
        precision=setting.precision,
        uncertainty_km=setting.uncertainty_km,
        place_source=setting.source,
        country_code=place.country_code or None,
        country=country.name if country else None,
        admin1=place.admin1 or None,
        admin2=place.admin2 or None,
    )


def _evidence(mention: EventMention, scene: Scene) -> Evidence:
    document, span = scene.parsed.document, scene.sentence(mention.sentence).span
    return Evidence(
        document_id=document.id,
        quote=scene.parsed.surface(span),
        quote_start=span.start,
        quote_end=span.end,
        title=document.title,
        source=document.source,
        url=document.url,
        published=document.published,
        language=scene.parsed.language,
    )


def _identity(
    main: Evidence, event_type: str, sub_event_type: str, setting: Setting, timing: Timing
) -> str:
    """A hash of document, quote span, type, place and date: the same in every run."""
    place = setting.place.id if setting.place else ""
    parts = (main.document_id, main.quote_start, main.quote_end, event_type, sub_event_type)
    told = "\x1f".join(str(part) for part in (*parts, place, timing.start, timing.end))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _confidence(draft: Draft, taxonomy: Taxonomy, slope: float = 0.9) -> float:
    """A logistic curve over the score's distance from the threshold, times the place's."""
    above = draft.score(taxonomy) - taxonomy.weights["threshold"]
    told = 1.0 / (1.0 + exp(-slope * above))
    return round(told * (0.5 + 0.5 * draft.setting.confidence), 3)


def _reason(draft: Draft) -> str:
    """Why this type and this place, in words."""
    return "; ".join((*draft.lead.reasons, f"place: {draft.setting.reason}"))
