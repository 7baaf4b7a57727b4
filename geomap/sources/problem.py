"""What a reader has to tell apart from documents."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """An input, or a part of one, that could not be read; the others went on.

    Attributes:
        source: The file, folder or "-" as the user named it.
        message: What is wrong and the way out, one line.
        line: Line number from 1, for tables; None for a whole file.
    """

    source: str
    message: str
    line: int | None = None

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
