"""Make incidents of a table, column by column, and tell what was not taken as it stands."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from hashlib import blake2b
from pathlib import PurePath
from typing import Any

from geomap.errors import InputError
from geomap.events.mention import Modality
from geomap.events.taxonomy import load_taxonomy
from geomap.incidents.incident import Evidence, Incident
from geomap.outputs.incident_tables.cells import CHOICES, FIELDS, Cell, code_of, one_of, position
from geomap.outputs.incident_tables.columns import POSITION, folded, load_columns
from geomap.outputs.incident_tables.days import Stretch, day_first, stretch
from geomap.outputs.incident_tables.quotations import CELLS, quotations
from geomap.outputs.incident_tables.table import IncidentsRead, IncidentTable, Position
from geomap.outputs.incident_tables.types import Kind, Kinds, told_of
from geomap.sources.problem import Problem

_DAYS = ("date_start", "date_end", "published")
_FIELDS = tuple(field.name for field in fields(Incident))


class Reading:
    """The tables that one file is read in, and what must be known of all of them.

    Args:
        source: The file as the user named it.
    """

    def __init__(self, source: str) -> None:
        self._ids = _Ids(PurePath(source).stem or "row")
        self._orders: dict[str, bool] = {}
        self._kinds: Counter[Kind] = Counter()

    def take(self, table: IncidentTable) -> IncidentsRead:
        """Every row as an incident.

        A cell that cannot be read is left out, impossible coordinates leave a row without a place,
        and each is told as a problem, apart from those of rows that were left out before. Columns
        that no field is named after are passed over.

        Raises:
            InputError: There is neither a geometry nor a column for latitude and for longitude;
                the message has no file name.
        """
        rows = _Rows(table, self._orders)
        kinds = rows.kinds()
        self._kinds.update(kinds)
        columns = rows.columns_of(kinds)
        columns["id"] = self._ids.unique(columns["id"])
        made = tuple(map(Incident, *(columns[name] for name in _FIELDS)))
        problems = tuple(table.problem(row, words) for row, words in sorted(rows.problems))
        return IncidentsRead(made, problems, table.remarks)

    def told(self) -> list[str]:
        """What to tell about the types of all rows, with counts."""
        return told_of(self._kinds)


def joined(parts: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of lines."""
    return tuple(sorted(parts, key=lambda problem: problem.line or 0))


