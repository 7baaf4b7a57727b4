"""The build hook: what it makes, when it works at all, and how it says that it cannot."""

import json
import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
RUNTIME_LIBRARIES = {"click", "folium", "geopandas", "geopy", "orjson", "shapely"}


@pytest.fixture(scope="module")
def hatch_build() -> Any:
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def built_tree(tmp_path: Path, hatch_build: Any) -> Path:
    """A source tree in small whose products are all there and up to date."""
    (tmp_path / "geomap" / "gazetteer").mkdir(parents=True)
    (tmp_path / "geomap" / "gazetteer" / "build.py").write_text("one")
    built = tmp_path / "geomap" / "built"
    built.mkdir()
    for product in hatch_build.PRODUCTS:
        (built / product).write_text("made")
    (built / "stamp.json").write_text(json.dumps(hatch_build.stamp_of(tmp_path)))
    return tmp_path


def hook_for(hatch_build: Any, root: Path) -> Any:
    return hatch_build.BuiltFiles(str(root), {}, None, None, str(root), "wheel")


def test_what_is_up_to_date_is_not_made_again(built_tree: Path, hatch_build: Any) -> None:
    build_data: dict[str, Any] = {"force_include": {}}
    hook_for(hatch_build, built_tree).initialize("standard", build_data)
    assert (built_tree / "geomap/built/gazetteer.pack").read_text() == "made"


def test_a_changed_source_makes_the_products_stale(built_tree: Path, hatch_build: Any) -> None:
    assert hatch_build.is_fresh(built_tree)
    (built_tree / "geomap/gazetteer/build.py").write_text("two")
    assert not hatch_build.is_fresh(built_tree)


def test_a_missing_product_is_noticed(built_tree: Path, hatch_build: Any) -> None:
    (built_tree / "geomap/built/outlines.json").unlink()
    assert not hatch_build.is_fresh(built_tree)


def test_a_damaged_stamp_counts_as_none(built_tree: Path, hatch_build: Any) -> None:
    (built_tree / "geomap/built/stamp.json").write_text("{")
    assert not hatch_build.is_fresh(built_tree)


def test_only_a_wheel_takes_the_data_along(built_tree: Path, hatch_build: Any) -> None:
    included: dict[str, dict[str, str]] = {"standard": {}, "editable": {}}
    for version, paths in included.items():
        hook_for(hatch_build, built_tree).initialize(version, {"force_include": paths})
    assert included["standard"] == {str(built_tree / "data"): "geomap/data"}
    assert included["editable"] == {}


def test_a_machine_without_npm_gets_a_node_from_a_wheel(
    tmp_path: Path, hatch_build: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert hook_for(hatch_build, tmp_path).dependencies() == [hatch_build.NODE_WHEEL]


def test_no_node_is_asked_for_when_nothing_is_to_be_made(
    built_tree: Path, hatch_build: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(built_tree))
    assert hook_for(hatch_build, built_tree).dependencies() == []


def test_a_failing_npm_ends_the_build_with_its_words_and_the_way_out(
    tmp_path: Path, hatch_build: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'the network is down' >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(SystemExit, match=r"(?s)'npm ci .*the network is down.*npm config list"):
        hatch_build.fetch_npm_packages(ROOT, tmp_path)


def test_the_builders_need_nothing_that_the_build_environment_lacks() -> None:
    loaded = modules_of_the_builders()
    assert not RUNTIME_LIBRARIES & {name.partition(".")[0] for name in loaded}


def test_every_source_of_a_builder_counts_as_an_input(hatch_build: Any) -> None:
    inputs = set(hatch_build.input_files(ROOT))
    sources = {Path(file) for name, file in modules_of_the_builders().items() if "geomap" in name}
    doors = {path for path in sources if path.name in {"__init__.py", "version.py"}}
    assert sources - doors <= inputs


def test_make_installs_again_when_an_input_changes(hatch_build: Any) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [name for name in hatch_build.INPUTS if name not in makefile] == []


def modules_of_the_builders() -> dict[str, str]:
    """Every module that importing the two builders loads, with its file."""
    code = (
        "import json, sys, geomap.gazetteer.build, geomap.outputs.page.outlines\n"
        "print(json.dumps({n: getattr(m, '__file__', None) or '' for n, m in sys.modules.items()}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    modules: dict[str, str] = json.loads(done.stdout)
    return modules
