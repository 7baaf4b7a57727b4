"""The same articles give the same bytes, wherever and whenever they are read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLES = Path(__file__).parent.parent.parent / "data" / "articles"


def written(out: Path, *flags: str, **environment: str) -> dict[str, bytes]:
    """What a run of its own process writes, by file name."""
    command = [sys.executable, "-m", "geomap", "run", str(ARTICLES), "--out", str(out), *flags]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | environment)
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.fault("hash seed, time zone, workers")
def test_hash_seed_time_zone_locale_and_workers_change_no_byte(tmp_path: Path) -> None:
    one = written(tmp_path / "one", PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C.UTF-8")
    two = written(
        tmp_path / "two", "--workers", "2", PYTHONHASHSEED="4711", TZ="Pacific/Apia", LC_ALL="C"
    )
    assert one.keys() == {"incidents.geojson", "map.html"}
    assert two == one
