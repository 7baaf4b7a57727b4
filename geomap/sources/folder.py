"""Find the articles in a folder, or those that a pattern matches."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from geomap.errors import InputError
from geomap.sources.kinds import BY_SUFFIX, GZIP

SUFFIXES = tuple(BY_SUFFIX)
_PAGES = (".html", ".htm")
_SAVED = "_files"
_SIGNS = frozenset("*?[")


def articles_in(folder: str, blocked: Callable[[OSError], None]) -> Iterator[str]:
    """The article files of a folder and its subfolders, in order of their names.

    Hidden files and folders are passed over, and the folders in which browsers keep the parts of a
    saved page; links to folders are not followed.

    Args:
        folder: Where to look.
        blocked: Told of each subfolder that cannot be opened.

    Raises:
        InputError: There is none; the message has no folder name.
    """
    found = False
    for path, folders, names in os.walk(folder, onerror=blocked):
        parts = {
            name[: -len(end)] + _SAVED for name in names for end in _PAGES if name.endswith(end)
        }
        folders[:] = sorted(n for n in folders if not n.startswith(".") and n not in parts)
        for name in sorted(names):
            if _is_article(name) and not name.startswith("."):
                found = True
                yield os.path.join(path, name)  # noqa: PTH118 - ten times as quick
    if not found:
        looked_for = ", ".join("*" + suffix for suffix in SUFFIXES)
        raise InputError(f"no article in this folder or below it (looked for {looked_for})")


def _is_article(name: str) -> bool:
    return name.lower().removesuffix(GZIP).endswith(SUFFIXES)


def is_pattern(name: str) -> bool:
    """Whether a name that is no file has signs of a pattern, as in `news/**/*.html`."""
    return not _SIGNS.isdisjoint(name)


def files_like(pattern: str) -> list[Path]:
    """The files that a pattern matches, in order of their names, without hidden ones.

    Raises:
        InputError: There is none, or it is no pattern; the message has no name.
    """
    parts = Path(pattern).parts
    plain = next((n for n, part in enumerate(parts) if is_pattern(part)), len(parts))
    base, rest = Path(*parts[:plain]), os.path.join(*parts[plain:])  # noqa: PTH118 - no path yet
    try:
        found = sorted(path for path in base.glob(rest) if path.is_file())
    except (ValueError, NotImplementedError, OSError) as error:
        raise InputError(f"is no pattern of names ({error})") from error
    seen = [path for path in found if not _is_hidden(path.relative_to(base))]
    if not seen:
        raise InputError("matches no file; check the pattern")
    return seen


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
