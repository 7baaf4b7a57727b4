"""Codes of countries: complete, and strict about their form."""

from copy import deepcopy

import pytest

from geomap.errors import LexiconError
from geomap.outputs.country_codes import codes_from_table, load_codes
from geomap.resources import read_table

TABLE = read_table("country_codes.toml")


@pytest.mark.parametrize(
    ("code", "country"), [("KZ", "KZ"), ("KAZ", "KZ"), ("398", "KZ"), ("4", "AF"), ("USA", "US")]
)
def test_a_country_is_known_by_each_code_of_iso(code: str, country: str) -> None:
    assert load_codes().from_iso[code] == country


@pytest.mark.parametrize(
    ("fips", "country"), [("RS", "RU"), ("UP", "UA"), ("GM", "DE"), ("AU", "AT"), ("AS", "AU")]
)
def test_fips_codes_mean_other_countries_than_they_seem_to(fips: str, country: str) -> None:
    assert load_codes().from_fips[fips] == country


def test_every_country_has_three_letters_and_most_a_number() -> None:
    codes = load_codes()
    assert len([code for code in codes.from_iso if len(code) == 3 and code.isalpha()]) > 240
    assert len(codes.numbers) > 240


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("countries", "KZ", ["KAZAKH", 398, "KZ"]),
        ("countries", "KZ", ["KAZ", 398]),
        ("countries", "KZ", ["KAZ", 4, "KZ"]),
        ("countries", "kz", ["KAX", 999, "QQ"]),
        ("fips", "GZ", "QQ"),
    ],
)
def test_a_wrong_table_is_refused(section: str, key: str, value: object) -> None:
    table = deepcopy(TABLE)
    table[section][key] = value
    with pytest.raises(LexiconError, match=r"country_codes\.toml"):
        codes_from_table(table)
