"""No regular expression of the package takes more than about linear time on any hostile string."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pattern_timings
import pytest

import geomap

# These read no more than so many characters: a dateline stands at the very start of a paragraph.
BOUNDED = {"geomap.text.datelines._DASH": 100, "geomap.text.datelines._AGENCY": 100}
FEWEST = 60  # expressions that the walk must find, or it is broken


@pytest.mark.threat("slow patterns")
def test_every_pattern_is_about_linear() -> None:
    code = [sys.executable, pattern_timings.__file__]
    home = {**os.environ, "PYTHONPATH": str(Path(geomap.__file__).parent.parent)}
    done = subprocess.run(code, env=home, capture_output=True, text=True, check=True, timeout=60)
    *slow, count = done.stdout.splitlines()
    assert int(count) >= FEWEST
    assert not [case for case in map(json.loads, slow) if case[0] not in BOUNDED]


@pytest.mark.parametrize("pattern", [r"\s+$", r"a*b", r"<[^>]*>x"])
def test_a_slow_pattern_is_found(pattern: str) -> None:
    use = pattern_timings.Use("x", re.compile(pattern), frozenset({"search"}))
    assert next(pattern_timings.slow_cases(use), None)


@pytest.mark.parametrize("pattern", [r"\s+", r"\w+", r"[^>]*", r"(?:a|b)+", "x"])
def test_a_quick_pattern_is_not_found(pattern: str) -> None:
    use = pattern_timings.Use("x", re.compile(pattern), frozenset({"finditer"}))
    assert not list(pattern_timings.slow_cases(use))
