"""Read one article from plain text, with or without header lines."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from geomap.errors import InputError
from geomap.sources.fields import EMPTY, language_code, published_on
from geomap.text.document import Document

_KEYS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "title": ("title", str),
    "published": ("published", published_on),
    "language": ("language", language_code),
    "source": ("source", str),
    "url": ("url", str),
}


def document_from_text(document_id: str, text: str) -> Document:
    """Make a document of an article.

    Header lines ("Title:", "Published:", "Language:", "Source:", "Url:") count only at the very
    start and only when a blank line follows them; they are not part of the document's text.

    Raises:
        InputError: No text, or a publication date that is none; the message has no file name.
    """
    header, body = _split_header(text)
    if not body.strip():
        raise InputError("has a header but no text; add it" if header else EMPTY)
    document = Document(id=document_id, text=body)
    for key, words in header.items():
        name, convert = _KEYS[key]
        if words:
            document = replace(document, **{name: convert(words)})
    return document


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
