"""A full disk and a kill: what stood there is intact, or what is new is whole."""

import json
import os
import resource
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from export_incidents import FILES, many
from exports_under_stress import MOMENTS, SHARES

from geomap.outputs.geojson import write_geojson

HERE = Path(__file__).parent


@cache
def seen(what: str) -> dict[tuple[str, float], dict[str, Any]]:
    """What a process of its own reports, by format and point."""
    paths = os.pathsep.join([str(HERE), str(HERE.parent), str(HERE.parent.parent.parent)])
    with TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, str(HERE / "exports_under_stress.py"), what, folder],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": paths},
        )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {(row["name"], row["point"]): row for row in rows}


@pytest.mark.fault("disk full")
@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("name", FILES)
def test_on_a_full_disk_what_stood_there_is_intact_and_the_message_names_it(
    name: str, share: float
) -> None:
    case = seen("full")[name, share]
    assert case["is_old"]
    assert f"/{FILES[name]}: " in case["message"]
    assert case["beside"] == []


@pytest.mark.fault("kill during export")
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("name", FILES)
def test_after_a_kill_the_file_is_the_old_one_or_the_new_one(name: str, moment: float) -> None:
    case = seen("killed")[name, moment]
    assert case["is_old"] or case["is_new"]
    assert all(left.startswith(".") and left.endswith(".part") for left in case["beside"])


@pytest.mark.fault("disk full")
@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg"])
def test_the_command_says_so_in_one_line_with_its_exit_code(tmp_path: Path, name: str) -> None:
    write_geojson(many(400), tmp_path / "in.geojson")
    (tmp_path / name).write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-m", "geomap", "export", tmp_path / "in.geojson", tmp_path / name],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)),
    )
    [line] = done.stderr.splitlines()
    assert (done.returncode, (tmp_path / name).read_bytes()) == (2, b"old")
    assert line.startswith(f"geomap: {tmp_path / name}: ")
