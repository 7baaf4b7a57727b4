"""Which marks a picture carries, and where they and their names find room on the paper."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from geomap.events.taxonomy import Layer, load_taxonomy
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Incident
from geomap.outputs.page.columns import OTHER
from geomap.outputs.picture.view import View

SYMBOL = 5.6
"""Points from the middle of a symbol to its edge."""

_WHOLE_AREAS = (Precision.ADMIN1, Precision.COUNTRY)
_CELL = 9.0
_GAP, _WIDE_GAP = 1.5, 24.0  # between marks of points, and of areas, which need room to step aside
_DASHES = 4.0  # between the edge of a mark of an area and what is around it
_LETTER = 0.6  # width of a letter for its height, on average
_MOST_LABELS = 60


class Extent(NamedTuple):
    """A rectangle of the paper by its edges, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Extent") -> bool:
        """Whether the two overlap."""
        apart = self.left >= other.right or other.left >= self.right
        return not (apart or self.bottom >= other.top or other.bottom >= self.top)

    def inside(self, frame: "Extent") -> bool:
        """Whether all of it lies in a frame."""
        across = self.left >= frame.left and self.right <= frame.right
        return across and self.bottom >= frame.bottom and self.top <= frame.top


@dataclass(frozen=True, slots=True)
class Mark:
    """One incident or several that lie too close to be told apart.

    Attributes:
        x: Points from the left edge of the paper.
        y: Points from its lower edge.
        layers: How many incidents of each layer, in legend order.
        name: The place named most often, or "".
        whole: It stands for a province or country, and is drawn hollow.
        reach: Radius of its uncertainty in points; 0 for several places.
        home: Where it belongs; it stands elsewhere only where it had to step aside.
    """

    x: float
    y: float
    layers: tuple[tuple[Layer, int], ...]
    name: str
    whole: bool
    reach: float
    home: tuple[float, float]

    @property
    def count(self) -> int:
        """How many incidents."""
        return sum(count for _, count in self.layers)

    @property
    def radius(self) -> float:
        """Points from its middle to its edge: a symbol for one, a growing ring for more."""
        if self.count == 1:
            return SYMBOL
        return 9.0 + min(9.0, 2.2 * math.log2(self.count / 2 + 1))

    @property
    def extent(self) -> Extent:
        """The room that it takes."""
        reach = self.radius + (_DASHES if self.whole else 1)
        return Extent(self.x - reach, self.y - reach, self.x + reach, self.y + reach)


class _Heap(NamedTuple):
    """Incidents with the middle of their spots."""

    x: float
    y: float
    members: tuple[Incident, ...]

    def with_(self, other: "_Heap") -> "_Heap":
        mine, theirs = len(self.members), len(other.members)
        x = (self.x * mine + other.x * theirs) / (mine + theirs)
        y = (self.y * mine + other.y * theirs) / (mine + theirs)
        return _Heap(x, y, self.members + other.members)


def layer_of(incident: Incident) -> Layer:
    """The map layer of an incident; types that the taxonomy does not know share one."""
    pair = (incident.event_type, incident.sub_event_type)
    taxonomy = load_taxonomy()
    return taxonomy.layer_of(*pair) if pair in taxonomy.sub_types else OTHER


def layers_of(incidents: Iterable[Incident]) -> tuple[tuple[Layer, int], ...]:
    """The layers of incidents with their counts, in legend order."""
    pairs = Counter((i.event_type, i.sub_event_type) for i in incidents)
    first = {(i.event_type, i.sub_event_type): i for i in incidents}
    counts: Counter[Layer] = Counter()
    for pair, count in pairs.items():
        counts[layer_of(first[pair])] += count
    order = (*load_taxonomy().layers, OTHER)
    return tuple((layer, counts[layer]) for layer in order if counts[layer])


def marks_of(incidents: Iterable[Incident], view: View) -> list[Mark]:
    """The marks of all located incidents, large ones before small, those of whole areas last.

    Points and areas never share a mark, so that what is known only roughly does not pass for a
    town; a mark of an area steps aside for the others.
    """
    located = [i for i in incidents if i.latitude is not None]
    areas = [i for i in located if i.precision in _WHOLE_AREAS]
    points = [i for i in located if i.precision not in _WHOLE_AREAS]
    marks = [_mark(heap, view, whole=False) for heap in _merged(_heaps(points, view), _GAP)]
    left, bottom, width, height = view.area
    frame = Extent(left, bottom, left + width, bottom + height)
    for heap in _merged(_heaps(areas, view), _WIDE_GAP):
        taken = [scale_room(frame), *(mark.extent for mark in marks)]
        marks.append(_aside(_mark(heap, view, whole=True), taken, frame))
    return marks


