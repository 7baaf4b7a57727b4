"""The rows of a pack as places: by row, by id, by country, by division, by airport code."""

from bisect import bisect_left
from functools import cached_property, lru_cache

from geomap.gazetteer.pack import Pack
from geomap.gazetteer.place import Place

_PLACES_KEPT = 65_536
_CAPITAL = "PPLC"


class PlaceRows:
    """Reads places from the columns of a pack.

    GeoNames' places come first, in order of their ids; all others follow in order of theirs.
    """

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._ids, self._population = pack.column("id"), pack.column("population")
        self._latitude, self._longitude = pack.column("latitude"), pack.column("longitude")
        self._feature, self._country = pack.column("feature"), pack.column("country")
        self._division, self._name_at = pack.column("division"), pack.column("name_at")
        self._names_start = pack.bounds("place_names")[0]
        self._county = pack.column("county") if "county" in pack.header["columns"] else None
        self.feature_codes: list[str] = pack.header["features"]
        self._country_codes: list[str] = pack.header["countries"]
        self.at = lru_cache(_PLACES_KEPT)(self._read)

    def row(self, place_id: str) -> int | None:
        """The row of an id, or None."""
        if not place_id.isascii() or not place_id.isdigit():
            return self._other_rows.get(place_id)
        number = int(place_id)
        row = bisect_left(self._ids, number)
        return row if row < len(self._ids) and self._ids[row] == number else None

    def country(self, code: str) -> int | None:
        """The row of a country, or None."""
        place_id = self._pack.header["country_ids"].get(code)
        return None if place_id is None else self.row(place_id)

    def division(self, country_code: str, admin1_code: str) -> int | None:
        """The row of a first-order division, or None."""
        return self._division_rows.get((country_code, admin1_code))

    def capital(self, country_code: str) -> int | None:
        """The row of a country's capital, or None."""
        return self._capitals.get(country_code)

    def airport(self, code: str) -> int | None:
        """The row of an airport by IATA code, or None."""
        return self._airport_rows.get(code)

    def feature_code(self, row: int) -> str:
        """The feature code of a row, without reading its place."""
        return self.feature_codes[self._feature[row]]

    def _read(self, row: int) -> Place:
        """The place in a row."""
        feature_code = self.feature_code(row)
        country_code, admin1_code, admin1 = self._divisions[self._division[row]]
        begin = self._names_start + self._name_at[row]
        end = self._names_start + self._name_at[row + 1]
        name = self._pack.buffer[begin:end].decode()
        return Place(
            id=self._id(row),
            name=name,
            latitude=self._latitude[row] / 1e5,
            longitude=self._longitude[row] / 1e5,
            feature_code=feature_code,
            country_code=country_code or self._country_codes[self._country[row]],
            admin1_code=admin1_code,
            admin1=admin1,
            admin2=name if feature_code == "ADM2" else self._county_of(row),
            population=self._population[row],
        )

    def _county_of(self, row: int) -> str:
        """Name of the second-order division, where the source of the pack tells it."""
        return self._counties[self._county[row]] if self._county else ""

    def _id(self, row: int) -> str:
        numbered = len(self._ids)
        return str(self._ids[row]) if row < numbered else self._other_ids[row - numbered]

    @cached_property
    def _capitals(self) -> dict[str, int]:
        """Rows of capitals by country code, found in the one column that tells them."""
        if _CAPITAL not in self.feature_codes:
            return {}
        column, rows = bytes(self._feature), dict[str, int]()
        sign = bytes([self.feature_codes.index(_CAPITAL)])
        at = column.find(sign)
        while at >= 0:
            rows.setdefault(self._read(at).country_code, at)
            at = column.find(sign, at + 1)
        return rows

    @cached_property
    def _other_ids(self) -> list[str]:
        return self._pack.text("other_ids").split("\n")

    @cached_property
    def _other_rows(self) -> dict[str, int]:
        return {place_id: row for row, place_id in enumerate(self._other_ids, len(self._ids))}

    @cached_property
    def _counties(self) -> list[str]:
        return self._pack.text("counties").split("\n")

    @cached_property
    def _divisions(self) -> list[tuple[str, str, str]]:
        """Country code, admin-1 code and name of each division; the first is none at all."""
        lines = (line.split("\t") for line in self._pack.text("divisions").split("\n"))
        return [(country, code, name) for country, code, name, _ in lines]

    @cached_property
    def _division_rows(self) -> dict[tuple[str, str], int]:
        lines = (line.split("\t") for line in self._pack.text("divisions").split("\n"))
        return {(country, code): int(row) for country, code, _, row in lines if row}

    @cached_property
    def _airport_rows(self) -> dict[str, int]:
        lines = (line.split("\t") for line in self._pack.text("airport_codes").split("\n"))
        return {code: int(row) for code, row in lines}
