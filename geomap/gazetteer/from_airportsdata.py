"""Airports and the towns they serve, from airportsdata (MIT)."""

from collections import defaultdict
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import airportsdata

from geomap.gazetteer.draft import Draft, DraftPlace, Source
from geomap.gazetteer.fold import fold
from geomap.gazetteer.grid import cell_of, distance_km

_SAME_NAME_KM = 50
_NEAR_KM = 100
_TOWN_SIZE = 15_000
_ICAO_LENGTH = 4
# Fields of Belgium: some of their points are degrees, minutes and seconds that the source wrote
# as one decimal number: Brussels 50.5405 for 50 degrees 54 minutes 05 seconds.
_SEXAGESIMAL = "EB"


def iata_codes() -> frozenset[str]:
    """Codes of airports and of the metropolitan areas they serve."""
    metropolitan = airportsdata.load_iata_macs()
    return frozenset(airportsdata.load("IATA")) | frozenset(metropolitan)


def add_airports(draft: Draft) -> None:
    """Add airports with an ICAO code of four letters or an IATA code, linked to towns."""
    towns = draft.towns_by_country()
    by_name = _towns_by_name(towns)
    large = _cells(towns)
    links: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for icao, given in sorted(airportsdata.load("ICAO").items()):
        if not given["iata"] and not (len(icao) == _ICAO_LENGTH and icao.isalpha()):
            continue
        row = _with_point(icao, given, by_name)
        town, named = _town_of(row, draft, by_name, large)
        place = _airport(icao, row, town)
        draft.add(place)
        if row["iata"]:
            draft.airport_codes[row["iata"]] = place.id
        if town:
            links[town.id].append((*_order(row, town, named=named), place.id))
    for town_id, some in links.items():
        draft.airport_links[town_id] = [link[-1] for link in sorted(some)]
    draft.sources.append(Source("airportsdata", version("airportsdata"), "MIT", "airports"))


def _with_point(
    icao: str, row: Mapping[str, Any], by_name: Mapping[tuple[str, str], list[DraftPlace]]
) -> Mapping[str, Any]:
    """The row, its point read as degrees and minutes where that brings it nearer to its town."""
    towns = by_name.get((row["country"], fold(row["city"])), ())
    if not icao.startswith(_SEXAGESIMAL) or not towns:
        return row
    read = _degrees(row["lat"]), _degrees(row["lon"])
    far = min(distance_km(row["lat"], row["lon"], t.latitude, t.longitude) for t in towns)
    near = min(distance_km(*read, t.latitude, t.longitude) for t in towns)
    return {**row, "lat": read[0], "lon": read[1]} if near < far else row


def _degrees(written: float) -> float:
    """Degrees of a number whose decimals are minutes and seconds: 50.5405 is 50.9014."""
    whole = round(written * 10_000)
    degrees, minutes, seconds = whole // 10_000, whole // 100 % 100, whole % 100
    return round(degrees + minutes / 60 + seconds / 3600, 5)


def _airport(icao: str, row: Mapping[str, Any], town: DraftPlace | None) -> DraftPlace:
    return DraftPlace(
        id=f"icao:{icao}",
        name=row["name"],
        latitude=row["lat"],
        longitude=row["lon"],
        feature_code="AIRP",
        country_code=row["country"],
        admin1_code=town.admin1_code if town else "",
        weight=1.0,
    )


def _order(row: Mapping[str, Any], town: DraftPlace, *, named: bool) -> tuple[Any, ...]:
    """What travelers mean first: of the town's name, international, with a code, near."""
    distance = distance_km(row["lat"], row["lon"], town.latitude, town.longitude)
    return not named, not row["iata"], "international" not in row["name"].lower(), distance


def _town_of(
    row: Mapping[str, Any],
    draft: Draft,
    by_name: Mapping[tuple[str, str], list[DraftPlace]],
    large: Mapping[int, list[DraftPlace]],
) -> tuple[DraftPlace | None, bool]:
    """The town that an airport serves, and whether the airport says so itself."""
    point = row["lat"], row["lon"]
    for town in by_name.get((row["country"], fold(row["city"])), ()):
        if distance_km(*point, town.latitude, town.longitude) <= _SAME_NAME_KM:
            return town, True
    near = [
        (distance_km(*point, town.latitude, town.longitude), town.id)
        for town in _around(large, *point)
        if town.country_code == row["country"]
    ]
    if near and min(near)[0] <= _NEAR_KM:
        return draft.places[min(near)[1]], False
    hint = draft.iata_hints.get(row["iata"])
    return (draft.places[hint], False) if hint else (None, False)


def _towns_by_name(
    towns: Mapping[str, list[DraftPlace]],
) -> dict[tuple[str, str], list[DraftPlace]]:
    """Towns by country and folded name, the largest first."""
    named: dict[tuple[str, str], list[DraftPlace]] = defaultdict(list)
    for code, some in towns.items():
        for town in some:
            named[code, fold(town.name)].append(town)
    return named


def _cells(towns: Mapping[str, list[DraftPlace]]) -> dict[int, list[DraftPlace]]:
    """Towns worth an airport by cell of one degree."""
    cells: dict[int, list[DraftPlace]] = defaultdict(list)
    for some in towns.values():
        for town in some:
            if town.population >= _TOWN_SIZE:
                cells[cell_of(town.latitude, town.longitude)].append(town)
    return cells


def _around(
    cells: Mapping[int, list[DraftPlace]], latitude: float, longitude: float
) -> list[DraftPlace]:
    """Towns of the cell and the eight around it."""
    steps = [(north, east) for north in (-1, 0, 1) for east in (-1, 0, 1)]
    around = [cell_of(latitude + north, longitude + east) for north, east in steps]
    return [town for cell in sorted(set(around)) for town in cells.get(cell, ())]
