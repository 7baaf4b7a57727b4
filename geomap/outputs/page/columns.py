"""Incidents as the columns of the data island.

Places and documents recur, so each distinct one is written once, and incidents carry its number.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from geomap.events.taxonomy import Layer, Taxonomy
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Evidence, Incident
from geomap.outputs.page.island import Blocks, clean
from geomap.outputs.page.numbering import distinct
from geomap.outputs.page.wording import Texts

GRID = 1e5
"""Parts of a degree in which coordinates are written: a hundred-thousandth is about a meter."""

OTHER = Layer("other", "Other types", "#5B6770", "pentagon", on=True)
"""Where incidents of a type that the taxonomy does not know are shown; only there when needed."""

TEXTS = (
    *("date_precision", "date_source", "date_text", "actor1", "actor2"),
    *("fatalities_text", "reason"),
)
NUMBERS = ("fatalities", "fatalities_min", "fatalities_max", "injured", "arrested", "crowd_size")
PLACE_TEXTS = ("place_name", "place_text", "country_code", "country", "admin1")
DOCUMENT_TEXTS = ("title", "source", "url", "language", "document_id")

_NO_HEX = dict.fromkeys(map(ord, "0123456789abcdef"))
_EPOCH = date(1970, 1, 1).toordinal()
_NO_EVIDENCE = Evidence("", "", 0, 0)
_PRECISIONS = tuple(Precision)
_PLACE = attrgetter("longitude", "latitude", "precision", "uncertainty_km", *PLACE_TEXTS)
_DOCUMENT = attrgetter("published", *DOCUMENT_TEXTS)


class Kind(NamedTuple):
    """A type with a sub-type, and the position of its layer."""

    type: str
    sub: str
    layer: int


def columns_of(
    incidents: Sequence[Incident], taxonomy: Taxonomy, *, quotes: bool = True
) -> tuple[dict[str, Any], Blocks]:
    """Head and blocks of an island: the incidents with the layers and types that they use.

    Days count from 1970-01-01; coordinates are hundred-thousandths of a degree. Impossible
    coordinates leave an incident unlocated. Without quotes all quotes are empty.
    """
    blocks = Blocks()
    texts = Texts(blocks)
    layers, kinds, rows_of_kinds = _kinds(incidents, taxonomy)
    blocks.add("kind", rows_of_kinds)
    blocks.add("date_start", (_day(incident.date_start) for incident in incidents))
    blocks.add("days_more", map(_days_more, incidents))
    texts.add("modality", (incident.modality.value for incident in incidents))
    for name in TEXTS:
        texts.add(name, map(attrgetter(name), incidents))
    numbers = {name: _add_pool(blocks, name, incidents) for name in (*NUMBERS, "confidence")}
    numbers["uncertainty_km"] = _add_places(blocks, texts, incidents)
    _add_evidence(blocks, texts, incidents, quotes=quotes)
    _add_ids(blocks, texts, [incident.id for incident in incidents])
    head = {
        "length": len(incidents),
        "layers": [layer._asdict() for layer in layers],
        "kinds": [kind._asdict() for kind in kinds],
        "numbers": numbers,
        "vocabulary": texts.words(),
        "texts": texts.bases,
        "in_pieces": texts.in_pieces,
    }
    return head, blocks


def refused_points(incidents: Iterable[Incident]) -> int:
    """How many incidents carry coordinates that lie on no globe."""
    return sum(
        1 for i in incidents if i.latitude is not None and _point(i.longitude, i.latitude) is None
    )


def _kinds(
    incidents: Sequence[Incident], taxonomy: Taxonomy
) -> tuple[tuple[Layer, ...], tuple[Kind, ...], list[int]]:
    """Layers, kinds in taxonomy order, and the kind of each incident by position."""
    pairs = {(i.event_type, i.sub_event_type) for i in incidents}
    strange = sorted(pairs - taxonomy.sub_types.keys())
    ordered = [pair for pair in taxonomy.sub_types if pair in pairs] + strange
    layers = (*taxonomy.layers, OTHER) if strange else taxonomy.layers
    positions = {layer.id: position for position, layer in enumerate(layers)}
    homes = {pair: taxonomy.sub_types[pair].layer for pair in ordered if pair not in strange}
    kinds = tuple(
        Kind(clean(event_type), clean(sub), positions[homes.get((event_type, sub), OTHER.id)])
        for event_type, sub in ordered
    )
    numbers = {pair: number for number, pair in enumerate(ordered)}
    return layers, kinds, [numbers[i.event_type, i.sub_event_type] for i in incidents]


def _add_pool(blocks: Blocks, name: str, incidents: Sequence[Incident]) -> list[Any]:
    """A column of numbers that recur; what is returned holds each once, no number included."""
    values, codes = distinct(map(attrgetter(name), incidents))
    blocks.add(name, codes)
    return values


def _add_places(blocks: Blocks, texts: Texts, incidents: Sequence[Incident]) -> list[float | None]:
    """The distinct places and the place of each incident; returns the radius of each place."""
    places, codes = distinct(map(_PLACE, incidents))
    blocks.add("place", codes)
    points = [_point(place[0], place[1]) for place in places]
    fine = [p[2] if point else None for p, point in zip(places, points, strict=True)]
    blocks.add("longitude", (point and point[0] for point in points))
    blocks.add("latitude", (point and point[1] for point in points))
    blocks.add("precision", (None if p is None else _PRECISIONS.index(p) for p in fine))
    for position, name in enumerate(PLACE_TEXTS, 4):
        texts.add(name, [place[position] for place in places])
    return [place[3] for place in places]


def _add_evidence(
    blocks: Blocks, texts: Texts, incidents: Sequence[Incident], *, quotes: bool
) -> None:
    """The main evidence of each incident, then all further evidence with the row it belongs to."""
    mains = [incident.evidence[0] if incident.evidence else _NO_EVIDENCE for incident in incidents]
    further = [(row, e) for row, i in enumerate(incidents) for e in i.evidence[1:]]
    every = [*mains, *(evidence for _, evidence in further)]
    documents, codes = distinct(map(_DOCUMENT, every))
    blocks.add("further", (row for row, _ in further))
    blocks.add("document", codes)
    blocks.add("published", (_day(document[0]) for document in documents))
    for position, name in enumerate(DOCUMENT_TEXTS, 1):
        add = texts.add_addresses if name == "url" else texts.add
        add(name, [document[position] for document in documents])
    texts.add("quote", (evidence.quote if quotes else "" for evidence in every))


def _add_ids(blocks: Blocks, texts: Texts, ids: Sequence[str]) -> None:
    """Our own ids are hexadecimal and go as bytes; ids of other makers go as texts."""
    width = len(ids[0]) if ids else 0
    joined = "".join(ids)
    even = width > 0 and width % 2 == 0 and all(len(name) == width for name in ids)
    if even and joined.isascii() and not joined.translate(_NO_HEX):
        blocks.add_bytes("id", bytes.fromhex(joined))
    else:
        texts.add("id", ids)


def _point(longitude: float | None, latitude: float | None) -> tuple[int, int] | None:
    """Longitude and latitude on the grid; comparisons with NaN fail, so it is refused too."""
    if longitude is None or latitude is None:
        return None
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):  # noqa: PLR2004
        return None
    return round(longitude * GRID), round(latitude * GRID)


def _days_more(incident: Incident) -> int | None:
    """Days from the first to the last, for both are mostly the same."""
    if incident.date_start is None or incident.date_end is None:
        return None
    return (incident.date_end - incident.date_start).days


def _day(day: date | None) -> int | None:
    return None if day is None else day.toordinal() - _EPOCH
