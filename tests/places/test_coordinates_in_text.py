"""Coordinates written in articles: found as written, placed where they say, nothing else taken."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.gazetteer.index import GazetteerIndex
from geomap.gazetteer.place import Precision
from geomap.places.coordinates_in_text import coordinates_in
from geomap.places.engines import place_engines
from geomap.places.mention import Cue, Resolution, Role
from geomap.text.document import Document
from geomap.text.parse import parse

WRITTEN = [
    ("en", "43.25 N, 76.95 E", 43.25, 76.95),
    ("en", "43°15′N 76°57′E", 43.25, 76.95),
    ("en", "48.0159, 37.8028", 48.0159, 37.8028),
    ("en", "N 50 27.016 E 30 31.400", 50.45027, 30.52333),
    ("en", "N50°27.016' E030°31.400'", 50.45027, 30.52333),
    ("en", "-33.8688, 151.2093", -33.8688, 151.2093),
    ("en", "12.34° S, 45.67° W", -12.34, -45.67),
    ("en", "43.25° north, 76.95° east", 43.25, 76.95),
    ("en", "76.95 E, 43.25 N", 43.25, 76.95),
    ("en", "lat 5.345, lon -4.024", 5.345, -4.024),
    ("en", "34°N, 45°E", 34, 45),
    ("pl", "52°13′56″N 21°00′30″E", 52.23222, 21.00833),
    ("nl", "52°22'12\" N, 4°53'42\" O", 52.37, 4.895),
    ("nl", "52,37° NB, 4,89° OL", 52.37, 4.89),
    ("nl", "52° 22′ NB en 4° 53′ OL", 52.36667, 4.88333),
    ("de", "48,1° N, 11,6° O", 48.1, 11.6),
    ("de", "48,1° n. Br., 11,6° ö. L.", 48.1, 11.6),
    ("fr", "48,85° N, 1,35° O", 48.85, -1.35),
    ("es", "40,41° norte y 3,70° oeste", 40.41, -3.70),
    ("ru", "50°27′ с. ш. 30°31′ в. д.", 50.45, 30.51667),
    ("uk", "50,45 пн.ш., 30,52 сх.д.", 50.45, 30.52),
    ("kk", "43,25° с. е., 76,95° ш. б.", 43.25, 76.95),
    ("tr", "41.01 K, 28.97 D", 41.01, 28.97),
]
NONE = [
    "$43.2512, $76.9532", "€ 43.2512, 76.9532", "91.2345, 98.7654 RUB", "41.2345, 42.2345 %",
    "43-25, 76-95", "won 43.25, 76.95", "version 1.2.3, 4.5.6", "3.1415, 2.7182", "(1.234, 5.678)",
    "41.2345, 42.2345, 43.2345", "10 N, 20 E", "in 2021 N, 2022 E", "43.25 N, 76.95 N",
    "95.25 N, 76.95 E", "43.25 N, 196.95 E", "43°75′N 76°57′E", "(91.2345, 20.1234)",
    "(48.0159, 190.8028)", "(0.0000, 00.0000)", "192.168.10.11, 10.0.0.1",
    "on 12.05.2021, 13.05.2021",
]  # fmt: skip
HOSTILE = [
    "1.2345, ",
    "43°",
    "N 50 ",
    "9",
    "43 25 ",
    "(48.0159,",
    "43.25 ",
    "43° 25 25 ",
    " ",
    "lat ",
]


@pytest.mark.parametrize(("language", "words", "north", "east"), WRITTEN, ids=str)
def test_coordinates_are_read_as_each_language_writes_them(
    language: str, words: str, north: float, east: float
) -> None:
    text = f"Mst: {words}."
    (found,) = coordinates_in(text, language)
    assert text[found.span.start : found.span.end] == words
    assert (found.latitude, found.longitude) == pytest.approx((north, east), abs=1e-4)


@pytest.mark.parametrize("words", NONE)
def test_amounts_scores_versions_and_impossible_points_are_left_alone(words: str) -> None:
    assert coordinates_in(f"It was {words} then.", "en") == []


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_what_is_written_with_five_decimals_is_read_back(north: float, east: float) -> None:
    found = coordinates_in(f"it fell at {abs(north):.5f}° {'NS'[north < 0]}, "
                           f"{abs(east):.5f}° {'EW'[east < 0]} last night", "en")  # fmt: skip
    if round(north, 5) or round(east, 5):
        assert (found[0].latitude, found[0].longitude) == pytest.approx((north, east), abs=1e-5)


@pytest.mark.parametrize("unit", HOSTILE)
def test_junk_takes_about_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length] + "1.22"
        begin = time.perf_counter()
        coordinates_in(text, "ru")
        return time.perf_counter() - begin

    assert min(seconds(64_000) for _ in range(2)) < 0.05 + 16 * min(
        seconds(8_000) for _ in range(3)
    )


def places(index: GazetteerIndex, text: str) -> list[Resolution]:
    engines = place_engines(index)
    parsed = parse(Document("d", text, language="en"))
    return list(engines.resolve(parsed, engines.recognize(parsed)))


def test_coordinates_are_a_mention_of_their_own_with_a_country(index: GazetteerIndex) -> None:
    text = "A missile fell at 48.0159 N, 37.8028 E on Friday."
    (found,) = places(index, text)
    assert (found.mention.surface, found.mention.kind) == ("48.0159 N, 37.8028 E", "coordinates")
    assert (found.mention.role, found.mention.cue) == (Role.LITERAL, Cue.AT)
    assert (found.precision, found.uncertainty_km) == (Precision.SITE, 0.1)
    assert found.place is not None
    assert found.place.country_code == "UA"


def test_in_brackets_they_are_tied_as_the_name_before_them(index: GazetteerIndex) -> None:
    name, point = places(index, "A missile fell in Kharkiv (49.9935, 36.2304) on Friday.")
    assert (name.mention.surface, point.mention.surface) == ("Kharkiv", "49.9935, 36.2304")
    assert point.mention.cue is name.mention.cue is Cue.AT


def test_nothing_else_said_something_is_at_them(index: GazetteerIndex) -> None:
    (found,) = places(index, "A missile struck a depot (48.0159, 37.8028) on Friday.")
    assert found.mention.cue is Cue.AT


@pytest.mark.parametrize(
    ("name", "point", "country"),
    [
        ("Paris", "33.66, -95.55", "US"),
        ("Paris", "48.85, 2.35", "FR"),
        ("Paris", "-1.25, 36.85", "KE"),
    ],
)
def test_coordinates_behind_a_name_say_which_place_it_is(
    index: GazetteerIndex, name: str, point: str, country: str
) -> None:
    north, east = map(float, point.split(","))
    town, _ = places(index, f"A fire broke out in {name} ({north:.4f}, {east:.4f}) on Friday.")
    assert town.place is not None
    assert (town.mention.surface, town.place.country_code) == (name, country)


def test_coarse_coordinates_are_no_site(index: GazetteerIndex) -> None:
    (found,) = places(index, "The ship was last seen at 34°N, 45°W.")
    assert (found.precision, found.uncertainty_km) == (Precision.CITY, 55.6)


def test_names_around_them_keep_their_places_and_order(index: GazetteerIndex) -> None:
    found = places(index, "From Rotterdam to 52.3702 N, 4.8952 E and on to Groningen.")
    assert [r.mention.surface for r in found] == ["Rotterdam", "52.3702 N, 4.8952 E", "Groningen"]
    assert [r.place.country_code for r in found if r.place] == ["NL"] * 3
