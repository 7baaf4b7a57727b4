"""GeoJSON: RFC 7946 out, strict in, equal after the round trip."""

import json
import math
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import InputError, OutputError
from geomap.events.mention import Modality
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Evidence, Incident
from geomap.outputs.geojson import geojson_bytes, read_geojson, to_geojson, write_geojson
from geomap.text.parsed import DatePrecision, DateSource

EVIDENCE = Evidence("almaty", "Rioters stormed the hall.", 10, 35, published=date(2022, 1, 8))
RIOT = Incident(
    id="3f2a",
    event_type="Riots",
    sub_event_type="Violent demonstration",
    cameo_root="145",
    plover_type="PROTEST",
    modality=Modality.ACTUAL,
    date_start=date(2022, 1, 5),
    date_end=date(2022, 1, 6),
    date_precision="day",
    date_text="Wednesday",
    date_source="relative",
    place_name="Almaty",
    place_text="Almaty",
    place_id="1526384",
    latitude=43.25667,
    longitude=76.92861,
    precision=Precision.CITY,
    uncertainty_km=12.5,
    place_source="explicit",
    country_code="KZ",
    country="Kazakhstan",
    admin1=None,
    admin2=None,
    actor1="Rioters",
    actor2=None,
    fatalities=None,
    fatalities_min=26,
    fatalities_max=None,
    fatalities_text="at least 26",
    injured=None,
    arrested=0,
    crowd_size=None,
    confidence=0.75,
    reason="named in the same clause",
    evidence=(EVIDENCE, Evidence("other", "The hall burned.", 0, 16, url="https://example.org")),
)
NOWHERE = replace(RIOT, id="00", latitude=None, longitude=None, precision=None)


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


COUNT = optional(st.integers(0, 10**6))
WORDS = st.text(max_size=20)
EVIDENCES = st.builds(
    Evidence,
    document_id=WORDS,
    quote=WORDS,
    quote_start=st.integers(0, 10**6),
    quote_end=st.integers(0, 10**6),
    title=optional(WORDS),
    published=optional(st.dates()),
)
POINTS = st.just((None, None)) | st.tuples(
    st.integers(-90_000_000, 90_000_000).map(lambda micro: micro / 1e6),
    st.integers(-180_000_000, 180_000_000).map(lambda micro: micro / 1e6),
)
INCIDENTS = st.builds(
    lambda point, **fields: replace(RIOT, latitude=point[0], longitude=point[1], **fields),
    POINTS,
    id=WORDS,
    event_type=WORDS,
    modality=st.sampled_from(Modality),
    date_start=optional(st.dates()),
    date_precision=st.sampled_from(get_args(DatePrecision)),
    date_source=st.sampled_from(get_args(DateSource)),
    place_name=optional(WORDS),
    precision=optional(st.sampled_from(Precision)),
    uncertainty_km=optional(st.floats(0, 20_000)),
    fatalities=COUNT,
    injured=COUNT,
    confidence=st.floats(0, 1),
    evidence=st.lists(EVIDENCES, min_size=1, max_size=3).map(tuple),
)


