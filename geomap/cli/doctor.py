"""`geomap doctor`: is everything here that geomap needs, and does it work?"""

import os
import platform
import sqlite3
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

import click

from geomap.cli.flags import JSON
from geomap.cli.group import FINE, INPUT_FAILED
from geomap.cli.printing import echo_json
from geomap.errors import GeomapError
from geomap.outputs.terminal import visible
from geomap.resources import built_file, cache_folder, data_folder, languages_with
from geomap.version import __version__

_EXAMPLE = """\b
Example:
  geomap doctor"""

# What each extra brings: the module that shows it is there, and what it is good for.
EXTRAS = {
    "geoparquet": ("pyarrow", "GeoParquet"),
    "picture": ("matplotlib", "geomap map --picture"),
    "postgis": ("sqlalchemy", "geomap export to PostGIS"),
    "spacy": ("spacy", "--recognizer spacy:NAME"),
    "warc": ("warcio", "web archives"),
}
_NEEDED = (
    *("click", "feedparser", "folium", "geopandas", "geopy", "lxml-html-clean", "numpy"),
    *("openpyxl", "orjson", "pypdfium2", "shapely", "trafilatura", "urllib3"),
)
_SENTENCE = "A fire in a warehouse in Hengelo injured two people on Sunday."
_COLORS = {"fine": "green", "absent": None, "broken": "red"}


class Finding(NamedTuple):
    """One thing looked at.

    Attributes:
        name: What.
        state: "absent" is something that one can do without.
        words: What was found, and the way out where it is not fine.
    """

    name: str
    state: Literal["fine", "absent", "broken"]
    words: str


@click.command("doctor", epilog=_EXAMPLE)
@JSON
def command(*, as_json: bool) -> int:
    """Check the installation: gazetteer, libraries, extras, browser, write access.

    Exit code 3 when something that geomap needs is broken. Nothing is sent anywhere.
    """
    findings = [finding for check in _CHECKS for finding in check()]
    if as_json:
        echo_json([finding._asdict() for finding in findings])
    for finding in () if as_json else findings:
        state = click.style(f"{finding.state:<7}", fg=_COLORS[finding.state])
        click.echo(f"{state} {finding.name:<12} {visible(finding.words)}")
    return INPUT_FAILED if any(finding.state == "broken" for finding in findings) else FINE


def _program() -> Iterator[Finding]:
    where = Path(__file__).parent.parent
    yield Finding("geomap", "fine", f"{__version__} in {where}")
    python = f"{platform.python_version()}, {platform.system()} {platform.machine()}"
    yield Finding("python", "fine", f"{python}, {sys.executable}")


def _gazetteer() -> Iterator[Finding]:
    from geomap.gazetteer.index import GazetteerIndex  # noqa: PLC0415 - a broken one is a finding

    try:
        index = GazetteerIndex.open(None)
        index.verify()
    except GeomapError as error:
        yield Finding("gazetteer", "broken", str(error))
    else:
        facts = index.info()
        words = f"{facts['counts']['places']:,} places, checksum right: {facts['path']}"
        yield Finding("gazetteer", "fine", words)


def _knowledge() -> Iterator[Finding]:
    from geomap.pipeline import Options, default_stages, read  # noqa: PLC0415
    from geomap.text.document import Document  # noqa: PLC0415

    document = Document(id="doctor", text=_SENTENCE, published=date(2026, 3, 3))
    try:
        incidents = read(document, default_stages(Options())).incidents
    except GeomapError as error:
        yield Finding("reading", "broken", str(error))
        return
    languages = f"{len(languages_with('lexicon'))} languages in {data_folder()}"
    if [incident.place_name for incident in incidents] == ["Hengelo"]:
        yield Finding("reading", "fine", f"finds the incident of a sample sentence; {languages}")
    else:
        way_out = "install geomap again"
        yield Finding("reading", "broken", f"misses the incident of a sample sentence; {way_out}")


def _page() -> Iterator[Finding]:
    parts = [built_file(name) for name in ("leaflet.js", "leaflet.css", "outlines.json")]
    missing = [str(path) for path in parts if not path.is_file()]
    if missing:
        words = f"{', '.join(missing)}: missing; install geomap again"
        yield Finding("page", "broken", words)
    else:
        yield Finding("page", "fine", "its parts are there")


def _libraries() -> Iterator[Finding]:
    missing = [name for name in _NEEDED if find_spec(name.replace("-", "_")) is None]
    if missing:
        words = f"missing: {', '.join(missing)}; install geomap again"
        yield Finding("libraries", "broken", words)
    else:
        yield Finding("libraries", "fine", ", ".join(f"{n} {_version(n)}" for n in _NEEDED))


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "of unknown version"


def _sqlite() -> Iterator[Finding]:
    with closing(sqlite3.connect(":memory:")) as memory:
        try:
            memory.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
            memory.execute("CREATE VIRTUAL TABLE boxes USING rtree(id, west, east)")
        except sqlite3.OperationalError as error:
            words = f"{sqlite3.sqlite_version}: {error}; --store needs a Python with full SQLite"
            yield Finding("sqlite", "broken", words)
            return
    yield Finding("sqlite", "fine", f"{sqlite3.sqlite_version}, with full text and R-tree")


def _extras() -> Iterator[Finding]:
    for extra, (module, gives) in EXTRAS.items():
        if find_spec(module):
            yield Finding(extra, "fine", f"{gives}: {module} {_version(module)}")
        else:
            yield Finding(extra, "absent", f"{gives}: pip install 'geomap[{extra}]'")


def _browser() -> Iterator[Finding]:
    try:
        yield Finding("browser", "fine", webbrowser.get().name)
    except webbrowser.Error:
        words = "none found; open the pages by hand, or on another machine"
        yield Finding("browser", "absent", words)


def _writing() -> Iterator[Finding]:
    for name, folder in (
        ("this folder", Path.cwd()),
        ("temporary", Path(tempfile.gettempdir())),
        ("cache", cache_folder()),
    ):
        standing = next(above for above in (folder, *folder.parents) if above.exists())
        if os.access(standing, os.W_OK):
            yield Finding(name, "fine", f"{folder} can be written")
        else:
            yield Finding(name, "absent", f"{folder} is closed to writing; name other folders")


_CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    *(_program, _gazetteer, _knowledge, _page, _libraries, _sqlite),
    *(_extras, _browser, _writing),
)
