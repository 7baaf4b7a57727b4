"""What the user says about the inputs of a run."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How inputs are read. Columns that are None are found by their usual names.

    Attributes:
        text_column: Column of a table that holds the articles.
        title_column: Column of the headlines.
        published_column: Column of the days of publication.
        url_column: Column of the addresses.
        id_column: Column of the names of the documents.
        follow: Fetch the pages that a feed links to, in place of the feed's own texts.
        allow_network: Networks beside the public net that may be fetched from: "10.20.0.0/16".
        fetch_cache: Folder of pages fetched before; the user's cache folder unless given.
        max_bytes: Longest document; of a table, the longest row.
        max_seconds: Longest time that a page, PDF, mail, feed or row of a workbook may take.
    """

    text_column: str | None = None
    title_column: str | None = None
    published_column: str | None = None
    url_column: str | None = None
    id_column: str | None = None
    follow: bool = False
    allow_network: tuple[str, ...] = ()
    fetch_cache: str | Path | None = None
    max_bytes: int = 20_000_000
    max_seconds: float = 20.0
