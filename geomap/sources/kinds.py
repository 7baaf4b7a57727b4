"""What an input is: told by its name, by what a server calls it, or by its first bytes."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Literal

from geomap.sources import gunzip
from geomap.sources.problem import UnreadError
from geomap.sources.table import looks_like_table

Kind = Literal[
    "text", "markdown", "rows", "table", "page", "saved", "pdf", "mail", "feed", "sheet", "archive"
]

HEAD = 4096
"""First bytes that tell what an input is."""

BY_SUFFIX: Mapping[str, Kind] = {
    ".txt": "text",
    ".md": "markdown",
    ".jsonl": "rows",
    ".ndjson": "rows",
    **dict.fromkeys((".html", ".htm", ".xhtml"), "page"),
    **dict.fromkeys((".mht", ".mhtml"), "saved"),
    ".pdf": "pdf",
    ".eml": "mail",
    **dict.fromkeys((".rss", ".atom"), "feed"),
    **dict.fromkeys((".csv", ".tsv"), "table"),
    **dict.fromkeys((".xlsx", ".xlsm"), "sheet"),
    ".warc": "archive",
}
GZIP = ".gz"
_SNIFFED = (".xml",)
_REFUSED: Mapping[str, str] = {
    ".json": "is JSON; write one object a line and call it .jsonl",
    ".geojson": "is GeoJSON; draw it with 'geomap map'",
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf"), "is no plain text; save it as .txt or .pdf"),
    **dict.fromkeys((".xls", ".ods"), "is a workbook of another kind; save it as .xlsx or .csv"),
    **dict.fromkeys((".zip", ".7z", ".rar", ".tar", ".tgz"), "is an archive of files; unpack it"),
    **dict.fromkeys((".db", ".sqlite"), "is a store of incidents; read it with 'geomap store'"),
}
_BY_TYPE: Mapping[str, Kind] = {
    **dict.fromkeys(("text/html", "application/xhtml+xml"), "page"),
    "application/pdf": "pdf",
    **dict.fromkeys(("application/rss+xml", "application/atom+xml", "application/rdf+xml"), "feed"),
    **dict.fromkeys(("text/csv", "text/tab-separated-values"), "table"),
    **dict.fromkeys(
        ("application/x-ndjson", "application/jsonl", "application/x-jsonlines"), "rows"
    ),
    "message/rfc822": "mail",
    "multipart/related": "saved",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "sheet",
    "application/warc": "archive",
    "text/markdown": "markdown",
}
# Servers say these of anything, so the name and the first bytes are asked.
_VAGUE = frozenset(
    {"", "text/plain", "text/xml", "application/xml", "application/json", "application/gzip"}
    | {"application/x-gzip", "application/octet-stream", "binary/octet-stream"}
)
_FEED = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s{1,9}html|html|head|body)[\s>]", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:From|Received|Return-Path|Delivered-To|MIME-Version|Message-ID|Subject|Date):",
    re.IGNORECASE,
)
_MAIL_LINES = 2  # header lines of mail that make it one


def suffix_of(name: str) -> str:
    """The last part of a file name in lower case, without ".gz": ".jsonl" of "A.JSONL.gz"."""
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix == GZIP else path.suffix


def kind_of_name(name: str) -> Kind | None:
    """The kind that a file name tells; None where the content has to tell it.

    Raises:
        UnreadError: A kind that geomap does not read; the message says the way out.
    """
    suffix = suffix_of(name)
    if suffix in _REFUSED:
        raise UnreadError(_REFUSED[suffix])
    if suffix in _SNIFFED or (not suffix and name.lower().endswith(GZIP)):
        return None
    return BY_SUFFIX.get(suffix, "text")


def kind_of_answer(content_type: str, path: str, head: bytes) -> Kind:
    """The kind of what a server sent.

    Args:
        content_type: As the server says it.
        path: Of the address.
        head: The first bytes.

    Raises:
        UnreadError: Pictures, programs and the like.
    """
    said = content_type.partition(";")[0].strip().lower()
    if said in _BY_TYPE:
        return _BY_TYPE[said]
    if said not in _VAGUE:
        raise UnreadError(f"is {said[:60]}, which is no text that geomap reads")
    suffix = suffix_of(path)
    return BY_SUFFIX[suffix] if suffix in BY_SUFFIX and suffix != ".txt" else kind_of_head(head)


def kind_of_head(head: bytes) -> Kind:
    """The kind that the first bytes tell; text, where they tell nothing.

    Raises:
        UnreadError: XML that is neither a feed nor a page.
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for sign, kind in ((b"%PDF-", "pdf"), (b"PK\x03\x04", "sheet"), (b"WARC/", "archive")):
        if start.startswith(sign):
            return kind  # type: ignore[return-value]  # three of them, as spelled above
    if start.startswith(b"{"):
        return "rows"
    if start.startswith(b"<"):
        return _kind_of_markup(start)
    lines = start.splitlines()[:20]
    if sum(bool(_MAIL.match(line)) for line in lines) >= _MAIL_LINES:
        return "mail"
    first = lines[0].decode("utf-8", "replace") if lines else ""
    return "table" if looks_like_table(first) else "text"


def _kind_of_markup(start: bytes) -> Kind:
    if _FEED.search(start):
        return "feed"
    if _PAGE.search(start):
        return "page"
    if start.startswith(b"<?xml"):
        raise UnreadError("is XML, but neither a feed nor a page; save its text")
    return "text"


def is_gzip(head: bytes) -> bool:
    """Whether these bytes begin a gzip stream."""
    return head.startswith(gunzip.MAGIC)
