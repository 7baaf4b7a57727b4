"""A geocoding server on this machine that answers as a test tells it, and counts."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

FOUND = [{"lat": "12.5", "lon": "40.25", "display_name": "Vandrel, Afar, Ethiopia"}]


class Reply(NamedTuple):
    """What the server says next."""

    status: int = 200
    body: bytes = json.dumps(FOUND).encode()
    retry_after: str | None = None
    location: str | None = None
    wait: Callable[[], object] | None = None


class Server:
    """The server: give it replies, the last is repeated; ask it what it was asked.

    Attributes:
        url: Its address.
        replies: What it says, in order.
        asked: Queries, in order.
        agents: User agents, in order.
        paths: Whole paths, in order.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.replies = [Reply()]
        self.asked: list[str] = []
        self.agents: list[str] = []
        self.paths: list[str] = []


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            server.asked.append(query.get("q", query.get("text", [""]))[0])
            server.agents.append(self.headers["User-Agent"])
            server.paths.append(self.path)
            reply = server.replies.pop(0) if len(server.replies) > 1 else server.replies[0]
            if reply.wait:
                reply.wait()
            self.send_response(reply.status)
            if reply.retry_after is not None:
                self.send_header("Retry-After", reply.retry_after)
            if reply.location is not None:
                self.send_header("Location", reply.location)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def geocoding_server() -> Iterator[Server]:
    """A server for the time of a test."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server = Server(f"http://127.0.0.1:{http.server_address[1]}")
    http.RequestHandlerClass = _handler(server)
    http.handle_error = lambda *_: None  # type: ignore[method-assign]  a client may hang up
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
