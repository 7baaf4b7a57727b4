"""An input that is open, and how it was opened."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from geomap.sources.gunzip import unpacked
from geomap.sources.kinds import HEAD, Kind, is_gzip, kind_of_head, kind_of_name
from geomap.sources.once import readable
from geomap.sources.problem import UnreadError
from geomap.sources.streams import peeked

_NOT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Opened:
    """An input that is open.

    Attributes:
        source: What the user calls it; problems carry it.
        stem: Name of its document when it says none.
        stream: Its bytes.
        kind: Which reader takes it.
        origin: Where it lies: the full path or the address; None for standard input.
        url: The address that it was fetched from.
        charset: What a server said about its encoding.
        fetched: When, UTC.
    """

    source: str
    stem: str
    stream: BinaryIO
    kind: Kind
    origin: str | None = None
    url: str | None = None
    charset: str = ""
    fetched: datetime | None = None


@contextmanager
def opened_file(name: str, stem: str) -> Iterator[Opened]:
    """Open a file and tell its kind.

    Raises:
        UnreadError: Of a kind that is not read, or no file but a pipe or a device.
        OSError: It cannot be opened.
    """
    kind = kind_of_name(os.path.basename(name))  # noqa: PTH119 - once for every file
    descriptor = os.open(name, os.O_RDONLY | _NOT_WAITING)  # a pipe would wait for its writer
    with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor is no path
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadError("is a pipe or a device, no file; send it to standard input: '-'")
        head, stream = plain(file)
        origin = readable(os.path.abspath(name))  # noqa: PTH100 - as above
        yield Opened(name, stem, stream, kind or kind_of_head(head), origin)


def opened_stdin(stream: BinaryIO) -> Opened:
    """Standard input, whose first bytes tell what it is.

    Raises:
        UnreadError: Of a kind that is not read.
    """
    head, stream = plain(stream)
    return Opened("standard input", "stdin", stream, kind_of_head(head))


def plain(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream and the stream itself, unpacked where it is packed with gzip."""
    head, stream = peeked(stream, HEAD)
    return peeked(unpacked(stream), HEAD) if is_gzip(head) else (head, stream)
