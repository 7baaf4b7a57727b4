"""The land under a picture: which outlines are in view, and where their names have room."""

import itertools
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from geomap.errors import GeomapError
from geomap.outputs.page.outlines import Outline, read_outlines
from geomap.outputs.picture.marks import Extent, Label, width_of
from geomap.outputs.picture.view import View
from geomap.resources import built_file

_TURN, _SEAM = 360.0, 180.0
_CUTS = 12
_WIDEST = 0.9  # of the land, that a name may cover


class Land(NamedTuple):
    """A ring in view, with its corners on the paper.

    Attributes:
        name: Of the area that it belongs to.
        disputed: Its line is drawn dashed.
        corners: (x, y) in points, closed.
        lines: Stretches of corners that are borders or coasts; the cut along 180 degrees is none.
    """

    name: str
    disputed: bool
    corners: list[tuple[float, float]]
    lines: list[list[tuple[float, float]]]


def ground(outlines: str | Path | None) -> Sequence[Outline]:
    """The outlines of a GeoJSON file, or those that ship with the tool.

    Raises:
        InputError: The file is missing or wrong.
        GeomapError: Those of the tool are missing.
    """
    return read_outlines(Path(outlines)) if outlines else _embedded()


@cache
def _embedded() -> Sequence[Outline]:
    import orjson  # noqa: PLC0415 - only those who draw pay for it

    try:
        return [
            Outline(**entry) for entry in orjson.loads(built_file("outlines.json").read_bytes())
        ]
    except OSError as error:
        raise GeomapError("the country outlines are missing; install geomap again") from error


def land_in(outlines: Sequence[Outline], view: View) -> Iterator[Land]:
    """The rings that reach into a view, a second time where it spans the antimeridian."""
    east = view.west + view.area.width / view.across
    north = view.south + view.area.height / view.up
    for outline in outlines:
        for ring in outline.rings:
            longitudes, latitudes = ring[::2], ring[1::2]
            if min(latitudes) > north or max(latitudes) < view.south:
                continue
            for turn in (-_TURN, 0.0, _TURN):
                if min(longitudes) + turn < east and max(longitudes) + turn > view.west:
                    pairs = zip(latitudes, longitudes, strict=True)
                    corners = [view.project(lat, lon + turn) for lat, lon in pairs]
                    lines = _without_seam(corners, longitudes)
                    yield Land(outline.name, outline.disputed, corners, lines)


def _without_seam(
    corners: list[tuple[float, float]], longitudes: Sequence[float]
) -> list[list[tuple[float, float]]]:
    if max(map(abs, longitudes)) < _SEAM:
        return [corners]
    lines = [corners[:1]]
    for corner, (before, here) in zip(corners[1:], itertools.pairwise(longitudes), strict=True):
        if min(abs(before), abs(here)) >= _SEAM:
            lines.append([])
        lines[-1].append(corner)
    return [line for line in lines if len(line) > 1]


def names_in(
    lands: Sequence[Land], frame: Extent, taken: Sequence[Extent], size: float
) -> Iterator[Label]:
    """The name of each area at the widest stretch of it in view, where it has room.

    Args:
        lands: In view.
        frame: The edges of the map.
        taken: What else stands on the map.
        size: Height of letters in points.
    """
    widest: dict[str, tuple[float, float, float]] = {}
    for land in lands:
        if not land.disputed:
            widest[land.name] = max(widest.get(land.name, (0.0, 0.0, 0.0)), _stretch(land, frame))
    for name, (width, x, y) in widest.items():
        half = width_of(name, size) / 2
        room = Extent(x - half, y - size * 0.7, x + half, y + size * 0.7)
        if name and 2 * half < width * _WIDEST and not any(map(room.meets, taken)):
            yield Label(x - half, y, name)


def _stretch(land: Land, frame: Extent) -> tuple[float, float, float]:
    """The widest level stretch of land in view: (width, x and y of its middle)."""
    heights = [y for _, y in land.corners]
    low, high = max(min(heights), frame.bottom), min(max(heights), frame.top)
    best = (0.0, 0.0, 0.0)
    for cut in range(1, _CUTS):
        y = low + (high - low) * cut / _CUTS
        crossings = sorted(_crossings(land.corners, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            inner, outer = max(left, frame.left), min(right, frame.right)
            # a name in the middle of the land reads better than one at its edge
            weight = 1 - abs(cut / _CUTS - 0.5)
            best = max(best, ((outer - inner) * weight, (inner + outer) / 2, y))
    return best


def _crossings(corners: Sequence[tuple[float, float]], y: float) -> Iterator[float]:
    for (x1, y1), (x2, y2) in itertools.pairwise(corners):
        if (y1 > y) != (y2 > y):
            yield x1 + (y - y1) / (y2 - y1) * (x2 - x1)
