"""The box around points, gathered as they pass by."""

from collections.abc import Iterable, Sequence

from geomap.outputs.coordinates import DECIMALS

_HALF_TURN, _FULL_TURN = 180.0, 360.0


class Extent:
    """West, south, east and north of the points seen so far, in degrees.

    Beside the two ends, the middle is kept: the point that lies nearest to the prime meridian on
    either side. Where points lie on both sides of the antimeridian, those two are the edges.
    """

    def __init__(self) -> None:
        self._south = self._west = self._east_of_zero = float("inf")
        self._north = self._east = self._west_of_zero = float("-inf")

    def add(self, points: Iterable[Sequence[float]]) -> None:
        """Take in points (longitude, latitude)."""
        pairs = list(points)
        if not pairs:
            return
        longitudes, latitudes = zip(*pairs, strict=True)
        self._south = min(self._south, *latitudes)
        self._north = max(self._north, *latitudes)
        self._west = min(self._west, *longitudes)
        self._east = max(self._east, *longitudes)
        self._east_of_zero = min([self._east_of_zero, *(x for x in longitudes if x >= 0)])
        self._west_of_zero = max([self._west_of_zero, *(x for x in longitudes if x < 0)])

    def box(self) -> list[float] | None:
        """West, south, east, north; west > east across the antimeridian (RFC 7946, 5.2).

        None where no point has been seen.
        """
        if self._south > self._north:
            return None
        west, east = self._west, self._east
        turned = self._west_of_zero + _FULL_TURN - self._east_of_zero
        if east - west > _HALF_TURN and turned < east - west:
            west, east = self._east_of_zero, self._west_of_zero
        return [_rounded(west), self._south, _rounded(east), self._north]


def _rounded(longitude: float) -> float:
    return round(longitude, DECIMALS)


def box_around(points: Iterable[Sequence[float]]) -> list[float]:
    """The box of one or more points; see `Extent.box`."""
    extent = Extent()
    extent.add(points)
    return extent.box() or []
