"""What stands around an article is told by its names and by its words."""

import pytest

from geomap.errors import LexiconError
from geomap.resources import read_table
from geomap.sources.boilerplate import boilerplate_from, load_boilerplate
from geomap.text.language import supported_languages


@pytest.mark.parametrize("name", ["post category-cookies tag-ad", "story topic-menu", "badge"])
def test_what_an_article_is_about_does_not_take_it_out(name: str) -> None:
    assert not load_boilerplate().is_part("div", [name], "")


PARTS = ("words", "comments", "topics", "tags", "roles")


@pytest.mark.parametrize("name", ["site-footer", "topBar__menu", "cookieWall", "c-ad", "related"])
def test_parts_are_told_by_the_words_of_their_names(name: str) -> None:
    assert load_boilerplate().is_part("div", [name], "")


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"parts": {}, "pointers": {}, "labels": {}},
        {"parts": dict.fromkeys(PARTS, "a"), "pointers": {}, "labels": {}},
        {"parts": dict.fromkeys(PARTS, ("a",)), "pointers": {"nl": ["Lees"]}, "labels": {}},
    ],
)
def test_a_wrong_table_of_boilerplate_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(LexiconError, match=r"web_page\.toml"):
        boilerplate_from(table)


@pytest.mark.parametrize("language", supported_languages())
@pytest.mark.parametrize("section", ["pointers", "labels"])
def test_every_language_has_words_that_point_away(section: str, language: str) -> None:
    assert read_table("web_page.toml")[section][language]


@pytest.mark.parametrize(
    ("line", "linked", "points"),
    [
        ("Lees ook: Provincie trekt geld uit", False, True),
        ("Lees ook Provincie trekt geld uit", False, False),
        ("Lees ook Provincie trekt geld uit", True, True),
        ("Foto: ANP", False, True),
        ("Foto's van de brand gingen rond.", False, False),
        ("Related", False, True),
        ("Related problems were seen in Kisumu.", False, False),
        ("Photo: " + "long words " * 30, False, False),
    ],
)
def test_a_line_points_away_when_it_says_nothing_else(
    line: str, *, linked: bool, points: bool
) -> None:
    assert load_boilerplate().is_line(line, linked=linked) is points
