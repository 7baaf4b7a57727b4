"""Our own name facts: short forms, demonyms, regions, counties and renamed towns.

All in `data/gazetteer/`, in files that a person can read and correct.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from geomap.gazetteer.draft import Draft, DraftPlace, Source
from geomap.gazetteer.fold import fold
from geomap.gazetteer.names import NameKind
from geomap.gazetteer.tables import read_entries, read_rows, words
from geomap.resources import languages_with, read_table

_REGION_WORTH = 5e6
_AREA_WORTH = 3e5
_COUNTY_WORTH = 1_000.0
_COUNTY_SHARE = 0.1


class Finder:
    """Finds the place that a line of a table means.

    A line says `KZ` for a country, `KZ/Almaty` for its largest town of that name, `US+Texas` for a
    first-order division, or an id ("2643743", "geomap:donbas").
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._towns: dict[str, str] = {}
        self._divisions: dict[str, str] = {}
        for place in sorted(draft.places.values(), key=lambda place: -place.weight):
            if place.feature_code.startswith("PPL"):
                self._towns.setdefault(f"{place.country_code}/{fold(place.name)}", place.id)
            elif place.feature_code == "ADM1":
                self._divisions.setdefault(f"{place.country_code}+{fold(place.name)}", place.id)

    def __call__(self, label: str, where: str) -> str | None:
        """The id that a label means; None, and a line in `left_out`, when no source knows it.

        Sources change from version to version: a town that one of them drops costs its foreign
        names, not the user's installation.
        """
        country, mark, name = label.partition("/") if "/" in label else label.partition("+")
        table = {"": self._draft.country_ids, "/": self._towns, "+": self._divisions}[mark]
        found = table.get(f"{country}{mark}{fold(name)}" if mark else label)
        if found is None and label in self._draft.places:
            found = label
        if found is None:
            self._draft.left_out.append(f"data/gazetteer/{where}: there is no place {label!r}")
        return found

    def call(self, label: str, where: str, names: Iterable[str], kind: NameKind) -> None:
        """Give the place that a label means more names."""
        found = self(label, where)
        if found is not None:
            self._draft.call(found, names, kind)


def add_regions(draft: Draft) -> None:
    """Add seas, regions of the world and of conflict, historic lands."""
    for key, entry in read_entries("regions.toml"):
        where = f"regions.toml [{key}]"
        latitude, longitude = entry["point"]
        place = DraftPlace(
            id=f"geomap:{key}",
            name=entry["name"],
            latitude=float(latitude),
            longitude=float(longitude),
            feature_code=entry["code"],
            country_code=entry.get("country", ""),
            admin1_code=entry.get("admin1", ""),
            weight=float(entry.get("weight", _REGION_WORTH)),
        )
        draft.add(place)
        draft.call(place.id, words(entry["names"], where), NameKind.ALTERNATE)
        if "demonyms" in entry:
            draft.call(place.id, words(entry["demonyms"], where), NameKind.DEMONYM)
        if "members" in entry:
            draft.members[place.id] = sorted(entry["members"].split())


def add_counties(draft: Draft) -> None:
    """Add counties, departments, islands, quarters; those of the United States by bare name too."""
    around = _people_around(draft, "US")
    in_dump = any(country == "US" for country, _, _ in draft.bulk.county_names)
    for row in () if in_dump else read_rows("gazetteer", "us_counties.csv"):
        bare = bare_county(row["name"])
        county = _area(f"fips:{row['fips']}", row, "US", row["state"])
        people = around[_tile(county.latitude, county.longitude)]
        draft.add(county._replace(weight=_COUNTY_WORTH + people * _COUNTY_SHARE))
        draft.call(county.id, [bare] if bare != county.name else [], NameKind.ALTERNATE)
    for row in read_rows("gazetteer", "areas.csv"):
        slug = fold(row["name"]).replace(" ", "-")
        place_id = f"geomap:{row['country'].lower()}-{row['admin1'].lower()}-{slug}"
        area = _area(place_id, row, row["country"], row["admin1"])
        draft.add(area._replace(feature_code=row["feature_code"], weight=_AREA_WORTH))
        draft.call(area.id, filter(None, row["names"].split(";")), NameKind.ALTERNATE)
    draft.sources.append(
        Source("US Census Bureau, by us-atlas", "3", "public domain, ISC", "counties of the US")
    )


