"""Names on their way into a pack: folded, sorted and written part by part.

A name is filed under the top bits of the CRC of its key. Parts that grow go to temporary files, and
are sorted one at a time, so that twenty million names need no more memory than a part of them.

numpy is needed here and in `encode`; it is a build requirement only.
"""

from array import array
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from geomap.gazetteer.columns import Columns, numbers
from geomap.gazetteer.fold import plain, spelled, spelling_bit
from geomap.gazetteer.names import KINDS, NameKind

_PARTS = 64  # also the least number of buckets: a bucket never spans two parts
_PART_SHIFT = 32 - 6
_KEPT_BYTES = 2_000_000  # of each part in memory
_KEYS_PER_BUCKET = 16
_BITS_PER_KEY = 16
_LONGEST_NAME = 10
# A foreign or former name, a demonym: they count less than a town's own name.
_LOOSE_KINDS = (NameKind.ALTERNATE, NameKind.DEMONYM)
_LOOSE_WORTH = 0.1
_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


class NameShelf:
    """Collects names and turns them into the columns of the name table."""

    def __init__(self) -> None:
        self._parts = [_Part() for _ in range(_PARTS)]
        self.count = 0

    def close(self) -> None:
        """Let go of the temporary files."""
        for part in self._parts:
            part.close()

    def add(self, ordinal: int, name: str, kind: NameKind) -> None:
        """File a name of the place with this ordinal; names that are none are left out."""
        words = spelled(name)
        key = plain(words)
        if not _is_usable(key):
            return
        text, bit = key.encode(), spelling_bit(words, key)
        line = b"%b\t%d\t%d\t%d\n" % (text, ordinal, _KIND_NUMBERS[kind], bit)
        self._parts[crc32(text) >> _PART_SHIFT].add(line)
        self.count += 1

    def columns(self, rows: npt.NDArray[np.int64], weights: npt.NDArray[np.float64]) -> Columns:
        """The name table: keys in buckets, postings, and the two bitmaps.

        Args:
            rows: The row of each ordinal.
            weights: The weight of each row; it orders the places of a name.
        """
        table = _Table()
        for part in self._parts:
            table.extend(part.lines(), rows, weights)
        return table.columns()


