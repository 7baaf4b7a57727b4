"""Texts as codes of words: half the room of gzip alone, read and searched without unpacking.

Every distinct text is cut at its spaces; the pieces are numbered by how often they occur, and a
frequent one takes a single byte. The page searches the list of words, then the stream for their
codes, and puts words together only for the texts that it shows.

Codes: 0 ends a text. A first byte below 192 is the code itself. 192 to 250 begin a code of two
bytes, 251 to 254 one of three, 255 one of four; each range goes on where the one before ends.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from geomap.outputs.page.island import Blocks, clean
from geomap.outputs.page.numbering import Numbers, distinct_texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ONE, TWO, THREE = 192, 251, 255
END = 0
_SLICE = 2_000  # texts cut or written at once: bounds the memory, and stays in the cache
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
        values, rows = distinct_texts(texts)
        self._add(column, rows, map(clean, values))

    def add_addresses(self, column: str, texts: Iterable[str | None]) -> None:
        """A column of addresses: cut behind slashes and hyphens, unless one of them has spaces."""
        values, rows = distinct_texts(texts)
        addresses = list(map(clean, values))
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
        import numpy as np  # noqa: PLC0415 - folium has loaded it; lists take seconds for millions

        numbers: Numbers[str] = Numbers()
        slices = range(0, len(self._pool), _SLICE)
        streams = [_cut(self._pool[at : at + _SLICE], numbers) for at in slices]
        words = list(numbers)
        totals = np.zeros(len(words) + 1, dtype=np.int64)
        for stream in streams:
            totals += np.bincount(stream, minlength=len(totals))
        counts = totals.tolist()
        ranked = sorted(range(len(words)), key=lambda k: (-counts[k + 1], words[k]))
        ranks = np.zeros(len(totals), dtype=np.int64)
        ranks[np.array(ranked, dtype=np.int64) + 1] = np.arange(1, len(totals))
        self._blocks.add_bytes("words", b"".join(_coded((ranks[s] for s in streams), len(totals))))
        return [words[k] for k in ranked]


def _cut(texts: Sequence[str], numbers: Numbers[str]) -> "NDArray[np.int32]":
    """The numbers of the words of texts, from 1; 0 ends a text."""
    import numpy as np  # noqa: PLC0415

    words = " ".join(texts).split(" ")
    found = np.fromiter(map(numbers.__getitem__, words), np.int32, len(words))
    lengths = np.fromiter((text.count(" ") + 1 for text in texts), np.int64, len(texts))
    return np.insert(found + 1, np.cumsum(lengths), END)


def _coded(streams: Iterable["NDArray[np.int64]"], many: int) -> Iterator[bytes]:
    """The bytes of streams of ranks below a number."""
    import numpy as np  # noqa: PLC0415

    codes = [code_of(rank) for rank in range(many)]
    widths = np.fromiter(map(len, codes), np.int64, many)
    table = np.frombuffer(b"".join(code.ljust(4) for code in codes), np.uint8).reshape(many, 4)
    used = np.arange(4) < widths[:, None]
    for stream in streams:
        yield table[stream][used[stream]].tobytes()


def code_of(rank: int) -> bytes:
    """The bytes of a word's code; rank 0 ends a text."""
    if rank < ONE:
        return bytes((rank,))
    if rank < _RANGE_TWO:
        high, low = divmod(rank - ONE, 1 << 8)
        return bytes((ONE + high, low))
    if rank < _RANGE_THREE:
        high, low = divmod(rank - _RANGE_TWO, 1 << 16)
        return bytes((TWO + high, low >> 8, low & 255))
    return bytes((THREE,)) + (rank - _RANGE_THREE).to_bytes(3, "big")
