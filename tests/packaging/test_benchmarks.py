"""The benchmarks: each has a command, and `make bench` needs no network."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "benchmarks").glob("*.py"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
NEEDS_NETWORK = re.compile(r"\bnpm\b|\bplaywright\b|\burllib\b|\brequests\b|https?://")


def scripts_of(target: str) -> list[Path]:
    """The scripts that a target of the Makefile runs."""
    recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert recipe, target
    return [ROOT / name for name in re.findall(r"benchmarks/\w+\.py", recipe[1])]


def test_make_bench_runs_nothing_that_needs_the_network() -> None:
    assert scripts_of("bench")
    assert [s.name for s in scripts_of("bench") if NEEDS_NETWORK.search(s.read_text("utf-8"))] == []


def test_the_comparison_of_pages_has_a_command_of_its_own() -> None:
    (script,) = scripts_of("bench-page")
    assert NEEDS_NETWORK.search(script.read_text("utf-8"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_every_script_has_a_command_or_is_imported_by_one_that_has(script: Path) -> None:
    imported = any(f"from {script.stem} import" in other.read_text("utf-8") for other in SCRIPTS)
    runs = '__name__ == "__main__"' in script.read_text("utf-8")
    assert runs is not imported
    assert runs is (f"benchmarks/{script.name}" in MAKEFILE)


def test_the_gallery_is_whole_and_small() -> None:
    gallery = ROOT / "docs" / "gallery.md"
    linked = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", gallery.read_text("utf-8"))
    pictures = sorted(gallery.parent / name for name in linked)
    assert pictures == sorted((gallery.parent / "gallery").iterdir())
    assert sum(picture.stat().st_size for picture in pictures) < 500_000
