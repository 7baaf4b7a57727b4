"""Where something stands in a document."""

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a document: `document.text[start:end]` is always its surface.

    Offsets count characters (Python str), not bytes.
    """

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def distance(self, other: "Span") -> int:
        """How many characters lie between the two; 0 where they touch or overlap."""
        return max(0, other.start - self.end, self.start - other.end)
