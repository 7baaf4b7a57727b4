"""Read articles from JSON lines: one object a line, one article an object."""

import codecs
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from geomap.errors import InputError
from geomap.sources.encoding import decode
from geomap.sources.fields import EMPTY, language_code, published_on
from geomap.sources.problem import Problem
from geomap.text.document import Document

LONGEST = 20_000_000
"""Bytes of one article; a book has about one million."""

_WAY_OUT = 'write {"id": …, "text": …}'


def documents_from_lines(source: str, stem: str, stream: BinaryIO) -> Iterator[Document | Problem]:
    """Read JSON lines; a malformed one becomes a problem with its number and the rest go on.

    Args:
        source: What the user calls the input; problems carry it.
        stem: Articles without an `id` are called `stem-<line>`.
        stream: The bytes, UTF-8 or with a byte order mark.
    """
    found = False
    try:
        for number, line in _lines(stream):
            if line is None or line.strip():
                found = True
                yield _document_or_problem(source, stem, number, line)
    except InputError as error:
        yield Problem(source, str(error))
    else:
        if not found:
            yield Problem(source, EMPTY)


def document_from_row(row: object, fallback_id: str) -> Document:
    """Make a document of an object with `text` and, where known, `id`, `title` and more.

    The other keys are `published`, `language` or `lang`, `source`, `url`; any further are ignored.

    Raises:
        InputError: A key is missing or of the wrong kind; the message has no file name.
    """
    if not isinstance(row, dict):
        raise InputError(f"is no JSON object; {_WAY_OUT}")
    text, published = _words(row, "text"), _words(row, "published")
    if text is None or not text.strip():
        raise InputError(f'has no "text"; {_WAY_OUT}' if text is None else '"text" is empty')
    return Document(
        id=_identity(row, fallback_id),
        text=text,
        title=_words(row, "title"),
        published=published_on(published) if published else None,
        language=language_code(_words(row, "language") or _words(row, "lang") or ""),
        source=_words(row, "source"),
        url=_words(row, "url"),
    )


def _document_or_problem(
    source: str, stem: str, number: int, line: bytes | None
) -> Document | Problem:
    if line is None:
        message = f"is longer than {LONGEST // 1_000_000} MB; split the article"
        return Problem(source, message, number)
    try:
        return document_from_row(_parsed(line), f"{stem}-{number}")
    except InputError as error:
        return Problem(source, str(error), number)


def _parsed(line: bytes) -> object:
    import orjson  # noqa: PLC0415 - 10 ms that `geomap --help` need not pay

    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise InputError(
            f"is no JSON ({error.msg}, column {error.colno}); correct the line"
        ) from error


def _words(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    raise InputError(f'"{key}" is {value!r:.40}, not text in quotes')


def _identity(row: Mapping[str, object], fallback_id: str) -> str:
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _words(row, "id") or fallback_id


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers from 1; None for a line that is longer than `LONGEST`."""
    start = stream.readline(LONGEST + 1)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stream = io.BytesIO(decode(start + stream.read()).text.encode("utf-8"))
        start = stream.readline(LONGEST + 1)
    number, line = 1, start.removeprefix(codecs.BOM_UTF8)
    while line:
        too_long = len(line) > LONGEST
        yield number, None if too_long else line
        while too_long and line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST)
        number, line = number + 1, stream.readline(LONGEST + 1)