def bare_county(name: str) -> str:
    """The name of a county of the United States alone: "Rapides" for "Rapides Parish"."""
    return name.removesuffix(" County").removesuffix(" Parish")


def _people_around(draft: Draft, country: str) -> Counter[tuple[int, int]]:
    """Inhabitants of towns by tile of half a degree, about the size of a county."""
    people: Counter[tuple[int, int]] = Counter()
    for place in draft.places.values():
        if place.country_code == country and place.feature_code.startswith("PPL"):
            people[_tile(place.latitude, place.longitude)] += place.population
    return people


def _tile(latitude: float, longitude: float) -> tuple[int, int]:
    return round(latitude * 2), round(longitude * 2)


def _area(place_id: str, row: Mapping[str, str], country: str, admin1: str) -> DraftPlace:
    return DraftPlace(
        id=place_id,
        name=row["name"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        feature_code="ADM2",
        country_code=country,
        admin1_code=admin1,
        weight=_COUNTY_WORTH,
    )


def add_airport_names(draft: Draft) -> None:
    """Add what people call airports ("Schiphol", "Heathrow")."""
    for code, text in read_table("gazetteer", "airport_names.toml").items():
        where = f"airport_names.toml {code}"
        if code not in draft.airport_codes:
            draft.left_out.append(f"data/gazetteer/{where}: there is no such IATA code")
            continue
        place_id = draft.airport_codes[code]
        draft.places[place_id] = draft.places[place_id]._replace(weight=_AREA_WORTH)
        draft.call(place_id, words(text, where), NameKind.SHORT)


def add_short_forms(find: Finder) -> None:
    """Add what places are called for short, in letters ("VS") and in words ("Holland")."""
    for kind, section in read_entries("short_forms.toml"):
        for label, text in section.items():
            where = f"short_forms.toml [{kind}] {label}"
            find.call(label, where, words(text, where), NameKind(kind))


def add_exonyms(find: Finder) -> None:
    """Add names of towns and regions in other languages and times."""
    for file in ("exonyms.toml", "division_names.toml"):
        for section, lines in read_entries(file):
            for label, text in lines.items():
                where = f"{file} [{section}] {label}"
                find.call(label, where, words(text, where), NameKind.ALTERNATE)


def add_word_forms(draft: Draft) -> None:
    """Add "Mt Pleasant" to Mount Pleasant and "Saint Louis" to St. Louis, for towns."""
    for _, forms in read_entries("word_forms.toml"):
        for place in list(draft.places.values()):
            first, _, rest = place.name.partition(" ")
            if rest and first in forms and place.feature_code.startswith("PPL"):
                draft.call(place.id, [f"{forms[first]} {rest}"], NameKind.SHORT)


def add_demonyms(find: Finder) -> None:
    """Add adjectives and inhabitants in each language that has a table of them."""
    for language in languages_with("gazetteer/demonyms"):
        name = f"demonyms/{language}.toml"
        for label, demonyms in read_demonyms(language):
            find.call(label, name, demonyms, NameKind.DEMONYM)


def read_demonyms(language: str) -> Iterator[tuple[str, list[str]]]:
    """Labels and demonyms of a language, every star written out as each of its endings."""
    name = f"demonyms/{language}.toml"
    sections = dict(read_entries(name))
    written = sections.pop("endings", {"*": "-"})["*"]
    endings = [end.strip("-") for end in words(written, f"{name} [endings]")]
    for section in sections.values():
        for label, text in section.items():
            demonyms: list[str] = []
            for word in words(text, f"{name} {label}"):
                stem = word.removesuffix("*")
                demonyms += [word] if stem == word else [stem + end for end in endings]
            yield label, demonyms
