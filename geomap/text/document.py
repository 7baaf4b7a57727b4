"""One article, as it came in."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """One article. Offsets of everything found in it refer to `text`.

    Attributes:
        id: Name of the document, unique within a run; exports carry it as `document_id`.
        text: The article as plain text, unchanged.
        title: Headline, when it is known apart from the text.
        published: Day of publication. Without it no relative date ("on Friday") is ever filled.
        language: ISO 639-1, when given; None lets the text decide.
        source: Publisher or outlet.
        url: Where it was published.
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    language: str | None = None
    source: str | None = None
    url: str | None = None
