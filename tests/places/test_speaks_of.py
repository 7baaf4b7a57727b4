"""Streets, buildings, quarters and villages that no gazetteer has, or has only elsewhere."""

from collections.abc import Callable

import pytest

from geomap.places.mention import Resolution, Role

Find = Callable[..., list[Resolution]]


def place_of(resolutions: list[Resolution], surface: str) -> str | None:
    found = next(r for r in resolutions if r.mention.surface == surface)
    return found.place.name if found.place else None


@pytest.mark.parametrize(
    ("language", "text", "surface", "town"),
    [
        ("fr", "À Lille, des coups de feu rue des Merles.", "rue des Merles", "Lille"),
        ("it", "A Napoli la polizia ha caricato in via Pescolo.", "via Pescolo", "Naples"),
        (
            "uk",
            "У Житомирі згорів будинок на проспекті Бджолярів.",
            "Бджолярів",
            "Zhytomyr",
        ),
    ],
)
def test_an_unknown_street_lies_in_the_town_of_its_sentence(
    find: Find, language: str, text: str, surface: str, town: str
) -> None:
    assert place_of(find(text, language), surface) == town


def test_an_unknown_building_lies_in_the_town_that_the_article_is_about(find: Find) -> None:
    text = "Riots shook Leeds. A crowd marched. Police sealed off Qwarim Hospital."
    (found,) = find(text, role=Role.FACILITY)
    assert found.place.name == "Leeds"
    assert found.confidence <= 0.5
    assert "names most" in found.reason


def test_a_street_called_after_a_town_is_no_part_of_that_town(find: Find) -> None:
    found = find("A Napoli la polizia ha caricato in via Torino.", "it")
    assert place_of(found, "Torino") == "Naples"
    assert "street" in found[-1].reason


def test_a_quarter_that_a_village_abroad_is_called_like_lies_in_the_town(find: Find) -> None:
    found = find("En Bogotá ardió un autobús en el barrio Villa Luz.", "es")
    assert place_of(found, "Villa Luz") == "Bogotá"


def test_a_point_that_is_moved_off_a_town_does_not_move_its_streets(find: Find) -> None:
    found = find("Op 60 km van Gent en in de Kwarimstraat brandde het.", "nl")
    street = next(r for r in found if r.mention.surface == "Kwarimstraat")
    assert (street.latitude, street.longitude) == (street.place.latitude, street.place.longitude)


def test_a_small_town_of_a_land_that_is_not_spoken_of_is_no_place(find: Find) -> None:
    text = "In Mali vielen doden in Mopti, Gao en Ségou. Ook in Welingara werd geschoten."
    found = find(text, "nl")
    assert place_of(found, "Welingara") is None
    assert "far from all others" in found[-1].reason


def test_a_small_town_is_kept_where_its_land_is_spoken_of(find: Find) -> None:
    text = "In Mali vielen doden in Mopti, Gao en Ségou. Gambia rouwt. In Welingara werd geschoten."
    assert place_of(find(text, "nl"), "Welingara") == "Welingara"


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("pl", "W Tarnowskich Górach doszło do wybuchu.", "Tarnowskie Góry"),
        ("pl", "Pożar wybuchł w Siemianowicach Śląskich.", "Siemianowice Śląskie"),
        ("ru", "В Великих Луках прошёл митинг.", "Velikiye Luki"),
        ("ru", "Полиция задержала в Химках десять человек.", "Khimki"),
        ("uk", "Мітинг відбувся у Зугдіді.", "Zugdidi"),
    ],
)
def test_a_name_is_found_by_the_base_forms_of_its_parts_or_in_latin_letters(
    find: Find, language: str, text: str, name: str
) -> None:
    assert [r.place.name for r in find(text, language) if r.place] == [name]


def test_a_camp_is_not_put_on_a_town_that_bears_a_part_of_its_name(find: Find) -> None:
    text = "El campo de desplazados de Abu Shouk fue bombardeado."
    assert [r.place.country_code for r in find(text, "es", role=Role.FACILITY)] == ["SD"]


@pytest.mark.parametrize(
    ("language", "text", "phrase"),
    [
        ("fr", "À Lille, des blessés sont arrivés à l'hôpital Merlebrun.", "l'hôpital Merlebrun"),
        ("pt", "Em Recife, houve um incêndio no hospital Quarimba.", "hospital Quarimba"),
    ],
)
def test_a_name_behind_a_kind_of_building_belongs_to_it(
    find: Find, language: str, text: str, phrase: str
) -> None:
    (found,) = find(text, language, role=Role.FACILITY)
    assert found.mention.surface.endswith(phrase)
    assert found.place.name in {"Lille", "Recife"}


def test_a_kind_of_building_that_is_always_capitalized_takes_no_unknown_name(find: Find) -> None:
    (found,) = find("In Kiel brannte es im Krankenhaus Donnerstag früh.", "de", role=Role.FACILITY)
    assert found.mention.surface.endswith("Krankenhaus")
