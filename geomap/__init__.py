"""Read news articles, find where things happened, and map the incidents. Offline.

    >>> import geomap
    >>> article = geomap.Document(id="a1", text="...", published=date(2022, 1, 8))
    >>> incidents = geomap.incidents_in(article)
    >>> geomap.IncidentMap(incidents).save("map.html")

Everything here is loaded when it is first used: `import geomap` alone loads no library.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from geomap.version import __version__ as __version__

if TYPE_CHECKING:
    from geomap.errors import GeomapError
    from geomap.incidents.incident import Incident
    from geomap.outputs.frame import to_frame
    from geomap.outputs.geojson import to_geojson
    from geomap.outputs.page.map import IncidentMap
    from geomap.pipeline import Options, incidents_in, places_in
    from geomap.places.geocoder import Gazetteer
    from geomap.text.document import Document

__all__ = [
    "Document",
    "Gazetteer",
    "GeomapError",
    "Incident",
    "IncidentMap",
    "Options",
    "incidents_in",
    "places_in",
    "to_frame",
    "to_geojson",
]

_HOMES = {
    "Document": "geomap.text.document",
    "Gazetteer": "geomap.places.geocoder",
    "GeomapError": "geomap.errors",
    "Incident": "geomap.incidents.incident",
    "IncidentMap": "geomap.outputs.page.map",
    "Options": "geomap.pipeline",
    "incidents_in": "geomap.pipeline",
    "places_in": "geomap.pipeline",
    "to_frame": "geomap.outputs.frame",
    "to_geojson": "geomap.outputs.geojson",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'geomap' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
