"""One article, as it came in."""

from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize


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
        fetched: When it came over the network, UTC; None for what lay on this machine.
        content_hash: SHA-256 in hex of the bytes that it was read from (the file, the line of a
            table, the answer of a server): what an archive would be asked for.
        origin: Where it was read, so that a changed text is told from another of the same name: the
            file's absolute path, with "#" and the row's id or line for tables, mails and feeds; the
            address for what was fetched; None for standard input.
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    language: str | None = None
    source: str | None = None
    url: str | None = None
    fetched: datetime | None = None
    content_hash: str | None = None
    origin: str | None = None


def words_alone(text: str) -> str:
    """A text without what two prints of it may differ in: form NFKC, each gap one space."""
    return " ".join(normalize("NFKC", text).split())
