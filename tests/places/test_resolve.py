"""Which place a name is, with the whole document as witness."""

from collections.abc import Callable, Iterable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.gazetteer.index import GazetteerIndex
from geomap.gazetteer.place import Precision
from geomap.places.mention import Resolution, Role
from geomap.places.recognize import recognizer
from geomap.places.resolve import resolver
from geomap.text.parsed import ParsedDocument

Find = Callable[..., list[Resolution]]
Read = Callable[..., ParsedDocument]


def country_of(resolutions: Iterable[Resolution], surface: str) -> str:
    return {r.mention.surface: r.place.country_code for r in resolutions if r.place}[surface]


@pytest.mark.parametrize(
    ("text", "surface", "country"),
    [
        ("He was born in Paris, Texas.", "Paris", "US"),
        ("A fire broke out in Paris.", "Paris", "FR"),
        ("A fire broke out in Long Beach, CA on Monday.", "Long Beach", "US"),
        ("She studied in London, Ontario.", "London", "CA"),
        ("Police in Hyderabad in Sindh made arrests.", "Hyderabad", "PK"),
        ("Protests in Georgia spread from Tbilisi to Batumi.", "Georgia", "GE"),
        ("Voters in Georgia, from Atlanta to Savannah, went to the polls.", "Georgia", "US"),
    ],
)
def test_what_stands_around_a_name_decides_which_place_it_is(
    find: Find, text: str, surface: str, country: str
) -> None:
    assert country_of(find(text), surface) == country


def test_one_name_has_one_sense_in_a_document(find: Find) -> None:
    found = find("A man from Paris, Texas, was found. Police in Paris are looking for witnesses.")
    assert {r.place.id for r in found if r.mention.surface == "Paris"} == {"4717560"}


def test_two_qualifiers_tell_two_places_of_one_name_apart(find: Find) -> None:
    found = find("She moved from London, Ontario to London, England.")
    codes = [r.place.country_code for r in found if r.mention.surface == "London"]
    assert codes == ["CA", "GB"]


def test_the_user_may_say_which_country_the_articles_are_about(find: Find) -> None:
    assert country_of(find("Snow fell in Moscow.", country="US"), "Moscow") in {"RU", "US"}
    assert country_of(find("Rain fell in Victoria.", country="SC"), "Victoria") == "SC"


def test_an_unknown_street_without_a_town_is_resolved_to_nothing_and_says_so(find: Find) -> None:
    (found,) = [r for r in find("The shooting was on Qwxyz Street.") if r.place is None]
    assert (found.latitude, found.confidence) == (None, 0.0)
    assert "no known place" in found.reason


def test_an_unknown_street_lies_in_the_town_named_before_it(find: Find) -> None:
    found = find("Police in London, Ontario, closed Hyde Park Road on Sunday.")
    (road,) = [r for r in found if r.mention.surface == "Hyde Park Road"]
    assert (road.place.name, road.place.country_code) == ("London", "CA")
    assert "named last before it" in road.reason


def test_every_resolution_says_why_and_what_else_it_could_be(find: Find) -> None:
    (found,) = find("A man was born in Paris.")
    assert "Paris" in found.reason
    assert found.place in found.candidates
    assert len(found.candidates) > 1
    assert 0 < found.confidence < 1


def test_a_country_named_often_is_the_reason_an_analyst_reads(find: Find) -> None:
    text = "Kazakhstan is calm. Kazakhstan closed its border. People left Kazakhstan for Almaty."
    (almaty,) = [r for r in find(text) if r.mention.surface == "Almaty"]
    assert "Kazakhstan is named 3 times in this article" in almaty.reason


@pytest.mark.parametrize(
    ("text", "language", "latitude"),
    [
        ("A shell fell 20 km south of Kyiv.", "en", 50.27),
        ("Er viel een granaat 20 kilometer ten zuiden van Kiev.", "nl", 50.27),
        ("Eine Granate fiel 20 Kilometer südlich von Kiew.", "de", 50.27),
    ],
)
def test_a_told_distance_moves_the_point(
    find: Find, text: str, language: str, latitude: float
) -> None:
    (found,) = find(text, language)
    assert found.latitude == pytest.approx(latitude, abs=0.02)
    assert "moved 20 km off" in found.reason


def test_near_makes_the_circle_wider_and_leaves_the_point(find: Find) -> None:
    (near,), (at,) = find("Fighting near Bakhmut."), find("Fighting in Bakhmut.")
    assert near.uncertainty_km > at.uncertainty_km
    assert near.latitude == at.latitude


def test_a_country_is_as_coarse_as_it_is_large(find: Find) -> None:
    (russia,) = find("The army of Russia.")
    assert russia.precision is Precision.COUNTRY
    assert russia.uncertainty_km > 1000


TEXT = (
    "PARIS, Texas (AP) - Police in Paris and Austin searched for a man from Georgia. "
    "Russian officials in Moscow said London was told. He was seen at the airport."
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shuffle=st.randoms())
def test_the_order_of_mentions_never_matters(
    index: GazetteerIndex, read: Read, shuffle: Random
) -> None:
    parsed = read(TEXT)
    mentions = list(recognizer(index)(parsed))
    straight = dict(zip(mentions, resolver(index)(parsed, mentions), strict=True))
    shuffle.shuffle(mentions)
    assert dict(zip(mentions, resolver(index)(parsed, mentions), strict=True)) == straight


def test_a_name_in_a_demonym_counts_for_its_country(find: Find) -> None:
    found = find("Kazakh police closed the road to Almaty.")
    assert {r.place.country_code for r in found} == {"KZ"}
    assert [r.mention.role for r in found] == [Role.DEMONYM, Role.LITERAL]


def test_an_adjective_before_a_town_tells_its_country(find: Find) -> None:
    (found,) = find("In der libanesischen Stadt Tripoli brannte es.", "de")
    assert found.place.country_code == "LB"
    assert "an adjective of Lebanon stands before it" in found.reason


def test_a_town_is_known_better_than_a_smaller_province_of_its_name(find: Find) -> None:
    (found,) = find("Shells fell on Gaza.")
    assert (found.place.country_code, found.precision) == ("PS", Precision.CITY)


def test_only_the_direction_makes_the_circle_wider_and_leaves_the_point(find: Find) -> None:
    (beside,), (at,) = find("Smoke rose north of Kyiv."), find("Smoke rose in Kyiv.")
    assert beside.uncertainty_km > at.uncertainty_km
    assert (beside.latitude, beside.longitude) == (at.latitude, at.longitude)


def test_the_language_of_an_article_is_a_hint(find: Find) -> None:
    (found,) = find("Un homme a été blessé à Bayonne.", "fr")
    assert found.place.country_code == "FR"


def test_a_namesake_named_late_does_not_move_the_town_of_the_article(find: Find) -> None:
    text = "LAGOS - Gunmen fled.\n\nLagos woke to sirens. Lagos, Portugal, is a quiet resort."
    assert [r.place and r.place.country_code for r in find(text)][:2] == ["NG", "NG"]
