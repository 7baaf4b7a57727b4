"""The layers' shapes as small white pictures, which programs tint with the layer's color."""

import struct
import zlib
from bisect import bisect
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from geomap.outputs.picture.symbols import SYMBOLS

_SIDE = 32
_STEPS = (0.125, 0.375, 0.625, 0.875)
"""Pixels of a side, and which points of a pixel are looked at along each of its sides."""

_REACH = 1.1  # the picture spans a little more than the symbol, which lies within -1 to 1


@cache
def icon_png(shape: str) -> bytes:
    """A PNG with soft edges, white on nothing; the same bytes in every run."""
    rows = b"".join(
        b"\0" + b"".join(b"\xff" + bytes([cover]) for cover in _covers(shape, row))
        for row in range(_SIDE)
    )
    # 8 bits, gray with alpha
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 4, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def _covers(shape: str, row: int) -> Iterator[int]:
    """How much of each pixel of a row the symbol covers, 0 to 255."""
    lines = [_crossings(shape, -_scaled(row + step)) for step in _STEPS]
    for column in range(_SIDE):
        points = [_scaled(column + step) for step in _STEPS]
        # inside by the even-odd rule: an odd number of edges lies to the west
        found = sum(bisect(line, x) % 2 for line in lines for x in points)
        yield round(255 * found / len(_STEPS) ** 2)


def _scaled(at: float) -> float:
    return (2 * at / _SIDE - 1) * _REACH


def _crossings(shape: str, y: float) -> list[float]:
    """Where the edges of a symbol cross a line from west to east."""
    edges = (pair for ring in SYMBOLS[shape] for pair in pairwise((*ring, ring[0])))
    return sorted(
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for (x1, y1), (x2, y2) in edges
        if (y1 > y) != (y2 > y)
    )
