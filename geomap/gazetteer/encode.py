"""A draft as the columns of a pack. Same draft, same bytes.

numpy is needed here, in `columns` and in `shelf`; it is a build requirement only.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from geomap.gazetteer.columns import Columns, Numbering, PlaceColumns, numbers
from geomap.gazetteer.draft import Draft
from geomap.gazetteer.names import NameKind

_CELLS = 180 * 360


class Rows(NamedTuple):
    """All places of a pack in the order of its rows: GeoNames' by number, then others by id.

    Attributes:
        places: The places by ordinal.
        order: The ordinal of each row.
        row_of: The row of each place of the draft, by its id.
        other_ids: Ids that are no numbers, in the order of their rows.
        names_at: The row of each division's place, by (country, code).
    """

    places: PlaceColumns
    order: npt.NDArray[np.int64]
    row_of: dict[str, int]
    other_ids: list[str]

    @property
    def of_ordinal(self) -> npt.NDArray[np.int64]:
        """The row of each ordinal."""
        rows = np.empty_like(self.order)
        rows[self.order] = np.arange(len(self.order))
        return rows

    def column(self, name: str) -> npt.NDArray[Any]:
        """A column of the places, in the order of the rows."""
        return np.asarray(getattr(self.places, name))[self.order]


def order_places(draft: Draft) -> Rows:
    """Put the places of the draft beside those that it holds in bulk, and number the rows."""
    places = draft.bulk.places
    numbered = sorted((key for key in draft.places if key.isdigit()), key=int)
    others = sorted(key for key in draft.places if not key.isdigit())
    ordinals = [places.append(draft.places[key]) for key in (*numbered, *others)]
    first_other = len(places) - len(others)
    ids = np.asarray(places.ids)[:first_other]
    order = np.append(np.argsort(ids, kind="stable"), np.arange(first_other, len(places)))
    rows = Rows(places, order, {}, others)
    of_ordinal = rows.of_ordinal
    known = zip((*numbered, *others), ordinals, strict=True)
    return rows._replace(row_of={key: int(of_ordinal[ordinal]) for key, ordinal in known})


def place_columns(rows: Rows) -> Columns:
    """Columns of numbers and text for the places, in the order of their rows."""
    names, starts = rows.places.names(rows.order)
    ids = rows.column("ids")[: len(rows.order) - len(rows.other_ids)]
    return {
        "id": numbers("I", ids),
        "other_ids": _text("\n".join(rows.other_ids)),
        "latitude": numbers("i", rows.column("latitude")),
        "longitude": numbers("i", rows.column("longitude")),
        "population": numbers("I", rows.column("population")),
        "feature": numbers("B", _renumbered(rows.column("feature"), rows.places.features)),
        "country": numbers("H", _renumbered(rows.column("country"), rows.places.countries)),
        "name_at": numbers("I", starts),
        "place_names": ("B", names),
    }


def _renumbered(column: npt.NDArray[Any], numbering: Numbering) -> npt.NDArray[np.int64]:
    """Numbers in the order of the sorted values instead of the order of their coming."""
    rank = {value: number for number, value in enumerate(sorted(numbering))}
    ranks = np.array([rank[value] for value in numbering], dtype=np.int64)
    return np.take(ranks, column)


def division_columns(rows: Rows, draft: Draft) -> Columns:
    """First-order divisions and which one each place lies in; number 0 is none."""
    named = {
        (place.country_code, place.admin1_code): (place.name, str(rows.row_of[place.id]))
        for place in draft.places.values()
        if place.feature_code == "ADM1"
    }
    pairs = sorted(rows.places.divisions)[1:]
    lines = ["\t\t\t"] + ["\t".join((*pair, *named.get(pair, ("", "")))) for pair in pairs]
    column = _renumbered(rows.column("division"), rows.places.divisions)
    columns: Columns = {"divisions": _text("\n".join(lines)), "division": numbers("H", column)}
    if draft.bulk.county_names:
        keys = sorted(rows.places.counties)
        names = [draft.bulk.county_names.get(key, "") for key in keys]
        county = _renumbered(rows.column("county"), rows.places.counties)
        columns |= {"counties": _text("\n".join(names)), "county": numbers("I", county)}
    return columns


def grid_columns(rows: Rows) -> Columns:
    """Rows by cell of one degree, as `grid.cell_of` numbers them."""
    north = np.floor_divide(rows.column("latitude"), 100_000)
    east = np.floor_divide(rows.column("longitude"), 100_000)
    cells = np.clip(north + 90, 0, 179).astype(np.int64) * 360 + (east + 180) % 360
    starts = np.searchsorted(np.sort(cells), np.arange(_CELLS + 1))
    by_cell = np.argsort(cells, kind="stable")
    return {"cell_starts": numbers("I", starts), "cell_rows": numbers("I", by_cell)}


def airport_columns(draft: Draft, rows: dict[str, int]) -> Columns:
    """Towns and their airports, and airports by IATA code."""
    links = sorted(
        (rows[town], position, rows[airport])
        for town, airports in draft.airport_links.items()
        for position, airport in enumerate(airports)
    )
    codes = "\n".join(f"{code}\t{rows[at]}" for code, at in sorted(draft.airport_codes.items()))
    return {
        "link_city": numbers("I", [link[0] for link in links]),
        "link_airport": numbers("I", [link[2] for link in links]),
        "airport_codes": _text(codes),
    }


def outline_columns(rings: Sequence[tuple[int, Sequence[int]]]) -> Columns:
    """Country outlines: owner, box (west, south, east, north) and points of each ring."""
    boxes = [(min(p[::2]), min(p[1::2]), max(p[::2]), max(p[1::2])) for _, p in rings]
    starts = np.cumsum([0, *(len(points) for _, points in rings)])
    return {
        "ring_owners": numbers("H", [owner for owner, _ in rings]),
        "ring_boxes": numbers("h", [number for box in boxes for number in box]),
        "ring_starts": numbers("I", starts),
        "ring_points": numbers("h", [number for _, points in rings for number in points]),
    }


def name_columns(draft: Draft, rows: Rows) -> Columns:
    """The name table, from the names of the draft and those that it holds in bulk."""
    shelf, ordinals = draft.bulk.names, rows.order
    for place_id, name, kind in draft.names:
        if kind is not NameKind.ABBREVIATION:
            shelf.add(int(ordinals[rows.row_of[place_id]]), name, kind)
    return shelf.columns(rows.of_ordinal, rows.column("weight"))


def abbreviations(draft: Draft, rows: dict[str, int]) -> dict[str, list[int]]:
    """Short forms that count only as written -> rows, best first."""
    forms: dict[str, set[str]] = {}
    for place_id, name, kind in draft.names:
        if kind is NameKind.ABBREVIATION:
            forms.setdefault(name, set()).add(place_id)
    return {form: _best_first(ids, draft, rows) for form, ids in sorted(forms.items())}


def _best_first(ids: Iterable[str], draft: Draft, rows: dict[str, int]) -> list[int]:
    """Rows of places, the weightiest first."""
    return [rows[at] for at in sorted(ids, key=lambda at: (-draft.places[at].weight, rows[at]))]


def _text(text: str) -> tuple[str, bytes]:
    return "B", text.encode()
