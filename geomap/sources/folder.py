"""Find the articles in a folder."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from geomap.errors import InputError

SUFFIXES = (".txt", ".md", ".jsonl")


def articles_in(folder: Path, blocked: Callable[[OSError], None]) -> Iterator[Path]:
    """The article files of a folder and its subfolders, in order of their names.

    Hidden files and folders are passed over; links to folders are not followed.

    Args:
        folder: Where to look.
        blocked: Told of each subfolder that cannot be opened.

    Raises:
        InputError: There is none; the message has no folder name.
    """
    found = False
    for path, folders, names in os.walk(folder, onerror=blocked):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                found = True
                yield Path(path, name)
    if not found:
        looked_for = ", ".join("*" + suffix for suffix in SUFFIXES)
        raise InputError(f"no article in this folder or below it (looked for {looked_for})")
