"""The gazetteer as a geopy geocoder."""

import pytest
from geopy.extra.rate_limiter import RateLimiter
from geopy.point import Point

from geomap.errors import OptionError
from geomap.places.geocoder import Gazetteer

ADDRESSES = [
    ("Almaty", "Almaty, Kazakhstan"),
    ("Almaty, Kazakhstan", "Almaty, Kazakhstan"),
    ("Paris, Texas", "Paris, Texas, United States"),
    ("Paris Texas", "Paris, Texas, United States"),
    ("Springfield, Ill.", "Springfield, Illinois, United States"),
    ("Springfield (Illinois)", "Springfield, Illinois, United States"),
    ("Long Beach, CA", "Long Beach, California, United States"),
    ("Moscow, Idaho", "Moscow, Idaho, United States"),
    ("Hengelo, Gelderland", "Hengelo, Gelderland, Netherlands"),
    ("Kazachstan", "Kazakhstan"),
]
AIRPORT_PHRASES = [
    "ALA",
    "airport of Almaty",
    "Almaty airport",
    "het vliegveld van Almaty",
    "l'aéroport d'Almaty",
    "аэропорт Алматы",
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(("query", "address"), ADDRESSES)
def test_names_and_addresses_are_found(gazetteer: Gazetteer, query: str, address: str) -> None:
    assert gazetteer.geocode(query).address == address


@pytest.mark.parametrize("query", AIRPORT_PHRASES)
def test_the_airport_is_found_by_phrase_and_code(gazetteer: Gazetteer, query: str) -> None:
    assert gazetteer.geocode(query).raw["id"] == "icao:UAAA"


@pytest.mark.parametrize("query", ["", " , ", "Xyzzyville", "Almaty, Texas"])
def test_what_is_not_known_is_none(gazetteer: Gazetteer, query: str) -> None:
    assert gazetteer.geocode(query) is None


def test_several_answers_come_best_first_within_the_countries_asked(gazetteer: Gazetteer) -> None:
    found = gazetteer.geocode("Paris", exactly_one=False, limit=2, country_codes="us")
    assert [place.raw["country_code"] for place in found] == ["US", "US"]
    assert found[0].address == "Paris, Texas, United States"


def test_a_limit_below_one_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(OptionError, match="limit"):
        gazetteer.geocode("Paris", limit=0)


@pytest.mark.parametrize("query", [(43.25, 76.9), "43.25, 76.9", Point(43.25, 76.9)])
def test_a_point_has_a_nearest_town(
    gazetteer: Gazetteer, query: tuple[float, float] | str | Point
) -> None:
    assert gazetteer.reverse(query).address == "Almaty, Kazakhstan"


def test_the_open_ocean_has_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.reverse((-45.0, -130.0)) is None


def test_no_point_is_an_error(gazetteer: Gazetteer) -> None:
    with pytest.raises(ValueError, match="Point"):
        gazetteer.reverse("nowhere")


def test_geopys_rate_limiter_takes_it_for_a_geocoder(gazetteer: Gazetteer) -> None:
    geocode = RateLimiter(gazetteer.geocode, min_delay_seconds=0)
    assert geocode("Delft").latitude == pytest.approx(52.0, abs=0.1)


@pytest.mark.parametrize("junk", ["Paris " * 10_000, "Paris," * 10_000, "(" * 60_000])
def test_long_junk_is_answered_at_once(gazetteer: Gazetteer, junk: str) -> None:
    assert gazetteer.geocode(junk) is None