def _aside(mark: Mark, taken: Sequence[Extent], frame: Extent) -> Mark:
    """The mark where it is, or at the nearest spot of the frame that is clear."""
    turns = [k * math.pi / 6 for k in range(12)]
    for step, turn in ((0, 0.0), *((step, turn) for step in range(2, 12) for turn in turns)):
        away = step * SYMBOL
        x, y = mark.x + away * math.cos(turn), mark.y + away * math.sin(turn)
        moved = replace(mark, x=x, y=y)
        if moved.extent.inside(frame) and not any(map(moved.extent.meets, taken)):
            return moved
    return mark


def _heaps(incidents: Iterable[Incident], view: View) -> list[_Heap]:
    """Incidents by small squares of the paper: many share one spot."""
    cells: dict[tuple[int, int], list[tuple[float, float, Incident]]] = {}
    for incident in incidents:
        x, y = view.spot(incident.latitude or 0.0, incident.longitude or 0.0)
        cells.setdefault((int(x // _CELL), int(y // _CELL)), []).append((x, y, incident))
    return [
        _Heap(
            math.fsum(x for x, _, _ in spots) / len(spots),
            math.fsum(y for _, y, _ in spots) / len(spots),
            tuple(incident for _, _, incident in spots),
        )
        for _, spots in sorted(cells.items())
    ]


def _merged(heaps: Sequence[_Heap], gap: float) -> list[_Heap]:
    """Heaps joined until their marks stand clear of each other, the largest ones first."""
    waiting, joined = list(heaps), True
    while joined:
        joined, kept = False, list[_Heap]()
        for heap in sorted(waiting, key=lambda h: (-len(h.members), h.x, h.y)):
            near = next((k for k, other in enumerate(kept) if _touch(heap, other, gap)), None)
            if near is None:
                kept.append(heap)
            else:
                kept[near], joined = kept[near].with_(heap), True
        waiting = kept
    return waiting


def _touch(one: _Heap, two: _Heap, gap: float) -> bool:
    reach = _radius(len(one.members)) + _radius(len(two.members)) + gap
    return math.hypot(one.x - two.x, one.y - two.y) < reach


def _radius(count: int) -> float:
    return Mark(0, 0, ((OTHER, count),), "", whole=False, reach=0, home=(0, 0)).radius


def _mark(heap: _Heap, view: View, *, whole: bool) -> Mark:
    names = Counter(i.place_name for i in heap.members if i.place_name)
    reaches = {i.uncertainty_km or 0.0 for i in heap.members}
    spots = {(i.latitude, i.longitude) for i in heap.members}
    reach = max(reaches) * view.points_per_km if len(spots) == 1 and not whole else 0.0
    name = max(names, key=lambda word: (names[word], word)) if names else ""
    name += " …" * (whole and len(names) > 1)  # a name alone would speak for the others
    here = (heap.x, heap.y)
    return Mark(*here, layers_of(heap.members), name, whole, reach, home=here)


class Label(NamedTuple):
    """A name on the paper; it begins at x, its middle is at y."""

    x: float
    y: float
    words: str

    def extent(self, size: float) -> Extent:
        """The room that it takes in letters of a size."""
        right = self.x + width_of(self.words, size)
        return Extent(self.x - 1, self.y - size * 0.6, right + 1, self.y + size * 0.6)


def labels_of(marks: Sequence[Mark], frame: Extent, size: float) -> Iterator[Label]:
    """Names beside their marks, for as many as find room; areas choose first, then large ones."""
    taken = [scale_room(frame), *(mark.extent for mark in marks)]
    named = [mark for mark in marks if mark.name]
    for mark in sorted(named, key=lambda m: (not m.whole, -m.count))[:_MOST_LABELS]:
        wide = width_of(mark.name, size)
        away = mark.extent.right - mark.x + 2
        for x, y in (
            (mark.x + away, mark.y),
            (mark.x - away - wide, mark.y),
            (mark.x - wide / 2, mark.y - away - size / 2),
            (mark.x - wide / 2, mark.y + away + size / 2),
        ):
            label = Label(x, y, mark.name)
            room = label.extent(size)
            if room.inside(frame) and not any(map(room.meets, taken)):
                taken.append(room)
                yield label
                break


def scale_room(frame: Extent) -> Extent:
    """The corner of a map that belongs to its scale bar."""
    return Extent(frame.left, frame.bottom, frame.left + 260.0, frame.bottom + 28.0)


def width_of(words: str, size: float) -> float:
    """About how wide words are, in points."""
    return len(words) * size * _LETTER
