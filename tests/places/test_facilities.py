"""Airports, embassies, squares: the phrase, and the place it is put on."""

from collections.abc import Callable

import pytest

from geomap.gazetteer.place import Precision
from geomap.places.mention import Resolution, Role

Find = Callable[..., list[Resolution]]


@pytest.mark.parametrize(
    ("text", "language", "phrase", "kind"),
    [
        (
            "Militairen bezetten het vliegveld van Almaty.",
            "nl",
            "het vliegveld van Almaty",
            "airport",
        ),
        ("Soldiers seized Almaty airport.", "en", "Almaty airport", "airport"),
        ("Soldaten besetzten den Flughafen Almaty.", "de", "den Flughafen Almaty", "airport"),
        ("Des soldats ont pris l'aéroport d'Almaty.", "fr", "l'aéroport d'Almaty", "airport"),
        ("Soldados tomaron el aeropuerto de Almaty.", "es", "el aeropuerto de Almaty", "airport"),
        (
            "A blast hit the U.S. embassy in Nairobi.",
            "en",
            "the U.S. embassy in Nairobi",
            "embassy",
        ),
        ("Het consulaat in Almaty is dicht.", "nl", "Het consulaat in Almaty", "consulate"),
        ("They met on Tahrir Square in Cairo.", "en", "Tahrir Square in Cairo", "square"),
        (
            "Er was een betoging op het Tahrirplein in Caïro.",
            "nl",
            "het Tahrirplein in Caïro",
            "square",
        ),
    ],
)
def test_a_facility_phrase_is_found_whole(
    find: Find, text: str, language: str, phrase: str, kind: str
) -> None:
    (found,) = find(text, language, role=Role.FACILITY)
    assert (found.mention.surface, found.mention.kind) == (phrase, kind)
    assert found.precision is Precision.SITE


@pytest.mark.parametrize(
    "text", ["Troops took Almaty airport.", "Riots shook Almaty. Troops then took the airport."]
)
def test_the_airport_of_a_town_is_its_international_one(find: Find, text: str) -> None:
    (found,) = find(text, role=Role.FACILITY)
    assert found.latitude == pytest.approx(43.35, abs=0.02)
    assert "Almaty" in found.reason
    assert found.uncertainty_km == 2


def test_a_facility_that_is_not_known_stands_on_its_town_and_says_so(find: Find) -> None:
    found = find("Fire broke out in the prison of Almaty.")
    (prison,) = [r for r in found if r.mention.role is Role.FACILITY]
    assert prison.place.name == "Almaty"
    assert prison.uncertainty_km >= 10
    assert "not in the gazetteer" in prison.reason


def test_the_name_inside_a_facility_is_a_mention_of_its_own(find: Find) -> None:
    names = {r.mention.surface for r in find("Militairen bezetten het vliegveld van Almaty.", "nl")}
    assert names == {"het vliegveld van Almaty", "Almaty"}


def test_the_airport_means_nothing_before_a_town_is_named(find: Find) -> None:
    assert find("Troops took the airport. Riots shook Almaty later.", role=Role.FACILITY) == []


def test_a_named_facility_that_nobody_knows_is_not_put_on_a_town_far_off(find: Find) -> None:
    found = find("Nairobi is calm. Fighters stormed Qwarim Bay Airfield.", role=Role.FACILITY)
    assert [(r.place, r.latitude) for r in found] == [(None, None)]
    assert "not in the gazetteer" in found[0].reason


def test_a_named_facility_lies_in_the_town_that_the_words_tie_it_to(find: Find) -> None:
    (found,) = find("Inmates fled Qwarim Prison near Nairobi.", role=Role.FACILITY)
    assert (found.place.name, found.precision) == ("Nairobi", Precision.SITE)


def test_the_airport_is_one_of_a_town_that_has_one(find: Find) -> None:
    text = "Riots shook Almaty. In Zhanaozen it was calm. The airport stayed closed."
    (found,) = find(text, role=Role.FACILITY)
    assert "Aktau" not in found.reason
    assert found.place.feature_code == "AIRP"


def test_the_owner_of_an_embassy_is_not_where_it_stands(find: Find) -> None:
    (found,) = find("They burned the embassy of France in Bamako.", role=Role.FACILITY)
    assert (found.place.name, found.mention.surface) == (
        "Bamako",
        "the embassy of France in Bamako",
    )


def test_a_patron_saint_is_no_town(find: Find) -> None:
    found = find("She died in St. Michael's Hospital.", role=Role.FACILITY)
    assert [r for r in found if r.place] == []
