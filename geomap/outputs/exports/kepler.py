"""A map file of kepler.gl: drag it into the page, and it shows the layers with a time filter.

One data set for each map layer, for kepler.gl filters data sets and not layers. It shows points
only, so unlocated incidents are left out and counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from geomap.events.taxonomy import Layer
from geomap.incidents.incident import Incident
from geomap.outputs.exports.by_layer import Shelves, layer
from geomap.outputs.exports.geojson import Credit, dumped, point_of
from geomap.outputs.exports.tally import ExportOptions, Tally
from geomap.outputs.extent import Extent
from geomap.outputs.properties import DAYS, NUMBERS, properties_of

_SHOWN = (
    *("event_type", "sub_event_type", "date_start", "date_end", "place_name", "country"),
    *("precision", "uncertainty_km", "actor1", "actor2", "fatalities", "injured", "arrested"),
    *("title", "quote", "source", "url", "confidence", "reason", "id"),
)
_TOOLTIP = ("sub_event_type", "date_start", "place_name", "title", "fatalities", "source")
_DAY_MS = 86_400_000
_EPOCH = date(1970, 1, 1)
_CLOSEST, _WIDEST = 10.0, 360.0


def blocks(
    incidents: Iterable[Incident],
    options: ExportOptions,  # noqa: ARG001 - the signature of all text formats
    tally: Tally,
) -> Iterator[bytes]:
    """The bytes, piece by piece: data first, then how to show them.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
        OutputError: A text holds half a character.
    """
    seen = _Seen()
    with Shelves(divider=b",\n") as shelves:
        for chunk in tally.chunks(incidents, only_located=True):
            seen.add(chunk)
            for incident in chunk:
                shelves.put(layer(incident), dumped(_row(incident)))
        layers = shelves.layers()
        yield b'{"datasets":['
        for number, each in enumerate(layers):
            yield (b"," if number else b"") + _head(each)
            yield from shelves.take(each)
            yield b"]}}"
    config = {"version": "v1", "config": _config(layers, seen)}
    yield b'],\n"config":' + dumped(config) + b',\n"info":' + dumped(seen.info()) + b"}\n"


class _Seen:
    """What the view and the filter must span."""

    def __init__(self) -> None:
        self.extent, self.credit = Extent(), Credit()
        self.days: tuple[date, date] | None = None

    def add(self, incidents: Sequence[Incident]) -> None:
        """Take in located incidents."""
        self.extent.add(filter(None, map(point_of, incidents)))
        self.credit.add(incidents)
        days = [incident.date_start for incident in incidents if incident.date_start]
        if days:
            days += self.days or ()
            self.days = min(days), max(days)

    def info(self) -> dict[str, str]:
        """Name and credits, as kepler.gl shows them."""
        names = ", ".join(f"{source.name} ({source.license})" for source in self.credit.names())
        return {"app": "kepler.gl", "title": "geomap", "description": names}


def _row(incident: Incident) -> list[Any]:
    values = properties_of(incident)
    point = point_of(incident) or (None, None)
    return [point[1], point[0], *(_moment(values[name]) for name in _SHOWN)]


def _moment(value: Any) -> Any:
    """Days as the moments that kepler.gl's time filter wants."""
    return f"{value.isoformat()} 00:00:00" if isinstance(value, date) else value


def _head(each: Layer) -> bytes:
    """A data set up to its rows."""
    fields = [_field("latitude"), _field("longitude"), *map(_field, _SHOWN)]
    start = {"id": each.id, "label": each.label, "color": _rgb(each.color), "fields": fields}
    return b'{"version":"v1","data":' + dumped(start)[:-1] + b',"allData":['


def _field(name: str) -> dict[str, str]:
    if name in DAYS:
        return {
            "name": name,
            "type": "timestamp",
            "format": "YYYY-M-D H:m:s",
            "analyzerType": "DATETIME",
        }
    is_number = name in {*NUMBERS, "latitude", "longitude"}
    kind, analyzer = ("real", "FLOAT") if is_number else ("string", "STRING")
    return {"name": name, "type": kind, "format": "", "analyzerType": analyzer}


def _config(layers: Sequence[Layer], seen: _Seen) -> dict[str, Any]:
    tooltip = [{"name": name, "format": None} for name in _TOOLTIP]
    return {
        "visState": {
            "filters": [_time_filter(layers, seen.days)] if seen.days else [],
            "layers": [_layer(each) for each in layers],
            "interactionConfig": {
                "tooltip": {"enabled": True, "fieldsToShow": {y.id: tooltip for y in layers}}
            },
            "layerBlending": "normal",
            "splitMaps": [],
        },
        "mapState": _view(seen.extent.box()),
        "mapStyle": {"styleType": "positron"},
    }


def _time_filter(layers: Sequence[Layer], days: tuple[date, date]) -> dict[str, Any]:
    start, end = ((day - _EPOCH).days * _DAY_MS for day in days)
    return {
        "id": "when",
        "dataId": [each.id for each in layers],
        "name": ["date_start"] * len(layers),
        "type": "timeRange",
        "value": [start, end],
        "enlarged": True,
        "plotType": "histogram",
        "animationWindow": "free",
        "yAxis": None,
        "speed": 1,
    }


def _layer(each: Layer) -> dict[str, Any]:
    looks = {"radius": 8, "opacity": 0.8, "filled": each.shape != "ring", "outline": True}
    return {
        "id": each.id,
        "type": "point",
        "config": {
            "dataId": each.id,
            "label": each.label,
            "color": _rgb(each.color),
            "columns": {"lat": "latitude", "lng": "longitude", "altitude": None},
            "isVisible": each.on,
            "visConfig": {**looks, "thickness": 1, "strokeColor": _rgb(each.color)},
        },
        "visualChannels": {},
    }


def _view(box: list[float] | None) -> dict[str, Any]:
    """The middle of the points, and a zoom at which most of them are seen."""
    west, south, east, north = box or [-180.0, -60.0, 180.0, 75.0]
    width = east - west + (_WIDEST if east < west else 0)
    span, zoom = max(width, 2 * (north - south), _WIDEST / 2**_CLOSEST), 0.0
    while span * 2 ** (zoom + 1) <= _WIDEST and zoom < _CLOSEST:
        zoom += 1
    middle = west + width / 2
    longitude = middle - (_WIDEST if middle > _WIDEST / 2 else 0)
    view = {"latitude": round((south + north) / 2, 4), "longitude": round(longitude, 4)}
    return {**view, "zoom": zoom, "bearing": 0, "pitch": 0, "isSplit": False, "dragRotate": False}


def _rgb(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]
