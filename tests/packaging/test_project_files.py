"""The files of the repository themselves: small, of no particular machine, and in agreement."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# Written in pieces, or this file would be the first offender.
MACHINE_PATH = re.compile(r"(?<![\w.\-/])/(?:wo" r"rk|ro" r"ot|ho" r"me)/\w")
REGISTRY = re.compile(
    r"py" r"pi\.org/simple|python" r"hosted\.org|registry\.npm" r"js|--index-" r"url"
)
FILE_LINES = 300


def tracked_files() -> list[Path]:
    """What git keeps; none in a tree that is no checkout."""
    if not (ROOT / ".git").exists():
        return []
    # Git refuses a checkout that another user made, as on build machines; we only list it.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


TRACKED = tracked_files()
needs_checkout = pytest.mark.skipif(not TRACKED, reason="no git checkout")


def lines_matching(pattern: re.Pattern[str]) -> Iterator[str]:
    for path in TRACKED:
        text = path.read_bytes().decode("utf-8", errors="ignore")
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path.relative_to(ROOT)}:{line}: {match[0]}"


@needs_checkout
def test_no_file_knows_the_machine_it_was_written_on() -> None:
    assert list(lines_matching(MACHINE_PATH)) == []


@needs_checkout
def test_no_file_says_where_packages_come_from() -> None:
    assert list(lines_matching(REGISTRY)) == []


@needs_checkout
def test_nothing_that_is_made_is_kept_in_git() -> None:
    made = {"built", "node_modules", "dist", "build", "__pycache__"}
    assert [path for path in TRACKED if made & set(path.relative_to(ROOT).parts)] == []


@needs_checkout
def test_no_source_file_is_longer_than_a_reader_can_hold() -> None:
    sources = [path for path in TRACKED if path.suffix == ".py"]
    long = [path.name for path in sources if len(path.read_bytes().splitlines()) > FILE_LINES]
    assert long == []


def test_every_make_command_in_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    asked = set(re.findall(r"(?:^\s*(?:\$ )?|`)make ([a-z]+)", readme, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert {"demo", "test"} <= asked <= targets


def test_the_sources_of_the_gazetteer_are_the_same_for_builds_and_for_users() -> None:
    build = set(PROJECT["build-system"]["requires"])
    extra = set(PROJECT["project"]["optional-dependencies"]["gazetteer"])
    assert build - extra == {"hatchling>=1.27"}
    assert extra <= build


def test_every_runtime_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.partition("\ndependencies = [\n")[2].partition("\n]")[0]
    assert len(block.splitlines()) == len(PROJECT["project"]["dependencies"])
    assert all(re.search(r'",\s+# \w', line) for line in block.splitlines())
