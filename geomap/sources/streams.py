"""Streams of bytes: put together again after a look at their start, and recoded to UTF-8."""

import codecs
import io
from typing import Any, BinaryIO, Protocol

_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Lines(Protocol):
    """What has lines of bytes."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or the next `size` bytes of a longer one; b"" at the end."""


def peeked(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and a stream that still begins with them."""
    head = stream.read(size)
    return head, io.BufferedReader(_Joined(head, stream))


def utf8_lines(stream: BinaryIO) -> Lines:
    """Lines in UTF-8 without a byte order mark, also of what is marked as UTF-16."""
    head = stream.read(2)
    if head in _UTF_16:
        return _Recoded(stream, _UTF_16[head])
    head += stream.read(1) if head == codecs.BOM_UTF8[:2] else b""
    rest = b"" if head == codecs.BOM_UTF8 else head
    return io.BufferedReader(_Joined(rest, stream))


class _Recoded:
    """Lines of UTF-16 as UTF-8; what is no text in it becomes a replacement character."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")

    def readline(self, size: int, /) -> bytes:
        """The next line, or the next `size` characters of a longer one."""
        return self._text.readline(size).encode("utf-8")


class _Joined(io.RawIOBase):
    """Bytes that were read already, then the rest of their stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill a buffer as far as there is something."""
        content = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)
