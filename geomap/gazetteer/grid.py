"""Places near a point: a grid of cells of one degree over the rows of a pack."""

import math
from collections.abc import Iterator
from functools import lru_cache

from geomap.gazetteer.pack import Pack

_EARTH_KM = 6371.0088
_KM_PER_DEGREE = 111.0
_LAST_RING = 180
_POLAR = 75.0  # degrees; beyond, a cell is too narrow to tell how far away it is
_FEW = 3_000
_SETS_KEPT = 256  # of feature numbers


def distance_km(
    latitude: float, longitude: float, to_latitude: float, to_longitude: float
) -> float:
    """Great-circle distance on a sphere, in kilometers."""
    north, to_north = math.radians(latitude), math.radians(to_latitude)
    across = math.radians(to_longitude - longitude)
    half = (
        math.sin((to_north - north) / 2) ** 2
        + math.cos(north) * math.cos(to_north) * math.sin(across / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def cell_of(latitude: float, longitude: float) -> int:
    """The cell of a point: rows of 360 from the south pole, columns from the date line."""
    row = min(179, max(0, math.floor(latitude) + 90))
    return row * 360 + (math.floor(longitude) + 180) % 360


class Grid:
    """Finds rows near a point, nearest first."""

    def __init__(self, pack: Pack) -> None:
        self._starts, self._rows = pack.column("cell_starts"), pack.column("cell_rows")
        self._latitudes, self._longitudes = pack.column("latitude"), pack.column("longitude")
        self._features = pack.column("feature")
        self._few_rows = lru_cache(_SETS_KEPT)(self._find_few_rows)

    def nearest(
        self,
        point: tuple[float, float],
        limit: int,
        wanted: frozenset[int],
        within_km: float,
    ) -> list[tuple[float, int]]:
        """The nearest rows of wanted features, with their distance in kilometers.

        Rings of cells are searched outward until nothing nearer can follow; of features with few
        rows all are looked at, which lie too far apart for that.

        Args:
            point: Latitude and longitude.
            limit: How many rows at most.
            wanted: Numbers of the feature codes that count.
            within_km: How far away at most.
        """
        few = self._few_rows(wanted)
        if few is not None:
            measured = sorted((self._distance(point, row), row) for row in few)
            return [entry for entry in measured[:limit] if entry[0] <= within_km]
        found: list[tuple[float, int]] = []
        for ring in range(_LAST_RING + 1):
            reach = found[limit - 1][0] if len(found) >= limit else within_km
            if reach <= _least_km(point[0], ring):
                break
            rows = (row for row in self._ring_rows(*point, ring) if self._features[row] in wanted)
            found.extend((self._distance(point, row), row) for row in rows)
            found.sort()
        return [entry for entry in found[:limit] if entry[0] <= within_km]

    def _distance(self, point: tuple[float, float], row: int) -> float:
        return distance_km(*point, self._latitudes[row] / 1e5, self._longitudes[row] / 1e5)

    def _find_few_rows(self, wanted: frozenset[int]) -> tuple[int, ...] | None:
        """All rows of wanted features, or None when there are too many to look at each."""
        features, rows = bytes(self._features), list[int]()
        for number in wanted:
            at = features.find(number)
            while at >= 0:
                rows.append(at)
                if len(rows) > _FEW:
                    return None
                at = features.find(number, at + 1)
        return tuple(rows)

    def _ring_rows(self, latitude: float, longitude: float, ring: int) -> Iterator[int]:
        """Rows of the cells exactly `ring` cells away; near the poles, of whole latitudes."""
        center_row, center_column = divmod(cell_of(latitude, longitude), 360)
        if abs(latitude) > _POLAR:
            for row in {center_row - ring, center_row + ring} & set(range(180)):
                yield from self._rows[self._starts[row * 360] : self._starts[row * 360 + 360]]
            return
        for row in range(max(0, center_row - ring), min(179, center_row + ring) + 1):
            edge = abs(row - center_row) == ring
            steps = range(-ring, ring + 1) if edge else (-ring, ring)
            for column in sorted({(center_column + step) % 360 for step in steps}):
                cell = row * 360 + column
                yield from self._rows[self._starts[cell] : self._starts[cell + 1]]


def _least_km(latitude: float, ring: int) -> float:
    """No row of this ring or beyond is nearer than this."""
    if abs(latitude) > _POLAR:
        return (ring - 1) * _KM_PER_DEGREE
    widest = min(90.0, abs(latitude) + ring)
    return (ring - 1) * _KM_PER_DEGREE * max(0.0, math.cos(math.radians(widest)))
