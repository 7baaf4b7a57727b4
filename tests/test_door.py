"""The front door: what `import geomap` shows, and how little it loads."""

import ast
import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

import geomap

HEAVY = {"branca", "click", "folium", "geopandas", "geopy", "numpy", "orjson", "pandas", "shapely"}
PROMISED = {
    *("incidents_in", "places_in", "Gazetteer", "to_frame", "to_geojson", "IncidentMap"),
    *("Document", "Incident", "Options", "GeomapError"),
}
PUBLIC = sorted(geomap.__all__)


def modules_after(statement: str) -> set[str]:
    """The top-level modules that a fresh Python holds after one statement."""
    code = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    return set(done.stdout.split())


def test_the_door_shows_exactly_the_public_names() -> None:
    shown = {name for name in dir(geomap) if not name.startswith("_")}
    assert shown == set(geomap.__all__) == PROMISED


def test_the_public_names_stand_once_and_sorted() -> None:
    assert list(geomap.__all__) == sorted(set(geomap.__all__))


def test_type_checkers_see_the_names_that_the_door_shows() -> None:
    door = ast.parse(Path(inspect.getfile(geomap)).read_text(encoding="utf-8"))
    blocks = [node for node in door.body if isinstance(node, ast.If)]
    lines = [node for block in blocks for node in block.body if isinstance(node, ast.ImportFrom)]
    assert {alias.name for line in lines for alias in line.names} == PROMISED


def test_importing_the_package_loads_no_library() -> None:
    assert not HEAVY & modules_after("import geomap")


def test_reading_an_article_loads_no_map_or_table_library() -> None:
    article = 'geomap.Document(id="a", text="Er was zondag brand in Hengelo.")'
    loaded = modules_after(f"import geomap; geomap.incidents_in({article})")
    assert not {"folium", "geopandas", "geopy", "numpy", "pandas", "shapely"} & loaded


def test_the_probe_sees_a_library_that_is_loaded() -> None:
    assert "orjson" in modules_after("import geomap, orjson")


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="incident_map"):
        _ = geomap.incident_map  # type: ignore[attr-defined]


def test_the_package_says_that_it_is_typed() -> None:
    assert Path(inspect.getfile(geomap)).with_name("py.typed").is_file()


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_explained(name: str) -> None:
    explained = getattr(geomap, name).__doc__
    assert explained
    assert not explained.startswith(f"{name}("), "that is the signature dataclasses write"


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_method_is_explained(name: str) -> None:
    for function in methods(getattr(geomap, name)):
        hidden = function.__name__.startswith("_")
        assert hidden or function.__doc__, function.__qualname__


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_annotated(name: str) -> None:
    for function in methods(getattr(geomap, name)):
        assert not unannotated(function), function.__qualname__


def methods(thing: Any) -> Iterator[Callable[..., Any]]:
    """A function itself, or the functions of a class that somebody wrote."""
    if isinstance(thing, FunctionType):
        yield thing
    elif isinstance(thing, type):
        made = is_dataclass(thing)
        own = (m for name, m in vars(thing).items() if not (made and is_dunder(name)))
        plain = (getattr(member, "__func__", member) for member in own)
        yield from (member for member in plain if isinstance(member, FunctionType))


def is_dunder(name: str) -> bool:
    """Whether a method's name is Python's own; a dataclass gets those made for it."""
    return name.startswith("__") and name.endswith("__")


def unannotated(function: Callable[..., Any]) -> list[str]:
    """The parameters without a type, and "return" where it has none."""
    names = [n for n in inspect.signature(function).parameters if n not in {"self", "cls"}]
    return [name for name in [*names, "return"] if name not in function.__annotations__]


def test_a_missing_annotation_is_found() -> None:
    def half(a: int, b, *, c=1):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        return a, b, c

    assert unannotated(half) == ["b", "c", "return"]
