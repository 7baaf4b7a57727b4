"""What passes through an export: counted while it is written, compared when it is read back."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from geomap.incidents.incident import Incident

CHUNK = 64
"""Incidents that are written in one go. Many more are slower: memory above 128 kB is fetched from
the system and given back each time."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How to write.

    Attributes:
        excel: Begin CSV with the mark by which Excel knows UTF-8.
        table: Name of the table or layer, where the format has one.
    """

    excel: bool = False
    table: str = "incidents"


@dataclass(frozen=True, slots=True)
class Written:
    """What an export holds.

    Attributes:
        format: Its name.
        count: Rows.
        unlocated: Rows among them without a place.
        left_out: Incidents that the format cannot hold.
        remarks: What else was not written as it stands, in words, with counts.
    """

    format: str
    count: int
    unlocated: int
    left_out: int
    remarks: tuple[str, ...]


class Tally:
    """Counts of an export while it goes on."""

    def __init__(self) -> None:
        self.count = self.unlocated = self.left_out = 0
        self.first: str | None = None
        self.last: str | None = None
        self.told: Counter[str] = Counter()

    def chunks(
        self, incidents: Iterable[Incident], size: int = CHUNK, *, only_located: bool = False
    ) -> Iterator[list[Incident]]:
        """The incidents a few at a time, each counted; none is held longer than its chunk."""
        rest = iter(incidents)
        while chunk := list(islice(rest, size)):
            nowhere = sum(incident.latitude is None for incident in chunk)
            if only_located and nowhere:
                chunk = [incident for incident in chunk if incident.latitude is not None]
                self.left_out += nowhere
                nowhere = 0
            if chunk:
                self.first = chunk[0].id if self.first is None else self.first
                self.last = chunk[-1].id
                self.count += len(chunk)
                self.unlocated += nowhere
                yield chunk

    def told_as(self, name: str) -> Written:
        """The record for the user; remarks hold `{n}` where their count belongs."""
        remarks = tuple(words.format(n=f"{n:,}") for words, n in self.told.items())
        return Written(name, self.count, self.unlocated, self.left_out, remarks)
