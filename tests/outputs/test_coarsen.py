"""Coarse positions: every point of a cell becomes one, never farther than told."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_frame import FLOOD, UNLOCATED

from geomap.errors import OptionError
from geomap.gazetteer.place import Precision
from geomap.outputs.coarsen import KM_PER_DEGREE, cell_middle, coarsened

NORTH = st.floats(-90, 90)
EAST = st.floats(-180, 180)
KM = st.floats(0.5, 1000)


def kilometers(one: tuple[float, float], two: tuple[float, float]) -> float:
    """The way along the globe."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, two))
    half = (math.sin((lat2 - lat1) / 2) ** 2) + math.cos(lat1) * math.cos(lat2) * (
        math.sin((lon2 - lon1) / 2) ** 2
    )
    return math.degrees(2 * math.asin(min(1, math.sqrt(half)))) * KM_PER_DEGREE


@given(NORTH, EAST, KM)
def test_rounding_twice_is_rounding_once(north: float, east: float, km: float) -> None:
    middle = cell_middle(north, east, km)
    assert cell_middle(*middle, km) == middle


@given(st.floats(-75, 75), EAST, st.floats(0.5, 50))
def test_no_point_moves_farther_than_the_uncertainty_tells(
    north: float, east: float, km: float
) -> None:
    before = replace(FLOOD, latitude=north, longitude=east, uncertainty_km=None)
    [after] = coarsened([before], km)
    moved = kilometers((north, east), (after.latitude or 0, after.longitude or 0))
    assert moved <= (after.uncertainty_km or 0) * 1.05 + 0.1


@given(NORTH, EAST, KM)
def test_the_middle_of_a_cell_lies_on_the_globe(north: float, east: float, km: float) -> None:
    latitude, longitude = cell_middle(north, east, km)
    assert -90 <= latitude <= 90
    assert -180 <= longitude <= 180


def test_neighbors_of_a_cell_cannot_be_told_apart() -> None:
    near = replace(FLOOD, latitude=52.2551, longitude=6.1640)
    one, two = coarsened([FLOOD, near], 20)
    assert (one.latitude, one.longitude) == (two.latitude, two.longitude)
    assert one.latitude != FLOOD.latitude


def test_the_uncertainty_grows_and_the_reason_says_so() -> None:
    [incident] = coarsened([FLOOD], 10)
    assert incident.uncertainty_km == pytest.approx(4.0 + 7.1, abs=0.01)
    assert incident.reason == "in; position rounded to a grid of 10 km"


def test_a_site_is_exact_no_longer() -> None:
    site = replace(FLOOD, precision=Precision.SITE)
    assert [i.precision for i in coarsened([site, FLOOD], 1)] == [Precision.CITY] * 2


def test_the_unlocated_stay_as_they_are() -> None:
    assert coarsened([UNLOCATED], 10) == (UNLOCATED,)


@pytest.mark.parametrize("km", [0.0, -1.0, 1001.0, math.nan, math.inf])
def test_a_grid_that_is_none_is_refused(km: float) -> None:
    with pytest.raises(OptionError, match="above 0"):
        coarsened([], km)
