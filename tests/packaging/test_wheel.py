"""The wheel: built once, looked into, installed apart, and run with the network cut."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import geomap

ROOT = Path(__file__).parents[2]
BUILT = ("gazetteer.pack", "leaflet.css", "leaflet.js", "leaflet.LICENSE.txt", "outlines.json")
MEGABYTES = 30
NO_NETWORK = """
import socket
def refuse(*_, **__):
    raise SystemExit("the network was asked for")
socket.socket.connect = socket.getaddrinfo = refuse
"""
ARTICLE = """Published: 2024-03-05

A bomb exploded at a market in Kandahar on Monday, killing four people, police said.
"""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; other libraries are read from the tests' own."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder), "--quiet"]
    command = [*pip, "install", "--no-index", "--no-deps", "--no-compile", str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    (site,) = folder.glob("lib/python3*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    (site / "sitecustomize.py").write_text(NO_NETWORK)
    return folder


def run_geomap(
    environment: Path, folder: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder that holds nothing of the checkout."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    command = [str(environment / "bin" / "geomap"), *arguments]
    return subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, text=True, check=False
    )


def test_the_wheel_carries_what_the_build_hook_made(names: set[str]) -> None:
    assert {f"geomap/built/{name}" for name in BUILT} <= names


def test_the_wheel_carries_all_of_the_data(names: set[str]) -> None:
    files = {p.relative_to(ROOT).as_posix() for p in (ROOT / "data").rglob("*") if p.is_file()}
    assert files
    assert {f"geomap/{name}" for name in files} <= names


def test_the_wheel_carries_the_package_and_its_papers_only(names: set[str]) -> None:
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"geomap", f"geomap-{geomap.__version__}.dist-info"}
    assert "geomap/py.typed" in names


def test_the_wheel_stays_small(wheel: Path) -> None:
    assert wheel.stat().st_size < MEGABYTES * 1_000_000


def test_the_installed_command_knows_its_version(environment: Path, tmp_path: Path) -> None:
    done = run_geomap(environment, tmp_path, "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert geomap.__version__ in done.stdout


def test_the_installed_command_maps_an_article_without_network(
    environment: Path, tmp_path: Path
) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    done = run_geomap(environment, tmp_path, "run", "article.txt", "--out", "maps")
    assert done.returncode == 0, done.stderr
    assert "Kandahar" in (tmp_path / "maps" / "incidents.geojson").read_text(encoding="utf-8")
    assert (tmp_path / "maps" / "map.html").stat().st_size > 0
