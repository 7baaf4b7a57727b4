"""Background tiles in a page that `geomap serve` hands out, in a real Chromium over loopback."""

import threading
from base64 import b64decode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright
from test_map import FIRE, HEAD, draw
from test_serve import Running

pytestmark = pytest.mark.browser

DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


class TileHandler(BaseHTTPRequestHandler):
    """Answers as tile servers do: only who says what site asks gets a tile."""

    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        """Note who asks, and send a picture or a refusal."""
        referrer = self.headers.get("Referer")
        self.asked.append((self.path, referrer))
        self.send_response(200 if referrer else 403)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(DOT if referrer else b"")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Be silent."""


@pytest.fixture
def tiles() -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    """The address of a tile server, and what it was asked."""
    asked: list[tuple[str, str | None]] = []
    handler = type("Handler", (TileHandler,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png", asked
        server.shutdown()


def painted_tiles(chromium_path: str, address: str) -> int:
    """How many tiles a browser shows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto(address)
        tab.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        tab.wait_for_timeout(1000)
        shown = tab.locator("img.leaflet-tile-loaded").evaluate_all(
            "all => all.filter(tile => tile.naturalWidth > 0).length"
        )
        browser.close()
    return int(shown)


def test_a_served_page_tells_the_tile_server_its_site_and_gets_tiles(
    tmp_path: Path, chromium_path: str, tiles: tuple[str, list[tuple[str, str | None]]]
) -> None:
    url, asked = tiles
    table = tmp_path / "points.csv"
    table.write_text(HEAD + FIRE, encoding="utf-8")
    assert draw(table, "--tiles", url).exit_code == 0
    running = Running(tmp_path / "page.html")
    shown = painted_tiles(chromium_path, running.address)
    running.end()
    assert shown > 0
    assert {referrer for _, referrer in asked} == {f"http://127.0.0.1:{running.port}/"}


def test_a_page_without_tiles_asks_nobody(tmp_path: Path) -> None:
    table = tmp_path / "points.csv"
    table.write_text(HEAD + FIRE, encoding="utf-8")
    draw(table)
    assert '<meta name="referrer" content="no-referrer">' in (tmp_path / "page.html").read_text()
