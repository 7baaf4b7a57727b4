"""Our own lists of places, cases of names, and names that are dropped."""

import pytest

from geomap.errors import LexiconError
from geomap.gazetteer.draft import Draft, DraftPlace
from geomap.gazetteer.from_cases import declined, read_paradigms
from geomap.gazetteer.from_han import add_simplified, read_simplified
from geomap.gazetteer.from_lists import read_list
from geomap.gazetteer.from_tables import Finder
from geomap.gazetteer.names import NameKind
from geomap.gazetteer.names_dropped import drop_names
from geomap.gazetteer.tables import read_rows

COUNTRIES = {row["code"] for row in read_rows("gazetteer", "countries.csv")} | {""}
FILES = ["sites.toml", "waters.toml", "lands.toml", "villages.toml"]


@pytest.mark.parametrize("file", FILES)
def test_places_of_a_list_have_countries_and_are_there_once(file: str) -> None:
    listed = list(read_list(file))
    assert {place.country_code for place in listed} <= COUNTRIES
    assert len({place.name for place in listed}) == len(listed)


def test_the_sites_are_many_and_of_many_kinds() -> None:
    sites = list(read_list("sites.toml"))
    assert len(sites) > 250
    assert {"PSN", "DAM", "MILB", "SQR", "PRN", "PSTB", "BDG", "CMPRF"} <= {
        site.feature_code for site in sites
    }


DECLINED = [
    ("ru", "Свердловская область", "Свердловской областью"),
    ("ru", "Камчатский край", "Камчатском крае"),
    ("ru", "Чёрное море", "Чёрного моря"),
    ("ru", "Северный Кавказ", "Северном Кавказе"),
    ("uk", "Донецька область", "Донецькій області"),
    ("uk", "Кривий Ріг", "Кривому Розі"),
    ("uk", "Нью-Йорк", "Нью-Йорку"),
    ("ru", "Ростов-на-Дону", "Ростове-на-Дону"),
    ("pl", "Korea Południowa", "Korei Południowej"),
    ("pl", "Zielona Góra", "Zielonej Górze"),
    ("kk", "Солтүстік Қазақстан облысы", "Солтүстік Қазақстан облысында"),
]


@pytest.mark.parametrize(("language", "name", "case"), DECLINED)
def test_adjectives_and_noun_change_together(language: str, name: str, case: str) -> None:
    assert case in declined(name, dict(read_paradigms())[language])


@pytest.mark.parametrize("name", ["Москва", "Республика Татарстан", "New York", ""])
def test_other_names_are_left_as_they_are(name: str) -> None:
    assert declined(name, dict(read_paradigms())["ru"]) == []


def test_a_common_word_is_no_foreign_name_of_a_town_but_its_own() -> None:
    draft = Draft()
    draft.add(DraftPlace("1", "Made", 51.7, 4.8, "PPL", "NL", population=11_000, weight=11_000))
    draft.call("1", ["Over", "Maderveld", "It"], NameKind.ALTERNATE)
    drop_names(draft)
    assert [entry.name for entry in draft.names] == ["Made", "Maderveld"]


def test_a_label_that_no_source_knows_is_counted_not_an_error() -> None:
    draft = Draft()
    Finder(draft).call("XX/Nowhere", "some.toml", ["Nergens"], NameKind.ALTERNATE)
    assert draft.names == []
    assert draft.left_out == ["data/gazetteer/some.toml: there is no place 'XX/Nowhere'"]


def test_a_list_that_is_absent_is_named() -> None:
    with pytest.raises(LexiconError, match="none"):
        list(read_list("none.toml"))


def test_names_in_traditional_signs_are_added_in_simplified_ones() -> None:
    draft = Draft()
    draft.add(DraftPlace("1", "Kharkiv", 50.0, 36.2, "PPL", "UA", population=1, weight=1))
    draft.call("1", ["哈爾科夫", "Харків"], NameKind.ALTERNATE)
    add_simplified(draft)
    assert [entry.name for entry in draft.names[3:]] == ["哈尔科夫"]


def test_every_sign_has_one_simplified_form_that_is_no_other_sign_s_traditional_one() -> None:
    simplified = read_simplified()
    assert len(simplified) > 500
    assert not {ord(sign) for sign in simplified.values()} & simplified.keys()
