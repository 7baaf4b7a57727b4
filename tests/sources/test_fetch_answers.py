"""Whole answers come whole; broken ones are named, and never a shorter article."""

import gzip
import re
import socket
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from fetching import Clock, Names, loopback_fetcher
from hypothesis import given, settings
from hypothesis import strategies as st
from page_server import page, page_server

from geomap.errors import InputError
from geomap.sources.fetch import FetchOptions
from geomap.sources.fetch.body import read_body

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
PACKED = gzip.compress(b"Brand in Hengelo. " * 500)
BROKEN = {
    "short of its length": (page(b"Brand in", content_length="99"), "breaks off"),
    "chunks without an end": (CHUNKED + b"5\r\nBrand\r\n", "breaks off"),
    "within a chunk": (CHUNKED + b"ff\r\nBrand", "breaks off"),
    "a gzip cut off": (page(PACKED[:60], content_encoding="gzip"), "breaks off"),
    "a gzip that is none": (page(b"Brand", content_encoding="gzip"), "packing is damaged"),
    "a damaged gzip": (page(PACKED[:-8] + bytes(8), content_encoding="gzip"), "damaged"),
    "a length below zero": (page(b"Brand", content_length="-5"), "'-5' bytes long"),
    "a length in words": (page(b"Brand", content_length="five"), "'five' bytes long"),
    "two lengths": (
        HEAD + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nBrand",
        "makes no sense",
    ),
    "a packing not asked for": (page(b"x", content_encoding="br"), "packed as 'br'"),
    "packed twice": (page(b"x", content_encoding="gzip, gzip"), "packed as 'gzip, gzip'"),
    "packed for the way": (page(b"x", transfer_encoding="gzip, chunked"), "is sent as 'gzip, chu"),
    "no HTTP at all": (b"SSH-2.0-OpenSSH_9\r\n", "makes no sense"),
    "nothing": (b"", "hangs up"),
    "a status that is none": (b"HTTP/1.1 abc OK\r\n\r\n", "makes no sense"),
    "a chunk length that is none": (CHUNKED + b"xyz\r\nBrand\r\n", "breaks off"),
}


@pytest.mark.fault("fetch faults")
@pytest.mark.parametrize(("reply", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_named_and_never_a_shorter_article(
    reply: bytes, told: str, tmp_path: Path
) -> None:
    with page_server() as server:
        server.pages["/"] = reply
        with pytest.raises(InputError, match=re.escape(told)) as caught:
            loopback_fetcher(tmp_path, retries=0)(f"{server.url}/")
    assert "\n" not in str(caught.value)


@pytest.mark.fault("fetch faults")
def test_a_connection_reset_within_the_body_is_named(tmp_path: Path) -> None:
    def reset(line: socket.socket) -> None:
        line.sendall(HEAD + b"Content-Length: 99\r\n\r\nBrand")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    with page_server() as server:
        server.pages["/"] = reset
        with pytest.raises(InputError, match=r"breaks off|hangs up"):
            loopback_fetcher(tmp_path, retries=0)(f"{server.url}/")


PIECES = (
    *(
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 302 \r\n",
        b"HTTP/1.1 304 \r\n\r\n",
        b"HTTP/1.1 100 C\r\n\r\n",
    ),
    *(b"Location: ", b"/a", b"http://[", b"Content-Length: ", b"5", b"-1", b"Retry-After: "),
    *(b"Content-Encoding: gzip", b"Transfer-Encoding: chunked", b"\x1f\x8b\x08\0"),
    *(b"\r\n", b"\n", b"\xff", b": "),
)


@pytest.mark.fault("fetch faults")
@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=9)).map(b"".join))
def test_no_junk_breaks_the_fetcher(reply: bytes) -> None:
    with page_server() as server, suppress(InputError):
        server.pages["/"] = reply
        fetch = loopback_fetcher(Path("unused"), cache_bytes=0, clock=Clock(), retries=0)
        assert isinstance(fetch(f"{server.url}/").content, bytes)


