"""What a reader has to tell apart from documents."""

from dataclasses import dataclass
from typing import Literal

from geomap.errors import InputError

Status = Literal["empty", "too large", "unreadable", "blocked"]
"""Why an input gave no document: no text in it, over a limit, not to be understood, refused."""


class UnreadError(InputError):
    """Why an input gave no document, with its status; the message has no file name."""

    def __init__(self, message: str, status: Status = "unreadable") -> None:
        super().__init__(message)
        self.status: Status = status


@dataclass(frozen=True, slots=True)
class Problem:
    """An input, or a part of one, that could not be read; the others went on.

    Attributes:
        source: The file, folder or "-" as the user named it.
        message: What is wrong and the way out, one line.
        line: Line number from 1, for tables; None for a whole file.
        status: What kind of failure; runs count by it.
        content_hash: SHA-256 in hex of the bytes, where they were read.
    """

    source: str
    message: str
    line: int | None = None
    status: Status = "unreadable"
    content_hash: str | None = None

    def __str__(self) -> str:
        """`source:line: message`, as compilers say it."""
        where = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about an input that was read all the same.

    Attributes:
        source: The file, or file and line.
        message: One line.
    """

    source: str
    message: str

    def __str__(self) -> str:
        """`source: message`."""
        return f"{self.source}: {self.message}"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document that says what another has said: counted, not read twice.

    Attributes:
        source: The document, file or address left out.
        of: The document that stands for both.
        content_hash: SHA-256 in hex of the bytes of the one left out.
    """

    source: str
    of: str
    content_hash: str | None = None

    def __str__(self) -> str:
        """`source: the same as …`."""
        return f"{self.source}: the same as {self.of}, so not read twice"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A document that was read in an earlier run and has not changed since.

    Attributes:
        source: The document, file or address.
        content_hash: SHA-256 in hex of its bytes.
    """

    source: str
    content_hash: str
