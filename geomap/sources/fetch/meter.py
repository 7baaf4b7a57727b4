"""Count every byte that comes in, whatever the library below takes it for.

A chunk whose length is written as -1 makes Python's own reader take in all that the server sends;
endless headers, trailers and chunk extensions count as no body. Here they all meet one limit.
"""

from http.client import HTTPResponse
from io import BufferedReader, RawIOBase
from typing import Any

_AROUND = 1.1  # what chunks may add to a body
_HEADERS = 100_000


class FloodError(Exception):
    """Too much came; no kind of error that the library below would take for one of its own."""


class _Meter(RawIOBase):
    """What a socket gives, until it has been too much."""

    def __init__(self, raw: RawIOBase, longest: int) -> None:
        self._raw = raw
        self._left = int(longest * _AROUND) + _HEADERS

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        size: int | None = self._raw.readinto(buffer)
        self._left -= size or 0
        if self._left < 0:
            raise FloodError
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()


def metered(longest: int) -> type[HTTPResponse]:
    """A response that ends with an error after so many bytes of body, and some around it.

    Args:
        longest: Bytes.
    """

    class Metered(HTTPResponse):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.fp = BufferedReader(_Meter(self.fp.detach(), longest))

    return Metered
