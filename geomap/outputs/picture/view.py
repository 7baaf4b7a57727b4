"""What part of the world a picture shows, and where on the paper a position lies."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geomap.outputs.coarsen import KM_PER_DEGREE
from geomap.outputs.coordinates import POLE
from geomap.outputs.geojson import box_around

_TURN = 360.0
_LEAST_SPAN = 3.0  # degrees of latitude: the outlines are not made for closer looks
_MARGIN = 1.25
_STEEPEST = 65.0  # latitude up to which the paper keeps the true shape of land
_WORLD = (-170.0, -58.0, 190.0, 80.0)


class Area(NamedTuple):
    """A rectangle of the paper in points (1/72 inch), y up."""

    left: float
    bottom: float
    width: float
    height: float


class View(NamedTuple):
    """An equirectangular map, true to scale at the latitude of its middle.

    Attributes:
        area: Where on the paper.
        west: Degrees east of its left edge; the right edge may lie beyond 180.
        south: Degrees north of its lower edge.
        across: Points for a degree of longitude.
        up: Points for a degree of latitude.
    """

    area: Area
    west: float
    south: float
    across: float
    up: float

    def spot(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where on the paper a position lies."""
        turned = self.west + (longitude - self.west) % _TURN
        return self.project(latitude, turned)

    def project(self, latitude: float, longitude: float) -> tuple[float, float]:
        """The same for longitudes that are not to be turned, such as corners of an outline."""
        x = self.area.left + (longitude - self.west) * self.across
        return x, self.area.bottom + (latitude - self.south) * self.up

    @property
    def points_per_km(self) -> float:
        """Length of a kilometer on the paper, northward and in the middle of the map."""
        return self.up / KM_PER_DEGREE


def view_of(points: Iterable[tuple[float, float]], room: Area) -> View:
    """A view that shows every point with some land around it, in the room given.

    Args:
        points: (latitude, longitude) in degrees; none show the inhabited world.
        room: The rectangle to fill; a view of the whole world is flatter and fills less.
    """
    west, south, east, north = _bounds([(lon, lat) for lat, lon in points])
    middle, center = (south + north) / 2, (west + east) / 2
    squeeze = math.cos(math.radians(min(abs(middle), _STEEPEST)))
    tall = max((north - south) * _MARGIN, _LEAST_SPAN)
    wide = max((east - west) * _MARGIN * squeeze, tall * room.width / room.height)
    wide = min(wide, _TURN * squeeze)
    tall = min(max(tall, wide * room.height / room.width), 2.0 * POLE)
    up = min(room.width / wide, room.height / tall)
    south = min(max(middle - tall / 2, -POLE), POLE - tall)
    area = _within(room, wide * up, tall * up)
    return View(area, center - wide / squeeze / 2, south, up * squeeze, up)


def _bounds(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    if not points:
        return _WORLD
    west, south, east, north = box_around(points)
    return west, south, east + _TURN if east < west else east, north


def _within(room: Area, width: float, height: float) -> Area:
    """A rectangle in the middle of a room, at its top."""
    left = room.left + (room.width - width) / 2
    return Area(left, room.bottom + room.height - height, width, height)


def bar_of(view: View, longest: float) -> tuple[float, float]:
    """A scale bar: the largest 1, 2 or 5 times a power of ten that fits, as (km, points)."""
    most = longest / view.points_per_km
    power = 10.0 ** math.floor(math.log10(most))
    km = next(power * step for step in (5, 2, 1) if power * step <= most)
    return km, km * view.points_per_km
