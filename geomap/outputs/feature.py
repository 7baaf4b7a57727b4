"""Turn one GeoJSON feature back into an incident, or say which property is wrong."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, get_args

from geomap.events.mention import Modality
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Evidence, Incident
from geomap.outputs.coordinates import from_lon_lat
from geomap.text.parsed import DatePrecision, DateSource

_Check = Callable[[object], Any]


def incident_of(feature: object) -> Incident:
    """Read one feature.

    Raises:
        ValueError: It is no feature, or a member is wrong; the message names the member.
    """
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise ValueError('is no GeoJSON feature ("type": "Feature")')
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        raise ValueError("has no properties")  # noqa: TRY004 - wrong input, not a wrong call
    latitude, longitude = _point(feature.get("geometry"))
    return Incident(
        **_checked(_INCIDENT, {"id": feature.get("id"), **properties}),
        latitude=latitude,
        longitude=longitude,
        evidence=(Evidence(**_checked(_EVIDENCE, properties)), *_others(properties)),
    )


def _point(geometry: object) -> tuple[float, float] | tuple[None, None]:
    if geometry is None:
        return None, None
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        raise ValueError("geometry is neither a Point nor null")
    match geometry.get("coordinates"):
        case [longitude, latitude] | [longitude, latitude, _]:
            return from_lon_lat(longitude, latitude)
    raise ValueError("coordinates are not [longitude, latitude]")


def _others(properties: Mapping[str, object]) -> tuple[Evidence, ...]:
    sources = properties.get("sources") or []
    if not isinstance(sources, list) or not all(isinstance(source, dict) for source in sources):
        raise ValueError("property sources is no list of objects")
    return tuple(Evidence(**_checked(_EVIDENCE, source)) for source in sources)


def _checked(checks: Mapping[str, _Check], properties: Mapping[str, object]) -> dict[str, Any]:
    return {name: _field(name, check, properties.get(name)) for name, check in checks.items()}


def _field(name: str, check: _Check, value: object) -> object:
    try:
        return check(value)
    except ValueError as error:
        found = "is missing" if value is None else f"is {value!r:.40}"
        raise ValueError(f"property {name} {found}, {error} is needed") from error


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("text")


def _count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ValueError("a whole number, 0 or more,")


def _number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    raise ValueError("a number")


def _day(value: object) -> date:
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        raise ValueError("a day such as 2022-01-08") from None


def _one_of(kind: type[StrEnum] | Any) -> _Check:
    """One of the values of an enumeration, or of a Literal."""
    values = {word: word for word in get_args(kind)} or {word.value: word for word in kind}

    def check(value: object) -> object:
        try:
            return values[_text(value)]
        except (KeyError, ValueError):
            raise ValueError(f"one of {', '.join(values)}") from None

    return check


def _or_none(check: _Check) -> _Check:
    return lambda value: None if value is None else check(value)


_EVIDENCE: Mapping[str, _Check] = {
    "document_id": _text,
    "quote": _text,
    "quote_start": _count,
    "quote_end": _count,
    **dict.fromkeys(("title", "source", "url", "language"), _or_none(_text)),
    "published": _or_none(_day),
}
_INCIDENT: Mapping[str, _Check] = {
    **dict.fromkeys(("id", "event_type", "sub_event_type", "reason"), _text),
    **dict.fromkeys(("cameo_root", "plover_type", "date_text"), _or_none(_text)),
    **dict.fromkeys(("place_name", "place_text", "place_id", "place_source"), _or_none(_text)),
    **dict.fromkeys(("country_code", "country", "admin1", "admin2"), _or_none(_text)),
    **dict.fromkeys(("actor1", "actor2", "fatalities_text"), _or_none(_text)),
    **dict.fromkeys(("fatalities", "fatalities_min", "fatalities_max"), _or_none(_count)),
    **dict.fromkeys(("injured", "arrested", "crowd_size"), _or_none(_count)),
    **dict.fromkeys(("date_start", "date_end"), _or_none(_day)),
    "modality": _one_of(Modality),
    "date_precision": _one_of(DatePrecision),
    "date_source": _one_of(DateSource),
    "precision": _or_none(_one_of(Precision)),
    "uncertainty_km": _or_none(_number),
    "confidence": _number,
}
