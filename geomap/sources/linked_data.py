"""The articles that a web page describes in JSON-LD (schema.org)."""

from collections.abc import Iterable, Iterator
from datetime import date
from html import unescape
from typing import Any, NamedTuple

import orjson

from geomap.sources.fields import day_in

_LONGEST = 2_000_000  # characters of one script
_RAW = str.maketrans({"\n": " ", "\r": " ", "\t": " "})
_ARTICLES = ("article", "posting", "report")
_PAGES = ("webpage",)


class LinkedArticle(NamedTuple):
    """What JSON-LD says about an article; None where it says nothing."""

    title: str | None
    published: date | None
    language: str | None
    site: str | None
    text: str


def linked_articles(scripts: Iterable[str]) -> tuple[LinkedArticle, ...]:
    """The articles described, those called articles before those called pages.

    Args:
        scripts: Contents of the page's JSON-LD scripts; what is no JSON is passed over.
    """
    things = [thing for script in scripts for thing in _things(_parsed(script))]
    articles = [_article(thing) for thing in things if _is_a(thing, _ARTICLES)]
    return tuple(articles[:1] + [_article(thing) for thing in things if _is_a(thing, _PAGES)][:1])


def _parsed(script: str) -> object:
    try:
        # A raw line break in a string is wrong in JSON and common in pages.
        return orjson.loads(script[:_LONGEST].translate(_RAW).strip())
    except orjson.JSONDecodeError:
        return None


def _things(parsed: object) -> Iterator[dict[str, Any]]:
    for thing in parsed if isinstance(parsed, list) else [parsed]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (
                (one for one in graph or () if isinstance(one, dict))
                if isinstance(graph, list)
                else ()
            )


def _is_a(thing: dict[str, Any], ends: tuple[str, ...]) -> bool:
    types = thing.get("@type")
    return any(
        isinstance(one, str) and one.lower().endswith(ends)
        for one in (types if isinstance(types, list) else [types])
    )


def _article(thing: dict[str, Any]) -> LinkedArticle:
    publisher = thing.get("publisher")
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    named = publisher.get("name") if isinstance(publisher, dict) else publisher
    return LinkedArticle(
        title=_words(thing.get("headline")),
        published=day_in(_words(thing.get("datePublished")) or ""),
        language=_words(thing.get("inLanguage")),
        site=_words(named),
        text=_text(thing.get("articleBody")),
    )


def _text(value: object) -> str:
    """An article in paragraphs, for which line breaks stand here, in words or as spelled."""
    if not isinstance(value, str):
        return ""
    lines = unescape(value).replace("\\n", "\n").splitlines()
    return "\n\n".join(filter(None, map(str.strip, lines)))


def _words(value: object) -> str | None:

    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None
