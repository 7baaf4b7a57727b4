"""Unpack gzip while it is read, and stop what is packed to burst."""

import io
import zlib
from typing import Any, BinaryIO

from geomap.sources.problem import UnreadError

MAGIC = b"\x1f\x8b"

_RATIO = 100  # of sizes; text packs to a fifth, logs of one line to a fiftieth
_FREE = 20_000_000  # bytes before the ratio counts
_MOST = 50_000_000_000  # bytes in the end; a million articles have about five
_CHUNK = 65_536
_GZIP = 31  # zlib's window bits for gzip with its header


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The content of a gzip stream, of one member or several.

    Reading it raises `UnreadError` when the stream is damaged or unpacks to absurd sizes.
    """
    return io.BufferedReader(_Gunzip(stream), _CHUNK)


class _Gunzip(io.RawIOBase):
    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._member = zlib.decompressobj(_GZIP)
        self._waiting = b""
        self._begun = False
        self._sizes = [0, 0]  # packed, unpacked

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Unpack as much as there is room for."""
        content = self._unpacked(len(buffer)) if self._begun else b""  # what it still holds
        while not content and self._fed():
            content = self._unpacked(len(buffer))
        self._count(len(content))
        buffer[: len(content)] = content
        return len(content)

    def _unpacked(self, size: int) -> bytes:
        try:
            content = self._member.decompress(self._waiting, size)
        except zlib.error as error:
            raise UnreadError("is a damaged gzip file; fetch it again") from error
        self._begun, self._waiting = True, self._member.unconsumed_tail
        if self._member.eof:  # the next member begins where one ends
            self._begun, self._waiting = False, self._member.unused_data
            self._member = zlib.decompressobj(_GZIP)
        return content

    def _fed(self) -> bool:
        """Whether there is something to unpack."""
        if not self._waiting:
            self._waiting = self._packed.read(_CHUNK)
            self._sizes[0] += len(self._waiting)
        if not self._waiting and self._begun:
            raise UnreadError("is a gzip file that was cut off; fetch it again")
        if not self._begun:  # zeros may fill up what a tape wants
            self._waiting = self._waiting.lstrip(b"\0")
        return bool(self._waiting)

    def _count(self, size: int) -> None:
        self._sizes[1] += size
        packed, plain = self._sizes
        if plain > _MOST or plain > max(_FREE, _RATIO * packed):
            raise UnreadError(
                f"unpacks to more than {_RATIO} times its size; unpack it yourself if you trust it",
                "too large",
            )
