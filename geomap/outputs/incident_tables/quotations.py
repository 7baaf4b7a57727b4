"""The evidence of each row: its quote, where that stands, and further sources where it has them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from geomap.incidents.incident import Evidence
from geomap.outputs.incident_tables.cells import Cell, count, text

_TEXTS = ("document_id", "quote", "title", "source", "url", "language")
_OFFSETS = ("quote_start", "quote_end")


def others(cell: object) -> tuple[Evidence, ...]:
    """Further evidence: a list of objects, or the same as JSON text; anything else is none."""
    return tuple(_further(entry) for entry in _listed(cell) if isinstance(entry, Mapping))


CELLS: Mapping[str, Cell] = {
    **dict.fromkeys(_TEXTS, text),
    **dict.fromkeys(_OFFSETS, count),
    "sources": others,
}
"""How the fields of evidence are read; `published` is a day and read with the days."""


def quotations(
    values: Mapping[str, Sequence[Any]], published: Sequence[date | None], table: str
) -> Iterator[tuple[Evidence, ...]]:
    """Every quote of every row, the main one first.

    A row that names no document rests on the address it gives, or on the table itself.
    """
    columns = (values[name] for name in (*_TEXTS, *_OFFSETS))
    for *row, day, more in zip(*columns, published, values["sources"], strict=True):
        document, quote, title, source, url, language, start, end = row
        where = _offsets(quote, start, end)
        named = document or url or table
        yield Evidence(named, quote or "", *where, title, source, url, day, language), *(more or ())


def _further(entry: Mapping[str, Any]) -> Evidence:
    document, quote, title, source, url, language = (text(entry.get(name)) for name in _TEXTS)
    where = _offsets(quote, *(entry.get(name) for name in _OFFSETS))
    day = _day(entry)
    return Evidence(document or "", quote or "", *where, title, source, url, day, language)


def _offsets(quote: str | None, start: object, end: object) -> tuple[int, int]:
    if isinstance(start, int) and isinstance(end, int):
        return start, end
    return 0, len(quote or "")


def _day(entry: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(entry.get("published"))[:10])
    except ValueError:
        return None


def _listed(cell: object) -> Sequence[object]:
    if isinstance(cell, str):
        import orjson  # noqa: PLC0415 - only tables that carry JSON in a cell pay for it

        try:
            cell = orjson.loads(cell)
        except orjson.JSONDecodeError:
            return ()
    if isinstance(cell, str | bytes) or not isinstance(cell, Sequence):
        return ()
    return cell
