"""The gazetteer as a geopy geocoder: the same methods, the same answers, no network."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from geomap.errors import OptionError
from geomap.gazetteer.fold import fold
from geomap.gazetteer.index import TOWN_REACH_KM, GazetteerIndex, NameKind
from geomap.gazetteer.place import Place
from geomap.resources import read_table

if TYPE_CHECKING:
    from geopy.location import Location

_PARTS = re.compile(r"[,;()]")
_IATA = re.compile(r"[A-Z]{3}")
_MOST_WORDS = 12  # no address without commas is longer; junk may be


class Gazetteer(GazetteerIndex):
    """Known places as a geocoder: a drop-in for any of geopy's, offline.

    `Gazetteer.open()` gives the one that ships with geomap. Answers are `geopy.Location`, with the
    record of the place in `raw`.
    """

    def geocode(  # noqa: PLR0913  the parameters of geopy's geocoders
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country_codes: str | Collection[str] | None = None,
        language: str | None = None,  # noqa: ARG002  geopy's geocoders take it; names need none
        timeout: float | None = None,  # noqa: ARG002  the same: nothing here can wait
    ) -> "Location | list[Location] | None":
        """Find the place that a name or address means.

        Args:
            query: "Almaty", "Paris, Texas", "Springfield, Ill.", "airport of Almaty", "ALA".
            exactly_one: The best answer alone, else a list of all.
            limit: Length of that list at most.
            country_codes: ISO alpha-2 codes; places elsewhere do not count.
            language: Not used: places have one display name.
            timeout: Not used: there is no network.

        Returns:
            A location, or a list of them, best first; None when no known place fits.
        """
        if limit is not None and limit < 1:
            raise OptionError(f"limit must be at least 1, not {limit}")
        codes = _codes(country_codes)
        places = [p for p in self.find(query) if not codes or p.country_code in codes]
        return self._answer(places[:limit], exactly_one=exactly_one)

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int = 5,
        language: str | None = None,  # noqa: ARG002  as above
        timeout: float | None = None,  # noqa: ARG002  as above
    ) -> "Location | list[Location] | None":
        """Find the town nearest to a point.

        Args:
            query: (latitude, longitude), "latitude, longitude", or a `geopy.Point`.
            exactly_one: The nearest alone, else a list.
            limit: Length of that list.
            language: Not used.
            timeout: Not used.

        Returns:
            A location, or a list of them, nearest first; None more than 300 km from any town.

        Raises:
            ValueError: The query is no point.
        """
        from geopy.point import Point  # noqa: PLC0415  geopy costs start-up time

        point = Point(query)
        found = self.nearest(
            point.latitude,
            point.longitude,
            limit=1 if exactly_one else limit,
            within_km=TOWN_REACH_KM,
        )
        return self._answer([place for place, _ in found], exactly_one=exactly_one)

    def find(self, query: str) -> list[Place]:
        """Places that a name, address or airport phrase may mean, best first, each once."""
        head, *tail = [part.strip() for part in _PARTS.split(query) if part.strip()] or [""]
        town = _airport_of(head)
        if town:
            return [port for p in self._named(town, tail) for port in self.airports_of(p)]
        airport = self.airport(query) if _IATA.fullmatch(query) else None
        if airport and all(c.kind is not NameKind.ABBREVIATION for c in self.candidates(query)):
            return [airport]
        places = self._named(head, tail)
        return places if places or tail else self._spelled_without_comma(query)

    def _named(self, name: str, areas: Sequence[str]) -> list[Place]:
        """Places of a name that lie in all the areas named after it."""
        found = [c.place for c in self.candidates(name) if c.kind is not NameKind.DEMONYM]
        for area in areas:
            if not found:
                break
            around = self._areas(area)
            found = [p for p in found if any(self.contains(a, p) for a in around if a != p)]
        return found

    def _areas(self, name: str) -> list[Place]:
        """Countries, divisions, counties and regions of a name, ISO codes included."""
        country = self.country(name) if len(name) == 2 else None  # noqa: PLR2004  ISO alpha-2
        named = [candidate.place for candidate in self.candidates(name)]
        return [*named, country] if country else named

    def _spelled_without_comma(self, query: str) -> list[Place]:
        """Cut "Paris Texas" where the longest tail is an area."""
        words = query.split(maxsplit=_MOST_WORDS)
        if len(words) > _MOST_WORDS:
            return []
        for cut in range(1, len(words)):
            places = self._named(" ".join(words[:cut]), [" ".join(words[cut:])])
            if places:
                return places
        return []

    def _answer(
        self, places: Iterable[Place], *, exactly_one: bool
    ) -> "Location | list[Location] | None":
        locations = [self._location(place) for place in places]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def _location(self, place: Place) -> "Location":
        from geopy.location import Location  # noqa: PLC0415  geopy costs start-up time

        return Location(self.address(place), (place.latitude, place.longitude), asdict(place))

    def address(self, place: Place) -> str:
        """A place in words: "Hengelo, Overijssel, Netherlands"; no part says the same twice."""
        country = self.country_name(place.country_code) if place.country_code else ""
        own = fold(place.name)
        around = [part for part in (place.admin1, country) if not fold(part).startswith(own)]
        return ", ".join(filter(None, [place.name, *around]))


def _codes(country_codes: str | Collection[str] | None) -> frozenset[str]:
    """Country codes in upper case; one may stand alone, several in one string with commas."""
    given = country_codes.split(",") if isinstance(country_codes, str) else country_codes or ()
    return frozenset(code.strip().upper() for code in given)


def _airport_of(phrase: str) -> str:
    """The town in "airport of X" or "X airport", folded; "" when the phrase asks for no airport."""
    asked, ties = _airport_words()
    words = fold(phrase).split()
    if not asked.intersection(words):
        return ""
    rest = [word for word in words if word not in asked]
    while rest and rest[0] in ties:
        rest.pop(0)
    while rest and rest[-1] in ties:
        rest.pop()
    return " ".join(rest)


@cache
def _airport_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words for an airport, and words that tie them to a town."""
    table = read_table("gazetteer", "airport_words.toml")
    asked, ties = (table[key].split(",") for key in ("words", "ties"))
    return frozenset(w for a in asked for w in fold(a).split()), frozenset(map(fold, ties))
