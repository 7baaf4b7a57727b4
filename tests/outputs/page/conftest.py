"""A Chromium for the tests of the page, cut off from the network."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from geomap.incidents.incident import Incident
from geomap.outputs.page.map import IncidentMap

CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
)


TOOLS = Path(__file__).parent / "tools"
NO_NODE = "no node with npm on this machine, or npm could not fetch"


def refuse(reason: str) -> None:
    """Skip, or fail where nothing of the page may go untested."""
    (pytest.fail if os.environ.get("GEOMAP_REQUIRE_BROWSER") else pytest.skip)(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests of the page's script did not run."""
    skipped = terminalreporter.stats.get("skipped", [])
    if count := sum(NO_NODE in str(report.longrepr) for report in skipped):
        words = f"{count} tests of the page SKIPPED: {NO_NODE}"
        terminalreporter.write_line(words, yellow=True, bold=True)


@pytest.fixture(scope="session")
def node() -> str:
    """The path of node."""
    found = shutil.which("node")
    if not found:
        refuse(NO_NODE)
    return str(found)


@pytest.fixture(scope="session")
def node_modules(node: str, pytestconfig: pytest.Config) -> Path:
    """The packages of `tools/package-lock.json`, fetched once and kept in pytest's cache."""
    assert node
    lock = TOOLS / "package-lock.json"
    folder = pytestconfig.cache.mkdir("page-tools") / sha256(lock.read_bytes()).hexdigest()[:16]
    if not (folder / "done").exists():
        fetch(folder)
    return folder / "node_modules"


def fetch(folder: Path) -> None:
    """Install what the lock file names; the checksums in it are verified by npm."""
    npm = shutil.which("npm")
    folder.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(TOOLS / name, folder / name)
    command = (str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    if not npm or subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode:
        refuse(NO_NODE)
    (folder / "done").touch()


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Any]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=list(CHROMIUM_OPTIONS)
        )
        yield browser
        browser.close()


class OpenPage:
    """A page opened from disk, with what it asked for and what it complained about."""

    def __init__(self, chromium: Any, path: Path, size: tuple[int, int], theme: str) -> None:
        view = {"width": size[0], "height": size[1]}
        self.path = path
        options = {"color_scheme": theme, "locale": "en-GB"}
        self.context = chromium.new_context(viewport=view, **options)
        self.tab = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.tab.on("console", lambda message: self.complaints.append(message.text))
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.route("**/*", self._cut)
        self.tab.add_init_script("window.ran = 0; window.run = () => { window.ran += 1; };")

    def _cut(self, route: Any) -> None:
        """Let the page itself in, and nothing else."""
        if route.request.url.split("#")[0] == self.path.as_uri():
            route.continue_()
            return
        self.requests.append(route.request.url)
        route.abort()

    def open(self, fragment: str = "") -> "OpenPage":
        """Open the page and wait until it shows its incidents."""
        self.tab.goto(f"{self.path.as_uri()}{fragment}")
        self.tab.wait_for_selector("html[data-ready]", state="attached", timeout=10_000)
        return self

    def text(self, selector: str) -> str:
        """What an element says."""
        return str(self.tab.text_content(selector))

    def wait_for_rows(self, count: int) -> None:
        """Wait until the list holds so many entries; the policy forbids waiting for a script."""
        expect(self.tab.locator("#geomap-list .row")).to_have_count(count)

    def list_titles(self) -> list[str]:
        """The headlines of the list, top to bottom."""
        return list(
            self.tab.eval_on_selector_all(".row-title", "all => all.map(e => e.textContent)")
        )


@pytest.fixture
def show(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., OpenPage]]:
    """Writes incidents or a map to disk and opens it."""
    opened: list[OpenPage] = []

    def open_page(
        what: Sequence[Incident] | IncidentMap,
        fragment: str = "",
        size: tuple[int, int] = (1280, 800),
        theme: str = "light",
    ) -> OpenPage:
        page = what if isinstance(what, IncidentMap) else IncidentMap(what, title="A title")
        path = tmp_path / f"page{len(opened)}.html"
        page.save(path)
        opened.append(OpenPage(chromium, path, size, theme))
        return opened[-1].open(fragment)

    yield open_page
    for page in opened:
        page.context.close()
