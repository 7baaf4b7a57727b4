"""Which column of a table holds the articles, and which their facts."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from geomap.errors import LexiconError
from geomap.resources import read_table
from geomap.sources.article import Article, Unfit
from geomap.sources.fields import day_in, language_code, web_address
from geomap.sources.problem import UnreadError

_FIELDS = ("text", "title", "published", "url", "source", "language", "id")
_SEPARATORS = str.maketrans(" .-", "___")
_SHOWN = 40  # characters of a value in a message
_MOST_NAMES = 8  # columns named in a message


class Columns:
    """The columns of one table.

    Args:
        header: Their names.
        named: Columns that the user named, by field.

    Raises:
        UnreadError: A named column is not there, or none holds text; no file name in the message.
    """

    def __init__(self, header: Sequence[str], named: Mapping[str, str]) -> None:
        self._places = {field: _place(header, field, named.get(field)) for field in _FIELDS}
        if self._places["text"] is None:
            there = ", ".join(name[:_SHOWN] for name in header[:_MOST_NAMES])
            raise UnreadError(
                f"has no column of text among {there}; name it with --text-column,"
                " or draw a table of incidents with 'geomap map'"
            )
        self._told = False

    def article(self, cells: Sequence[str], line: int, content_hash: str) -> Article | Unfit:
        """The article in a row, or why there is none."""
        text = self._cell(cells, "text")
        if not text.strip():
            return Unfit(line, "has no text in its row", "empty", content_hash)
        if "\0" in text:
            return Unfit(line, "holds NUL characters, so it is no text", content_hash=content_hash)
        written = self._cell(cells, "published").strip()
        published = day_in(written)
        return Article(
            text=text,
            title=self._cell(cells, "title").strip() or None,
            published=published,
            language=language_code(self._cell(cells, "language")),
            source=self._cell(cells, "source").strip() or None,
            url=web_address(self._cell(cells, "url")),
            identity=self._cell(cells, "id").strip() or None,
            remarks=self._remark(written) if written and not published else (),
            line=line,
            content_hash=content_hash,
        )

    def _cell(self, cells: Sequence[str], field: str) -> str:
        place = self._places[field]
        return cells[place] if place is not None and place < len(cells) else ""

    def _remark(self, written: str) -> tuple[str, ...]:
        """Said once of a table: a column of such dates would fill the screen."""
        told, self._told = self._told, True
        words = (
            f"date {written[:_SHOWN]!r} is no day, or two; rows with such go without: 2022-01-08"
        )
        return () if told else (words,)


def known_columns(header: Sequence[str]) -> int:
    """How many fields have a column of a usual name."""
    return sum(_place(header, field, None) is not None for field in _FIELDS)


def _place(header: Sequence[str], field: str, named: str | None) -> int | None:
    folded = [_folded(name) for name in header]
    if named is None:
        return next((folded.index(name) for name in _usual()[field] if name in folded), None)
    for names, wanted in ((list(header), named), (folded, _folded(named))):
        if wanted in names:
            return names.index(wanted)
    there = ", ".join(name[:_SHOWN] for name in header[:_MOST_NAMES])
    raise UnreadError(f"has no column {named!r}; it has {there}")


def _folded(name: str) -> str:
    return name.strip().lower().translate(_SEPARATORS)


@cache
def _usual() -> dict[str, tuple[str, ...]]:
    return columns_from(read_table("text_columns.toml"))


def columns_from(table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Check a table of column names.

    Raises:
        LexiconError: A field is missing or unknown, or a name is written as none is compared.
    """
    columns = table.get("columns")
    if set(table) != {"columns"} or set(columns or ()) != set(_FIELDS):
        raise LexiconError(f"text_columns.toml: columns wants the fields {', '.join(_FIELDS)}")
    for field, names in table["columns"].items():
        if not isinstance(names, list) or not names:
            raise LexiconError(f"text_columns.toml: {field} wants a list of names")
        if odd := [name for name in names if not isinstance(name, str) or name != _folded(name)]:
            raise LexiconError(f"text_columns.toml: {field}: {odd[0]!r} is never compared")
    return {field: tuple(names) for field, names in table["columns"].items()}
