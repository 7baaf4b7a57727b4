"""The only file that knows an order of coordinates.

geopy and Folium want (latitude, longitude); shapely and GeoJSON want (longitude, latitude),
RFC 7946 section 3.1.1. Records name both in full, so nobody else has to remember.
"""

import math
from typing import Protocol

DECIMALS = 6
"""Digits kept: a millionth of a degree is about 11 cm, finer than any gazetteer."""

POLE, ANTIMERIDIAN = 90, 180


class Point(Protocol):
    """Anything with a latitude and a longitude in degrees, WGS84; None when not located."""

    @property
    def latitude(self) -> float | None:
        """Degrees north."""

    @property
    def longitude(self) -> float | None:
        """Degrees east."""


def lat_lon(point: Point) -> tuple[float, float] | None:
    """(latitude, longitude) as geopy and Folium want it, or None when not located.

    Raises:
        ValueError: A coordinate is missing, not a number, or off the globe.
    """
    if point.latitude is None and point.longitude is None:
        return None
    return checked(point.latitude, point.longitude)


def lon_lat(point: Point) -> tuple[float, float] | None:
    """(longitude, latitude) as shapely and GeoJSON want it, or None when not located.

    Raises:
        ValueError: A coordinate is missing, not a number, or off the globe.
    """
    north, east = point.latitude, point.longitude
    # by far the most: what is nothing else than two floats on the globe; NaN compares false
    if type(north) is type(east) is float and abs(north) <= POLE and abs(east) <= ANTIMERIDIAN:
        return round(east, DECIMALS), round(north, DECIMALS)
    pair = lat_lon(point)
    return None if pair is None else (pair[1], pair[0])


def from_lon_lat(longitude: object, latitude: object) -> tuple[float, float]:
    """Turn what GeoJSON holds into (latitude, longitude).

    Raises:
        ValueError: Not two numbers on the globe; says so when the two look swapped.
    """
    return checked(latitude, longitude)


def checked(latitude: object, longitude: object) -> tuple[float, float]:
    """(latitude, longitude), rounded to `DECIMALS`.

    Raises:
        ValueError: Not two numbers on the globe; says so when the two look swapped.
    """
    north, east = _number("latitude", latitude), _number("longitude", longitude)
    if POLE < abs(north) <= ANTIMERIDIAN and abs(east) <= POLE:
        raise ValueError(f"latitude {north:g} is beyond the pole; are the two swapped?")
    if abs(north) > POLE or abs(east) > ANTIMERIDIAN:
        raise ValueError(f"latitude {north:g}, longitude {east:g} is not on the globe")
    return round(north, DECIMALS), round(east, DECIMALS)


def _number(name: str, value: object) -> float:
    # bool counts as int in Python, never on a map
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{name} {value!r} is not a number")
    return float(value)
