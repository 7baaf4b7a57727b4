"""The GeoDataFrame: the same names, the same facts."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas
import pytest

from geomap.events.mention import Modality
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Evidence, Incident
from geomap.outputs.frame import to_frame
from geomap.outputs.geojson import to_geojson
from geomap.outputs.properties import COLUMNS

FLOOD = Incident(
    id="f1",
    event_type="Disaster",
    sub_event_type="Flood",
    cameo_root=None,
    plover_type=None,
    modality=Modality.CLAIMED,
    date_start=date(1600, 2, 29),
    date_end=None,
    date_precision="day",
    date_text=None,
    date_source="explicit",
    place_name="Deventer",
    place_text="Deventer",
    place_id="2756987",
    latitude=52.255,
    longitude=6.16389,
    precision=Precision.CITY,
    uncertainty_km=4.0,
    place_source="explicit",
    country_code="NL",
    country="Netherlands",
    admin1="Overijssel",
    admin2=None,
    actor1=None,
    actor2=None,
    fatalities=3,
    fatalities_min=None,
    fatalities_max=None,
    fatalities_text="three",
    injured=None,
    arrested=None,
    crowd_size=None,
    confidence=0.9,
    reason="in",
    evidence=(Evidence("d", "The IJssel rose.", 0, 16),),
)
UNLOCATED = replace(FLOOD, id="f2", latitude=None, longitude=None, fatalities=None)


def test_columns_are_the_properties_of_geojson_in_their_order() -> None:
    properties = to_geojson([FLOOD])["features"][0]["properties"]
    assert tuple(properties) == COLUMNS
    assert tuple(to_frame([FLOOD]).columns) == (*COLUMNS, "geometry")


def test_points_are_longitude_latitude_in_wgs84() -> None:
    frame = to_frame([FLOOD, UNLOCATED])
    assert frame.crs == "EPSG:4326"
    assert (frame.geometry[0].x, frame.geometry[0].y) == (6.16389, 52.255)
    assert frame.geometry[1] is None


def test_days_are_datetimes_and_counts_are_nullable_integers() -> None:
    frame = to_frame([FLOOD, UNLOCATED])
    assert frame["date_start"][0].date() == date(1600, 2, 29)
    assert frame["fatalities"].dtype == "Int64"
    assert frame["fatalities"].sum() == 3
    assert frame["admin2"][0] is None


def test_no_incidents_give_an_empty_frame_of_the_same_columns_and_kinds() -> None:
    empty = to_frame([])
    assert len(empty) == 0
    assert empty.crs == "EPSG:4326"
    assert empty.dtypes.equals(to_frame([FLOOD]).dtypes)


def test_a_frame_survives_a_file_of_geopandas(tmp_path: Path) -> None:
    to_frame([FLOOD, UNLOCATED]).drop(columns="sources").to_file(tmp_path / "x.gpkg")
    back = geopandas.read_file(tmp_path / "x.gpkg")
    assert list(back["id"]) == ["f1", "f2"]
    assert back.geometry[0].equals(to_frame([FLOOD]).geometry[0])


def test_a_point_off_the_globe_is_refused() -> None:
    with pytest.raises(ValueError, match="beyond the pole"):
        to_frame([replace(FLOOD, latitude=91.0)])
