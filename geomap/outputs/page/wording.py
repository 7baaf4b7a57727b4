"""Texts as codes of words: half the room of gzip alone, read and searched without unpacking.

Every distinct text is cut at its spaces; the pieces are numbered by how often they occur, and a
frequent one takes a single byte. The page searches the list of words, then the stream for their
codes, and puts words together only for the texts that it shows.

Codes: 0 ends a text. A first byte below 192 is the code itself. 192 to 250 begin a code of two
bytes, 251 to 254 one of three, 255 one of four; each range goes on where the one before ends.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from geomap.outputs.page.island import Blocks, clean

ONE, TWO, THREE = 192, 251, 255
END = 0
_SLICE = 1_000_000  # codes made at once: bounds the memory
_RANGE_TWO = ONE + ((TWO - ONE) << 8)
_RANGE_THREE = _RANGE_TWO + ((THREE - TWO) << 16)


class Texts:
    """The texts of all columns of an island, each distinct text of a column once.

    Attributes:
        bases: By column, the number of its first text; its texts follow each other.
        in_pieces: Columns whose words are put together without spaces.
    """

    def __init__(self, blocks: Blocks) -> None:
        self.bases: dict[str, int] = {}
        self.in_pieces: list[str] = []
        self._blocks = blocks
        self._pool: list[str] = []

    def add(self, column: str, texts: Iterable[str | None]) -> None:
        """A column: for each row the number of its text, or none."""
        codes: dict[str, int] = {}
        rows = [None if text is None else codes.setdefault(text, len(codes)) for text in texts]
        self._add(column, rows, map(clean, codes))

    def add_addresses(self, column: str, texts: Iterable[str | None]) -> None:
        """A column of addresses: cut behind slashes and hyphens, unless one of them has spaces."""
        codes: dict[str, int] = {}
        rows = [None if text is None else codes.setdefault(text, len(codes)) for text in texts]
        addresses = [clean(text) for text in codes]
        if not any(" " in address for address in addresses):
            self.in_pieces.append(column)
            addresses = [text.replace("/", "/ ").replace("-", "- ") for text in addresses]
        self._add(column, rows, addresses)

    def _add(self, column: str, rows: Sequence[int | None], texts: Iterable[str]) -> None:
        self.bases[column] = len(self._pool)
        self._pool.extend(texts)
        self._blocks.add(column, rows)

    def words(self) -> list[str]:
        """All words, frequent ones first; writes the stream of their codes as the block `words`."""
        numbers = _Numbers()
        number = numbers.__getitem__
        stream = array("i")
        for text in self._pool:
            stream.extend(map(number, text.split(" ")))
            stream.append(END)
        words = list(numbers)
        numbered = np.frombuffer(stream, np.int32)
        counts = np.bincount(numbered, minlength=len(words) + 1)
        ranked = sorted(range(1, len(words) + 1), key=lambda k: (-counts[k], words[k - 1]))
        ranks = np.zeros(len(words) + 1, np.int32)
        ranks[ranked] = np.arange(1, len(words) + 1)
        parts = (
            coded(ranks[numbered[at : at + _SLICE]]) for at in range(0, len(numbered), _SLICE)
        )
        self._blocks.add_bytes("words", b"".join(parts))
        return [words[k - 1] for k in ranked]


class _Numbers(dict[str, int]):
    """Numbers words in the order in which they are asked for."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self) + 1
        return number


def coded(ranks: Any) -> bytes:
    """The codes of words, one behind the other; `ranks` is an array of whole numbers."""
    edges = np.array((ONE, _RANGE_TWO, _RANGE_THREE))
    widths = np.searchsorted(edges, ranks, side="right") + 1
    ends = np.cumsum(widths)
    out = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    for width, (first, base) in enumerate(((0, 0), (ONE, ONE), (TWO, _RANGE_TWO), (THREE, _RANGE_THREE)), 1):
        chosen = widths == width
        rest, at = ranks[chosen] - base, ends[chosen] - width
        for byte in range(width):
            out[at + byte] = (rest >> (8 * (width - 1 - byte))) & 255
        out[at] += np.uint8(first)
    return out.tobytes()
