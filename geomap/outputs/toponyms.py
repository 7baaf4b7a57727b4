"""Place mentions and the places chosen for them, one JSON line a document."""

from collections.abc import Iterable
from typing import Any

from geomap.outputs.coordinates import lat_lon
from geomap.places.mention import Resolution


def toponym_line(document_id: str, resolutions: Iterable[Resolution]) -> bytes:
    """One document as a line of JSON: `id` and `toponyms`, in the order of the text."""
    import orjson  # noqa: PLC0415 - only those who export pay for it

    record = {"id": document_id, "toponyms": [_toponym(found) for found in resolutions]}
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def _toponym(found: Resolution) -> dict[str, Any]:
    latitude, longitude = lat_lon(found) or (None, None)
    place = found.place
    return {
        "start": found.mention.span.start,
        "end": found.mention.span.end,
        "surface": found.mention.surface,
        "lat": latitude,
        "lon": longitude,
        "geonameid": place and _geonameid(place.id),
        "type": found.mention.role.value,
        "name": place and place.name,
        "country_code": place and place.country_code,
        "precision": place and found.precision.value,
        "confidence": found.confidence,
        "reason": found.reason,
    }


def _geonameid(place_id: str) -> int | str:
    """GeoNames ids are numbers; places from other sources keep their prefixed name."""
    return int(place_id) if place_id.isdecimal() and place_id.isascii() else place_id
