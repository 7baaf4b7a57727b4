"""The benchmark of places, on a corpus of two sentences."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = "A fire broke out in Rotterdam. Nobody was hurt in Groningen."
GOLD = [
    {"start": 20, "end": 29, "lat": 51.92, "lon": 4.48},
    {"start": 50, "end": 59, "lat": 30.0, "lon": 30.0},
]


def bench(*words: str | Path) -> subprocess.CompletedProcess[str]:
    script = ROOT / "benchmarks" / "places.py"
    command = [sys.executable, str(script), *map(str, words)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True)


def test_a_made_up_corpus_is_scored_by_span_and_by_distance(tmp_path: Path) -> None:
    story = {"id": "1", "text": TEXT, "toponyms": GOLD}
    (tmp_path / "en_made_up.jsonl").write_text(json.dumps(story) + "\n")
    page = tmp_path / "page.md"
    shown = bench(tmp_path, "--page", page).stdout
    assert "| en_made_up | 1.000 | 0.500 (0.500) |" in shown
    assert page.read_text(encoding="utf-8") == shown
    assert "| 0.9 to 1.0 | 2 |" in shown


def test_without_corpora_nothing_is_measured(tmp_path: Path) -> None:
    assert bench(tmp_path).stdout.startswith("places: no corpora")
