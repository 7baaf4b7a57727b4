"""Web archives: every page a document; what is passed over is counted."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from page_layouts import page

from geomap.sources.problem import Problem, Remark
from geomap.sources.read import read_documents
from geomap.text.document import Document

NL = page("microdata", "nl").encode()
DE = page("amp", "de").encode("utf-8")


def record(kind: str, body: bytes, url: str = "") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:x>\r\n"
        f"WARC-Date: 2022-01-09T12:00:00Z\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
    )
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    return f"{head}{target}\r\n".encode() + body + b"\r\n\r\n"


def archive(*answers: tuple[str, str, bytes], packed: bool = False) -> bytes:
    records = [record("warcinfo", b"software: x\r\n")]
    for number, (status, kind, body) in enumerate(answers):
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode()
        records.append(record("response", head + body, f"https://news.example/{number}"))
    return b"".join(map(gzip.compress, records)) if packed else b"".join(records)


def read(folder: Path, content: bytes, name: str = "a.warc") -> list[object]:
    path = folder / name
    path.write_bytes(content)
    return list(read_documents([str(path)]))


HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize("packed", [False, True])
def test_pages_keep_address_and_time_of_the_crawl(tmp_path: Path, *, packed: bool) -> None:
    content = archive(("200 OK", HTML, NL), ("200 OK", HTML, DE), packed=packed)
    found = read(tmp_path, content, "a.warc.gz" if packed else "a.warc")
    one, two = (document for document in found if isinstance(document, Document))
    assert (one.url, one.id) == ("https://news.example/0", "https://news.example/0")
    assert one.fetched == datetime(2022, 1, 9, 12, tzinfo=UTC)
    assert one.text.startswith("Een grote brand")
    assert two.text.startswith("Nach tagelangem Regen")


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    content = archive(
        ("200 OK", "image/png", b"x"), ("404 Not Found", HTML, NL), ("200 OK", HTML, NL)
    )
    *_, remark = read(tmp_path, content)
    assert remark == Remark(
        str(tmp_path / "a.warc"),
        "passed over 1 records about the crawl, 1 records that are no pages,"
        " 1 pages that were not found or moved",
    )


def test_an_empty_page_in_it_is_a_problem_under_its_address(tmp_path: Path) -> None:
    found = read(tmp_path, archive(("200 OK", HTML, b"<html></html>"), ("200 OK", HTML, NL)))
    [problem] = [one for one in found if isinstance(one, Problem)]
    assert (problem.source, problem.status) == ("https://news.example/0", "empty")
    assert any(isinstance(one, Document) for one in found)


@pytest.mark.parametrize(
    "content", [b"no archive", b"WARC/1.0\r\nbroken", archive(("200 OK", HTML, NL))[:700]]
)
def test_a_damaged_archive_is_told(tmp_path: Path, content: bytes) -> None:
    assert [one for one in read(tmp_path, content) if isinstance(one, Problem)]


def test_an_archive_without_anything_is_empty(tmp_path: Path) -> None:
    [problem] = read(tmp_path, b"")
    assert isinstance(problem, Problem)
    assert problem.status == "empty"