@given(st.lists(INCIDENTS, max_size=4).map(tuple))
def test_what_is_written_is_read_back_equal(incidents: tuple[Incident, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "incidents.geojson")
        write_geojson(incidents, path)
        assert read_geojson(path) == incidents


@given(st.lists(INCIDENTS, max_size=3))
def test_the_file_holds_what_to_geojson_tells(incidents: list[Incident]) -> None:
    assert json.loads(geojson_bytes(incidents)) == to_geojson(incidents)


def test_coordinates_are_longitude_first_with_six_decimals() -> None:
    [feature] = to_geojson([replace(RIOT, longitude=76.92861234567)])["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [76.928612, 43.25667]}
    assert feature["id"] == "3f2a"


def test_an_unlocated_incident_has_a_null_geometry_and_no_part_in_the_box() -> None:
    collection = to_geojson([RIOT, NOWHERE])
    assert [feature["geometry"] is None for feature in collection["features"]] == [False, True]
    assert collection["bbox"] == [76.92861, 43.25667, 76.92861, 43.25667]
    assert "bbox" not in to_geojson([NOWHERE])


def test_the_box_of_points_on_both_sides_of_the_antimeridian_is_the_narrow_one() -> None:
    fiji = [replace(RIOT, latitude=-17.0, longitude=east) for east in (178.5, -179.25)]
    assert to_geojson(fiji)["bbox"] == [178.5, -17.0, -179.25, -17.0]


def test_dates_are_days_and_precisions_have_codes_of_acled_and_ucdp() -> None:
    properties = to_geojson([RIOT])["features"][0]["properties"]
    assert (properties["date_start"], properties["published"]) == ("2022-01-05", "2022-01-08")
    assert (properties["geo_precision"], properties["where_prec"]) == (1, 1)
    assert to_geojson([NOWHERE])["features"][0]["properties"]["where_prec"] is None


@pytest.mark.parametrize("precision", Precision)
def test_every_precision_has_both_codes(precision: Precision) -> None:
    [feature] = to_geojson([replace(RIOT, precision=precision)])["features"]
    assert feature["properties"]["geo_precision"] in range(1, 4)
    assert feature["properties"]["where_prec"] in range(1, 8)


def test_the_main_quote_is_spread_and_the_others_are_sources() -> None:
    properties = to_geojson([RIOT])["features"][0]["properties"]
    assert (properties["document_id"], properties["quote_start"]) == ("almaty", 10)
    assert [source["document_id"] for source in properties["sources"]] == ["other"]


def test_the_collection_names_its_sources_and_has_no_crs() -> None:
    collection = to_geojson([])
    names = [source["name"] for source in collection["geomap"]["attribution"]]
    assert names == ["GeoNames", "Natural Earth", "airportsdata", "Unicode CLDR"]
    assert "crs" not in collection


@pytest.mark.parametrize(
    ("place_id", "credited"),
    [
        ("nominatim:43.25000,76.92000", True),
        ("photon:43.25000,76.92000", True),
        ("1526384", False),
        ("icao:UAAA", False),
        ("googlev3:43.25000,76.92000", False),
        (None, False),
    ],
)
def test_openstreetmap_is_credited_where_it_placed_an_incident(
    place_id: str | None, *, credited: bool
) -> None:
    collection = to_geojson([RIOT, replace(RIOT, place_id=place_id)])
    sources = {s["name"]: s["license"] for s in collection["geomap"]["attribution"]}
    assert (sources.get("OpenStreetMap contributors") == "ODbL 1.0") is credited


@pytest.mark.parametrize(
    ("latitude", "longitude", "words"),
    [
        (math.nan, 0.0, "latitude nan is not a number"),
        (0.0, math.inf, "longitude inf is not a number"),
        (None, 0.0, "latitude None is not a number"),
        (143.0, 43.0, "are the two swapped"),
        (91.0, 181.0, "is not on the globe"),
    ],
)
def test_a_point_that_is_none_is_never_written(
    latitude: float | None, longitude: float, words: str
) -> None:
    with pytest.raises(ValueError, match=f"incident 3f2a: .*{words}"):
        to_geojson([replace(RIOT, latitude=latitude, longitude=longitude)])


def test_half_a_character_cannot_be_written_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="3f2a"):
        write_geojson([replace(RIOT, place_name="\ud800")], tmp_path / "x.geojson")
    assert list(tmp_path.iterdir()) == []


def changed(change: Callable[[dict[str, Any]], Any]) -> str:
    collection = to_geojson([NOWHERE, RIOT])
    change(collection)
    return json.dumps(collection)


def property_of_second(name: str, value: object) -> str:
    return changed(lambda c: c["features"][1]["properties"].update({name: value}))


def point_of_second(*numbers: object) -> str:
    return changed(lambda c: c["features"][1]["geometry"].update(coordinates=numbers))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is no JSON"),
        ("Almaty", "is no JSON"),
        ("[]", "is no GeoJSON FeatureCollection"),
        ('{"type": "Topology"}', "is no GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection"}', "has no list of features"),
        (changed(lambda c: c.update(crs={"properties": {"name": "EPSG:28992"}})), "EPSG:28992"),
        (changed(lambda c: c["features"].append(5)), "feature 3: is no GeoJSON feature"),
        (changed(lambda c: c["features"][1].pop("properties")), "feature 2: has no properties"),
        (changed(lambda c: c["features"][1]["geometry"].update(type="Line")), "neither a Point"),
        (point_of_second(43.25, 143.2), "feature 2: latitude 143.2 .* swapped"),
        (point_of_second(500, 500), "feature 2: .*is not on the globe"),
        (point_of_second("76.9", 43.2), "feature 2: longitude '76.9' is not a number"),
        (point_of_second(math.nan, 43.2), "is no JSON .*NaN"),
        (point_of_second(76.9), r"feature 2: coordinates are not \[longitude, latitude\]"),
        (property_of_second("event_type", None), "feature 2: property event_type is missing"),
        (property_of_second("fatalities", "many"), "property fatalities is 'many'"),
        (property_of_second("injured", -1), "property injured is -1"),
        (property_of_second("arrested", True), "property arrested is True"),
        (property_of_second("date_start", "08-01-2022"), "a day such as 2022-01-08"),
        (property_of_second("modality", "maybe"), "modality is 'maybe', one of actual, "),
        (property_of_second("precision", "exact"), "precision is 'exact', one of site, "),
        (property_of_second("confidence", "high"), "confidence is 'high', a number"),
        (property_of_second("sources", "x"), "sources is no list of objects"),
        (property_of_second("sources", [{"quote": 1}]), "property document_id is missing"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_feature(
    tmp_path: Path, content: str, words: str
) -> None:
    path = tmp_path / "wrong.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=f"wrong.geojson: .*{words}"):
        read_geojson(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.geojson: cannot be read"):
        read_geojson(tmp_path / "none.geojson")


def test_an_event_type_of_another_world_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.geojson"
    path.write_text(property_of_second("event_type", "Festival"), encoding="utf-8-sig")
    assert read_geojson(path)[1].event_type == "Festival"


def test_same_incidents_same_bytes_one_feature_a_line() -> None:
    content = geojson_bytes([RIOT, NOWHERE])
    assert content == geojson_bytes([RIOT, NOWHERE])
    assert content.count(b"\n") == 4