WHOLE = {
    "plain": (page(b"Brand"), b"Brand"),
    "until the end": (HEAD + b"\r\nBrand", b"Brand"),
    "chunks": (CHUNKED + b"3\r\nBra\r\n2;x=y\r\nnd\r\n0\r\n\r\n", b"Brand"),
    "gzip": (page(gzip.compress(b"Brand"), content_encoding="gzip"), b"Brand"),
    "gzip in parts": (
        page(gzip.compress(b"Br") + gzip.compress(b"and"), content_encoding="x-gzip"),
        b"Brand",
    ),
    "gzip and zeros": (page(gzip.compress(b"Brand") + bytes(9), content_encoding="gzip"), b"Brand"),
    "zlib": (page(zlib.compress(b"Brand"), content_encoding="deflate"), b"Brand"),
    "raw": (page(zlib.compress(b"Brand", wbits=-15), content_encoding="deflate"), b"Brand"),
    "nothing, packed": (page(b"", content_encoding="gzip"), b""),
    "its length twice": (page(b"Brand", **{"Content-Length": "5"}), b"Brand"),
    "more than its length": (page(b"Brand and junk", content_length="5"), b"Brand"),
}


@pytest.mark.parametrize(("reply", "body"), WHOLE.values(), ids=WHOLE)
def test_a_whole_answer_comes_whole(reply: bytes, body: bytes, tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/"] = reply
        assert loopback_fetcher(tmp_path)(f"{server.url}/").content == body


def test_a_long_body_unpacks_to_the_same_bytes_whatever_the_steps() -> None:
    words = b"".join(b"%d " % n for n in range(300_000))
    for encoding, packed in (("gzip", gzip.compress(words)), ("deflate", zlib.compress(words))):
        rest = [packed]

        def read(_: int, rest: list[bytes] = rest) -> bytes:
            chunk, rest[0] = rest[0][:7_001], rest[0][7_001:]
            return chunk

        assert read_body(read, encoding, FetchOptions()).content == words


@pytest.mark.parametrize("extra", range(0, 300, 7))
def test_what_the_unpacker_still_holds_at_the_end_comes_too(extra: int) -> None:
    words = bytes(65_536 + extra)
    rest = [b"", zlib.compress(words, wbits=-15)]
    assert read_body(lambda _: rest.pop(), "deflate", FetchOptions()).content == words


STATUSES = {
    403: "may not be fetched: the site refuses programs (HTTP 403 Forbidden); open the page in a "
    "browser and save it",
    404: "there is no such page (HTTP 404 Not Found); check the address",
    204: "sends no page (HTTP 204 No Content)",
    206: "sends no page (HTTP 206 Partial Content)",
    304: "sends no page (HTTP 304 Not Modified)",
    451: "the site refuses programs",
    500: "the site has a fault of its own (HTTP 500 Internal Server Error); try again later",
    799: "the site has a fault of its own (HTTP 799)",
    302: "sends no page (HTTP 302 Found)",
}


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_told_with_a_way_out(status: int, tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/"] = f"HTTP/1.1 {status} x\r\nContent-Length: 0\r\n\r\n".encode()
        with pytest.raises(InputError, match=re.escape(STATUSES[status])):
            loopback_fetcher(tmp_path)(f"{server.url}/")


def test_the_second_machine_of_a_name_is_tried(tmp_path: Path) -> None:
    names = Names({"news.example": [("127.0.0.9", "127.0.0.1")]})
    with page_server() as server:
        server.pages["/"] = page(b"Brand")
        fetch = loopback_fetcher(tmp_path, resolve=names)
        assert fetch(f"http://news.example:{server.port}/").content == b"Brand"


def test_a_server_that_takes_no_calls_is_told(tmp_path: Path) -> None:
    with page_server() as gone:
        url = gone.url
    with pytest.raises(InputError, match="cannot be reached: it takes no calls; try again later"):
        loopback_fetcher(tmp_path, retries=0)(f"{url}/")


def test_a_server_is_not_told_of_more_packings_than_are_unpacked(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/"] = page()
        loopback_fetcher(tmp_path)(f"{server.url}/")
    assert server.requests[-1].headers["accept-encoding"] == "gzip, deflate"
