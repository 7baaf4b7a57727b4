"""The gazetteer on disk: one file of columns, mapped into memory, read without copying.

Layout: 8 bytes of magic, version, header length and header checksum (little-endian u32 each), the
header as JSON, then the columns, each on a multiple of 64 bytes from the start of the first.
The header names every column with its `struct` letter, offset and count, and tells where the facts
came from. Numbers are little-endian; a big-endian machine is refused.
"""

import hashlib
import json
import mmap
import struct
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self, cast

from geomap.errors import GazetteerError

MAGIC = b"GEOMAPGZ"
VERSION = 1
Letter = Literal["B", "H", "I", "h", "i"]
_PREFIX = struct.Struct("<8sIII")
_ALIGN = 64
_WAY_OUT = "make it again with 'geomap gazetteer build', or install geomap again"


class Pack:
    """A mapped pack: `column` gives numbers, `raw` bytes, `header` what it is.

    Attributes:
        header: The JSON header: columns, lists, sources, counts.
        buffer: The whole file, mapped read-only; `start` plus a raw column's offset points into it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.buffer = _mapped(path)
        self.header, self.start = _header(path, self.buffer)
        self._view = memoryview(self.buffer)

    def column(self, name: str) -> "memoryview[int]":
        """A column of numbers, as a view on the file."""
        letter, offset, count = self._entry(name)
        begin = self.start + offset
        view = self._view[begin : begin + count * struct.calcsize(letter)]
        return view.cast(cast("Letter", letter))

    def bounds(self, name: str) -> tuple[int, int]:
        """Where a column lies in `buffer`: first byte, byte after the last."""
        letter, offset, count = self._entry(name)
        begin = self.start + offset
        return begin, begin + count * struct.calcsize(letter)

    def text(self, name: str) -> str:
        """A column of UTF-8 text, decoded as a whole."""
        begin, end = self.bounds(name)
        return self.buffer[begin:end].decode()

    def verify(self) -> None:
        """Read the whole file and compare it with its checksum.

        Raises:
            GazetteerError: They differ.
        """
        found = hashlib.sha256(self._view[self.start :]).hexdigest()
        if found != self.header["sha256"]:
            raise GazetteerError(f"{self.path} is damaged (checksum differs); {_WAY_OUT}")

    def _entry(self, name: str) -> tuple[str, int, int]:
        try:
            letter, offset, count = self.header["columns"][name]
        except KeyError as error:
            raise GazetteerError(f"{self.path} has no column {name!r}; {_WAY_OUT}") from error
        return letter, offset, count

    @classmethod
    def open(cls, path: Path) -> Self:
        """Map a pack.

        Raises:
            GazetteerError: It is absent, damaged, or of another version; the message says what to
                do.
        """
        return cls(path)


def _mapped(path: Path) -> mmap.mmap:
    """The file as read-only memory; the mapping outlives the handle."""
    if sys.byteorder != "little":
        raise GazetteerError("the gazetteer pack needs a little-endian machine")
    try:
        with path.open("rb") as handle:
            return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        raise GazetteerError(f"there is no gazetteer at {path}; {_WAY_OUT}") from error
    except (OSError, ValueError) as error:
        raise GazetteerError(f"{path} cannot be read ({error}); {_WAY_OUT}") from error


def _header(path: Path, buffer: mmap.mmap) -> tuple[dict[str, Any], int]:
    """The header and the offset of the first column, checked against length and checksum."""
    if len(buffer) < _PREFIX.size or buffer[:8] != MAGIC:
        raise GazetteerError(f"{path} is no gazetteer pack; {_WAY_OUT}")
    _, version, length, checksum = _PREFIX.unpack_from(buffer)
    if version != VERSION:
        raise GazetteerError(f"{path} is of version {version}, not {VERSION}; {_WAY_OUT}")
    text = buffer[_PREFIX.size : _PREFIX.size + length]
    if zlib.crc32(text) != checksum:
        raise GazetteerError(f"{path} is damaged (header); {_WAY_OUT}")
    header: dict[str, Any] = json.loads(text)
    start = _aligned(_PREFIX.size + length)
    if len(buffer) != start + header["size"]:
        raise GazetteerError(f"{path} is cut short; {_WAY_OUT}")
    return header, start


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGN) * _ALIGN


def write_pack(
    path: Path, columns: Mapping[str, tuple[str, bytes | bytearray]], facts: dict[str, Any]
) -> None:
    """Write a pack; the same columns and facts give the same bytes.

    Args:
        path: Where to; folders are made.
        columns: Name -> `struct` letter and little-endian bytes.
        facts: What else the header tells (JSON values).
    """
    entries, size, digest = {}, 0, hashlib.sha256()
    for name, (letter, content) in columns.items():
        digest.update(bytes(_aligned(size) - size))
        digest.update(content)
        entries[name] = (letter, _aligned(size), len(content) // struct.calcsize(letter))
        size = _aligned(size) + len(content)
    header = {**facts, "columns": entries, "size": size, "sha256": digest.hexdigest()}
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    prefix = _PREFIX.pack(MAGIC, VERSION, len(text), zlib.crc32(text)) + text
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("wb") as file:
        for content in (prefix, *(content for _, content in columns.values())):
            file.write(bytes(_aligned(file.tell()) - file.tell()))
            file.write(content)
    partial.replace(path)  # whoever has mapped the old file keeps it whole
