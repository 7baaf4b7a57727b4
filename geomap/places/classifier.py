"""A linear classifier of proposals: place, person, organization, another name, or no name at all.

Its weights are learned by `training/learn_recognizer.py` and lie in `data/places/recognizer.bin`.
All is little-endian: "GMR2"; the number of traits n (uint32); where each of 65,536 buckets begins,
and n (uint32); n hashes (CRC-32 of a trait, ascending; the upper half names the bucket; uint32); n
packed rows (int64). A row adds up four weights, each shifted 16 bits on from the last: how much the
trait speaks for a place, person, organization or other name rather than for none, in 1/16 logit.
"""

import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterable
from enum import IntEnum
from functools import cache
from math import exp, log
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from geomap.errors import LexiconError
from geomap.places.traits import finer
from geomap.resources import data_folder

MAGIC = b"GMR2"
UNITS = 16  # of a weight in one logit
BUCKETS = 1 << 16
FIELD = 16  # bits of a class's sum in a packed number
_HEAD = 8  # bytes before the buckets
_KEPT = 400_000  # sums of traits kept in memory
_HALF = 1 << (FIELD - 1)
_LOW = (1 << FIELD) - 1


class NameClass(IntEnum):
    """What a proposal is, in the order of the weights."""

    PLACE = 0
    PERSON = 1
    ORGANIZATION = 2
    OTHER = 3
    NONE = 4


_BIAS = sum(_HALF << (FIELD * number) for number in range(NameClass.NONE))


class Verdict(NamedTuple):
    """Logits of the five classes."""

    place: float
    person: float
    organization: float
    other: float
    none: float

    @property
    def margin(self) -> float:
        """Log odds that it is a place."""
        rest = (self.person, self.organization, self.other, self.none)
        top = max(rest)
        return self.place - top - log(sum(exp(logit - top) for logit in rest))


class Classifier:
    """Sums the weights of traits; keeps the sums of the traits it has seen."""

    def __init__(self, weights: bytes | mmap.mmap) -> None:
        (count,) = struct.unpack_from("<I", weights, 4)
        view = memoryview(weights)
        hashes = _HEAD + 4 * (BUCKETS + 1)
        rows = hashes + 4 * count
        self._buckets = view[_HEAD:hashes].cast("I")
        self._hashes = view[hashes:rows].cast("I")
        self._rows = view[rows : rows + 8 * count].cast("q")
        self._sums: dict[str, int] = {}

    @classmethod
    def open(cls, path: Path) -> "Classifier":
        """Map a file of weights."""
        try:
            with path.open("rb") as file:
                weights = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise LexiconError(f"{path}: {error}; install geomap again") from error
        if weights[:4] != MAGIC:
            raise LexiconError(f"{path}: no weights of a recognizer; install geomap again")
        return cls(weights)

    def verdict(self, traits: Iterable[str]) -> Verdict:
        """The logits of the classes for a proposal with these traits; that of none is 0."""
        sums, total = self._sums, _BIAS
        for trait in traits:
            known = sums.get(trait)
            total += self._learn(trait) if known is None else known
        return Verdict(
            ((total & _LOW) - _HALF) / UNITS,
            ((total >> FIELD & _LOW) - _HALF) / UNITS,
            ((total >> 2 * FIELD & _LOW) - _HALF) / UNITS,
            ((total >> 3 * FIELD & _LOW) - _HALF) / UNITS,
            0.0,
        )

    def _learn(self, trait: str) -> int:
        """The packed sum of all that a trait stands for."""
        if len(self._sums) >= _KEPT:
            self._sums.clear()
        buckets, hashes, total = self._buckets, self._hashes, 0
        for part in finer(trait):
            code = crc32(part.encode())
            bucket = code >> FIELD
            last = buckets[bucket + 1]
            at = bisect_left(hashes, code, buckets[bucket], last)
            if at < last and hashes[at] == code:
                total += self._rows[at]
        self._sums[trait] = total
        return total


@cache
def default_classifier() -> Classifier:
    """The classifier that ships with geomap."""
    return Classifier.open(data_folder() / "places" / "recognizer.bin")
