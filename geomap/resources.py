"""Find the facts that ship with the tool, in a checkout and in a wheel alike.

`data/` holds what people can read and check; `geomap/built/` what the build hook made from sources
that are too large or not ours to keep. A wheel carries the first as `geomap/data`. What may be
deleted at any time goes into the user's cache folder.
"""

import os
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from geomap.errors import GeomapError, LexiconError

_PACKAGE = Path(__file__).parent


@cache
def data_folder() -> Path:
    """The folder of readable facts: `geomap/data` in a wheel, `data` beside it in a checkout."""
    for folder in (_PACKAGE / "data", _PACKAGE.parent / "data"):
        if (folder / "event_types.toml").is_file():
            return folder
    raise GeomapError(f"no data folder beside {_PACKAGE}; install geomap again")


def built_file(name: str) -> Path:
    """The path of a file that the build hook makes; it need not exist."""
    return _PACKAGE / "built" / name


def read_table(*parts: str) -> dict[str, Any]:
    """Read a TOML file of `data/`, named by its path parts.

    Raises:
        LexiconError: The file is absent or no TOML; the message names it.
    """
    path = data_folder().joinpath(*parts)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise LexiconError(f"{path} is missing; install geomap again") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: {error}") from error


def languages_with(room: str) -> tuple[str, ...]:
    """The languages (ISO 639-1) for which `data/<room>/<language>.toml` exists, sorted."""
    return tuple(sorted(p.stem for p in (data_folder() / room).glob("??.toml")))


def cache_folder() -> Path:
    """The folder for what may be deleted at any time, after the custom of the system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "geomap" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "geomap"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "geomap"
