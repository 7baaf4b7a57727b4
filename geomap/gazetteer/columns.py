"""Places as columns of numbers, and columns as bytes of a pack.

numpy is needed here, in `shelf` and in `encode`; it is a build requirement only.
"""

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.gazetteer.draft_place import DraftPlace

Columns = dict[str, tuple[str, bytes | bytearray]]
_MOST_PEOPLE = 2**32 - 1
_JOINED_AT_ONCE = 65_536


def numbers(letter: str, values: Sequence[int] | npt.NDArray[Any]) -> tuple[str, bytes]:
    """Numbers as little-endian bytes of a `struct` type; too large a number is an error."""
    column = np.asarray(values, dtype=np.int64)
    kind = np.dtype(f"<{letter}")
    limits = np.iinfo(kind)
    if column.size and (column.min() < limits.min or column.max() > limits.max):
        raise OverflowError(f"a number does not fit into {kind}")
    return letter, column.astype(kind).tobytes()


class Numbering(dict[Any, int]):
    """Values by number, in the order in which they were first seen."""

    def __missing__(self, value: Any) -> int:
        self[value] = number = len(self)
        return number


class PlaceColumns:
    """Places by the million, some forty bytes each; a place is known by its ordinal.

    Attributes:
        ids: GeoNames ids; 0 for a place of another source.
        latitude: Degrees times 100,000.
        longitude: The same.
        population: Inhabitants.
        weight: As in `DraftPlace`.
        feature: Number of the feature code in `features`.
        country: Number of the country code in `countries`.
        division: Number of (country, admin-1 code) in `divisions`; 0 is none.
        county: Number of (country, admin-1 code, admin-2 code) in `counties`; 0 is none.
    """

    def __init__(self) -> None:
        self.ids, self.population = array("I"), array("I")
        self.latitude, self.longitude, self.weight = array("i"), array("i"), array("d")
        self.feature, self.country = array("H"), array("H")
        self.division, self.county = array("I"), array("I")
        self.features, self.countries = Numbering(), Numbering()
        self.divisions, self.counties = Numbering({("", ""): 0}), Numbering({("", "", ""): 0})
        self._names, self._ends = bytearray(), array("Q", [0])

    def __len__(self) -> int:
        return len(self.ids)

    def append(self, place: DraftPlace) -> int:
        """Take a place; returns its ordinal."""
        country, division, county = place.country_code, place.admin1_code, place.admin2_code
        self.ids.append(int(place.id) if place.id.isdigit() else 0)
        self.latitude.append(round(place.latitude * 1e5))
        self.longitude.append(round(place.longitude * 1e5))
        self.population.append(min(place.population, _MOST_PEOPLE))
        self.weight.append(place.weight)
        self.feature.append(self.features[place.feature_code])
        self.country.append(self.countries[country])
        self.division.append(self.divisions[country, division] if division else 0)
        self.county.append(self.counties[country, division, county] if county else 0)
        self._names += place.name.encode()
        self._ends.append(len(self._names))
        return len(self.ids) - 1

    def ordinals(self, ids: Sequence[int]) -> npt.NDArray[np.int64]:
        """The ordinal of each GeoNames id; -1 where there is no such place."""
        known = np.frombuffer(self.ids, dtype=np.uint32)
        if not len(known):
            return np.full(len(ids), -1)
        order = np.argsort(known, kind="stable") if self._unsorted(known) else None
        wanted = np.asarray(ids, dtype=np.int64)
        at = np.searchsorted(known, wanted, sorter=order).clip(max=len(known) - 1)
        at = at if order is None else order[at]
        return np.where(known[at] == wanted, at, -1)

    def feature_counts(self) -> dict[str, int]:
        """How many places have each feature code."""
        counts = np.bincount(np.asarray(self.feature), minlength=len(self.features)).tolist()
        return dict(sorted(zip(self.features, counts, strict=True)))

    def names(self, order: npt.NDArray[np.int64]) -> tuple[bytearray, npt.NDArray[np.int64]]:
        """Display names in this order, one after the other, and where each begins."""
        text, view, ends = bytearray(), memoryview(self._names), self._ends
        for first in range(0, len(order), _JOINED_AT_ONCE):
            some = order[first : first + _JOINED_AT_ONCE].tolist()
            text += b"".join(view[ends[at] : ends[at + 1]] for at in some)
        sizes = np.diff(np.frombuffer(ends, dtype=np.uint64).astype(np.int64))
        return text, np.cumsum(np.append(0, sizes[order]))

    @staticmethod
    def _unsorted(known: npt.NDArray[np.uint32]) -> bool:
        return bool((known[1:] < known[:-1]).any())
