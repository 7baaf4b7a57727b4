"""Addresses: what a server sends is read by its kind, through the seam, and told when it failed."""

import gzip
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from page_layouts import page
from page_server import page as page_of
from page_server import page_server
from small_pdf import pdf

from geomap.errors import BlockedError, InputError
from geomap.sources.fetched import Fetched
from geomap.sources.options import SourceOptions
from geomap.sources.problem import Problem, Remark
from geomap.sources.read import read_documents
from geomap.text.document import Document

WHEN = datetime(2022, 1, 9, 12, tzinfo=UTC)
URL = "https://news.example/2022/01/08/story"


def read(content: bytes, content_type: str, url: str = URL) -> Iterator[object]:
    def fetch(_: str) -> Fetched:
        return Fetched(url, content, content_type, WHEN)

    found = read_documents(["https://news.example/asked"], fetch=fetch)
    return (one for one in found if not isinstance(one, Remark))


def mail() -> bytes:
    message = EmailMessage()
    message["From"] = message["Subject"] = "x"
    message.set_content("A fire.")
    return message.as_bytes()


ENTRY = b"<item><title>A fire.</title></item>"
RSS = b"<rss version='2.0'><channel><title>F</title>" + ENTRY + b"</channel></rss>"
ROW = b'{"text": "A fire."}'
KINDS = [
    (page("amp", "nl").encode(), "text/html; charset=UTF-8"),
    (page("amp", "nl").encode(), "application/xhtml+xml"),
    (page("amp", "nl").encode(), ""),
    (page("amp", "nl").encode(), "application/octet-stream"),
    (RSS, "application/rss+xml"),
    (RSS, "text/xml"),
    (RSS, "application/xml; charset=utf-8"),
    (pdf([["A fire."]]), "application/pdf"),
    (pdf([["A fire."]]), "application/octet-stream"),
    (b"A fire.", "text/plain; charset=utf-8"),
    (b"A fire.", ""),
    (ROW, "application/x-ndjson"),
    (ROW, "application/json"),
    (ROW, "text/plain"),
    (gzip.compress(ROW), "application/gzip"),
    (b"title,text\nx,A fire.\n", "text/csv"),
    (b"title,text\nx,A fire.\n", "text/plain"),
    (mail(), "message/rfc822"),
    (mail(), "text/plain"),
    (b"A fire.", "text/markdown"),
]


@pytest.mark.parametrize(("content", "content_type"), KINDS)
def test_the_kind_is_told_by_content_type_name_and_first_bytes(
    content: bytes, content_type: str
) -> None:
    [document] = read(content, content_type)
    assert isinstance(document, Document), document
    assert "brand" in document.text.lower() or document.text.strip() == "A fire."
    assert document.fetched == WHEN
    assert document.content_hash
    assert document.origin
    assert document.origin.startswith(URL)


@pytest.mark.parametrize("content", dict(KINDS))
def test_standard_input_is_told_by_its_first_bytes_as_well(content: bytes) -> None:
    found = read_documents(["-"], stdin=io.BytesIO(content))
    [document] = [one for one in found if isinstance(one, Document)]
    assert document.text.strip() == "A fire." or document.title
    assert document.origin is None


def test_the_address_after_redirects_is_the_document_s_name_and_url() -> None:
    [document] = read(KINDS[0][0], "text/html")
    assert isinstance(document, Document)
    assert (document.id, document.url, document.origin) == (URL, URL, URL)


@pytest.mark.parametrize("content_type", ["image/png", "video/mp4", "application/zip", "font/woff"])
def test_what_holds_no_text_is_refused_by_its_type(content_type: str) -> None:
    [problem] = read(b"x", content_type)
    assert isinstance(problem, Problem)
    assert (problem.source, content_type in problem.message) == ("https://news.example/asked", True)


@pytest.mark.parametrize(
    ("error", "status"),
    [(BlockedError("may not be fetched"), "blocked"), (InputError("is gone"), "unreadable")],
)
def test_what_could_not_be_fetched_is_a_problem(error: InputError, status: str) -> None:
    def fetch(_: str) -> Fetched:
        raise error

    assert list(read_documents([URL], fetch=fetch)) == [Problem(URL, str(error), status=status)]


@pytest.mark.threat("gzip bomb")
def test_a_bomb_from_a_server_is_too_large() -> None:
    [problem] = read(gzip.compress(bytes(60_000_000)), "application/gzip")
    assert isinstance(problem, Problem)
    assert problem.status == "too large"


def test_a_network_may_be_allowed_and_the_cache_put_elsewhere(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/a"] = page_of(b"A fire in Hengelo.", content_type="text/plain")
        options = SourceOptions(allow_network=("127.0.0.0/8",), fetch_cache=str(tmp_path / "kept"))
        [document] = read_documents([f"{server.url}/a"], options=options)
    assert isinstance(document, Document)
    assert document.text == "A fire in Hengelo."
    assert list((tmp_path / "kept").rglob("*"))
