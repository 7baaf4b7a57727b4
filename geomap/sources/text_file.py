"""Read one article from plain text or Markdown, with or without header lines."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from geomap.sources.article import Article
from geomap.sources.fields import EMPTY, language_code, published_on
from geomap.sources.problem import UnreadError

_KEYS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "title": ("title", str),
    "published": ("published", published_on),
    "language": ("language", language_code),
    "source": ("source", str),
    "url": ("url", str),
}
# What other programs call the same in the front matter of Markdown.
_FRONT_KEYS: Mapping[str, str] = {
    **{key: key for key in _KEYS},
    "date": "published",
    "lang": "language",
    "publisher": "source",
    "site": "source",
    "link": "url",
    "permalink": "url",
}
_FACT = re.compile(r"(\w{1,40})\s{0,9}[:=](.*)")
_FENCES = ("---", "+++")
_LONGEST_FRONT = 200  # lines


def article_from_text(text: str) -> Article:
    """Make an article of plain text.

    Header lines ("Title:", "Published:", "Language:", "Source:", "Url:") count only at the very
    start and only when a blank line follows them; they are not part of the article's text.

    Raises:
        InputError: No text, or a publication date that is none; the message has no file name.
    """
    return _article(*_split_header(text))


def article_from_markdown(text: str) -> Article:
    """Make an article of Markdown, with front matter between two lines of `---` or `+++`.

    Of the front matter only `key: value` and `key = value` count: title, date or published, and the
    like. Without front matter, header lines count as in plain text. The text stays as written.

    Raises:
        InputError: As for plain text.
    """
    front = _split_front(text)
    return _article(*front) if front else article_from_text(text)


def _article(header: Mapping[str, str], body: str) -> Article:
    if not body.strip():
        raise UnreadError("has a header but no text; add it" if header else EMPTY, "empty")
    article = Article(text=body)
    for key, words in header.items():
        name, convert = _KEYS[key]
        if words:
            article = replace(article, **{name: convert(words)})
    return article


def _split_front(text: str) -> tuple[dict[str, str], str] | None:
    """The facts of the front matter, and what follows it; None without front matter."""
    fence = text[:3]
    lines = text.split("\n", _LONGEST_FRONT)
    if fence not in _FENCES or lines[0].strip() != fence:
        return None
    for number, line in enumerate(lines[1:_LONGEST_FRONT], 1):
        if line.strip() == fence:
            facts = dict(filter(None, map(_fact, lines[1:number])))
            return facts, "\n".join(lines[number + 1 :]).lstrip("\r\n")
    return None


def _fact(line: str) -> tuple[str, str] | None:
    """The field and the words of a line such as `date: 2022-01-08`, or None for another line."""
    if line[:1].isspace() or not (found := _FACT.match(line)):
        return None
    name, words = _FRONT_KEYS.get(found[1].lower()), found[2].strip()
    if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'":
        words = words[1:-1]
    return (name, words) if name else None


def _split_header(text: str) -> tuple[dict[str, str], str]:
    """The header's lines by key, and what follows the blank line; no header: all is text."""
    header: dict[str, str] = {}
    position = 0
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end]
        position = min(end + 1, len(text))
        if header and not line.strip():
            return header, text[position:]
        key, colon, words = line.partition(":")
        if not colon or key.strip().lower() not in _KEYS:
            return {}, text
        header[key.strip().lower()] = words.strip()
    return (header, "") if header else ({}, text)
