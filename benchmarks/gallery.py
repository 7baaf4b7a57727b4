"""The pictures of docs/gallery.md, taken of real pages: `make gallery`.

Three of the sample articles are read, mapped and opened in a Chromium, and so are made-up incidents
(`_corpus.py`). Pictures are kept with few colors, for they are part of the repository.
"""

import shutil
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from _corpus import made_incidents
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from geomap.cli import main as geomap
from geomap.incidents.incident import Incident
from geomap.outputs.geojson import read_geojson
from geomap.outputs.page.map import IncidentMap

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "gallery"
MOST_BYTES = 500_000
COLORS = 256
ARTICLES = ("almaty-nl.txt", "almaty-kk.txt", "aktau-ru.txt")
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 780}


class Shot(NamedTuple):
    """A picture: its file, the incidents, the window, and what is done before it is taken."""

    name: str
    incidents: Callable[[], Sequence[Incident]]
    window: dict[str, int]
    theme: str
    title: str
    act: Callable[[Page], object]


def sample() -> tuple[Incident, ...]:
    """The incidents of the sample articles."""
    with TemporaryDirectory() as folder:
        articles = [str(ROOT / "data" / "articles" / name) for name in ARTICLES]
        words = ["run", *articles, "--out", folder]
        CliRunner().invoke(geomap, words, catch_exceptions=False)
        return read_geojson(Path(folder) / "incidents.geojson")


def open_card(page: Page) -> None:
    """Open the card of an incident in the list."""
    page.locator("button.row").nth(3).click()


def wait(page: Page) -> None:
    """Take the page as it opens."""
    page.wait_for_timeout(200)


SHOTS = (
    Shot("light", sample, DESK, "light", "Kazakhstan, January 2022", wait),
    Shot("dark", sample, DESK, "dark", "Kazakhstan, January 2022", open_card),
    Shot("phone", sample, PHONE, "light", "Kazakhstan, January 2022", wait),
    Shot("many", lambda: made_incidents(100_000), DESK, "light", "100,000 made-up incidents", wait),
)


def taken(shot: Shot, chromium: Any, folder: Path) -> bytes:
    """A screenshot of one page, with few colors."""
    path = folder / f"{shot.name}.html"
    IncidentMap(shot.incidents(), title=shot.title, theme=shot.theme).save(path)  # type: ignore[arg-type]
    page = chromium.new_page(viewport=shot.window)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
    shot.act(page)
    page.wait_for_timeout(1000)
    image = Image.open(BytesIO(page.screenshot())).convert("RGB")
    page.close()
    packed = BytesIO()
    with_few_colors(image).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def with_few_colors(image: Image.Image) -> Image.Image:
    """The picture in its most frequent colors: what is drawn flat keeps its own."""
    counted: Any = image.getcolors(image.width * image.height)
    frequent = [color for _, color in sorted(counted, reverse=True)[:COLORS]]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for color in frequent for part in color])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def main() -> None:
    """Take all pictures and tell their size."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        raise SystemExit("benchmarks/gallery.py needs a Chromium; install one")
    TARGET.mkdir(parents=True, exist_ok=True)
    total = 0
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for shot in SHOTS:
            picture = taken(shot, chromium, Path(folder))
            (TARGET / f"{shot.name}.png").write_bytes(picture)
            total += len(picture)
            print(f"{shot.name:<10}{len(picture) / 1000:>8.0f} kB", flush=True)
        chromium.close()
    print(f"{'total':<10}{total / 1000:>8.0f} kB  promised < {MOST_BYTES / 1000:.0f} kB")


if __name__ == "__main__":
    main()