class _Part:
    """Lines of one part: in memory, and beyond a size in a temporary file."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._file: IO[bytes] | None = None

    def add(self, line: bytes) -> None:
        self._kept += line
        if len(self._kept) > _KEPT_BYTES:
            self._file = self._file or TemporaryFile()  # noqa: SIM115  closed by `close`
            self._file.write(self._kept)
            self._kept.clear()

    def lines(self) -> Iterator[bytes]:
        """All lines, in the order in which they came; then none are left."""
        if self._file:
            self._file.seek(0)
            yield from self._file
        yield from bytes(self._kept).splitlines()
        self.close()

    def close(self) -> None:
        self._kept.clear()
        if self._file:
            self._file.close()
            self._file = None


class _Table:
    """The columns as they grow, part by part."""

    def __init__(self) -> None:
        self._text = bytearray(b"\n")
        self._crcs, self._sizes, self._counts = array("I"), array("H"), array("H")
        self._postings = (array("I"), array("B"), array("B"))  # rows, kinds, spellings
        self._begun: list[npt.NDArray[np.uint32]] = []

    def extend(
        self,
        lines: Iterable[bytes],
        rows: npt.NDArray[np.int64],
        weights: npt.NDArray[np.float64],
    ) -> None:
        """Sort the names of one part and put them behind those before."""
        keys, found = _numbered(lines)
        found[:, 1] = rows[found[:, 1]]
        texts = sorted(keys, key=lambda key: (crc32(key), key))
        order = np.array([keys[text] for text in texts], dtype=np.int64)
        ranks, *columns = _postings(found, order, weights)
        self._text += b"".join(text + b"\n" for text in texts)
        self._crcs.extend(map(crc32, texts))
        self._sizes.extend(len(text) + 1 for text in texts)
        self._counts.frombytes(_as(np.bincount(ranks, minlength=len(texts)), "H"))
        for kept, column in zip(self._postings, columns, strict=True):
            kept.frombytes(_as(column, kept.typecode))
        self._begun.append(_beginnings(texts))

    def columns(self) -> Columns:
        """Everything, with where each bucket begins in text, keys and postings."""
        crcs = np.frombuffer(self._crcs, dtype=np.uint32)
        buckets = max(_PARTS, _power_of_two(len(crcs) / _KEYS_PER_BUCKET))
        shift = np.uint32(33 - buckets.bit_length())
        first_keys = np.searchsorted(crcs >> shift, np.arange(buckets + 1))
        size = _power_of_two(len(crcs) * _BITS_PER_KEY)
        rows, kinds, spellings = self._postings
        return {
            "keys": ("B", self._text),
            "bucket_text": numbers("I", _starts(self._sizes)[first_keys]),
            "bucket_key": numbers("I", first_keys),
            "bucket_posting": numbers("I", _starts(self._counts)[first_keys]),
            "posting_counts": ("H", self._counts.tobytes()),
            "posting_rows": ("I", rows.tobytes()),
            "posting_kinds": ("B", kinds.tobytes()),
            "posting_spellings": ("B", spellings.tobytes()),
            "name_bits": _bitmap(crcs, size),
            "begin_bits": _bitmap(np.concatenate(self._begun), size),
        }


def _is_usable(key: str) -> bool:
    """Whether a key is a name: some letter in it, more than one Latin letter, not endless."""
    if len(key) <= 1:
        return bool(key) and ord(key) > 0x2E00  # noqa: PLR2004
    return not key.replace(" ", "").isdigit() and key.count(" ") < _LONGEST_NAME


def _numbered(lines: Iterable[bytes]) -> tuple[dict[bytes, int], npt.NDArray[np.int64]]:
    """Keys by number, and number, ordinal, kind and spelling for each name."""
    keys: dict[bytes, int] = {}
    found = array("q")
    for line in lines:
        key, ordinal, kind, bit = line.split(b"\t")
        found.extend((keys.setdefault(key, len(keys)), int(ordinal), int(kind), int(bit)))
    return keys, np.frombuffer(found, dtype=np.int64).reshape(-1, 4).copy()


def _postings(
    found: npt.NDArray[np.int64], order: npt.NDArray[np.int64], weights: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.int64], ...]:
    """Key ranks, rows, kinds and spellings, sorted by key and then best first, each row once."""
    if not len(found):
        return (found[:, 0],) * 4
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    ranks = rank[found[:, 0]]
    sorting = np.lexsort((found[:, 2], found[:, 1], ranks))
    ranks, rows, kinds, bits = ranks[sorting], *(found[sorting, column] for column in (1, 2, 3))
    is_first = np.append(True, (np.diff(ranks) != 0) | (np.diff(rows) != 0))
    bits = np.bitwise_or.reduceat(bits, np.flatnonzero(is_first))
    ranks, rows, kinds = ranks[is_first], rows[is_first], kinds[is_first]
    is_loose = np.isin(kinds, [KINDS.index(kind) for kind in _LOOSE_KINDS])
    worth = weights[rows] * np.where(is_loose, _LOOSE_WORTH, 1.0)
    sorting = np.lexsort((rows, -worth, ranks))
    return ranks[sorting], rows[sorting], kinds[sorting], bits[sorting]


def _beginnings(keys: Iterable[bytes]) -> npt.NDArray[np.uint32]:
    """CRCs of all proper beginnings of keys, cut between words."""
    begun: set[int] = set()
    for key in keys:
        crc, parts = 0, key.split(b" ")
        for number, part in enumerate(parts[:-1]):
            crc = crc32(part, crc32(b" ", crc) if number else 0)
            begun.add(crc)
    return np.array(sorted(begun), dtype=np.uint32)


def _bitmap(crcs: npt.NDArray[np.uint32], size: int) -> tuple[str, bytes]:
    """One bit of `size` set for each CRC."""
    bits = np.zeros(size, dtype=np.uint8)
    bits[crcs & np.uint32(size - 1)] = 1
    return "B", np.packbits(bits, bitorder="little").tobytes()


def _starts(sizes: "array[int]") -> npt.NDArray[np.int64]:
    return np.cumsum(np.append(0, np.frombuffer(sizes, dtype=np.uint16)), dtype=np.int64)


def _as(values: npt.NDArray[np.int64], letter: str) -> Any:
    return numbers(letter, values)[1]


def _power_of_two(number: float) -> int:
    return 1 << max(3, int(number - 1).bit_length())
