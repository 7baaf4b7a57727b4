"""A GeoDataFrame as input of the map: ours comes back whole, others need two columns."""

import geopandas
import pytest
from page_incidents import SAMPLE
from shapely import Point

from geomap.errors import InputError
from geomap.outputs.frame import to_frame
from geomap.outputs.page.frames import incidents_of
from geomap.outputs.page.map import IncidentMap


def frame(**columns: list[object]) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(columns, geometry=[Point(76.9, 43.2)], crs="EPSG:4326")


def test_our_own_frame_comes_back_as_the_same_incidents() -> None:
    assert incidents_of(to_frame(SAMPLE)) == SAMPLE


def test_two_columns_and_points_are_enough() -> None:
    (incident,) = incidents_of(frame(event_type=["Riots"], sub_event_type=["Mob violence"]))
    assert (incident.longitude, incident.latitude) == (76.9, 43.2)
    assert incident.date_precision == "unknown"


def test_another_reference_system_is_turned_into_degrees() -> None:
    meters = frame(event_type=["Riots"], sub_event_type=["Mob violence"]).to_crs("EPSG:3857")
    assert incidents_of(meters)[0].latitude == pytest.approx(43.2)


def test_missing_columns_are_named() -> None:
    with pytest.raises(InputError, match="lacks the columns sub_event_type"):
        IncidentMap(frame(event_type=["Riots"]))


def test_a_wrong_value_is_named_with_its_row() -> None:
    rows = frame(event_type=["Riots"], sub_event_type=["Mob violence"], fatalities=["many"])
    with pytest.raises(InputError, match=r"row 0 .*fatalities"):
        incidents_of(rows)
