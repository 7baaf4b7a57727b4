"""A place for a point that the gazetteer has no name for: in which country and province it lies."""

from typing import NamedTuple

from geomap.gazetteer.index import GazetteerIndex
from geomap.gazetteer.place import Place

_TOWN_KM = 50.0  # a point this near to a town lies in its province


class Spot(NamedTuple):
    """A named point.

    Attributes:
        id: With a prefix that says where it comes from: "known:3".
        name: Display name.
        latitude: Degrees north, WGS84.
        longitude: Degrees east, WGS84.
        feature_code: GeoNames feature code.
        country_code: ISO alpha-2 when it is known; "" finds it by the point.
    """

    id: str
    name: str
    latitude: float
    longitude: float
    feature_code: str
    country_code: str = ""


def place_at(index: GazetteerIndex, spot: Spot) -> Place:
    """The spot as a place, with the country and the province around it."""
    country = spot.country_code or index.country_at(spot.latitude, spot.longitude)
    near = index.nearest(spot.latitude, spot.longitude, within_km=_TOWN_KM)
    town = next((place for place, _ in near if place.country_code == country), None)
    return Place(
        id=spot.id,
        name=spot.name,
        latitude=spot.latitude,
        longitude=spot.longitude,
        feature_code=spot.feature_code,
        country_code=country,
        admin1_code=town.admin1_code if town else "",
        admin1=town.admin1 if town else "",
    )
