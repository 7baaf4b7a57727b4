"""The lines of a file of text, plain or zipped, in memory of one size."""

import io
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO
from zipfile import BadZipFile, ZipFile, is_zipfile

from geomap.errors import InputError
from geomap.sources.encoding import decode

_LONGEST = 1 << 20  # characters of a line, beyond which it is taken for several
_LARGE = 32 << 20  # bytes, beyond which a file is not decoded as a whole
_BOMB_FROM, _BOMB_RATIO = 100 << 20, 100  # tables shrink to a fifth or a tenth


@contextmanager
def text_of(path: Path) -> Iterator[tuple[TextIO, str]]:
    """A file as text with its ends of lines, and a remark where the encoding was guessed.

    A large or zipped file must be UTF-8; what is not in it becomes half characters, and the rows
    that hold them are refused.

    Raises:
        InputError: No text, or an archive that is damaged, holds not just one file, or unpacks to
            far more than a table does; the message has no file name.
        OSError: The file cannot be read.
    """
    with ExitStack() as opened:
        if is_zipfile(path):
            stream = _member(path, opened)
        elif path.stat().st_size <= _LARGE:
            text, remark = decode(path.read_bytes())
            yield io.StringIO(text, newline=""), remark
            return
        else:
            stream = opened.enter_context(path.open("rb"))
        try:
            yield (
                io.TextIOWrapper(
                    stream, encoding="utf-8-sig", errors="surrogateescape", newline=""
                ),
                "",
            )
        except (BadZipFile, zlib.error) as error:
            raise InputError(f"is a broken archive ({error}); fetch it again") from error


def _member(path: Path, opened: ExitStack) -> BinaryIO:
    """The one file in an archive."""
    try:
        archive = opened.enter_context(ZipFile(path))
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) != 1:
            raise InputError(f"is an archive of {len(members)} files; unpack it first")
        packed, size = members[0].compress_size, members[0].file_size
        if size > _BOMB_FROM and size > _BOMB_RATIO * packed:
            raise InputError(f"unpacks from {packed:,} to {size:,} bytes; no table does")
        return opened.enter_context(archive.open(members[0]))  # type: ignore[return-value]
    except (BadZipFile, NotImplementedError, RuntimeError) as error:
        raise InputError(f"is a broken or locked archive ({error}); unpack it first") from error


def lines_of(stream: TextIO) -> Iterator[str]:
    """The lines of a stream; one without end comes in pieces."""
    while line := stream.readline(_LONGEST):
        yield line
