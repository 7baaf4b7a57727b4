"""What a reader takes out of an input, before it has a name that is unique in the run."""

from dataclasses import dataclass
from datetime import date

from geomap.sources.problem import Status


@dataclass(frozen=True, slots=True)
class Article:
    """The text of one article and what its input says about it.

    Attributes:
        text: The article, paragraphs kept apart by blank lines.
        title: Headline, without the name of the site.
        published: Day of publication, in the zone that the input gives.
        language: ISO 639-1.
        source: Publisher, outlet or sender.
        url: Where it was published.
        identity: Its name in the input, such as a column "id".
        remarks: What was guessed or left out.
        line: Row from 1, for tables; None for a whole file.
        content_hash: SHA-256 in hex of its bytes, where the input holds several articles.
    """

    text: str
    title: str | None = None
    published: date | None = None
    language: str | None = None
    source: str | None = None
    url: str | None = None
    identity: str | None = None
    remarks: tuple[str, ...] = ()
    line: int | None = None
    content_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Unfit:
    """One article among several that could not be read.

    Attributes:
        line: Row from 1.
        message: What is wrong, one line.
        status: What kind of failure.
        content_hash: SHA-256 in hex of its bytes.
    """

    line: int
    message: str
    status: Status = "unreadable"
    content_hash: str | None = None
