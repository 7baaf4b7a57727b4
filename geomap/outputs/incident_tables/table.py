"""A table of incidents before its columns are understood, and what comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geomap.incidents.incident import Incident
from geomap.sources.problem import Problem, Remark

Position = tuple[float, float] | str | None
"""(latitude, longitude) in degrees; what is wrong with it, in words; or None where none is told."""


@dataclass(frozen=True, slots=True)
class IncidentTable:
    """Rows by column, as a file or frame holds them.

    Attributes:
        source: The file as the user named it.
        columns: Cells by column name as written; all columns are of one length.
        numbers: What the user counts each row by: its line, or its place in the file from 1.
        kind: What a number counts: "line", "row" or "feature".
        positions: Of rows with a geometry; None where columns hold latitude and longitude.
        problems: Rows that could not be taken in at all.
        remarks: What was guessed while reading.
    """

    source: str
    columns: Mapping[str, Sequence[object]]
    numbers: Sequence[int]
    kind: str = "row"
    positions: Sequence[Position] | None = None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def problem(self, row: int, message: str) -> Problem:
        """A problem of a row, by its position from 0."""
        number = self.numbers[row]
        if self.kind == "line":
            return Problem(self.source, message, number)
        return Problem(self.source, f"{self.kind} {number}: {message}")


@dataclass(frozen=True, slots=True)
class IncidentsRead:
    """What a file gave.

    Attributes:
        incidents: In the order of the file.
        problems: Every row or value that was not taken as it stands.
        remarks: What was guessed, with counts.
    """

    incidents: tuple[Incident, ...]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()
