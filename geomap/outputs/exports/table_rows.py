"""Incidents as rows of cells, for tables without a geometry."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from geomap.incidents.incident import Evidence, Incident
from geomap.outputs.exports.formulas import harmless
from geomap.outputs.exports.geojson import point_of
from geomap.outputs.properties import COLUMNS, DAYS, NUMBERS, values_of

Cell = str | int | float | date | None
_PLACE = COLUMNS.index("precision")
TABLE_COLUMNS = (*COLUMNS[:_PLACE], "latitude", "longitude", *COLUMNS[_PLACE:])
"""The columns of `COLUMNS` with the position before its precision."""


def rows_of(incidents: Iterable[Incident]) -> Iterator[list[Cell]]:
    """A row of cells for each incident in the order of `TABLE_COLUMNS`; no text runs as a formula.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
    """
    for incident in incidents:
        east, north = point_of(incident) or (None, None)
        cells = [read(value) for read, value in zip(_CELLS, values_of(incident), strict=True)]
        cells[_PLACE:_PLACE] = (north, east)
        yield cells


def text_cell(value: str | None) -> str | None:
    """Text that is shown and not run, without NUL, which ends a text for many programs."""
    if not value or (value[0].isalnum() and "\0" not in value):  # nearly all
        return value
    return harmless(value.replace("\0", "\N{REPLACEMENT CHARACTER}"))


def _as_is(value: Any) -> Any:
    return value


def _sources(evidence: Iterable[Evidence]) -> str | None:
    """Further evidence as JSON text."""
    import orjson  # noqa: PLC0415 - only those who export pay for it

    return orjson.dumps(evidence).decode() if evidence else None


_CELLS: tuple[Callable[[Any], Cell], ...] = tuple(
    _sources if name == "sources" else _as_is if name in {*DAYS, *NUMBERS} else text_cell
    for name in COLUMNS
)
