"""The npm lock file: exact and verified, and free of the machine that wrote it."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "package-lock.json").read_text(encoding="utf-8")
PACKAGES = {name: entry for name, entry in json.loads(TEXT)["packages"].items() if name}


def test_the_lock_file_names_no_address() -> None:
    assert "resolved" not in TEXT
    assert "://" not in TEXT


def test_every_locked_package_is_verified() -> None:
    assert PACKAGES
    assert all(entry["integrity"].startswith("sha512-") for entry in PACKAGES.values())


def test_the_lock_file_belongs_to_the_package_file() -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert json.loads(TEXT)["packages"][""]["dependencies"] == asked


def test_what_is_asked_for_is_one_version() -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked.values())


def test_the_next_lock_file_will_have_no_addresses_either() -> None:
    settings = (ROOT / ".npmrc").read_text(encoding="utf-8").splitlines()
    assert "omit-lockfile-registry-resolved=true" in settings
