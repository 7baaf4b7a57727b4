"""Whose facts an export carries; their licenses ask to be named."""

from typing import NamedTuple


class Attribution(NamedTuple):
    """A source, its license and where to find it."""

    name: str
    license: str
    url: str
    gives: str


ATTRIBUTIONS = (
    Attribution("GeoNames", "CC BY 4.0", "https://www.geonames.org", "places"),
    Attribution(
        "Natural Earth", "public domain", "https://www.naturalearthdata.com", "country outlines"
    ),
    Attribution("airportsdata", "MIT", "https://github.com/mborsetti/airportsdata", "airports"),
    Attribution("Unicode CLDR", "Unicode-3.0", "https://cldr.unicode.org", "names of countries"),
)
"""Everything that `data/` and the gazetteer pack were made of."""
