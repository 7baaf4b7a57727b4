"""The data island: everything that the page shows, packed so that nothing can run.

A head in JSON and blocks of whole numbers behind it, gzip, base64: an alphabet without `{`, `<`,
backtick or `$`, so neither Jinja nor the browser finds anything in it but letters.

Layout before gzip: four bytes, little-endian, that tell the length of the head; the head; the
blocks in the order of its table `blocks`, which gives each one's width in bytes, number of values
and the value that means "none". Numbers lie in planes (all lowest bytes, then all second bytes …),
which gzip packs in half the room.
"""

import gzip
import sys
from array import array
from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

_LEVEL = 4  # 6 takes twice the time for a hundredth less
_WIDTHS = ((1, "b"), (2, "h"), (4, "i"))


class Blocks:
    """The binary part of an island, filled one block after the other."""

    def __init__(self) -> None:
        self.index: dict[str, tuple[int, int, int]] = {}
        self.parts: list[bytes] = []

    def add(self, name: str, values: Iterable[int | None]) -> None:
        """Whole numbers of at most 31 bits, in as few bytes as the largest needs."""
        told = list(values)
        known = [value for value in told if value is not None]
        none = min(known, default=0) - 1
        width, code = _narrowest(none, max(known, default=0))
        gaps = len(known) < len(told)
        numbers = array(code, [none if v is None else v for v in told] if gaps else known)
        if sys.byteorder == "big":
            numbers.byteswap()
        packed = numbers.tobytes()
        self.index[name] = (width, len(told), none)
        self.parts.append(b"".join(packed[plane::width] for plane in range(width)))

    def add_bytes(self, name: str, stream: bytes) -> None:
        """Bytes as they are."""
        self.index[name] = (0, len(stream), 0)
        self.parts.append(stream)


def pack(head: Mapping[str, Any], blocks: Blocks | None = None) -> str:
    """A head and its blocks as letters; the same content gives the same letters."""
    index = blocks.index if blocks else {}
    json = orjson.dumps({**head, "blocks": index})
    parts = blocks.parts if blocks else []
    whole = b"".join((len(json).to_bytes(4, "little"), json, *parts))
    return b64encode(gzip.compress(whole, _LEVEL, mtime=0)).decode("ascii")


def clean(text: str) -> str:
    """The text without halves of surrogate pairs, which no encoding can carry."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")


def _narrowest(least: int, most: int) -> tuple[int, str]:
    """Width in bytes and type code of the smallest signed numbers that hold both ends."""
    for width, code in _WIDTHS:
        edge = 1 << (8 * width - 1)
        if -edge <= least and most < edge:
            return width, code
    raise OverflowError(f"{most} does not fit into four bytes")
