"""The ten colors of the legend can be told apart, by color-blind readers too."""

import itertools
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import pytest

from geomap.events.taxonomy import load_taxonomy

Triple = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# sRGB to XYZ, IEC 61966-2-1, scaled to the white of D65.
TO_XYZ = (
    (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
)
LEAST = 16.5


def turned(matrix: tuple[Triple, ...], v: Triple) -> Triple:
    """A matrix times a vector."""
    x, y, z = (a * v[0] + b * v[1] + c * v[2] for a, b, c in matrix)
    return x, y, z


def linear(color: str) -> Triple:
    """A hex color as linear RGB."""
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return r, g, b


def lab(rgb: Triple) -> Triple:
    """CIE L*a*b* of a linear RGB color."""
    clipped = tuple(min(1.0, max(0.0, part)) for part in rgb)
    xyz = turned(TO_XYZ, clipped)  # type: ignore[arg-type]
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Triple, two: Triple) -> float:
    """CIEDE2000 (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - sqrt(mean**7 / (mean**7 + 25**7)))
    c1, c2 = hypot(a1 * stretch, b1), hypot(a2 * stretch, b2)
    h1, h2 = (degrees(atan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180
    c, h = (c1 + c2) / 2, (h1 + turn / 2) % 360
    lightness, chroma = (l1 + l2) / 2, c2 - c1
    hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    t = 1 - 0.17 * cos(radians(h - 30)) + 0.24 * cos(radians(2 * h))
    t += 0.32 * cos(radians(3 * h + 6)) - 0.20 * cos(radians(4 * h - 63))
    sl = 1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2)
    sc, sh = 1 + 0.045 * c, 1 + 0.015 * c * t
    twist = -2 * sqrt(c**7 / (c**7 + 25**7)) * sin(radians(60 * exp(-(((h - 275) / 25) ** 2))))
    dl, dc, dh = (l2 - l1) / sl, chroma / sc, hue / sh
    return sqrt(dl**2 + dc**2 + dh**2 + twist * dc * dh)


def test_the_formula_gives_the_published_value() -> None:
    found = difference((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485))
    assert found == pytest.approx(2.0425, abs=1e-4)


@pytest.mark.parametrize("sight", SIGHTS)
def test_any_two_layers_differ_enough(sight: str) -> None:
    colors = [layer.color for layer in load_taxonomy().layers]
    seen = {color: lab(turned(SIGHTS[sight], linear(color))) for color in colors}
    close = {
        pair: round(difference(seen[pair[0]], seen[pair[1]]), 1)
        for pair in itertools.combinations(colors, 2)
    }
    assert {pair: gap for pair, gap in close.items() if gap < LEAST} == {}