class _Rows:
    """A table with its columns understood, and the problems met while reading it."""

    def __init__(self, table: IncidentTable, orders: dict[str, bool]) -> None:
        self.table, self.names = table, load_columns()
        self.columns = self.names.fields_of(table.columns)
        self.problems: list[tuple[int, str]] = []
        self._orders = orders

    def columns_of(self, kinds: Sequence[Kind]) -> dict[str, Sequence[Any]]:
        """The values of every field of an incident."""
        found: dict[str, Sequence[Any]] = {
            name: self.read(name, check) for name, check in FIELDS.items()
        }
        found |= self.days() | self.positions() | self.crosswalks(kinds)
        found |= {
            "modality": self.choices("modality", [Modality.ACTUAL] * len(kinds)),
            "precision": self.choices("precision", [None] * len(kinds)),
            "confidence": _either(found["confidence"], [1.0] * len(kinds)),
            "reason": _either(found["reason"], [""] * len(kinds)),
            "event_type": [kind.event_type for kind in kinds],
            "sub_event_type": [kind.sub_event_type for kind in kinds],
            "evidence": self.evidence(found.pop("published")),
        }
        if "uncertainty_km" not in self.columns:
            found["uncertainty_km"] = self.radii(found["latitude"])
        return found

    def radii(self, latitudes: Sequence[float | None]) -> list[float | None]:
        """How wide a code of precision is, for the rows that are located."""
        known = self.names.radii.get(folded(self.columns.get("precision", "")), {})
        codes = map(code_of, self.cells("precision"))
        return [
            None if latitude is None else known.get(code or "")
            for latitude, code in zip(latitudes, codes, strict=True)
        ]

    def cells(self, field: str) -> Sequence[object]:
        """The cells of a field; as many empty ones where no column holds it."""
        if field in self.columns:
            return self.table.columns[self.columns[field]]
        return [None] * len(self.table.numbers)

    def read(self, field: str, check: Cell) -> list[Any]:
        """The values of a field; what is wrong in a cell becomes a problem."""
        cells = self.cells(field)
        if field not in self.columns:
            return list(cells)
        kinds = set(map(type, cells)) - {type(None)}
        # lists cannot be pooled, nor kinds mixed: 1 and True are one key
        if len(kinds) <= 1 and all(issubclass(kind, Hashable) for kind in kinds):
            return self._pooled(field, check, cells)
        return [self._checked(row, field, check, cell) for row, cell in enumerate(cells)]

    def _pooled(self, field: str, check: Cell, cells: Sequence[object]) -> list[Any]:
        """The values, each distinct cell read once; most columns repeat themselves."""
        known: dict[object, Any] = {}
        wrong = set()
        for cell in set(cells):
            try:
                known[cell] = check(cell)
            except ValueError:
                wrong.add(cell)
        for row, cell in enumerate(cells) if wrong else ():
            if cell in wrong:
                self._checked(row, field, check, cell)
        return list(map(known.get, cells))

    def _checked(self, row: int, field: str, check: Cell, cell: object) -> Any:
        try:
            return check(cell)
        except ValueError as error:
            self.problems.append((row, f"{field}: {error}; left out"))
            return None

    def choices(self, field: str, otherwise: Sequence[Any]) -> list[Any]:
        """The values of a field that holds one of a few words, others where it says none."""
        codes = self.names.codes.get(folded(self.columns.get(field, "")), {})
        return _either(self.read(field, one_of(CHOICES[field], codes)), otherwise)

    def evidence(self, published: Sequence[date | None]) -> list[tuple[Evidence, ...]]:
        """The quotes of every row."""
        values = {name: self.read(name, check) for name, check in CELLS.items()}
        return list(quotations(values, published, PurePath(self.table.source).name))

    def kinds(self) -> list[Kind]:
        """Type and sub-type of each row."""
        column = folded(self.columns.get("event_type", ""))
        kinds = Kinds(load_taxonomy(), self.names, column)
        return kinds.read(self.cells("event_type"), self.cells("sub_event_type"))

    def days(self) -> dict[str, Sequence[Any]]:
        """First and last days, when published, and how fine and sure the days are."""
        stretches = {field: self._stretches(field) for field in _DAYS}
        starts = stretches["date_start"]
        ends = stretches["date_end"] if "date_end" in self.columns else starts
        written = [s.precision if s else "unknown" for s in starts]
        told = ["explicit" if s else "none" for s in starts]
        return {
            "date_start": [s and s.start for s in starts],
            "date_end": [s and s.end for s in ends],
            "published": [s and s.start for s in stretches["published"]],
            "date_precision": self.choices("date_precision", written),
            "date_source": self.choices("date_source", told),
        }

    def _stretches(self, field: str) -> Sequence[Stretch | None]:
        order = day_first(self.cells(field))
        if order is not None:
            self._orders[field] = order
        order = self._orders.get(field)
        # UCDP GED lists the days of all its sources; the first counts
        single = _first_of if field == "published" else _as_it_is
        return self.read(field, lambda cell: stretch(single(cell), order))

    def crosswalks(self, kinds: Sequence[Kind]) -> dict[str, Sequence[Any]]:
        """Codes of other schemes: as the table tells them, or as the taxonomy does."""
        known = load_taxonomy().sub_types
        found = {
            kind: known[kind[:2]].crosswalk if kind[:2] in known else None for kind in set(kinds)
        }
        return {
            field: [getattr(found[kind], field, None) for kind in kinds]
            for field in ("cameo_root", "plover_type")
            if field not in self.columns
        }

    def positions(self) -> dict[str, Sequence[Any]]:
        """Latitudes and longitudes; impossible ones become a problem."""
        found = list(self._positions())
        wrong = [(row, words) for row, words in enumerate(found) if isinstance(words, str)]
        self.problems += [(row, f"{words}; kept without a place") for row, words in wrong]
        pairs = [(None, None) if p is None or isinstance(p, str) else p for p in found]
        return {"latitude": [p[0] for p in pairs], "longitude": [p[1] for p in pairs]}

    def _positions(self) -> Iterator[Position]:
        missing = [field for field in POSITION if field not in self.columns]
        if self.table.positions is not None:
            return iter(self.table.positions)
        if missing:
            raise InputError(_lacking(missing, list(self.table.columns)))
        return map(position, *(self.cells(field) for field in POSITION))


def _lacking(missing: Sequence[str], columns: Sequence[str]) -> str:
    """What to say of a table without positions: what is missing, what is there, the way out."""
    there = ", ".join(columns[:12]) + (", …" if len(columns) > 12 else "")  # noqa: PLR2004
    return f"has no column for {' and '.join(missing)} (found: {there}); name them so"


class _Ids:
    """Ids as written, each made the only one of its name in the file."""

    def __init__(self, stem: str) -> None:
        self._stem, self._row = stem, 0
        self._seen: set[int] = set()
        self._times: Counter[str] = Counter()

    def unique(self, written: Sequence[str | None]) -> list[str]:
        """The ids of the next rows; one without an id is named after the file and its number."""
        return list(map(self._next, written))

    def _next(self, wish: str | None) -> str:
        self._row += 1
        name = wanted = wish or f"{self._stem}-{self._row}"
        while (mark := _digest(name)) in self._seen:
            self._times[wanted] += 1
            name = f"{wanted}-{self._times[wanted] + 1}"
        self._seen.add(mark)
        return name


def _digest(name: str) -> int:
    """Eight bytes stand for an id: a million of them are kept in memory."""
    return int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=8).digest())


def _first_of(cell: object) -> object:
    return cell.partition(";")[0] if isinstance(cell, str) else cell


def _as_it_is(cell: object) -> object:
    return cell


def _either(told: Sequence[Any], otherwise: Sequence[Any]) -> list[Any]:
    return [other if one is None else one for one, other in zip(told, otherwise, strict=True)]
