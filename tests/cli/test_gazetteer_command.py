"""`geomap gazetteer`: what a name may mean."""

import json
from pathlib import Path

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


def test_info_counts_features_and_verifies_the_checksum() -> None:
    outcome = CliRunner().invoke(main, ["gazetteer", "info", "--verify"])
    assert "PPL " in outcome.stdout
    assert "US Census" in outcome.stdout
    assert "(verified)" in outcome.stdout


_CELLS = "7 Newhome Newhome - 52.1 5.2 P PPL NL - 09 - - - 900 - 1 Europe/Amsterdam 2025-01-01"
HOME = _CELLS.replace(" ", "\t").replace("\t-", "\t") + "\n"


def test_a_gazetteer_is_built_from_a_dump_and_used(tmp_path: Path) -> None:
    (tmp_path / "few.txt").write_text(HOME)
    pack = str(tmp_path / "few.pack")
    command = ["gazetteer", "build", "--geonames", str(tmp_path / "few.txt"), "--out", pack]
    built = CliRunner().invoke(main, command)
    assert (built.exit_code, "few.pack" in built.stdout) == (0, True)
    assert "Newhome [Utrecht, NL]" in lookup("Newhome", "--gazetteer", pack).stdout


def test_a_wrong_dump_is_exit_code_3_and_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text(HOME + "8\tnonsense\n")
    command = ["gazetteer", "build", "--geonames", str(tmp_path / "bad.txt")]
    outcome = CliRunner().invoke(main, [*command, "--out", str(tmp_path / "out.pack")])
    assert outcome.exit_code == 3
    assert "bad.txt line 2: 2 columns" in outcome.stderr


def test_alternate_names_without_places_are_wrong_use(tmp_path: Path) -> None:
    command = ["gazetteer", "build", "--alternate-names", "names.zip", "--out", str(tmp_path)]
    assert CliRunner().invoke(main, command).exit_code == 2
