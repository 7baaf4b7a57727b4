"""A page over TLS comes from the host that its address names, or not at all."""

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fetching import Names, loopback_fetcher
from page_server import PageServer, moved, page, page_server

from geomap.errors import BlockedError, InputError, OptionError

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="makes its certificate with openssl")
NAMES = {"news.example": [("127.0.0.1",)], "other.example": [("127.0.0.1",)]}


def certificate(folder: Path, names: str) -> Path:
    """A certificate that signs itself, with its key, in one file."""
    key, made, both = folder / "key.pem", folder / "cert.pem", folder / "both.pem"
    options = (
        f"-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout {key} -out {made} "
        f"-days 2 -subj /CN=test -addext subjectAltName={names}"
    )
    subprocess.run([str(OPENSSL), "req", *options.split()], check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + made.read_bytes())
    return both


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The certificate of news.example, which the fetchers here trust."""
    return certificate(tmp_path_factory.mktemp("tls"), "DNS:news.example,IP:127.0.0.1")


@contextmanager
def tls_server(certificate: Path, seen: list[str] | None = None) -> Iterator[PageServer]:
    """A server that speaks TLS; `seen` gets the names that callers ask for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if seen is not None:
        context.sni_callback = lambda _, name, __: seen.append(name)
    with page_server(tls=context) as server:
        server.pages["/a"] = page(b"Brand")
        yield server


@pytest.mark.threat("SSRF")
def test_the_name_is_asked_for_and_checked_although_a_number_is_called(
    known: Path, tmp_path: Path
) -> None:
    seen: list[str] = []
    with tls_server(known, seen) as server:
        fetch = loopback_fetcher(tmp_path, resolve=Names(NAMES.copy()), ca_file=known)
        fetched = fetch(f"https://news.example:{server.port}/a")
    assert (fetched.content, set(seen)) == (b"Brand", {"news.example"})
    assert server.requests[-1].headers["host"] == f"news.example:{server.port}"


@pytest.mark.threat("SSRF")
def test_a_certificate_of_another_host_is_refused(known: Path, tmp_path: Path) -> None:
    with tls_server(known) as server:
        fetch = loopback_fetcher(tmp_path, resolve=Names(NAMES.copy()), ca_file=known)
        with pytest.raises(InputError, match=r"does not prove that it is other\.example \(Hostn"):
            fetch(f"https://other.example:{server.port}/a")
    assert server.requests == []


@pytest.mark.threat("SSRF")
def test_a_certificate_that_nobody_vouches_for_is_refused(known: Path, tmp_path: Path) -> None:
    fetch = loopback_fetcher(tmp_path)
    told = r"does not prove .*self.signed.*; check the address"
    with tls_server(known) as server, pytest.raises(InputError, match=told):
        fetch(f"https://127.0.0.1:{server.port}/a")
    assert server.requests == []


def test_a_number_may_have_a_certificate_too(known: Path, tmp_path: Path) -> None:
    with tls_server(known) as server:
        fetch = loopback_fetcher(tmp_path, ca_file=known)
        assert fetch(f"https://127.0.0.1:{server.port}/a").content == b"Brand"


@pytest.mark.threat("SSRF")
def test_nothing_leads_from_https_to_http(known: Path, tmp_path: Path) -> None:
    with tls_server(known) as server, page_server() as plain:
        server.pages["/a"] = moved(f"{plain.url}/a")
        with pytest.raises(BlockedError, match="from https to http"):
            loopback_fetcher(tmp_path, ca_file=known)(f"https://127.0.0.1:{server.port}/a")
    assert plain.calls == 0


def test_http_may_lead_to_https(known: Path, tmp_path: Path) -> None:
    with tls_server(known) as server, page_server() as plain:
        plain.pages["/a"] = moved(f"https://127.0.0.1:{server.port}/a")
        fetched = loopback_fetcher(tmp_path, ca_file=known)(f"{plain.url}/a")
    assert fetched.url == f"https://127.0.0.1:{server.port}/a"


def test_a_server_without_tls_is_told(tmp_path: Path) -> None:
    def answer() -> None:
        with plain.accept()[0] as line:
            line.sendall(page())

    with socket.create_server(("127.0.0.1", 0)) as plain:
        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(InputError, match="cannot be reached: it speaks no TLS"):
            loopback_fetcher(tmp_path)(f"https://127.0.0.1:{plain.getsockname()[1]}/a")


@pytest.mark.threat("slow drip")
def test_a_handshake_that_never_ends_does(tmp_path: Path) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        began = time.monotonic()
        fetch = loopback_fetcher(tmp_path, timeout_seconds=0.5, retries=0)
        with pytest.raises(InputError, match=r"does not answer in time|takes more than"):
            fetch(f"https://127.0.0.1:{mute.getsockname()[1]}/")
    assert time.monotonic() - began < 3


@pytest.mark.threat("slow drip")
def test_a_drip_over_tls_ends_with_the_total_time(known: Path, tmp_path: Path) -> None:
    def speak(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            time.sleep(0.05)
            line.sendall(b"x")

    with tls_server(known) as server:
        server.pages["/a"] = speak
        began = time.monotonic()
        fetch = loopback_fetcher(tmp_path, timeout_seconds=0.5, ca_file=known)
        with pytest.raises(InputError, match=r"takes more than 0\.5 seconds"):
            fetch(f"https://127.0.0.1:{server.port}/a")
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("name", ["absent.pem", "."])
def test_authorities_that_cannot_be_read_are_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="name a PEM file"):
        loopback_fetcher(tmp_path, ca_file=tmp_path / name)("https://127.0.0.1:9/")
