"""What a server sends ends: in bytes, in seconds, and in plain words when it is not whole."""

import gzip
import re
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from fetching import Clock, Names, loopback_fetcher
from hypothesis import given, settings
from hypothesis import strategies as st
from page_server import Script, drip, page, page_server

from geomap.errors import InputError, TooLargeError
from geomap.sources.fetch import FetchOptions
from geomap.sources.fetch.body import read_body

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
MEGABYTE = bytes(1_000_000)


def bomb(megabytes: int) -> bytes:
    """A gzip body that unpacks to so many megabytes: one packed megabyte, again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + once * megabytes


MEASURE = """
import re, sys
from pathlib import Path
from geomap.errors import TooLargeError
from geomap.sources.fetch import FetchOptions, fetcher, network
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
fetch = fetcher(FetchOptions(allow_networks=(network("127.0.0.0/8"),), respect_robots=False,
                             cache_bytes=0, max_ratio=float(sys.argv[2])))
before = peak()
try:
    fetch(sys.argv[1])
except TooLargeError as error:
    print(peak() - before, error)
"""


@pytest.mark.threat("gzip bomb")
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads Linux's own account")
@pytest.mark.parametrize(("ratio", "told"), [("100", "over 100 times"), ("inf", "than 50 MB")])
def test_a_bomb_of_a_gibibyte_stays_under_100_mb(ratio: str, told: str) -> None:
    with page_server() as server:
        server.pages["/"] = page(bomb(1_074), content_encoding="gzip")
        code = [sys.executable, "-c", MEASURE, f"{server.url}/", ratio]
        said = subprocess.run(code, capture_output=True, text=True, check=True).stdout
    kilobytes, message = said.split(" ", 1)
    assert told in message
    assert int(kilobytes) < 100_000


@pytest.mark.threat("gzip bomb")
@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_cut_early_in_either_packing(encoding: str, tmp_path: Path) -> None:
    body = bomb(60) if encoding == "gzip" else zlib.compress(MEGABYTE * 20)
    with page_server() as server:
        server.pages["/"] = page(body, content_encoding=encoding)
        with pytest.raises(TooLargeError, match="times its size"):
            loopback_fetcher(tmp_path)(f"{server.url}/")


@pytest.mark.threat("gzip bomb")
def test_a_body_of_a_million_tiny_parts_is_refused(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/"] = page(gzip.compress(b"") * 100_000, content_encoding="gzip")
        with pytest.raises(TooLargeError, match="more than 1000 parts"):
            loopback_fetcher(tmp_path)(f"{server.url}/")


@pytest.mark.threat("gzip bomb")
@pytest.mark.parametrize("length", ["20000001", "9" * 400])
def test_a_body_that_says_it_is_too_long_is_not_read(length: str, tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/"] = page(b"x", content_length=length)
        with pytest.raises(TooLargeError, match="longer than 20 MB; open the page"):
            loopback_fetcher(tmp_path)(f"{server.url}/")


@pytest.mark.threat("gzip bomb")
def test_a_body_without_an_end_is_cut(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/"] = drip(HEAD + b"\r\n", bytes(65_536), pause=0)
        with pytest.raises(TooLargeError, match="longer than 1 MB"):
            loopback_fetcher(tmp_path, max_wire_bytes=1_000_000)(f"{server.url}/")


FLOODS = {
    "a chunk of -1 bytes": (b"-1\r\n", b"x" * 60_000),
    "extensions of chunks": (b"1;", b"x" * 60_000 + b"\r\nz\r\n1;"),
    "trailers": (b"0\r\n", b"A: " + b"x" * 60_000 + b"\r\n"),
}


@pytest.mark.threat("gzip bomb")
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads Linux's own account")
@pytest.mark.parametrize(("start", "drop"), FLOODS.values(), ids=FLOODS)
def test_a_flood_that_counts_as_no_body_stays_under_100_mb(start: bytes, drop: bytes) -> None:
    with page_server() as server:
        server.pages["/"] = drip(CHUNKED + start, drop * 16, pause=0)
        code = [sys.executable, "-c", MEASURE, f"{server.url}/", "100"]
        said = subprocess.run(code, capture_output=True, text=True, check=True).stdout
    kilobytes, message = said.split(" ", 1)
    assert "longer than 20 MB" in message
    assert int(kilobytes) < 100_000


DRIPS = {
    "status": drip(b"", b"H"),
    "header name": drip(b"HTTP/1.1 200 OK\r\n", b"x"),
    "header lines": drip(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n"),
    "body with a length": drip(HEAD + b"Content-Length: 9999\r\n\r\n", b"x"),
    "body until the end": drip(HEAD + b"\r\n", b"x"),
    "chunks": drip(CHUNKED, b"1\r\nx\r\n"),
    "length of a chunk": drip(CHUNKED, b"0"),
    "extension of a chunk": drip(CHUNKED + b"1;", b"x"),
    "trailers": drip(CHUNKED + b"0\r\n", b"A: b\r\n"),
    "continue": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.001),
    "silence": drip(b"", b""),
    "redirect body": drip(b"HTTP/1.1 302 Found\r\nLocation", b"x"),
}


@pytest.mark.threat("slow drip")
@pytest.mark.parametrize("script", DRIPS.values(), ids=DRIPS)
def test_a_drip_ends_with_the_total_time(script: Script, tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/"] = script
        began = time.monotonic()
        with pytest.raises(InputError, match=r"takes more than 0\.5 seconds"):
            loopback_fetcher(tmp_path, timeout_seconds=0.5)(f"{server.url}/")
    assert time.monotonic() - began < 3


@pytest.mark.threat("slow drip")
def test_a_machine_that_answers_no_call_costs_the_time_to_connect(tmp_path: Path) -> None:
    with socket.socket() as deaf, socket.socket() as first, socket.socket() as second:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)  # its queue is full after the first caller
        for caller in (first, second):
            caller.setblocking(False)
            caller.connect_ex(deaf.getsockname())
        fetch = loopback_fetcher(tmp_path, connect_seconds=0.2, retries=0)
        began = time.monotonic()
        with pytest.raises(InputError, match="does not answer in time"):
            fetch(f"http://127.0.0.1:{deaf.getsockname()[1]}/")
    assert time.monotonic() - began < 3


@pytest.mark.threat("slow drip")
def test_a_slow_resolver_is_left_behind(tmp_path: Path) -> None:
    done = threading.Event()

    def resolve(*_: object) -> Sequence[str]:
        done.wait(20)
        return ("127.0.0.1",)

    began = time.monotonic()
    with pytest.raises(InputError, match="its name is not found in time"):
        loopback_fetcher(tmp_path, resolve=resolve, timeout_seconds=0.3)("http://news.example/")
    assert time.monotonic() - began < 3
    done.set()


@pytest.mark.threat("slow drip")
def test_redirects_share_the_time_of_one_page(tmp_path: Path) -> None:
    def lead_on(line: socket.socket) -> None:
        time.sleep(0.3)
        line.sendall(b"HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n")

    with page_server() as server:
        server.pages["/a"] = lead_on
        with pytest.raises(InputError, match=r"more than 0\.8 seconds"):
            loopback_fetcher(tmp_path, timeout_seconds=0.8)(f"{server.url}/a")
    assert server.paths().count("/a") == 3


ENDLESS = {
    "a long line": HEAD + b"A: " + b"x" * 70_000 + b"\r\n\r\n",
    "many lines": HEAD + b"A: b\r\n" * 200 + b"\r\n",
    "much in all": HEAD + (b"A: " + b"x" * 1_000 + b"\r\n") * 90 + b"\r\n",
    "a long status": b"HTTP/1.1 200 " + b"x" * 70_000,
}


@pytest.mark.threat("slow drip")
@pytest.mark.parametrize("reply", ENDLESS.values(), ids=ENDLESS)
def test_endless_headers_are_refused(reply: bytes, tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/"] = reply
        with pytest.raises(InputError, match=r"headers longer|makes no sense"):
            loopback_fetcher(tmp_path)(f"{server.url}/")


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
