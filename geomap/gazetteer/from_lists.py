"""Our own lists of places: facilities, waters, mountains, lands of today and of history.

Each file has a section for each feature code and a line for each place:
name = [country or "", latitude, longitude, "names"]. What stands in brackets in a name tells the
place from another; such a place is known under the rest of its name only if the names say so.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from geomap.errors import LexiconError
from geomap.gazetteer.draft import Draft, DraftPlace
from geomap.gazetteer.fold import fold
from geomap.gazetteer.grid import cell_of, distance_km
from geomap.gazetteer.names import NameKind
from geomap.gazetteer.tables import read_entries, words

# What a place is worth beside towns of its name, in inhabitants.
_SITES = "sites.toml"
_NEAR_TOWNS = frozenset({_SITES, "villages.toml"})
_WORTH = {_SITES: 3e5, "villages.toml": 5e3, "waters.toml": 3e6, "lands.toml": 2e6}
_CELL = 4  # code, latitude, longitude, names
# "Lake Como", "Rio Po": how languages that put a word before or behind call these.
_PATTERNS = {
    "STM": ("{} River", "River {}", "Rio {}", "Río {}"),
    "LK": ("Lake {}", "Lago {}", "Lago di {}"),
}


class Listed(NamedTuple):
    """A line of a list."""

    feature_code: str
    name: str
    country_code: str
    latitude: float
    longitude: float
    names: list[str]


def add_lists(draft: Draft) -> None:
    """Add the places of all lists; one that `regions.toml` has only gets more names."""
    towns = _towns_by_cell(draft)
    for file, worth in _WORTH.items():
        for listed in read_list(file):
            place_id = f"geomap:{fold(listed.name).replace(' ', '-')}"
            if place_id not in draft.places:
                is_small = file in _NEAR_TOWNS or listed.feature_code == "ISL"
                around = towns if is_small else {}
                draft.places[place_id] = _place(place_id, listed, worth, around)
                own = [] if "(" in listed.name else [listed.name]
                draft.call(place_id, own, NameKind.NAME)
            draft.call(place_id, [*listed.names, *_called(listed)], NameKind.ALTERNATE)


def _called(listed: Listed) -> list[str]:
    """What a river or lake is called in languages that tell so in its name."""
    name, kinds = listed.name.partition(" (")[0], ("River", "Lake", "Rio", "Río", "Loch")
    if any(word in kinds for word in name.split()):
        return []
    return [pattern.format(name) for pattern in _PATTERNS.get(listed.feature_code, ())]


def read_list(file: str) -> Iterator[Listed]:
    """The lines of a list.

    Raises:
        LexiconError: A line is wrong; the message names file and line.
    """
    for code, section in read_entries(file):
        for name, cells in section.items():
            where = f"{file} [{code}] {name}"
            country, latitude, longitude, names = _checked(cells, where)
            others = words(names, where) if names else []
            yield Listed(code, name, country, latitude, longitude, others)


def _checked(cells: Any, where: str) -> tuple[str, float, float, str]:
    if not isinstance(cells, list) or len(cells) != _CELL:
        raise LexiconError(f"data/gazetteer/{where}: not [country, latitude, longitude, names]")
    country, latitude, longitude, names = cells
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004  degrees
        raise LexiconError(f"data/gazetteer/{where}: no point on the globe")
    return country, float(latitude), float(longitude), names


def _place(
    place_id: str, listed: Listed, worth: float, towns: Mapping[tuple[str, int], list[DraftPlace]]
) -> DraftPlace:
    point = listed.latitude, listed.longitude
    near = towns.get((listed.country_code, cell_of(*point)), ())
    town = min(near, key=lambda t: distance_km(*point, t.latitude, t.longitude), default=None)
    return DraftPlace(
        id=place_id,
        name=listed.name.partition(" (")[0],
        latitude=listed.latitude,
        longitude=listed.longitude,
        feature_code=listed.feature_code,
        country_code=listed.country_code,
        admin1_code=town.admin1_code if town else "",
        weight=worth,
    )


def _towns_by_cell(draft: Draft) -> Mapping[tuple[str, int], list[DraftPlace]]:
    """Towns by country and cell of one degree: the nearest one tells the division."""
    cells: dict[tuple[str, int], list[DraftPlace]] = defaultdict(list)
    for country, towns in draft.towns_by_country().items():
        for town in towns:
            cells[country, cell_of(town.latitude, town.longitude)].append(town)
    return cells
