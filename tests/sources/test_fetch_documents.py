"""An address as an input: the page becomes a document, and whatever goes wrong a problem."""

import gzip
import hashlib
from pathlib import Path

import pytest
from fetching import loopback_fetcher
from page_server import moved, page, page_server

from geomap.sources.problem import Problem, Unchanged
from geomap.sources.read import read_documents
from geomap.text.document import Document

TEXT = b"Bij een brand in Hengelo zijn twee mensen gewond geraakt."
REPLIES = {
    "blocked": page(b"", "403 Forbidden"),
    "too large": page(gzip.compress(bytes(3_000_000)), content_encoding="gzip"),
    "unreadable": page(b"Brand", content_length="99"),
    "empty": page(b"", content_type="text/plain"),
}


def test_a_page_becomes_a_document_that_knows_where_it_came_from(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages = {"/a": moved("/b"), "/b": page(TEXT, content_type="text/plain")}
        (found,) = read_documents([f"{server.url}/a"], fetch=loopback_fetcher(tmp_path))
    assert isinstance(found, Document)
    assert (found.text.encode(), found.url) == (TEXT, f"{server.url}/b")
    assert found.content_hash == hashlib.sha256(TEXT).hexdigest()
    assert found.fetched is not None


def test_a_page_that_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    same = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    with page_server() as server:
        server.pages["/a"] = [page(TEXT, content_type="text/plain", etag='"1"'), same]
        url, hashes = f"{server.url}/a", set[str]()
        for found in read_documents([url], fetch=loopback_fetcher(tmp_path)):
            assert isinstance(found, Document)
            hashes.add(found.content_hash or "")
        fetch = loopback_fetcher(tmp_path)
        (again,) = read_documents([url], fetch=fetch, known=hashes.__contains__)
    assert isinstance(again, Unchanged)


@pytest.mark.fault("fetch faults")
@pytest.mark.parametrize("status", REPLIES)
def test_a_page_that_is_none_is_a_problem_of_its_kind(status: str, tmp_path: Path) -> None:
    with page_server() as server:
        server.pages = {"/a": REPLIES[status], "/b": page(TEXT, content_type="text/plain")}
        urls = [f"{server.url}/a", f"{server.url}/b"]
        problem, document = read_documents(urls, fetch=loopback_fetcher(tmp_path))
    assert isinstance(problem, Problem)
    assert (problem.source, problem.status) == (urls[0], status)
    assert isinstance(document, Document)


@pytest.mark.threat("secrets")
def test_a_password_in_an_address_is_never_shown(tmp_path: Path) -> None:
    url = "https://me:hunter2@news.example/a"
    (problem,) = read_documents([url], fetch=loopback_fetcher(tmp_path))
    assert isinstance(problem, Problem)
    assert problem.status == "blocked"
    assert "hunter2" not in str(problem)


@pytest.mark.threat("SSRF")
def test_our_own_fetcher_is_guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with page_server() as canary:
        (problem,) = read_documents([f"{canary.url}/"])
    assert isinstance(problem, Problem)
    assert problem.status == "blocked"
    assert canary.calls == 0
