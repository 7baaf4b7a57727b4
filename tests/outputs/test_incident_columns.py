"""The names of columns: complete, unambiguous, and of this taxonomy."""

from collections import Counter
from copy import deepcopy

import pytest

from geomap.errors import LexiconError
from geomap.events.taxonomy import load_taxonomy
from geomap.outputs.incident_tables.columns import columns_from_table, load_columns
from geomap.outputs.properties import COLUMNS
from geomap.resources import read_table

TABLE = read_table("incident_columns.toml")


def test_every_column_that_we_write_is_read() -> None:
    known = {name for names in load_columns().names.values() for name in names}
    assert set(COLUMNS) <= known


def test_no_name_stands_for_two_fields() -> None:
    names = Counter(name for names in load_columns().names.values() for name in names)
    assert max(names.values()) == 1


def test_our_own_name_comes_first() -> None:
    assert all(names[0] == field for field, names in load_columns().names.items())


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("columns", "colour", ["colour"]),
        ("columns", "title", ["Head Line"]),
        ("codes", "colour", {"1": "red"}),
        ("sub_types", "Riots", "Carnival"),
    ],
)
def test_a_wrong_table_is_refused_by_key(section: str, key: str, value: object) -> None:
    table = deepcopy(TABLE)
    table[section][key] = value
    with pytest.raises(LexiconError, match=r"incident_columns\.toml"):
        columns_from_table(table, load_taxonomy())
