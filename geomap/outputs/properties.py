"""The fields of an incident as exports carry them: one list of names, in one order.

GeoJSON properties, GeoDataFrame columns and the page's columns all come from here.
"""

from collections.abc import Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Evidence, Incident

# ACLED codebook: 1 the town itself, 2 a part of a region, 3 a larger region.
GEO_PRECISION: Mapping[Precision, int] = {
    Precision.SITE: 1,
    Precision.CITY: 1,
    Precision.ADMIN2: 2,
    Precision.ADMIN1: 3,
    Precision.COUNTRY: 3,
}
# UCDP GED codebook: 1 exact, 2 near a known point, 3 second-order division, 4 first-order
# division, 5 a line or an area without borders, 6 the whole country, 7 sea or air.
WHERE_PREC: Mapping[Precision, int] = {
    Precision.SITE: 1,
    Precision.CITY: 1,
    Precision.ADMIN2: 3,
    Precision.ADMIN1: 4,
    Precision.COUNTRY: 6,
}


COLUMNS = (
    *("id", "event_type", "sub_event_type", "cameo_root", "plover_type", "modality"),
    *("date_start", "date_end", "date_precision", "date_text", "date_source"),
    *("place_name", "place_text", "place_id"),
    *("precision", "geo_precision", "where_prec", "uncertainty_km", "place_source"),
    *("country_code", "country", "admin1", "admin2"),
    *("actor1", "actor2"),
    *("fatalities", "fatalities_min", "fatalities_max", "fatalities_text"),
    *("injured", "arrested", "crowd_size"),
    *("quote", "quote_start", "quote_end"),
    *("title", "source", "url", "published", "language", "document_id"),
    *("confidence", "reason", "sources"),
)
"""Every field but the geometry, in the order of the documentation."""

DAYS = ("date_start", "date_end", "published")
"""The columns that hold days."""

NUMBERS = (
    *("geo_precision", "where_prec", "uncertainty_km", "quote_start", "quote_end", "confidence"),
    *("fatalities", "fatalities_min", "fatalities_max", "injured", "arrested", "crowd_size"),
)
"""The columns that hold numbers; the others hold text, but for `sources`."""

_EVIDENCE = tuple(field.name for field in fields(Evidence))
_evidence_of = attrgetter(*_EVIDENCE)
_NO_CODES = (None, None)
_CODES = {p: (GEO_PRECISION[p], WHERE_PREC[p]) for p in Precision}


# fmt: off
def fields_of(incident: Incident) -> dict[str, Any]:
    """Every field by name, in the order of `COLUMNS`, as records hold it.

    The main evidence is spread over `quote` to `document_id`; `sources` is the rest. Written out
    in full because it is what exports of millions wait for: a loop over names takes twice as long.
    """
    i, main = incident, incident.evidence[0]
    geo_precision, where_prec = _CODES.get(i.precision, _NO_CODES)  # type: ignore[arg-type]
    return {
        "id": i.id, "event_type": i.event_type, "sub_event_type": i.sub_event_type,
        "cameo_root": i.cameo_root, "plover_type": i.plover_type, "modality": i.modality,
        "date_start": i.date_start, "date_end": i.date_end, "date_precision": i.date_precision,
        "date_text": i.date_text, "date_source": i.date_source, "place_name": i.place_name,
        "place_text": i.place_text, "place_id": i.place_id, "precision": i.precision,
        "geo_precision": geo_precision, "where_prec": where_prec,
        "uncertainty_km": i.uncertainty_km, "place_source": i.place_source,
        "country_code": i.country_code, "country": i.country, "admin1": i.admin1,
        "admin2": i.admin2, "actor1": i.actor1, "actor2": i.actor2, "fatalities": i.fatalities,
        "fatalities_min": i.fatalities_min, "fatalities_max": i.fatalities_max,
        "fatalities_text": i.fatalities_text, "injured": i.injured, "arrested": i.arrested,
        "crowd_size": i.crowd_size, "quote": main.quote, "quote_start": main.quote_start,
        "quote_end": main.quote_end, "title": main.title, "source": main.source, "url": main.url,
        "published": main.published, "language": main.language, "document_id": main.document_id,
        "confidence": i.confidence, "reason": i.reason, "sources": i.evidence[1:],
    }
# fmt: on


def values_of(incident: Incident) -> tuple[Any, ...]:
    """Every field in the order of `COLUMNS`, as records hold it."""
    return tuple(fields_of(incident).values())


def properties_of(incident: Incident) -> dict[str, Any]:
    """Every field by name, in the order of `COLUMNS`; days stay `date`.

    Words are plain text, and `sources` lists further evidence as dicts.
    """
    row = fields_of(incident)
    row["modality"] = incident.modality.value
    row["precision"] = incident.precision and incident.precision.value
    row["sources"] = [_plain(evidence) for evidence in row["sources"]]
    return row


def _plain(evidence: Evidence) -> dict[str, Any]:
    """Evidence with its day as JSON has it, YYYY-MM-DD."""
    row = dict(zip(_EVIDENCE, _evidence_of(evidence), strict=True))
    return row | {"published": evidence.published and evidence.published.isoformat()}
