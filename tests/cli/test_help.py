"""Help, version, completion: quick, complete, and ending in something to try."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import click
import pytest
from click.testing import CliRunner

from geomap.cli import main
from geomap.cli.group import LazyGroup
from geomap.version import __version__

ROOT = Path(__file__).parent.parent.parent
# A row of GeoNames' dump, for the example that builds a gazetteer from one.
ALMATY = (
    "1526384\tAlmaty\tAlmaty\tAlma-Ata\t43.25\t76.92\tP\tPPLA\tKZ\t\t02\t\t\t\t1977011"
    "\t\t785\tAsia/Almaty\t2022-01-08\n"
)
HELP = [sys.executable, "-m", "geomap", "--help"]


def commands(group: click.Group, *path: str) -> list[tuple[str, ...]]:
    """Every command and subcommand by the words that call it."""
    found = [path]
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        below = commands(command, *path, name) if isinstance(command, click.Group) else None
        found.extend(below or [(*path, name)])
    return found


ALL = commands(main)


def example_of(words: tuple[str, ...]) -> str:
    """The last line of a command's help."""
    return CliRunner().invoke(main, [*words, "--help"]).output.strip().splitlines()[-1].strip()


def test_the_commands_are_those_of_the_readme() -> None:
    assert [path for path in ALL if len(path) == 1] == [
        *(("run",), ("places",), ("map",), ("export",), ("serve",), ("explain",)),
        *(("gazetteer",), ("store",), ("config",), ("doctor",), ("completion",)),
    ]


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_help_ends_in_an_example_of_its_own_command(words: tuple[str, ...]) -> None:
    assert example_of(words).startswith(" ".join(("geomap", *words)))


def test_every_example_can_be_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "data" / "articles", tmp_path / "data" / "articles")
    with ZipFile(tmp_path / "allCountries.zip", "w") as dump:
        dump.writestr("allCountries.txt", ALMATY)
    monkeypatch.chdir(tmp_path)
    for words in ALL:
        arguments = example_of(words).split()[1:]
        if words == ("serve",):  # it ends by Ctrl-C only: tests/cli/test_serve.py
            assert Path(arguments[-1]).is_dir()
            continue
        assert CliRunner().invoke(main, arguments).exit_code == 0, arguments


@pytest.mark.parametrize("name", [path[0] for path in ALL if len(path) == 1])
def test_the_line_in_the_list_is_the_command_s_own_first_line(name: str) -> None:
    assert isinstance(main, LazyGroup)
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert main.lazy[name].line == (command.help or "").splitlines()[0]


def test_no_command_is_wrong_use_and_shows_the_help() -> None:
    outcome = CliRunner().invoke(main, [])
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert "Commands:" in outcome.stderr


def test_the_version_is_the_package_s() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"geomap {__version__}\n"


def test_help_loads_no_library_but_click() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *HELP[1:]], check=True, capture_output=True, text=True
    )
    loaded = {line.split("|")[-1].strip() for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert not loaded & {"geomap.pipeline", "orjson", "folium", "geopandas", "geopy", "shapely"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(shell: str) -> None:
    outcome = CliRunner().invoke(main, ["completion", shell])
    assert "_GEOMAP_COMPLETE" in outcome.output


def test_the_shell_is_told_the_commands() -> None:
    asked = {"_GEOMAP_COMPLETE": "bash_complete", "COMP_WORDS": "geomap ga", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "geomap"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["plain,gazetteer"]
