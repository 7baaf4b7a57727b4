"""Every place where another engine plugs in, on one page.

A seam is one callable with plain types; anything with the same shape fits, no base class needed.
The pipeline takes them as `geomap.pipeline.Stages`.
"""

from collections.abc import Sequence
from typing import Protocol

from geomap.events.mention import EventMention
from geomap.places.mention import PlaceReference, Resolution, ToponymMention
from geomap.text.document import Document
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span


class Parser(Protocol):
    """Cuts a document into sentences and words, and finds its dates and numbers."""

    def __call__(self, document: Document, /) -> ParsedDocument: ...


class Recognizer(Protocol):
    """Finds place names with their roles."""

    def __call__(self, parsed: ParsedDocument, /) -> Sequence[ToponymMention]: ...


class ReferenceFinder(Protocol):
    """Finds words that speak of places without naming them ("in several cities")."""

    def __call__(self, parsed: ParsedDocument, /) -> Sequence[PlaceReference]: ...


class Resolver(Protocol):
    """Chooses a place for every mention, all mentions of a document at once."""

    def __call__(
        self, parsed: ParsedDocument, mentions: Sequence[ToponymMention], /
    ) -> Sequence[Resolution]: ...


class EventDetector(Protocol):
    """Finds the clauses that say something happened; place names are masked, not read."""

    def __call__(
        self, parsed: ParsedDocument, toponyms: Sequence[Span], /
    ) -> Sequence[EventMention]: ...
