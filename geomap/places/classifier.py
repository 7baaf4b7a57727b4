"""A linear classifier of proposals: place, person, organization, another name, or no name at all.

Its weights are learned by `training/learn_recognizer.py` and lie in `data/places/recognizer.bin`:
four bytes "GMR1", the number of traits n (uint32), n hashes (CRC-32 of a trait, ascending, uint32),
n rows of five weights (int8, one a class), all little-endian. A unit is 1/16 of a logit.
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

MAGIC = b"GMR1"
UNITS = 16  # of a weight in one logit
_HEAD = 8  # bytes before the hashes
_KEPT = 400_000  # sums of traits kept in memory
_FIELD = 20  # bits of a class's sum in one packed number
_HALF = 1 << (_FIELD - 1)
_LOW = (1 << _FIELD) - 1


class NameClass(IntEnum):
    """What a proposal is, in the order of the weights."""

    PLACE = 0
    PERSON = 1
    ORGANIZATION = 2
    OTHER = 3
    NONE = 4


_BIAS = sum(_HALF << (_FIELD * number) for number in NameClass)
_ROW = struct.Struct("<5b")


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
        self._hashes = view[_HEAD : _HEAD + 4 * count].cast("I")
        self._rows = view[_HEAD + 4 * count :]
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
        """The logits of the classes for a proposal with these traits."""
        sums, total = self._sums, _BIAS
        for trait in traits:
            known = sums.get(trait)
            total += self._learn(trait) if known is None else known
        return Verdict(
            *(((total >> (_FIELD * number) & _LOW) - _HALF) / UNITS for number in NameClass)
        )

    def _learn(self, trait: str) -> int:
        """The packed sum of all that a trait stands for."""
        if len(self._sums) >= _KEPT:
            self._sums.clear()
        total = sum(self._packed(crc32(part.encode())) for part in finer(trait))
        self._sums[trait] = total
        return total

    def _packed(self, code: int) -> int:
        at = bisect_left(self._hashes, code)
        if at == len(self._hashes) or self._hashes[at] != code:
            return 0
        weights = _ROW.unpack_from(self._rows, at * _ROW.size)
        return sum(weight << (_FIELD * number) for number, weight in enumerate(weights))


@cache
def default_classifier() -> Classifier:
    """The classifier that ships with geomap."""
    return Classifier.open(data_folder() / "places" / "recognizer.bin")
