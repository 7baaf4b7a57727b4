"""KML 2.2: a folder and a color for each map layer, a time span for the slider.

Google Earth shows descriptions as HTML, so text is escaped twice: once for HTML, once for XML.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from html import escape

from geomap.events.taxonomy import Layer
from geomap.incidents.incident import Incident
from geomap.outputs.exports.by_layer import Shelves, layer
from geomap.outputs.exports.geojson import Credit, point_of
from geomap.outputs.exports.tally import ExportOptions, Tally
from geomap.outputs.exports.xml_text import xml_text
from geomap.outputs.properties import properties_of

# Only name and description are shown: the default balloon would show all fields as HTML.
_BALLOON = (
    "<BalloonStyle><text>&lt;b&gt;$[name]&lt;/b&gt;&lt;br/&gt;$[description]</text></BalloonStyle>"
)
_SIGNS = str.maketrans({"<": "‹", ">": "›"})  # a name stands in HTML and in lists alike


def blocks(
    incidents: Iterable[Incident],
    options: ExportOptions,  # noqa: ARG001 - the signature of all text formats
    tally: Tally,
) -> Iterator[bytes]:
    """The bytes, piece by piece.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
        UnicodeEncodeError: A text holds half a character.
    """
    return document(incidents, tally, lambda _: "")


def document(
    incidents: Iterable[Incident], tally: Tally, icon: Callable[[Layer], str]
) -> Iterator[bytes]:
    """A KML document; `icon` names the picture of a layer, or "" for the program's own pin."""
    credit = Credit()
    with Shelves() as shelves:
        for chunk in tally.chunks(incidents):
            credit.add(chunk)
            for incident in chunk:
                shelves.put(layer(incident), _placemark(incident).encode())
        yield b'<?xml version="1.0" encoding="UTF-8"?>\n'
        yield b'<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>geomap</name>\n'
        names = ", ".join(f"{source.name} ({source.license})" for source in credit.names())
        yield f"<description>{xml_text(names)}</description>\n".encode()
        for each in shelves.layers():
            yield _style(each, icon(each)).encode()
        for each in shelves.layers():
            shown = "" if each.on else "<visibility>0</visibility>"
            yield f"<Folder><name>{xml_text(each.label)}</name>{shown}\n".encode()
            yield from shelves.take(each)
            yield b"</Folder>\n"
        yield b"</Document></kml>\n"


def _style(each: Layer, icon: str) -> str:
    """Color as KML writes it: opacity, blue, green, red."""
    color = f"ff{each.color[5:7]}{each.color[3:5]}{each.color[1:3]}".lower()
    picture = f"<Icon><href>{icon}</href></Icon>" if icon else ""
    pin = f"<IconStyle><color>{color}</color>{picture}</IconStyle>"
    return f'<Style id="{each.id}">{pin}{_BALLOON}</Style>\n'


def _placemark(incident: Incident) -> str:
    point = point_of(incident)
    name = f"{incident.sub_event_type}: {incident.place_name or 'no place'}".translate(_SIGNS)
    fields = "".join(_field(key, value) for key, value in properties_of(incident).items())
    return (
        f"<Placemark><name>{xml_text(name)}</name>"
        f"<description>{_description(incident)}</description>"
        f"{_span(incident.date_start, incident.date_end)}"
        f"<styleUrl>#{layer(incident).id}</styleUrl>"
        f"<ExtendedData>{fields}</ExtendedData>"
        + (f"<Point><coordinates>{point[0]!r},{point[1]!r}</coordinates></Point>" if point else "")
        + "</Placemark>\n"
    )


def _description(incident: Incident) -> str:
    main = incident.evidence[0]
    day = incident.date_start.isoformat() if incident.date_start else None
    lines = (day, main.title, main.quote, incident.fatalities_text, main.source, main.url)
    shown = "<br/>".join(escape(line) for line in lines if line)
    return xml_text(shown.replace("$[", "$ ["))  # $[name] would be replaced by that field


def _span(start: date | None, end: date | None) -> str:
    if start is None:
        return ""
    last = end or start
    return f"<TimeSpan><begin>{start.isoformat()}</begin><end>{last.isoformat()}</end></TimeSpan>"


def _field(name: str, value: object) -> str:
    if value is None or value == []:
        return ""
    words = value.isoformat() if isinstance(value, date) else value
    if isinstance(value, list):
        import orjson  # noqa: PLC0415 - few incidents have further evidence

        words = orjson.dumps(value).decode()
    return f'<Data name="{name}"><value>{xml_text(str(words))}</value></Data>'
