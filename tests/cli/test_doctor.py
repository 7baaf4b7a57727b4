"""`geomap doctor` sees what is there and what is broken."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from geomap.cli import main
from geomap.cli.doctor import EXTRAS
from geomap.resources import built_file

PYPROJECT = tomllib.loads(
    (Path(__file__).parent.parent.parent / "pyproject.toml").read_text(encoding="utf-8")
)
FOR_DEVELOPERS = {"bench", "check", "gazetteer", "test"}


def findings() -> dict[str, dict[str, str]]:
    outcome = CliRunner().invoke(main, ["doctor", "--json"])
    return {finding["name"]: finding for finding in json.loads(outcome.stdout)}


def test_a_sound_installation_is_found_sound() -> None:
    outcome = CliRunner().invoke(main, ["doctor"])
    assert outcome.exit_code == 0, outcome.stdout
    assert "checksum right" in outcome.stdout
    assert "finds the incident of a sample sentence" in outcome.stdout


def test_every_extra_and_every_library_of_the_package_is_looked_at() -> None:
    project = PYPROJECT["project"]
    assert EXTRAS.keys() == project["optional-dependencies"].keys() - FOR_DEVELOPERS
    seen = findings()["libraries"]["words"]
    for requirement in project["dependencies"]:
        assert requirement.split(">")[0] in seen


@pytest.mark.fault("corrupt gazetteer")
def test_a_damaged_gazetteer_is_refused_by_its_checksum(tmp_path: Path) -> None:
    pack = tmp_path / "damaged.pack"
    content = bytearray(built_file("gazetteer.pack").read_bytes())
    content[len(content) // 2] ^= 1
    pack.write_bytes(content)
    outcome = CliRunner().invoke(main, ["gazetteer", "info", "--verify", "--gazetteer", str(pack)])
    assert outcome.exit_code == 2
    assert "is damaged (checksum differs)" in outcome.stderr
