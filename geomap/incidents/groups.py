"""Connected groups among many incidents, without comparing each with each.

Incidents of one key (`same.Key`) are laid on spots, one a place and point. Only spots that stand on
the same place or near each other meet, and the incidents of two spots that meet are swept by date:
each is held against the groups still open on its first day, not against their members. The answer
is that of comparing all pairs.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import cos, floor, radians
from typing import NamedTuple

from geomap.events.taxonomy import Taxonomy
from geomap.incidents.incident import Incident
from geomap.incidents.same import (
    Key,
    copied_quotes,
    days_of,
    documents_of,
    kilometers,
    merge_key,
    near_km,
)
from geomap.incidents.weights import Weights

_KM_PER_DEGREE = 110.0
_POLAR = 85.0
_Spot = tuple[str | None, float | None, float | None]


class _Report(NamedTuple):
    """An incident as the sweep sees it; the latest last day first in order."""

    minus_last: int
    at: int
    first: date
    documents: frozenset[str]


class _Groups:
    """Which positions belong together."""

    def __init__(self, size: int) -> None:
        self._leader = list(range(size))

    def find(self, at: int) -> int:
        leader = self._leader
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    def join(self, one: int, other: int) -> None:
        one, other = self.find(one), self.find(other)
        self._leader[max(one, other)] = min(one, other)


def groups_of(
    incidents: Sequence[Incident], taxonomy: Taxonomy, weights: Weights
) -> list[list[Incident]]:
    """Connected groups under `same.same_incident`, in order of their first member."""
    groups = _Groups(len(incidents))
    by_key: dict[Key, list[int]] = defaultdict(list)
    for at, incident in enumerate(incidents):
        key = merge_key(incident, taxonomy)
        if key is not None:
            by_key[key].append(at)
    for block in by_key.values():
        for positions in _meetings(incidents, block, weights):
            reports = [_report(incidents[at], at, weights) for at in positions]
            _sweep(sorted(reports, key=lambda r: (r.first, r.at)), groups)
    members: dict[int, list[Incident]] = defaultdict(list)
    for at, incident in enumerate(incidents):
        members[groups.find(at)].append(incident)
    return list(members.values())


def _report(incident: Incident, at: int, weights: Weights) -> _Report:
    first, last = days_of(incident, weights)
    return _Report(-last.toordinal(), at, first, documents_of(incident))


def _meetings(
    incidents: Sequence[Incident], block: Sequence[int], weights: Weights
) -> Iterator[list[int]]:
    """Positions of incidents of which any two stand on one place, or near enough.

    Those dated by their publication alone meet only where they print the same sentence.
    """
    places: dict[str, list[int]] = defaultdict(list)
    spots: dict[_Spot, list[int]] = defaultdict(list)
    copies: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in block:
        incident = incidents[at]
        if incident.date_source != "publication":
            spots[incident.place_id, incident.latitude, incident.longitude].append(at)
        if incident.place_id is not None:
            if incident.date_source != "publication":
                places[incident.place_id].append(at)
            for quote in copied_quotes(incident):
                copies[incident.place_id, quote].append(at)
    yield from places.values()
    yield from copies.values()
    yield from _near_spots(incidents, spots, near_km(incidents[block[0]], weights))


def _near_spots(
    incidents: Sequence[Incident], spots: Mapping[_Spot, list[int]], near: float
) -> Iterator[list[int]]:
    """The incidents of each spot without a place's id, and of each two spots near each other."""
    if near <= 0:
        return
    yield from (found for spot, found in spots.items() if spot[0] is None)
    for one, other in _candidates(spots, near):
        if kilometers(incidents[spots[one][0]], incidents[spots[other][0]]) <= near:
            yield spots[one] + spots[other]


def _candidates(spots: Iterable[_Spot], near: float) -> Iterator[tuple[_Spot, _Spot]]:
    """Pairs of spots in the same or in neighboring cells as wide as `near`, each pair once."""
    cells: dict[tuple[int, int], list[_Spot]] = defaultdict(list)
    for spot in spots:
        own = _cell(spot, near)
        for row in range(own[0] - 1, own[0] + 2):
            for column in _columns(row, spot, near):
                yield from ((other, spot) for other in cells.get((row, column), ()))
        cells[own].append(spot)


def _cell(spot: _Spot, near: float) -> tuple[int, int]:
    row = _row(spot, near)
    width = _width(row, near)
    return row, floor(((spot[2] or 0.0) + 180) % 360 / width)


def _row(spot: _Spot, near: float) -> int:
    return floor((spot[1] or 0.0) * _KM_PER_DEGREE / near)


def _width(row: int, near: float) -> float:
    """Degrees of longitude of a cell, so that no neighbor lies farther than one cell away."""
    edge = (max(abs(row), abs(row + 1)) + 1) * near / _KM_PER_DEGREE
    return 360.0 if edge > _POLAR else near / _KM_PER_DEGREE / cos(radians(edge))


def _columns(row: int, spot: _Spot, near: float) -> set[int]:
    """The columns of a row that reach as far as a spot is near; the date line is no border."""
    width = _width(row, near)
    last = floor(360 / width)
    column = floor(((spot[2] or 0.0) + 180) % 360 / width)
    found = {column - 1, column, column + 1}
    if min(found) < 0 or max(found) >= last:
        found |= {0, last - 1, last}
    return found


def _sweep(reports: Sequence[_Report], groups: _Groups) -> None:
    """Join reports of one place whose days overlap and whose documents differ.

    Args:
        reports: By first day.
        groups: Where they are joined.
    """
    open_groups: list[list[_Report]] = []
    for report in reports:
        joined = [report]
        still_open = []
        for members in open_groups:
            if -members[0].minus_last < report.first.toordinal():
                continue
            if _touches(members, report):
                groups.join(members[0].at, report.at)
                joined = _united(members, joined)
            else:
                still_open.append(members)
        open_groups = [*still_open, joined]


def _touches(members: Sequence[_Report], report: _Report) -> bool:
    """Whether a member still open on the report's first day comes from other documents."""
    for member in members:
        if -member.minus_last < report.first.toordinal():
            return False
        if member.documents.isdisjoint(report.documents):
            return True
    return False


def _united(one: list[_Report], other: list[_Report]) -> list[_Report]:
    large, small = (one, other) if len(one) >= len(other) else (other, one)
    for report in small:
        insort(large, report)
    return large
