"""Which country holds a point, by outlines kept in the pack in hundredths of a degree."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from geomap.gazetteer.pack import Pack

_SCALE = 100


class Outlines:
    """Country outlines of a pack; a pack built without them knows none."""

    def __init__(self, pack: Pack) -> None:
        self._starts, self._points = pack.column("ring_starts"), pack.column("ring_points")
        self._boxes, self._owners = pack.column("ring_boxes"), pack.column("ring_owners")
        self._codes: list[str] = pack.header["outline_codes"]

    def country_at(self, latitude: float, longitude: float) -> str:
        """ISO alpha-2 code of the country around a point, or "" at sea and in disputed land."""
        x, y = longitude * _SCALE, latitude * _SCALE
        inside: dict[int, bool] = {}
        for ring in self._rings_around(x, y):
            owner = self._owners[ring]
            inside[owner] = inside.get(owner, False) ^ self._crosses_odd(ring, x, y)
        return next((self._codes[owner] for owner, is_in in inside.items() if is_in), "")

    def _rings_around(self, x: float, y: float) -> Iterator[int]:
        boxes = self._boxes
        for ring in range(len(self._owners)):
            at = ring * 4
            if boxes[at] <= x <= boxes[at + 2] and boxes[at + 1] <= y <= boxes[at + 3]:
                yield ring

    def _crosses_odd(self, ring: int, x: float, y: float) -> bool:
        """Whether a line eastward from the point crosses the ring an odd number of times."""
        flat = self._points[self._starts[ring] : self._starts[ring + 1]]
        corners = list(zip(flat[::2], flat[1::2], strict=True))
        odd = False
        for (x1, y1), (x2, y2) in pairwise([*corners, corners[0]]):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
        return odd


def read_outlines(path: Path | None) -> tuple[list[str], list[tuple[int, list[int]]]]:
    """Countries and their rings from the outlines of the base map.

    Args:
        path: JSON: a list of `{"code", "rings": [[longitude, latitude, longitude, …]]}`, or None.

    Returns:
        Country codes, and for each ring the number of its country and its points in hundredths of
        a degree, longitude first. Land without a code is left out.
    """
    areas: list[dict[str, Any]] = json.loads(path.read_bytes()) if path else []
    coded = [area for area in areas if area["code"]]
    rings = [
        (owner, [round(number * _SCALE) for number in ring])
        for owner, area in enumerate(coded)
        for ring in area["rings"]
    ]
    return [area["code"] for area in coded], rings
