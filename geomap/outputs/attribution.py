"""Whose facts an export carries; their licenses ask to be named."""

from collections.abc import Iterable
from typing import NamedTuple

from geomap.incidents.incident import Incident


class Attribution(NamedTuple):
    """A source, its license and where to find it."""

    name: str
    license: str
    url: str
    gives: str


ATTRIBUTIONS = (
    Attribution("GeoNames", "CC BY 4.0", "https://www.geonames.org", "places"),
    Attribution(
        "Natural Earth", "public domain", "https://www.naturalearthdata.com", "country outlines"
    ),
    Attribution("airportsdata", "MIT", "https://github.com/mborsetti/airportsdata", "airports"),
    Attribution("Unicode CLDR", "Unicode-3.0", "https://cldr.unicode.org", "names of countries"),
)
"""Everything that `data/` and the gazetteer pack were made of."""

OPENSTREETMAP = Attribution(
    "OpenStreetMap contributors", "ODbL 1.0", "https://www.openstreetmap.org/copyright", "places"
)
# Geocoders whose answers are OpenStreetMap's, wholly or in part, by the names that geopy has.
_ANSWERS_FROM_OPENSTREETMAP = frozenset(
    {"geocodeearth", "locationiq", "maptiler", "nominatim", "opencage", "pelias", "photon"}
    | {"openmapquest", "pickpoint"}
)


def attributions_of(incidents: Iterable[Incident]) -> tuple[Attribution, ...]:
    """The sources of incidents: OpenStreetMap too where a geocoder's answer placed one."""
    asked = any(map(service_of, incidents))
    return (*ATTRIBUTIONS, OPENSTREETMAP) if asked else ATTRIBUTIONS


def service_of(incident: Incident) -> str | None:
    """The geocoder that placed an incident by OpenStreetMap, from its place id `name:where`."""
    service = (incident.place_id or "").partition(":")[0]
    return service if service in _ANSWERS_FROM_OPENSTREETMAP else None
