"""The entries of an RSS or Atom feed, by feedparser, from bytes only. Runs in `worker`'s child."""

import hashlib
import io
from collections.abc import Iterator
from typing import Any

import orjson

from geomap.sources.article import Article, Unfit
from geomap.sources.fields import day_in, language_code, web_address
from geomap.sources.problem import UnreadError
from geomap.sources.web_page import text_of_markup

_HASHED = ("id", "link", "title", "summary", "published", "updated")
_DATES = ("published", "issued", "created", "updated")
_DOCTYPE_WITHIN = 4096  # bytes


def articles_in_feed(content: bytes, *, url: str, charset: str) -> Iterator[Article | Unfit]:
    """Read a feed; every entry is an article with its own text, or told as empty.

    Args:
        content: The feed.
        url: Where it was fetched; links in it may be relative to that.
        charset: The encoding that the server named; "" for none.

    Raises:
        UnreadError: No feed, one that defines entities of its own, or one without entries.
    """
    import feedparser  # noqa: PLC0415 - only where there is a feed

    if b"<!entity" in content[:_DOCTYPE_WITHIN].lower():
        raise UnreadError("defines entities of its own, as attacks do; no feed needs them")
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    if url:
        headers["content-location"] = url
    # As a stream: bytes that spell the name of a file would be taken for that file.
    feed = feedparser.parse(io.BytesIO(content), response_headers=headers, sanitize_html=False)
    if not feed.entries:
        if feed.version:
            raise UnreadError("is a feed without entries", "empty")
        raise UnreadError("is no RSS or Atom feed")
    about = feed.feed
    source = text_of_markup(about.get("title", "")) or None
    language = language_code(about.get("language", ""))
    for number, entry in enumerate(feed.entries, 1):
        yield _article(entry, number, source, language)


def _article(entry: Any, number: int, source: str | None, language: str | None) -> Article | Unfit:
    content_hash = _hash(entry)
    title = " ".join(text_of_markup(entry.get("title", "")).split())
    text = _text(entry) or title
    if not text:
        return Unfit(number, "is an entry without text", "empty", content_hash)
    link = web_address(entry.get("link", ""))
    written = next((entry[name] for name in _DATES if entry.get(name)), "")
    return Article(
        text=text.replace("\0", "\N{REPLACEMENT CHARACTER}"),
        title=title or None,
        published=day_in(written),
        language=language_code(entry.get("language", "")) or language,
        source=source,
        url=link,
        identity=link or entry.get("id") or None,
        line=number,
        content_hash=content_hash,
    )


def _text(entry: Any) -> str:
    """The longest of what an entry says about itself."""
    written = [part.get("value", "") for part in entry.get("content", ())]
    written.append(entry.get("summary", ""))
    return max(map(text_of_markup, written), key=len)


def _hash(entry: Any) -> str:
    said = [str(entry.get(name, "")) for name in _HASHED]
    said += [part.get("value", "") for part in entry.get("content", ())]
    return hashlib.sha256(orjson.dumps(said)).hexdigest()
