"""What came over the network, and the seam that brings it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer of a server.

    Attributes:
        url: Where it came from in the end, after redirects.
        content: The whole body, decompressed; also when `unchanged`, then as it was kept.
        content_type: As the server says it: "text/html; charset=utf-8"; "" when it does not.
        fetched: When, UTC.
        unchanged: The server said that nothing changed since an earlier run.
    """

    url: str
    content: bytes
    content_type: str
    fetched: datetime
    unchanged: bool = False


Fetch = Callable[[str], Fetched]
"""Bring what an http or https address holds.

Raises `BlockedError` where an address may not be fetched, and `InputError` where it could not be;
both messages name the reason and the way out, without the address.
"""
