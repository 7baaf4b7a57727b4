"""The gazetteer as the other rooms see it: names to places, places to their surroundings.

Opening maps a file and reads a header of some kilobytes; nothing else is loaded before it is asked
for. Only the standard library is used, so that a single article does not wait for imports.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from geomap.gazetteer.grid import Grid
from geomap.gazetteer.names import NameKind, NameMatch, NameTable
from geomap.gazetteer.outlines import Outlines
from geomap.gazetteer.pack import Pack
from geomap.gazetteer.place import Place
from geomap.gazetteer.rows import PlaceRows
from geomap.resources import built_file
from geomap.text.memo import made_of

__all__ = ["TOWN_REACH_KM", "Candidate", "GazetteerIndex", "NameKind", "NameMatch"]

_NAMES_KEPT = 65_536
_COUNTRIES_KEPT = 512
TOWN_REACH_KM = 300.0  # a point farther from any town lies at sea or in the ice


class Candidate(NamedTuple):
    """A place that a name may mean, and what the name is to it."""

    place: Place
    kind: NameKind


_candidate = made_of(Candidate)


@cache
def _pack_at(path: Path) -> Pack:
    return Pack.open(path)


class GazetteerIndex:
    """Known places by name, id, nearness and containment."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._names = NameTable(pack)
        self._rows = PlaceRows(pack)
        self._members: Mapping[str, list[str]] = pack.header["members"]
        self._candidates_of = lru_cache(_NAMES_KEPT)(self._find_candidates)
        self._country_of = lru_cache(_COUNTRIES_KEPT)(self._find_country)

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Open a pack.

        Args:
            path: The pack; None takes the one that was built with geomap.

        Raises:
            GazetteerError: It is absent or damaged; the message names the way out.
        """
        return cls(_pack_at(path or built_file("gazetteer.pack")))

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Places that a name may mean, the one readers assume without context first."""
        return self._candidates_of(name)

    def first_of(self, name: str) -> tuple[Candidate, int] | None:
        """The place readers assume first, and how many bear the name; None when none does."""
        found = self._names.first(name)
        if found is None:
            return None
        (row, kind), rivals = found
        return Candidate(self._rows.at(row), kind), rivals

    def knows(self, name: str) -> bool:
        """Whether any place has this name."""
        return self._names.knows(name)

    def matches(self, words: Sequence[str], firsts: Iterable[int] | None = None) -> list[NameMatch]:
        """Stretches of words that are names, also within each other, left to right.

        Args:
            words: Words of a text.
            firsts: Where names may begin, ascending; None takes every word.
        """
        return self._names.matches(words, firsts)

    def place(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        row = self._rows.row(place_id)
        return None if row is None else self._rows.at(row)

    def country(self, code: str) -> Place | None:
        """A country by its ISO 3166-1 alpha-2 code, or None."""
        return self._country_of(code.upper())

    def capital(self, code: str) -> Place | None:
        """The capital of a country by its ISO 3166-1 alpha-2 code, or None."""
        row = self._rows.capital(code.upper())
        return None if row is None else self._rows.at(row)

    def country_name(self, code: str) -> str:
        """English name of a country, or the code itself when there is no such country."""
        place = self.country(code)
        return place.name if place else code

    def admin1(self, place: Place) -> Place | None:
        """The first-order division that a place lies in, or None."""
        row = self._rows.division(place.country_code, place.admin1_code)
        return None if row is None else self._rows.at(row)

    def airport(self, code: str) -> Place | None:
        """An airport by IATA or ICAO code, or None."""
        row = self._rows.airport(code.upper())
        return self._rows.at(row) if row is not None else self.place(f"icao:{code.upper()}")

    def airports_of(self, place: Place) -> tuple[Place, ...]:
        """Airports that serve a town, the one that travelers mean first."""
        row = self._rows.row(place.id)
        cities, airports = self._pack.column("link_city"), self._pack.column("link_airport")
        if row is None:
            return ()
        first, last = bisect_left(cities, row), bisect_left(cities, row + 1)
        return tuple(self._rows.at(airports[at]) for at in range(first, last))

    def nearest(
        self,
        latitude: float,
        longitude: float,
        *,
        limit: int = 1,
        features: str = "PPL",
        within_km: float = math.inf,
    ) -> tuple[tuple[Place, float], ...]:
        """The nearest places whose feature code begins with `features`, with kilometers."""
        codes = enumerate(self._rows.feature_codes)
        wanted = frozenset(number for number, code in codes if code.startswith(features))
        found = self._grid.nearest((latitude, longitude), limit, wanted, within_km)
        return tuple((self._rows.at(row), distance) for distance, row in found)

    def country_at(self, latitude: float, longitude: float) -> str:
        """ISO alpha-2 code of the country that holds a point.

        Off the outlines (coasts are coarse, packs may lack them) it is the country of the nearest
        town; "" when none lies within 300 km.
        """
        code = self._outlines.country_at(latitude, longitude)
        if code:
            return code
        nearest = self.nearest(latitude, longitude, within_km=TOWN_REACH_KM)
        return nearest[0][0].country_code if nearest else ""

    def contains(self, area: Place, place: Place) -> bool:
        """Whether a country, division, continent or region holds a place."""
        if area.id in self._members:
            return place.country_code in self._members[area.id]
        if area.country_code != place.country_code or not area.country_code:
            return False
        if area.feature_code.startswith("PCL"):
            return True
        if area.feature_code == "ADM1":
            return area.admin1_code == place.admin1_code
        return area.feature_code == "ADM2" and area.name == place.admin2

    def info(self) -> dict[str, Any]:
        """What the pack is made of: sources, versions, licenses, counts, and its checksum.

        `left_out` lists lines of our own tables that the sources of this pack do not know.
        """
        kept = ("sources", "counts", "feature_counts", "left_out", "sha256")
        told = {key: self._pack.header[key] for key in kept if key in self._pack.header}
        return {"path": str(self._pack.path), "bytes": len(self._pack.buffer), **told}

    def verify(self) -> None:
        """Read the whole pack and compare it with its checksum.

        Raises:
            GazetteerError: It is damaged.
        """
        self._pack.verify()

    def _find_candidates(self, name: str) -> tuple[Candidate, ...]:
        found: dict[int, NameKind] = {}
        for row, kind in self._names.postings(name):
            found.setdefault(row, kind)
        places = map(self._rows.at, found)
        return tuple(map(_candidate, zip(places, found.values(), strict=True)))

    def _find_country(self, code: str) -> Place | None:
        row = self._rows.country(code)
        return None if row is None else self._rows.at(row)

    @cached_property
    def _outlines(self) -> Outlines:
        return Outlines(self._pack)

    @cached_property
    def _grid(self) -> Grid:
        return Grid(self._pack)
