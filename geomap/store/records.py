"""Incidents as JSON and back: what the columns named `record` hold."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import orjson

from geomap.events.mention import Modality
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Evidence, Incident

_FIELDS = tuple(field.name for field in fields(Incident))
_QUOTATION = tuple(field.name for field in fields(Evidence))
_NOTHING: Mapping[str, None] = dict.fromkeys(_FIELDS)


class RecordError(ValueError):
    """A stored record that tells no incident: somebody or something has changed it."""


def record_of(incident: Incident) -> str:
    """The incident as a JSON object; fields without a value are left out.

    Raises:
        ValueError: It holds what JSON cannot: half a character, a number beyond 64 bits.
    """
    row = {name: value for name in _FIELDS if (value := getattr(incident, name)) is not None}
    row["evidence"] = [_quotation(evidence) for evidence in incident.evidence]
    try:
        return orjson.dumps(row).decode()
    except TypeError as error:
        raise ValueError(str(error)) from error


def incident_of(record: str) -> Incident:
    """The incident that a JSON object tells.

    Raises:
        RecordError: It is none; the store is damaged.
    """
    try:
        row = orjson.loads(record)
        for name in ("date_start", "date_end"):
            if name in row:
                row[name] = date.fromisoformat(row[name])
        row["modality"] = Modality(row["modality"])
        if "precision" in row:
            row["precision"] = Precision(row["precision"])
        row["evidence"] = tuple(map(_evidence, row["evidence"]))
        return Incident(**{**_NOTHING, **row})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordError(f"a stored incident cannot be read: {error!r:.80}") from error


def _quotation(evidence: Evidence) -> dict[str, Any]:
    return {name: value for name in _QUOTATION if (value := getattr(evidence, name)) is not None}


def _evidence(row: dict[str, Any]) -> Evidence:
    if "published" in row:
        row["published"] = date.fromisoformat(row["published"])
    return Evidence(**row)
