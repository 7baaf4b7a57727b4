"""The symbols of the map layers as outlines, for pictures that no browser draws.

The shapes are those of the page (page/script/shapes.js). Each lies in a square from -1 to 1, y up;
a symbol of several rings is filled by the even-odd rule.
"""

import math
from collections.abc import Mapping

Corner = tuple[float, float]
Ring = tuple[Corner, ...]

_SMOOTH = 48  # corners of what is to look round


def _round(count: int, radius: float) -> Ring:
    """Corners on a circle, the first on top."""
    angles = (math.pi / 2 + 2 * math.pi * k / count for k in range(count))
    return tuple((radius * math.cos(angle), radius * math.sin(angle)) for angle in angles)


def _star() -> Ring:
    corners = _round(10, 1)
    return tuple((x * 0.46, y * 0.46) if k % 2 else (x, y) for k, (x, y) in enumerate(corners))


def _plus(arm: float, reach: float) -> Ring:
    """A plus sign: four times the same corner, a quarter turn on."""
    corners: list[Corner] = []
    x, y, u, v, p, q = -arm, reach, arm, reach, arm, arm
    for _ in range(4):
        corners += [(x, y), (u, v), (p, q)]
        x, y, u, v, p, q = y, -x, v, -u, q, -p
    return tuple(corners)


def _turned(ring: Ring, degrees: float) -> Ring:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return tuple((x * cos - y * sin, x * sin + y * cos) for x, y in ring)


SYMBOLS: Mapping[str, tuple[Ring, ...]] = {
    "circle": (_round(_SMOOTH, 0.86),),
    "star": (_star(),),
    "cross": (_turned(_plus(0.27, 1.0), 45),),
    "diamond": (((0, 1), (0.88, 0), (0, -1), (-0.88, 0)),),
    "square": (((-0.78, 0.78), (0.78, 0.78), (0.78, -0.78), (-0.78, -0.78)),),
    "triangle": (((0, 0.95), (0.98, -0.78), (-0.98, -0.78)),),
    "triangle-down": (((0, -0.95), (-0.98, 0.78), (0.98, 0.78)),),
    "hexagon": (((-0.5, 0.87), (0.5, 0.87), (1, 0), (0.5, -0.87), (-0.5, -0.87), (-1, 0)),),
    "plus": (_plus(0.3, 0.95),),
    "ring": (_round(_SMOOTH, 0.9), tuple(reversed(_round(_SMOOTH, 0.42)))),
    "pentagon": (_round(5, 0.95),),
}
"""Rings by the name of the shape; the last is that of types which geomap does not know."""
