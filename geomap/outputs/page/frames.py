"""Incidents out of a GeoDataFrame of any maker; geopandas itself is not imported here."""

from typing import Any, Protocol

import orjson

from geomap.errors import InputError
from geomap.incidents.incident import Incident
from geomap.outputs.feature import incident_of

NEEDED = ("event_type", "sub_event_type")
"""Columns without which a row cannot be shown; the geometry is a point, or empty."""

# What a row says that has no such column. A table made by hand is taken at its word.
_ASSUMED: dict[str, Any] = {
    "modality": "actual",
    "date_source": "none",
    "confidence": 1.0,
    "reason": "",
    "document_id": "",
    "quote": "",
    "quote_start": 0,
    "quote_end": 0,
}
_DAYS = ("date_start", "date_end", "published")
_WGS84 = "EPSG:4326"


class Frame(Protocol):
    """What is used of a `geopandas.GeoDataFrame`."""

    @property
    def columns(self) -> Any:
        """Names of the columns."""

    @property
    def crs(self) -> Any:
        """Reference system, or None."""

    def to_crs(self, crs: str) -> Any:
        """The frame in another reference system."""

    def to_json(self, na: str = "null", **options: Any) -> str:
        """The frame as GeoJSON."""


def incidents_of(frame: Frame) -> tuple[Incident, ...]:
    """The rows of a GeoDataFrame as incidents, in order.

    Column names are those of `to_frame`; only those of `NEEDED` must be there.

    Raises:
        InputError: A needed column is missing, or a row holds something else than its column says.
    """
    missing = [name for name in NEEDED if name not in frame.columns]
    if missing:
        raise InputError(
            f"the GeoDataFrame lacks the columns {', '.join(missing)}; rename yours, or add them"
        )
    located = frame.to_crs(_WGS84) if frame.crs is not None else frame
    features = orjson.loads(located.to_json(na="null", default=str))["features"]
    return tuple(_incident(number, feature) for number, feature in enumerate(features))


def _incident(number: int, feature: dict[str, Any]) -> Incident:
    told = {name: value for name, value in feature["properties"].items() if value is not None}
    told |= {name: str(told[name])[:10] for name in _DAYS if name in told}
    dated = "day" if "date_start" in told else "unknown"
    row = {"id": str(number), "date_precision": dated, **_ASSUMED, **told}
    try:
        return incident_of({**feature, "id": row["id"], "properties": row})
    except ValueError as error:
        raise InputError(f"row {number} of the GeoDataFrame: {error}") from error
