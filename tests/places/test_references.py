"""Words that speak of places without naming them."""

from collections.abc import Callable

import pytest

from geomap.gazetteer.place import Precision
from geomap.places.references import references_in
from geomap.text.parsed import ParsedDocument

Read = Callable[..., ParsedDocument]


OPEN = [
    ("nl", "Er was onrust in meerdere steden.", "in meerdere steden", Precision.CITY),
    ("en", "There were clashes in several cities.", "in several cities", Precision.CITY),
    ("en", "Unrest spread across the country.", "across the country", Precision.COUNTRY),
    ("de", "In mehreren Städten brannten Autos.", "In mehreren Städten", Precision.CITY),
    ("es", "Hubo protestas en varias ciudades.", "en varias ciudades", Precision.CITY),
]
BACKWARD = [
    ("nl", "De situatie in de stad is grimmig.", "in de stad", Precision.CITY),
    ("en", "Shots rang out in the capital.", "in the capital", Precision.CITY),
    ("en", "The army left the province.", "the province", Precision.ADMIN1),
]


@pytest.mark.parametrize(("language", "text", "words", "level"), OPEN)
def test_places_left_open_are_vague(
    read: Read, language: str, text: str, words: str, level: Precision
) -> None:
    parsed = read(text, language)
    (found,) = references_in(parsed)
    assert (parsed.surface(found.span), found.level, found.vague) == (words, level, True)


@pytest.mark.parametrize(("language", "text", "words", "level"), BACKWARD)
def test_words_for_a_place_named_before_point_back(
    read: Read, language: str, text: str, words: str, level: Precision
) -> None:
    parsed = read(text, language)
    (found,) = references_in(parsed)
    assert (parsed.surface(found.span), found.level, found.vague) == (words, level, False)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("There were no injuries.", "en"),
        ("Riots in the city of Almaty went on.", "en"),
        ("Rellen in de stad Almaty hielden aan.", "nl"),
    ],
)
def test_a_place_that_is_named_after_all_is_no_reference(
    read: Read, text: str, language: str
) -> None:
    assert references_in(read(text, language)) == ()
