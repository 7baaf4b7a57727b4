"""Background tiles in a page that `geomap serve` hands out, in a real Chromium over loopback."""

import re
import signal
import subprocess
import sys
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from page_incidents import SAMPLE

from geomap.outputs.page.map import IncidentMap

DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


class TileHandler(BaseHTTPRequestHandler):
    """Answers as tile servers do: only who says what site asks gets a tile."""

    told: list[str | None]

    def do_GET(self) -> None:
        """Note who asks, and send a picture or a refusal."""
        referrer = self.headers.get("Referer")
        self.told.append(referrer)
        self.send_response(200 if referrer else 403)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(DOT if referrer else b"")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Be silent."""


@contextmanager
def tile_server() -> Iterator[tuple[str, list[str | None]]]:
    """The address of a tile server, and what sites it was told."""
    told: list[str | None] = []
    handler = type("Handler", (TileHandler,), {"told": told})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png", told
        server.shutdown()


@contextmanager
def served(page: Path) -> Iterator[str]:
    """The address at which `geomap serve` shows a page."""
    command = [sys.executable, "-m", "geomap", "serve", str(page)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as it:
        assert it.stdout
        yield it.stdout.readline().strip()
        it.send_signal(signal.SIGINT)
        it.communicate(timeout=10)


def painted_tiles(chromium: Any, address: str) -> int:
    """How many tiles a browser shows."""
    tab = chromium.new_page()
    tab.goto(address)
    tab.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
    tab.wait_for_timeout(500)
    count = "all => all.filter(tile => tile.naturalWidth > 0).length"
    shown = tab.locator("img.leaflet-tile-loaded").evaluate_all(count)
    tab.close()
    return int(shown)


@pytest.mark.browser
def test_a_served_page_tells_the_tile_server_its_site_and_gets_tiles(
    tmp_path: Path, chromium: Any
) -> None:
    page = tmp_path / "page.html"
    with tile_server() as (url, told):
        IncidentMap(SAMPLE, tiles=url).save(page)
        with served(page) as address:
            assert painted_tiles(chromium, address) > 0
    assert set(told) == {address.removesuffix("page.html")}


@pytest.mark.browser
def test_a_page_from_a_disk_names_no_site_and_gets_none(tmp_path: Path, chromium: Any) -> None:
    page = tmp_path / "page.html"
    with tile_server() as (url, told):
        IncidentMap(SAMPLE, tiles=url).save(page)
        assert painted_tiles(chromium, page.as_uri()) == 0
    assert set(told) == {None}


@pytest.mark.parametrize(
    ("tiles", "policy"),
    [
        (None, "no-referrer"),
        ("https://tiles.example.org/{z}/{x}/{y}.png", "strict-origin-when-cross-origin"),
    ],
)
def test_only_a_page_with_tiles_says_where_it_is(tiles: str | None, policy: str) -> None:
    page = IncidentMap(SAMPLE, tiles=tiles).get_root().render()
    assert re.findall('name="referrer" content="([^"]*)"', page) == [policy]
