"""A place on its way into the pack."""

from typing import NamedTuple


class DraftPlace(NamedTuple):
    """A place on its way into the pack; fields as in `Place`.

    `weight` is what orders places of the same name: inhabitants, or as many as the place is worth
    to a reader ("New York" is the city before the state).
    """

    id: str
    name: str
    latitude: float
    longitude: float
    feature_code: str
    country_code: str
    admin1_code: str = ""
    population: int = 0
    weight: float = 0.0
    admin2_code: str = ""
