"""A place of the world, as the gazetteer knows it."""

from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """How fine a point is, from a building to a country."""

    SITE = "site"
    CITY = "city"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Place:
    """A known place.

    Attributes:
        id: GeoNames id in digits ("1526384"); other sources carry a prefix ("icao:UAAA",
            "iso:KZ-ALM", "geomap:donbas").
        name: Display name, the same whatever the language of the article.
        latitude: Degrees north, WGS84.
        longitude: Degrees east, WGS84.
        feature_code: GeoNames feature code: PPL, PPLA, PPLC, ADM1, ADM2, PCLI, AIRP, SEA, RGN…
        country_code: ISO 3166-1 alpha-2, or "" where it lies in none or several.
        admin1_code: GeoNames code of its first-order division within the country, or "".
        admin1: Name of that division, or "".
        admin2: Name of its second-order division, or "".
        population: Inhabitants; 0 where unknown.
    """

    id: str
    name: str
    latitude: float
    longitude: float
    feature_code: str
    country_code: str
    admin1_code: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0

    def __hash__(self) -> int:
        """Of the id alone, which tells places apart: they are hashed by the dozen."""
        return hash(self.id)
