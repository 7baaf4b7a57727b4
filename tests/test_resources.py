"""Where the facts lie that ship with the tool, and where what may be deleted goes."""

from pathlib import Path

import pytest

from geomap.errors import LexiconError
from geomap.resources import cache_folder, read_table


def test_what_may_be_deleted_lies_in_the_users_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "geomap"


def test_a_missing_table_is_named_with_the_way_out() -> None:
    with pytest.raises(LexiconError, match=r"absent\.toml is missing; install geomap again"):
        read_table("lexicon", "absent.toml")
