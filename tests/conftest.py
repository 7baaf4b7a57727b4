"""Browser tests use the Chromium of the machine; without one they are skipped and counted aloud."""

import os
import shutil

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_CHROMIUM = f"no Chromium on this machine (looked for {', '.join(CHROMIUM_NAMES)})"


def find_chromium() -> str | None:
    """The path of the first Chromium on PATH, if any."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a browser test where there is no browser, unless GEOMAP_REQUIRE_BROWSER forbids it."""
    if item.get_closest_marker("browser") is None or find_chromium():
        return
    refuse = pytest.fail if os.environ.get("GEOMAP_REQUIRE_BROWSER") else pytest.skip
    refuse(NO_CHROMIUM)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where the Chromium of this machine is; only tests marked `browser` may ask."""
    path = find_chromium()
    assert path, NO_CHROMIUM
    return path


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many browser tests did not run: a green line alone would hide it."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(NO_CHROMIUM in str(report.longrepr) for report in skipped)
    if count:
        words = f"{count} browser tests SKIPPED: {NO_CHROMIUM}"
        terminalreporter.write_line(words, yellow=True, bold=True)
