"""What the sources of the gazetteer hand over while a pack is built."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from geomap.gazetteer.columns import PlaceColumns
from geomap.gazetteer.draft_place import DraftPlace
from geomap.gazetteer.names import NameKind
from geomap.gazetteer.shelf import NameShelf

__all__ = ["Bulk", "Draft", "DraftName", "DraftPlace", "Source"]


class DraftName(NamedTuple):
    """A name of a place."""

    place_id: str
    name: str
    kind: NameKind


class Source(NamedTuple):
    """Where facts came from."""

    name: str
    version: str
    license: str
    gives: str


@dataclass
class Bulk:
    """Places by the million that no other source asks about: hamlets, hills, dams.

    Attributes:
        places: All of them, as columns.
        names: Their names.
        county_names: (country, admin-1 code, admin-2 code) -> name.
    """

    places: PlaceColumns = field(default_factory=PlaceColumns)
    names: NameShelf = field(default_factory=NameShelf)
    county_names: dict[tuple[str, str, str], str] = field(default_factory=dict)


@dataclass
class Draft:
    """Everything gathered so far; each source reads what the ones before it added.

    Attributes:
        places: By id.
        names: In the order in which sources gave them.
        members: Region or continent id -> the ISO codes of its countries.
        airport_links: Town id, then airport ids, best first.
        airport_codes: IATA code -> airport id.
        iata_hints: IATA code -> id of the town that carries it among its names.
        sources: What to credit.
        divisions: First-order divisions that a source has as places, by country and code.
        left_out: Labels of our tables that no source knows, with the file and line of each.
        bulk: Further places, which only the writer of the pack reads; it can do so once.
    """

    places: dict[str, DraftPlace] = field(default_factory=dict)
    names: list[DraftName] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)
    country_ids: dict[str, str] = field(default_factory=dict)
    airport_links: dict[str, list[str]] = field(default_factory=dict)
    airport_codes: dict[str, str] = field(default_factory=dict)
    iata_hints: dict[str, str] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    divisions: dict[tuple[str, str], DraftPlace] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    bulk: Bulk = field(default_factory=Bulk)

    def close(self) -> None:
        """Let go of the temporary files that hold names."""
        self.bulk.names.close()

    def add(self, place: DraftPlace) -> None:
        """Add a place under its display name."""
        self.places[place.id] = place
        self.names.append(DraftName(place.id, place.name, NameKind.NAME))

    def call(self, place_id: str, names: Iterable[str], kind: NameKind) -> None:
        """Give a place more names."""
        self.names.extend(DraftName(place_id, name, kind) for name in names)

    def towns_by_country(self) -> Mapping[str, list[DraftPlace]]:
        """Populated places of each country, the largest first."""
        towns: dict[str, list[DraftPlace]] = defaultdict(list)
        for place in self.places.values():
            if place.feature_code.startswith("PPL"):
                towns[place.country_code].append(place)
        return {code: sorted(some, key=lambda p: -p.population) for code, some in towns.items()}
