"""Read articles from JSON lines: one object a line, one article an object."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from geomap.errors import InputError
from geomap.sources.article import Article, Unfit
from geomap.sources.fields import EMPTY, language_code, published_on
from geomap.sources.problem import UnreadError
from geomap.sources.streams import utf8_lines

_WAY_OUT = 'write {"id": …, "text": …}'


def articles_in_lines(stream: BinaryIO, longest: int) -> Iterator[Article | Unfit]:
    """Read JSON lines; a malformed one is told with its number and the rest go on.

    Args:
        stream: The bytes, UTF-8 or with a byte order mark.
        longest: Bytes of a line.

    Raises:
        UnreadError: There is no line; the message has no file name.
    """
    found = False
    for number, line in _lines(stream, longest):
        if line is None or line.strip():
            found = True
            yield _article_or_unfit(number, line, longest)
    if not found:
        raise UnreadError(EMPTY, "empty")


def article_from_row(row: object) -> Article:
    """Make an article of an object with `text` and, where known, `id`, `title` and more.

    The other keys are `published`, `language` or `lang`, `source`, `url`; any further are ignored.

    Raises:
        InputError: A key is missing or of the wrong kind; the message has no file name.
    """
    if not isinstance(row, dict):
        raise InputError(f"is no JSON object; {_WAY_OUT}")
    text, published = _words(row, "text"), _words(row, "published")
    if text is None:
        raise InputError(f'has no "text"; {_WAY_OUT}')
    if not text.strip():
        raise UnreadError('"text" is empty', "empty")
    return Article(
        text=text,
        title=_words(row, "title"),
        published=published_on(published) if published else None,
        language=language_code(_words(row, "language") or _words(row, "lang") or ""),
        source=_words(row, "source"),
        url=_words(row, "url"),
        identity=_identity(row),
    )


def _article_or_unfit(number: int, line: bytes | None, longest: int) -> Article | Unfit:
    if line is None:
        words = f"is longer than {longest // 1_000_000} MB; split the article"
        return Unfit(number, words, "too large")
    content_hash = hashlib.sha256(line.rstrip(b"\r\n")).hexdigest()
    try:
        article = article_from_row(_parsed(line))
    except UnreadError as error:
        return Unfit(number, str(error), error.status, content_hash)
    except InputError as error:
        return Unfit(number, str(error), content_hash=content_hash)
    return replace(article, line=number, content_hash=content_hash)


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


def _identity(row: Mapping[str, object]) -> str | None:
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _words(row, "id") or None


def _lines(stream: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers from 1; None for a line that is too long."""
    lines = utf8_lines(stream)
    number = 0
    while line := lines.readline(longest + 1):
        number += 1
        too_long = len(line) > longest
        yield number, None if too_long else line
        while too_long and line and not line.endswith(b"\n"):
            line = lines.readline(longest)
