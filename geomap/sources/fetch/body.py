"""Read the body of an answer, unpacked, within limits on what comes in and what comes out."""

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import NamedTuple

from geomap.sources.fetch.failures import SAVE_IT, broken, too_large
from geomap.sources.fetch.options import FetchOptions

ENCODINGS = "gzip, deflate"
"""What the server is told that it may pack with: what the standard library unpacks in steps."""

_STEP = 65_536
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_MOST_MEMBERS = 1_000  # of one gzip body; two bytes of each may cost us a whole unpacker
_RATIO_FROM = 1_000_000  # below that a page may be as monotonous as it likes


class Body(NamedTuple):
    """A whole body, and its bytes on the wire."""

    content: bytes
    wire_bytes: int


def read_body(read: Callable[[int], bytes], encoding: str, options: FetchOptions) -> Body:
    """Read until the end.

    Args:
        read: The next so many bytes as they came, fewer at the end.
        encoding: The Content-Encoding.
        options: The limits.

    Raises:
        TooLargeError: A limit is passed; nothing more is read.
        InputError: It is packed in a way that was not asked for, damaged, or it breaks off.
    """
    unpack = _unpacker(encoding)
    plain, wire, size = BytesIO(), 0, 0
    while chunk := read(_STEP):
        wire += len(chunk)
        if wire > options.max_wire_bytes:
            raise _over(options.max_wire_bytes)
        for piece in unpack.pieces(chunk):
            size += plain.write(piece)
            if size > options.max_bytes:
                raise _over(options.max_bytes)
            if size > max(_RATIO_FROM, options.max_ratio * wire):
                raise too_large(f"unpacks to over {options.max_ratio:g} times its size")
    if wire and not unpack.whole:
        raise broken("it breaks off before its end")
    return Body(plain.getvalue(), wire)


def _over(limit: int) -> Exception:
    return too_large(f"is longer than {limit / 1_000_000:g} MB")


class _Plain:
    """What is not packed."""

    whole = True

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk


class _Packed:
    """What zlib packed, in one of its three wrappings."""

    def __init__(self, wrapping: int | None) -> None:
        self._wrapping = wrapping  # None: told by the first bytes
        self._members = 0
        self._zlib = zlib.decompressobj(_GZIP)

    @property
    def whole(self) -> bool:
        return self._zlib.eof

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """Unpack a chunk, `_STEP` bytes at a time at most."""
        if not self._members:
            self._next_member(chunk)
        while True:
            if self._zlib.eof:
                if self._wrapping != _GZIP or not chunk.startswith(b"\x1f"):
                    return  # some servers leave zeros behind
                self._next_member(chunk)
            try:
                piece = self._zlib.decompress(chunk, _STEP)
            except zlib.error:
                raise broken("its packing is damaged") from None
            yield piece
            chunk = self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail
            if not chunk and len(piece) < _STEP:
                return

    def _next_member(self, chunk: bytes) -> None:
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise too_large(f"is packed in more than {_MOST_MEMBERS} parts")
        self._zlib = zlib.decompressobj(_wrapping_of(chunk) if self._wrapping is None else _GZIP)


def _wrapping_of(chunk: bytes) -> int:
    """Whether "deflate" comes with zlib's header, as RFC 9110 has it, or without, as many do."""
    header = int.from_bytes(chunk[:2].ljust(2, b"\0"), "big")
    has_header = header >> 8 & 0x0F == zlib.DEFLATED and header % 31 == 0
    return _ZLIB if has_header else _RAW


def _unpacker(encoding: str) -> _Plain | _Packed:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip"):
        return _Packed(_GZIP)
    if name == "deflate":
        return _Packed(None)
    raise broken(f"it is packed as {name[:40]!r}, which nobody asked for", SAVE_IT)
