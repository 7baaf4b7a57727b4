"""Flags win over the environment, that over geomap.toml, that over what is built in."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geomap.cli import main

Run = Callable[..., Result]


@pytest.fixture
def geomap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run geomap in an empty folder, with environment variables by keyword."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, **environment: str) -> Result:
        return CliRunner().invoke(main, words, env=environment)

    return run


def write(text: str, name: str = "geomap.toml") -> None:
    Path(name).write_text(text, encoding="utf-8")


def shown(result: Result, table: str, key: str) -> tuple[object, str]:
    """Value and source of a setting in what `config show --json` printed."""
    (setting,) = (
        setting
        for setting in json.loads(result.stdout)["settings"]
        if (setting["table"], setting["key"]) == (table, key)
    )
    return setting["value"], setting["source"]


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(geomap: Run) -> None:
    write('[map]\ntheme = "dark"\nlanguage = "nl"\n')
    outcome = geomap("config", "show", "--json", GEOMAP_MAP_LANGUAGE="de")
    assert shown(outcome, "map", "theme") == ("dark", "geomap.toml")
    assert shown(outcome, "map", "language") == ("de", "GEOMAP_MAP_LANGUAGE")
    assert shown(outcome, "articles", "country") == (None, "default")


@pytest.mark.parametrize(
    ("flags", "environment", "country"),
    [
        ([], {}, "NL"),
        ([], {"GEOMAP_COUNTRY": "US"}, "US"),
        (["--country", "GB"], {"GEOMAP_COUNTRY": "US"}, "GB"),
    ],
)
def test_a_run_takes_what_is_shown_and_a_flag_wins(
    geomap: Run, flags: list[str], environment: dict[str, str], country: str
) -> None:
    write('[articles]\ncountry = "NL"\n')
    write("A fire in Boston injured two people.", "a.txt")
    outcome = geomap("places", "a.txt", "--country", "NL", *flags)
    wanted = geomap("places", "a.txt", "--country", country)
    assert geomap("places", "a.txt", *flags, **environment).stdout == wanted.stdout
    assert (outcome.stdout == wanted.stdout) == (country == "NL" or bool(flags))


def test_a_setting_can_stand_for_an_option_that_is_required(geomap: Run) -> None:
    write('[run]\nout = "mine"\n')
    write("A fire in Hengelo injured two people.", "a.txt")
    assert geomap("run", "a.txt").exit_code == 0
    assert Path("mine/incidents.geojson").is_file()


def test_paths_in_a_file_elsewhere_are_relative_to_it(geomap: Run, tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    write('[articles]\nknown-places = "ours.csv"\n', "project/settings.toml")
    outcome = geomap("config", "show", "--json", GEOMAP_CONFIG="project/settings.toml")
    value, source = shown(outcome, "articles", "known_places")
    assert (value, source) == ("project/ours.csv", "project/settings.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[map]\ntheem = "dark"\n', "[map] has no setting theem; did you mean theme?"),
        ('[articles]\nland = "KZ"\n', "[articles] has no setting land"),
        ('[artcles]\ncountry = "KZ"\n', "there is no table [artcles]; did you mean articles?"),
        ('country = "KZ"\n', "country stands in no table; write it below [articles]"),
        ("[map\n", "is no TOML"),
        ('[map]\ntheme = "blue"\n', "'blue' is not one of 'auto', 'light', 'dark' (from geomap"),
    ],
)
def test_a_wrong_file_is_refused_by_name_before_any_work(geomap: Run, text: str, said: str) -> None:
    write(text)
    write("A fire in Hengelo.", "a.txt")
    command = ("run", "a.txt", "--out", "o") if "articles" in text else ("map", "a", "--out", "o")
    outcome = geomap(*command)
    assert outcome.exit_code == 2
    assert said in outcome.stderr
    assert "geomap.toml" in outcome.stderr


def test_a_wrong_variable_is_named(geomap: Run) -> None:
    outcome = geomap("map", "a.csv", "--out", "o.html", GEOMAP_MAP_THEME="blue")
    assert outcome.exit_code == 2
    assert "(from GEOMAP_MAP_THEME)" in outcome.stderr


def test_a_file_that_is_named_must_be_there(geomap: Run) -> None:
    outcome = geomap("config", "show", GEOMAP_CONFIG="absent.toml")
    assert outcome.exit_code == 2
    assert "absent.toml: cannot be read" in outcome.stderr


def test_show_tells_wrong_values_and_variables_that_mean_nothing(geomap: Run) -> None:
    outcome = geomap("config", "show", GEOMAP_MAP_THEME="blue", GEOMAP_CUONTRY="KZ")
    assert outcome.exit_code == 2
    assert "wrong: 'blue' is not one of" in outcome.stdout
    assert "GEOMAP_CUONTRY is set, but there is no such setting" in outcome.stdout


def test_a_broken_file_does_not_stop_the_doctor(geomap: Run) -> None:
    write("[map\n")
    assert geomap("doctor").exit_code == 0
