"""A GeoDataFrame as input of the map; what is read of one is tested beside its reader."""

import geopandas
import pytest
from page_incidents import SAMPLE
from shapely import Point

from geomap.errors import InputError
from geomap.outputs.frame import to_frame
from geomap.outputs.page.map import IncidentMap


def frame(**columns: list[object]) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(columns, geometry=[Point(76.9, 43.2)], crs="EPSG:4326")


def test_our_own_frame_shows_the_same_incidents() -> None:
    assert IncidentMap(to_frame(SAMPLE)).incidents == tuple(SAMPLE)


def test_a_type_and_points_are_enough() -> None:
    (incident,) = IncidentMap(frame(event_type=["Riots"])).incidents
    assert (incident.longitude, incident.latitude) == (76.9, 43.2)


def test_missing_columns_are_named() -> None:
    with pytest.raises(InputError, match="no column for event_type"):
        IncidentMap(frame(sub_event_type=["Mob violence"]))


def test_a_wrong_value_is_named_with_its_row() -> None:
    with pytest.raises(InputError, match=r"row 1: .*fatalities"):
        IncidentMap(frame(event_type=["Riots"], fatalities=["many"]))
