"""Joins the page's script and style into one text each: no tool, no minifier, the same every time.

The modules are plain ES modules. Joined in `MODULES` order inside one function, each finds what it
imports above itself, so its `import` and `export` words can go. Top-level names are therefore one
name space; a test watches that no two modules share one.
"""

import re
from functools import cache
from pathlib import Path

from geomap.errors import GeomapError
from geomap.resources import built_file

_FOLDER = Path(__file__).parent
MODULES = (
    *("dom", "words", "dates", "island", "projection", "texts", "table", "filters", "search"),
    *("shapes", "clusters", "density", "canvas_layer", "ground", "marks", "incidents_layer"),
    *("card", "details", "legend", "list", "timeline", "address", "download", "paper"),
    *("theme", "about", "chart", "page", "main"),
)
"""Every module of `script/`, each after all that it imports."""
STYLES = ("theme", "frame", "controls", "cards", "paper")

_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let) )", re.MULTILINE)
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_PICTURE = re.compile(r"url\(images/[^)]*\)")


@cache
def page_script() -> str:
    """The page's script, one function that runs at once."""
    bodies = (_bare((_FOLDER / "script" / f"{name}.js").read_text("utf-8")) for name in MODULES)
    return _inline("(() => {\n" + '"use strict";\n' + "\n".join(bodies) + "})();\n")


@cache
def page_style() -> str:
    """The page's style sheet."""
    return "\n".join((_FOLDER / "style" / f"{name}.css").read_text("utf-8") for name in STYLES)


@cache
def page_skeleton() -> str:
    """The elements that the script fills."""
    return (_FOLDER / "page.html").read_text("utf-8")


@cache
def leaflet_script() -> str:
    """Leaflet, without the pointer to a map of its source."""
    return _inline(_SOURCE_MAP.sub("", built_text("leaflet.js")))


@cache
def leaflet_style() -> str:
    """Leaflet's style sheet, without the pictures that it would fetch."""
    return _PICTURE.sub("none", built_text("leaflet.css"))


def built_text(name: str) -> str:
    """A file that the build hook made.

    Raises:
        GeomapError: It is not there.
    """
    path = built_file(name)
    try:
        return path.read_text("utf-8").replace("\r\n", "\n")
    except FileNotFoundError as error:
        raise GeomapError(f"{path} is missing; install geomap again to build it") from error


def _bare(module: str) -> str:
    """A module without `import` and `export`."""
    return _EXPORT.sub("", _IMPORT.sub("", module))


def _inline(script: str) -> str:
    """The script, if it may stand between script tags as it is."""
    if re.search(r"</script|<!--", script, re.IGNORECASE):
        raise GeomapError("a script of the page holds '</script' or '<!--'; write it in two parts")
    return script
