"""Our own tables of name facts in `data/gazetteer/`, read and checked."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from geomap.errors import LexiconError
from geomap.resources import data_folder, read_table


def read_rows(*parts: str) -> list[dict[str, str]]:
    """Read a CSV file of `data/` with a header line.

    Raises:
        LexiconError: It is absent, or a line has too many or too few cells.
    """
    path = data_folder().joinpath(*parts)
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    except OSError as error:
        raise LexiconError(f"{path} is missing; install geomap again") from error
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise LexiconError(f"{path} line {number}: wrong number of cells")
    return rows


def read_entries(name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The entries of a TOML file of `data/gazetteer/`, each a table of its own."""
    for key, entry in read_table("gazetteer", name).items():
        if not isinstance(entry, dict):
            raise LexiconError(f"data/gazetteer/{name}: {key} is no table")
        yield key, entry


def words(text: object, where: str) -> list[str]:
    """Names written in one string, a comma between.

    Raises:
        LexiconError: It is no string, or a name is empty.
    """
    if not isinstance(text, str):
        raise LexiconError(f"{where} is no text")
    names = [name.strip() for name in text.split(",")]
    if not all(names):
        raise LexiconError(f"{where} has an empty name")
    return names
