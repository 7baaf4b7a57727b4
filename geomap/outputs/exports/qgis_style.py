"""The map layers as a style of QGIS: a rule a layer, with its color and its shape."""

from functools import cache
from xml.sax.saxutils import quoteattr

from geomap.events.taxonomy import Layer, load_taxonomy
from geomap.outputs.page.columns import OTHER

_MARKERS = {
    "cross": ("cross_fill", 45),
    "plus": ("cross_fill", 0),
    "ring": ("circle", 0),
    "triangle-down": ("triangle", 180),
}
"""QGIS' name of a shape and the degrees to turn it; the others are called alike."""

_SIZE, _EDGE = 3.2, 0.4  # millimeters


@cache
def style() -> str:
    """The style as QML, QGIS' own XML: rules by event type, the last for types unknown to us."""
    layers = load_taxonomy().layers
    rules = [_rule(layer.label, _filter(layer), key) for key, layer in enumerate(layers)]
    rules.append(_rule(OTHER.label, "ELSE", len(layers)))
    symbols = [_symbol(key, layer.color, layer.shape) for key, layer in enumerate(layers)]
    symbols.append(_symbol(len(layers), OTHER.color, OTHER.shape))
    return (
        '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">\n'
        '<qgis version="3.28.0" styleCategories="Symbology">'
        '<renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">'
        f'<rules key="{{{_key(999)}}}">{"".join(rules)}</rules>'
        f"<symbols>{''.join(symbols)}</symbols></renderer-v2>"
        "<layerGeometryType>0</layerGeometryType></qgis>"
    )


def _filter(layer: Layer) -> str:
    """Which rows a layer shows, in words that QGIS and SQL share."""
    pairs = [pair for pair, sub in load_taxonomy().sub_types.items() if sub.layer == layer.id]
    return " OR ".join(
        f'("event_type" = {_text(event_type)} AND "sub_event_type" = {_text(sub_type)})'
        for event_type, sub_type in pairs
    )


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _rule(label: str, condition: str, key: int) -> str:
    marks = f"symbol={quoteattr(str(key))} key={quoteattr('{' + _key(key) + '}')}"
    return f"<rule filter={quoteattr(condition)} label={quoteattr(label)} {marks}/>"


def _key(number: int) -> str:
    """A name in the form of a UUID, the same in every run."""
    return f"00000000-0000-4000-8000-{number:012d}"


def _symbol(name: int, color: str, shape: str) -> str:
    marker, angle = _MARKERS.get(shape, (shape, 0))
    fill = _rgba(color, 0 if shape == "ring" else 255)
    edge = _rgba(color if shape == "ring" else "#FFFFFF", 255)
    options = {
        "name": marker,
        "angle": angle,
        "color": fill,
        "outline_color": edge,
        "outline_style": "solid",
        "outline_width": 3 * _EDGE if shape == "ring" else _EDGE,
        "outline_width_unit": "MM",
        "size": _SIZE,
        "size_unit": "MM",
        "scale_method": "diameter",
    }
    settings = "".join(
        f'<Option type="QString" name="{key}" value="{value}"/>' for key, value in options.items()
    )
    return (
        f'<symbol type="marker" name="{name}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="SimpleMarker" enabled="1" locked="0" pass="0">'
        f'<Option type="Map">{settings}</Option></layer></symbol>'
    )


def _rgba(color: str, alpha: int) -> str:
    """`#RRGGBB` as QGIS writes it: red,green,blue,alpha."""
    return ",".join([*(str(int(color[at : at + 2], 16)) for at in (1, 3, 5)), str(alpha)])
