"""`geomap gazetteer`: what a name may mean."""

import json

import pytest
from click.testing import CliRunner, Result

from geomap.cli import main


def lookup(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["gazetteer", "lookup", *arguments])


@pytest.mark.parametrize("name", ["Almaty", "almaty", "Алматы"])
def test_a_name_is_found_in_any_case_and_script(name: str) -> None:
    outcome = lookup(name)
    assert outcome.exit_code == 0
    assert "1526384" in outcome.stdout.splitlines()[0]


def test_a_name_of_several_words_needs_no_quotes() -> None:
    assert "New York" in lookup("New", "York").stdout.splitlines()[0]


def test_the_country_and_the_limit_narrow_the_list() -> None:
    lines = lookup("Springfield", "--country", "us", "--limit", "2").stdout.splitlines()
    assert len(lines) == 2
    assert all("US]" in line for line in lines)


def test_json_is_a_list_of_places() -> None:
    [place] = json.loads(lookup("Almaty", "--json", "--limit", "1").stdout)
    assert (place["id"], place["country_code"]) == ("1526384", "KZ")


def test_a_name_that_nothing_bears_is_exit_code_1() -> None:
    outcome = lookup("Xqzzyv")
    assert (outcome.exit_code, outcome.stdout) == (1, "")
    assert outcome.stderr == 'geomap: no place is called "Xqzzyv"\n'


def test_a_hostile_name_does_not_reach_the_terminal() -> None:
    assert "\x1b" not in lookup("\x1b[2J").output


def test_info_names_the_sources_and_their_licenses() -> None:
    outcome = CliRunner().invoke(main, ["gazetteer", "info"])
    assert outcome.exit_code == 0
    assert "GeoNames" in outcome.stdout
    assert "CC BY 4.0" in outcome.stdout
