"""What the tests of several files need."""

from pathlib import Path
from typing import Any

import pytest

from geomap.outputs.incident_tables.read import read_incidents
from geomap.outputs.incident_tables.table import IncidentsRead


@pytest.fixture
def table(tmp_path: Path) -> Any:
    """Read a text as a CSV file."""

    def read(text: str, name: str = "points.csv") -> IncidentsRead:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return read_incidents(str(tmp_path / name))

    return read
