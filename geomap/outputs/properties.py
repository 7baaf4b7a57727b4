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

_QUOTATION = tuple(field.name for field in fields(Evidence))
_OWN = tuple(field.name for field in fields(Incident) if field.name in COLUMNS)
_quotation_of, _own_of = attrgetter(*_QUOTATION), attrgetter(*_OWN)


def properties_of(incident: Incident) -> dict[str, Any]:
    """Every field by name, in the order of `COLUMNS`; days stay `date`.

    The main evidence is spread over `quote` to `document_id`; `sources` lists the rest as dicts.
    """
    main, *others = incident.evidence
    precision = incident.precision
    row: dict[str, Any] = dict.fromkeys(COLUMNS)  # the order; an update keeps it
    row.update(zip(_OWN, _own_of(incident), strict=True))
    row.update(_quotation(main))
    row["modality"] = incident.modality.value
    if precision is not None:
        row["precision"] = precision.value
        row["geo_precision"] = GEO_PRECISION[precision]
        row["where_prec"] = WHERE_PREC[precision]
    row["sources"] = [with_iso_days(_quotation(evidence)) for evidence in others]
    return row


def with_iso_days(row: dict[str, Any]) -> dict[str, Any]:
    """The same fields with days as JSON has them, YYYY-MM-DD."""
    return row | {name: row[name].isoformat() for name in DAYS if row.get(name)}


def _quotation(evidence: Evidence) -> dict[str, Any]:
    return dict(zip(_QUOTATION, _quotation_of(evidence), strict=True))
