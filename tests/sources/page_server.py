"""A web server on this machine that sends, byte for byte, what a test tells it, and counts."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import NamedTuple

Script = Callable[[socket.socket], None]
"""Speaks for the server, for as long as it likes."""


class Request(NamedTuple):
    """A question as it came."""

    path: str
    headers: dict[str, str]


@dataclass
class PageServer:
    """The server: give its pages by path, each a reply or a list of them of which the last stays.

    Attributes:
        host: Its number.
        port: Its port.
        pages: Raw replies by path, or scripts; other paths are not found.
        requests: What it was asked, in order.
        calls: How many connections it took, whatever came over them.
    """

    host: str
    port: int
    pages: dict[str, bytes | Script | list[bytes]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    calls: int = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{self.host}:{self.port}"

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.path for request in self.requests]


def page(body: bytes = b"<p>Hengelo", status: str = "200 OK", **headers: str) -> bytes:
    """A reply with its length; `content_length=""` leaves that out."""
    fields = {"content_length": str(len(body)), "content_type": "text/html", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items() if value]
    head = "".join(f"{line}\r\n" for line in [f"HTTP/1.1 {status}", *lines])
    return head.encode() + b"\r\n" + body


def moved(location: str, status: str = "302 Found") -> bytes:
    """A reply that leads elsewhere."""
    return page(b"", status, location=location)


def drip(start: bytes, drop: bytes, pause: float = 0.05) -> Script:
    """A script that never ends: a beginning, then the same drop again and again."""

    def speak(line: socket.socket) -> None:
        line.sendall(start)
        ended = threading.Event()
        while not ended.wait(pause):
            line.sendall(drop)

    return speak


def _request(line: socket.socket) -> Request | None:
    head = b""
    while b"\r\n\r\n" not in head:
        chunk = line.recv(65_536)
        if not chunk:
            return None
        head += chunk
    first, *rest = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    fields = (field.partition(": ") for field in rest)
    return Request(first.split()[1], {name.lower(): value for name, _, value in fields})


def _answer(server: PageServer, line: socket.socket) -> None:
    request = _request(line)
    if request is None:
        return
    server.requests.append(request)
    reply = server.pages.get(request.path, page(b"", "404 Not Found"))
    if isinstance(reply, list):
        reply = reply.pop(0) if len(reply) > 1 else reply[0]
    if isinstance(reply, bytes):
        line.sendall(reply)
    else:
        reply(line)


def _wrapped(line: socket.socket, tls: ssl.SSLContext | None) -> socket.socket:
    return tls.wrap_socket(line, server_side=True) if tls else line


def _serve(server: PageServer, listener: socket.socket, tls: ssl.SSLContext | None) -> None:
    def take(line: socket.socket) -> None:
        with suppress(OSError), line, _wrapped(line, tls) as speaking:
            _answer(server, speaking)

    while True:
        try:
            line, _ = listener.accept()
        except OSError:
            return
        server.calls += 1
        threading.Thread(target=take, args=(line,), daemon=True).start()


@contextmanager
def page_server(
    host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[PageServer]:
    """A server for the time of a test."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
        server = PageServer(host, listener.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(server, listener, tls), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join()


@contextmanager
def two_servers(first: str, second: str) -> Iterator[tuple[PageServer, PageServer]]:
    """Servers on two numbers of this machine that listen on the same port."""
    for _ in range(20):  # the port of the first may be taken on the second
        with ExitStack() as stack:
            server = stack.enter_context(page_server(first))
            with suppress(OSError):
                other = stack.enter_context(page_server(second, server.port))
                both = stack.pop_all()
                break
    with both:
        yield server, other
