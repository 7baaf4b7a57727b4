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
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cache, lru_cache
from math import exp, log
from operator import getitem
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from geomap.errors import LexiconError
from geomap.places.traits import OF_LANGUAGE, Traits, finer
from geomap.resources import data_folder
from geomap.text.memo import Memo, made_of

MAGIC = b"GMR2"
UNITS = 16  # of a weight in one logit
BUCKETS = 1 << 16
FIELD = 16  # bits of a class's sum in a packed number
_HEAD = 8  # bytes before the buckets
_SUMS_KEPT = 20_000  # of each field of traits
_SUMS_OF_LANGUAGE_KEPT = 8_000
_LANGUAGES_KEPT = 16  # all that geomap reads
_HALF = 1 << (FIELD - 1)
_FIELDS = struct.Struct("<4H")  # of a packed number


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
    def lead(self) -> float:
        """How far a place is before the best of the others; the margin is never more."""
        place, person, organization, other, none = self
        return place - max(person, organization, other, none)

    @property
    def margin(self) -> float:
        """Log odds that it is a place."""
        place, person, organization, other, none = self
        top = max(person, organization, other, none)
        rest = exp(person - top) + exp(organization - top) + exp(other - top) + exp(none - top)
        return place - top - log(rest)


_verdict = made_of(Verdict)
Sums = Memo[Any, int]


class Classifier:
    """The weights of all traits, mapped into memory."""

    def __init__(self, weights: bytes | mmap.mmap) -> None:
        (count,) = struct.unpack_from("<I", weights, 4)
        view = memoryview(weights)
        hashes = _HEAD + 4 * (BUCKETS + 1)
        rows = hashes + 4 * count
        self._buckets = view[_HEAD:hashes].cast("I")
        self._hashes = view[hashes:rows].cast("I")
        self._rows = view[rows : rows + 8 * count].cast("q")
        self._shared = {
            field: self._sums_of(field, "") for field in set(Traits._fields) - OF_LANGUAGE
        }
        self.judge_of = lru_cache(_LANGUAGES_KEPT)(self._judge_of)

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

    def _judge_of(self, language: str) -> "Judge":
        """The judge of proposals in a language (ISO 639-1)."""
        own = {field: self._sums_of(field, language) for field in OF_LANGUAGE}
        return Judge([(own | self._shared)[field] for field in Traits._fields])

    def _sums_of(self, field: str, language: str) -> Sums:
        """The packed sums of all values of a field, each found when it is first asked for."""
        kept = _SUMS_OF_LANGUAGE_KEPT if language else _SUMS_KEPT
        return Memo(lambda value: self.weigh(finer(field, value, language)), kept)

    def weigh(self, parts: Iterable[str]) -> int:
        """The packed sum of the weights of some finer traits."""
        buckets, hashes, total = self._buckets, self._hashes, 0
        for part in parts:
            code = crc32(part.encode())
            bucket = code >> FIELD
            last = buckets[bucket + 1]
            at = bisect_left(hashes, code, buckets[bucket], last)
            if at < last and hashes[at] == code:
                total += self._rows[at]
        return total


class Judge:
    """Judges the proposals of a language.

    Args:
        sums: By field, what its values weigh.
    """

    def __init__(self, sums: Sequence[Sums]) -> None:
        self._sums = sums

    def __call__(self, traits: Traits) -> Verdict:
        """The logits of the classes for a proposal with these traits; that of none is 0."""
        total = sum(map(getitem, self._sums, traits), _BIAS)
        place, person, organization, other = _FIELDS.unpack(total.to_bytes(_FIELDS.size, "little"))
        return _verdict(
            (
                (place - _HALF) / UNITS,
                (person - _HALF) / UNITS,
                (organization - _HALF) / UNITS,
                (other - _HALF) / UNITS,
                0.0,
            )
        )


@cache
def default_classifier() -> Classifier:
    """The classifier that ships with geomap."""
    return Classifier.open(data_folder() / "places" / "recognizer.bin")
