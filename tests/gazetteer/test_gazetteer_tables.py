"""Our own tables of name facts."""

import pytest

from geomap.errors import LexiconError
from geomap.gazetteer.from_tables import read_demonyms
from geomap.gazetteer.tables import read_entries, read_rows, words
from geomap.resources import languages_with

COUNTRIES = {row["code"] for row in read_rows("gazetteer", "countries.csv")}
LANGUAGES = languages_with("gazetteer/demonyms")


@pytest.mark.parametrize("name", ["short_forms.toml", "exonyms.toml", "division_names.toml"])
def test_every_label_begins_with_a_country(name: str) -> None:
    for section, lines in read_entries(name):
        countries = {
            label[:2] for label in lines if not label.startswith("geomap:") and not label.isdigit()
        }
        assert countries <= COUNTRIES, section


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_demonym_belongs_to_a_country_or_a_continent(language: str) -> None:
    for label, demonyms in read_demonyms(language):
        assert label.isdigit() or label[:2] in COUNTRIES, label
        assert demonyms
        assert not any("*" in demonym for demonym in demonyms), label


@pytest.mark.parametrize(("language", "count"), [("nl", 160), ("en", 160), ("de", 100)])
def test_nearly_every_country_has_a_demonym(language: str, count: int) -> None:
    labels = {label for label, _ in read_demonyms(language)}
    assert {"KZ", "NL", "US", "CN", "IN", "BR", "RU", "UA", "NG", "ZA", "JP", "EG"} <= labels
    assert len(labels & COUNTRIES) >= count


def test_a_star_stands_for_each_ending_and_a_dash_for_none() -> None:
    demonyms = dict(read_demonyms("de"))["KZ"]
    assert {"kasachisch", "kasachische", "kasachischen"} <= set(demonyms)


@pytest.mark.parametrize("name", ["countries.csv", "us_counties.csv", "areas.csv"])
def test_points_lie_on_the_globe(name: str) -> None:
    for row in read_rows("gazetteer", name):
        assert -90 <= float(row["latitude"]) <= 90, row
        assert -180 <= float(row["longitude"]) <= 180, row


def test_divisions_are_listed_once() -> None:
    keys = [(row["country"], row["code"]) for row in read_rows("gazetteer", "divisions.csv")]
    assert len(keys) == len(set(keys))


def test_regions_have_points_codes_and_known_members() -> None:
    for key, entry in read_entries("regions.toml"):
        latitude, longitude = entry["point"]
        assert abs(latitude) <= 90, key
        assert abs(longitude) <= 180, key
        assert set(entry.get("members", "").split()) <= COUNTRIES, key


def test_an_empty_name_is_refused_by_file_and_label() -> None:
    with pytest.raises(LexiconError, match="here"):
        words("Almaty,, Astana", "here")
