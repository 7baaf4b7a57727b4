"""Write a file wholly or not at all.

Bytes go to a temporary file in the same folder, are flushed to the disk, and take the name of the
target in one step. Whoever reads the target sees the old content or the new one, never a half.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from geomap.errors import OutputError


@contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """Open a file that takes its name only when the block ends without an error.

    Links are followed, as a shell's `>` does; devices and pipes are written directly.

    Raises:
        OutputError: The file cannot be written; the message names it. What stood there stays.
    """
    target = Path(path)
    try:
        with _direct(target) if _is_device(target) else _staged(target) as stream:
            yield stream
    except BrokenPipeError:
        raise  # the reader at the other end has had enough: nobody's fault
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        reason = error.strerror or str(error)
        raise OutputError(
            f"{target}: cannot be written ({reason}); choose another place"
        ) from error


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write a whole file in one step; see `replacing`."""
    with replacing(path) as stream:
        stream.write(content)


def check_writable(path: str | Path) -> None:
    """Refuse a target that cannot be written, before the long work begins.

    Raises:
        OutputError: It is a folder, or its folder is missing or closed to us.
    """
    target = Path(path)
    if target.is_dir():
        raise OutputError(f"{target}: is a folder; give the name of a file")
    if not target.parent.is_dir():
        raise OutputError(f"{target}: there is no folder {target.parent}; create it first")
    if not os.access(target.parent, os.W_OK):
        raise OutputError(f"{target}: {target.parent} is closed to writing; choose another place")


def check_folder(path: str | Path) -> None:
    """Refuse a folder for output that cannot be made or written to; it need not exist.

    Raises:
        OutputError: A file stands there, or the folder above is closed to us.
    """
    folder = Path(path)
    try:
        standing = next(above for above in (folder, *folder.parents) if above.exists())
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}; choose another folder") from error
    if not standing.is_dir():
        raise OutputError(f"{folder}: {standing} is a file; name a folder")
    if not os.access(standing, os.W_OK):
        raise OutputError(f"{folder}: {standing} is closed to writing; choose another folder")


def make_folder(path: str | Path) -> Path:
    """Create a folder for output, with its parents; one that exists is taken as it is.

    Raises:
        OutputError: See `check_folder`.
    """
    check_folder(path)
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}; choose another folder") from error
    return folder


def _is_device(target: Path) -> bool:
    return target.exists() and not target.is_file() and not target.is_dir()


@contextmanager
def _direct(target: Path) -> Iterator[BinaryIO]:
    with target.open("wb") as stream:
        yield stream


@contextmanager
def _staged(target: Path) -> Iterator[BinaryIO]:
    check_writable(target)
    target = Path(os.path.realpath(target))
    part = target.with_name(f".{target.name[:40]}.{os.getpid()}.part")
    # O_EXCL: a file or link that somebody left under this name is refused, not followed.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    handle = os.open(part, flags, 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
