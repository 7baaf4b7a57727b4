"""A pack of the small world, and the gazetteer that ships."""

import json
from pathlib import Path

import pytest
from small_world import small_world

from geomap.gazetteer.build import write_draft
from geomap.gazetteer.index import GazetteerIndex

SQUARE = [0.0, 0.0, 10.0, 0.0, 10.0, 10.0, 0.0, 10.0]


@pytest.fixture(scope="session")
def small_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of the small world, with a square for its outline."""
    folder = tmp_path_factory.mktemp("gazetteer")
    outlines = folder / "outlines.json"
    outlines.write_text(json.dumps([{"code": "AA", "rings": [SQUARE]}]))
    write_draft(folder / "small.pack", small_world(), outlines)
    return folder / "small.pack"


@pytest.fixture(scope="session")
def small(small_pack: Path) -> GazetteerIndex:
    """The small world, opened."""
    return GazetteerIndex.open(small_pack)


@pytest.fixture(scope="session")
def world() -> GazetteerIndex:
    """The gazetteer that ships."""
    return GazetteerIndex.open()
