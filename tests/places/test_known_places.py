"""A user's own places win over the gazetteer; a file with a mistake is refused by its rows."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.gazetteer.index import GazetteerIndex
from geomap.gazetteer.place import Precision
from geomap.places.engines import place_engines
from geomap.places.known_places import read_known_places
from geomap.places.mention import Resolution, Role
from geomap.text.document import Document
from geomap.text.parse import parse

CSV = """\
name,lat,lon,country_code,precision,alt_names
Camp Vandrel,48.5,37.9,UA,site,Vandrel Camp|Vandrel
Rotterdam,-25.9,29.2,ZA,,
Вандрелка,49.5,36.5,,,
the Strip,31.4,34.4,PS,admin1,
"""
Read = Callable[..., dict[str, Resolution]]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("known") / "mine.csv"
    path.write_text(CSV, encoding="utf-8-sig")
    return path


@pytest.fixture(scope="module")
def read(file: Path) -> Read:
    """Resolutions by surface, with the file."""
    engines = place_engines(GazetteerIndex.open(), known_places=str(file))

    def read(text: str, language: str = "en") -> dict[str, Resolution]:
        parsed = parse(Document("d", text, language=language))
        found = engines.resolve(parsed, engines.recognize(parsed))
        return {resolution.mention.surface: resolution for resolution in found}

    return read


def test_a_name_that_the_gazetteer_lacks_is_recognized_and_placed(read: Read) -> None:
    found = read("Shells hit Camp Vandrel on Friday.")["Camp Vandrel"]
    assert (found.latitude, found.longitude, found.confidence) == (48.5, 37.9, 1.0)
    assert (found.precision, found.reason) == (Precision.SITE, "from your known places mine.csv")
    assert found.place is not None
    assert (found.place.name, found.place.admin1) == ("Camp Vandrel", "Donetsk Oblast")


@pytest.mark.parametrize("name", ["Vandrel Camp", "Vandrel", "VANDREL", "Vandrel-Camp"])
def test_other_names_and_spellings_mean_the_same_place(read: Read, name: str) -> None:
    assert read(f"Shells hit {name} on Friday.")[name].latitude == 48.5


def test_a_known_place_wins_over_the_gazetteer(read: Read) -> None:
    found = read("Rioters set fire to cars in Rotterdam, Netherlands.")["Rotterdam"]
    assert found.place is not None
    assert (found.place.country_code, found.confidence) == ("ZA", 1.0)


def test_places_hang_on_a_known_place_as_on_any_other(read: Read) -> None:
    found = read("Police closed the hospital of Rotterdam.")
    (facility,) = (r for r in found.values() if r.mention.role is Role.FACILITY)
    assert (facility.latitude, facility.precision) == (-25.9, Precision.SITE)
    assert "mine.csv" in facility.reason
    moved = read("Shells fell 20 km north of Camp Vandrel.")["Camp Vandrel"]
    assert moved.latitude == pytest.approx(48.68, abs=0.01)
    assert moved.uncertainty_km > 2


def test_an_inflected_name_is_found_by_its_base_form(read: Read) -> None:
    found = read("Двое погибли при обстреле в Вандрелке.", "ru")["Вандрелке"]
    assert found.latitude == 49.5


def test_words_that_are_not_written_as_names_are_no_names(read: Read) -> None:
    assert read("He ran the vandrel and the strip club.") == {}


def test_the_file_may_be_geojson(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [37.9, 48.5]}
    properties = {"name": "Camp Vandrel", "precision": "site", "alt_names": ["Vandrel"]}
    feature = {"type": "Feature", "geometry": point, "properties": properties}
    path = tmp_path / "mine.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    known = read_known_places(str(path))
    assert set(known.by_name) == {"camp vandrel", "vandrel"}
    assert known.by_name["vandrel"][0].latitude == 48.5


def test_european_tables_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("Name;Latitude;Longitude\nVandrel;48,5;37,9\n")
    assert read_known_places(str(path)).by_name["vandrel"][0].longitude == 37.9


HEAD = "name,lat,lon,country_code,precision\n"
BAD_ROWS = [
    ("A,95,10,,\n", "row 2: latitude '95' is not between -90 and 90"),
    ("A,5,10,,\nB,5,nan,,\n", "row 3: longitude 'nan' is not between -180 and 180"),
    ("A,north,10,,\n", "row 2: latitude 'north' is no number"),
    (",5,10,,\n", "row 2: has no name"),
    ("A,5,10,Kenya,\n", "row 2: country_code 'KENYA' is not two letters"),
    ("A,5,10,,village\n", "row 2: precision 'village' is none of site, city"),
    ("A,,10,,\n" * 9, "row 6: .* and 4 more"),
    ("", "holds no places"),
]


@pytest.mark.parametrize(("rows", "told"), BAD_ROWS)
def test_bad_rows_are_named_by_number(tmp_path: Path, rows: str, told: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(HEAD + rows)
    with pytest.raises(InputError, match=rf"mine\.csv: .*{told}"):
        read_known_places(str(path))


BAD_FILES = [
    ("mine.csv", b"name,lat\nA,5\n", "has no column longitude"),
    ("mine.csv", b"\xff\xfe\x00", "not UTF-8"),
    ("mine.csv", b'name,lat,lon\n"A,5,10\n', "line 1: unexpected end"),
    ("mine.json", b"{", "is no JSON"),
    ("mine.json", b"[" * 100_000, "is no JSON"),
    ("mine.json", b"[]", "no GeoJSON FeatureCollection"),
    ("mine.json", b'{"features": [7, {"properties": {"name": "A"}}]}', "row 1: .*row 2: latitude"),
    (
        "mine.json",
        b'{"features": [{"geometry": {"type": "Point", "coordinates": [true, []]}}]}',
        "row 1",
    ),
]


@pytest.mark.parametrize(("name", "content", "told"), BAD_FILES)
def test_a_file_that_holds_no_places_is_refused(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_known_places(str(tmp_path / name))


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"gone\.csv: known places cannot be read: No such file"):
        read_known_places("gone.csv")
