"""What a server sends ends: in bytes, in seconds, and in plain words when it is not whole."""

import gzip
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from fetching import loopback_fetcher
from page_server import Script, drip, page, page_server

from geomap.errors import InputError, TooLargeError

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
