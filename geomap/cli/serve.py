"""`geomap serve`: hand pages to a browser on this machine, for those who want map tiles.

Tile servers refuse a page that was opened from a disk, for it names no site that it comes from.
Whoever can name an address can make a browser ask for it, so only this machine is listened to, only
requests that name it are answered, and nothing outside of the folder is handed out.
"""

import html
import os
import re
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from urllib.parse import quote, unquote_to_bytes, urlsplit

import click

from geomap.cli.flags import PATH
from geomap.cli.group import FINE
from geomap.errors import InputError, OptionError
from geomap.outputs.terminal import visible

_EXAMPLE = """\b
Example:
  geomap serve maps/mine"""

_HERE = "127.0.0.1"
_OURS = re.compile(r"(?:127\.0\.0\.1|localhost)(?::[0-9]+)?", re.IGNORECASE)
_PORTS = click.IntRange(0, 65_535)
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
}
"""What is handed out, by the end of its name; all else is not for browsers."""

_HEAD = '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>geomap</title>\n<ul>\n'


@click.command("serve", epilog=_EXAMPLE)
@click.argument("page", metavar="PAGE|DIR", type=PATH)
@click.option("--port", type=_PORTS, default=0, metavar="N", help="Port; a free one unless given.")
def command(*, page: str, port: int) -> int:
    """Show a map page, or a folder of them, at an address of this machine.

    Pages with background tiles need it. No other machine can reach the address. Ctrl-C ends it.
    """
    with _server(Path(page), port) as server:
        click.echo(visible(f"http://{_HERE}:{server.server_port}{_start(Path(page))}"))
        click.echo("Ctrl-C ends it", err=True)
        server.serve_forever()
    return FINE


def _server(page: Path, port: int) -> ThreadingHTTPServer:
    if not page.exists():
        raise InputError(f"{page}: there is no such file or folder; check the name")
    if page.is_file() and page.suffix.lower() not in _TYPES:
        raise InputError(f"{page}: is no page; name one that ends in .html, or a folder")
    folder = Path(os.path.realpath(page))
    only = None if page.is_dir() else folder.name
    try:
        return Server(
            (_HERE, port), partial(Handler, folder if page.is_dir() else folder.parent, only)
        )
    except OSError as error:
        raise OptionError(f"port {port}: {error.strerror}; choose another, or none") from error


def _start(page: Path) -> str:
    return "/" if page.is_dir() else "/" + quote(Path(os.path.realpath(page)).name)


class Server(ThreadingHTTPServer):
    """Answers several requests at once, and does not wait for open ones at the end."""

    daemon_threads = True

    def server_bind(self) -> None:
        """Take the port without asking a name server what this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD for the files of one folder.

    Args:
        folder: Its real path.
        only: The one file to hand out, or None for all.
        rest: What `socketserver` gives.
    """

    timeout = 30  # seconds that a silent connection may stay open

    def __init__(self, folder: Path, only: str | None, *rest: Any) -> None:
        self.folder, self.only = folder, only
        super().__init__(*rest)

    def do_GET(self) -> None:
        """Send a file or the list of a folder."""
        if not all(map(_OURS.fullmatch, self.headers.get_all("Host", [""]))):
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        try:
            self._hand_out(self._wanted())
        except (OSError, ValueError):  # ValueError: no address at all
            self._refuse(HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    def do_POST(self) -> None:
        """Refuse every other method."""
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED)

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = do_POST  # noqa: N815

    def version_string(self) -> str:
        """Nobody needs to know what answers."""
        return "geomap"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's signature
        """Requests are nobody's business."""

    def _hand_out(self, path: Path | None) -> None:
        if path is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        elif path.is_dir():
            self._answer(self._list(path), _TYPES[".html"])
        else:
            self._answer(path.read_bytes(), _TYPES[path.suffix.lower()])

    def _wanted(self) -> Path | None:
        """The file or folder that the address means, if it may be handed out.

        Links are followed only as far as the folder reaches; hidden names are not for others.
        """
        parts = os.fsdecode(unquote_to_bytes(urlsplit(self.path).path)).split("/")
        if any(part.startswith(".") or "\\" in part or "\0" in part for part in parts):
            return None
        path = Path(os.path.realpath(self.folder.joinpath(*filter(None, parts))))
        if not path.is_relative_to(self.folder):
            return None
        if self.only is not None and path == self.folder:
            path = self.folder / self.only
        if self.only is not None and path != self.folder / self.only:
            return None
        if path.is_dir():
            return path / "index.html" if (path / "index.html").is_file() else path
        return path if path.is_file() and path.suffix.lower() in _TYPES else None

    def _list(self, folder: Path) -> bytes:
        names = sorted(
            path.name + "/" * path.is_dir()
            for path in folder.iterdir()
            if not path.name.startswith(".") and (path.is_dir() or path.suffix.lower() in _TYPES)
        )
        above = "".join(f"/{part}" for part in folder.relative_to(self.folder).parts)
        rows = [
            f'<li><a href="{quote(os.fsencode(f"{above}/{name}"))}">{html.escape(name)}</a></li>\n'
            for name in names
        ]
        return (_HEAD + "".join(rows)).encode("utf-8", "replace")

    def _refuse(self, status: HTTPStatus) -> None:
        words = f"{status.value} {status.phrase}\n".encode()
        self._answer(words, "text/plain; charset=utf-8", status)

    def _answer(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Content-Type-Options", "nosniff")
        if not kind.startswith("text/html"):  # pages bring a policy of their own
            self.send_header("Content-Security-Policy", "script-src 'none'")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cache-Control", "no-store")
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
