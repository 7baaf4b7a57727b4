"""Write a file wholly or not at all.

Bytes go to a temporary file in the same folder, are flushed to the disk, read back, and take the
name of the target in one step. Whoever reads the target sees the old content or the new one, never
a half.
"""

import os
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO, TypeVar

from geomap.errors import OutputError

_Made = TypeVar("_Made")
_BLOCK = 1 << 18
_MOST_PARTS = 100  # left by runs that were killed under the same process number


@contextmanager
def replacing(
    path: str | Path, check: Callable[[Path], None] = lambda _: None
) -> Iterator[BinaryIO]:
    """Open a file that takes its name only when the block ends without an error.

    Links are followed, as a shell's `>` does; devices and pipes are written directly.

    Args:
        path: The target.
        check: Looks at the finished file before it takes its name; raises where it is wrong.

    Raises:
        OutputError: The file cannot be written; the message names it. What stood there stays.
    """
    target = Path(path)
    with (
        _told(target),
        _direct(target) if _is_device(target) else _staged(target, check) as stream,
    ):
        yield stream


@contextmanager
def replacing_file(path: str | Path) -> Iterator[Path]:
    """A path to write to, for writers that open files by name and leave others beside them.

    It has the name of the target and lies in a folder of its own, which goes with all that is left
    in it. What was written takes the target's place when the block ends without an error.

    Raises:
        OutputError: The file cannot be written, or the target is a device.
    """
    target = Path(path)
    with _told(target):
        check_writable(target)
        if _is_device(target):
            raise OutputError(f"{target}: this format needs a file; give the name of one")
        target = Path(os.path.realpath(target))
        folder = _made_first(target, _folder)
        try:
            yield folder / target.name
            _sync(folder / target.name)
            (folder / target.name).replace(target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        _sync_names(target.parent)


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write a whole file in one step; see `replacing`."""
    write_stream(path, [content])


def write_stream(path: str | Path, blocks: Iterable[bytes]) -> None:
    """Write a file piece by piece, and compare what stands on the disk with what was written."""
    size = checksum = 0

    def check(part: Path) -> None:
        if (size, checksum) != _read_back(part):
            raise OutputError(f"{path}: what was written reads back otherwise; check the disk")

    with replacing(path, check) as stream:
        for block in blocks:
            stream.write(block)
            size += len(block)
            checksum = zlib.crc32(block, checksum)


def _read_back(part: Path) -> tuple[int, int]:
    size = checksum = 0
    block = memoryview(bytearray(_BLOCK))
    with part.open("rb", buffering=0) as stream:
        while count := stream.readinto(block):
            size += count
            checksum = zlib.crc32(block[:count], checksum)
    return size, checksum


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
def _staged(target: Path, check: Callable[[Path], None]) -> Iterator[BinaryIO]:
    check_writable(target)
    target = Path(os.path.realpath(target))
    part, handle = _made_first(target, _opened)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        check(part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_names(target.parent)


def _opened(part: Path) -> tuple[Path, int]:
    # O_EXCL: a file or link that somebody left under this name is refused, not followed.
    return part, os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)


def _folder(part: Path) -> Path:
    part.mkdir(mode=0o700)
    return part


def _made_first(target: Path, make: Callable[[Path], _Made]) -> _Made:
    """Make a file or folder beside the target, under the first name that nothing has yet."""
    for number in count():
        try:
            return make(target.with_name(f".{target.name[:40]}.{os.getpid()}-{number}.part"))
        except FileExistsError:
            if number == _MOST_PARTS:
                raise
    raise AssertionError  # count() has no end


def _sync_names(folder: Path) -> None:
    """Flush the names in a folder, where the system can."""
    with suppress(OSError):
        _sync(folder)


def _sync(path: Path) -> None:
    """Flush a file to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Turn every failure of the disk into one that names the target and the way out."""
    try:
        yield
    except BrokenPipeError:
        raise  # the reader at the other end has had enough: nobody's fault
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        reason = error.strerror or str(error)
        raise OutputError(
            f"{target}: cannot be written ({reason}); choose another place"
        ) from error
