"""Cards and views where the map ends: the poles, the date line, narrow screens."""

from typing import Any

import pytest
from page_incidents import KHARKIV, SAMPLE, told

pytestmark = pytest.mark.browser

PHONE = (390, 844)
WORLD = "#at=40,10,2"
LONG = "trigger; place: " + "named in the same sentence; " * 10
NORTH = {**KHARKIV, "latitude": 82.5, "longitude": -62.3, "reason": LONG}
SOUTH = {**KHARKIV, "latitude": -54.8, "longitude": -68.3, "reason": LONG}
POLE = {**KHARKIV, "latitude": 90.0, "longitude": 0.0, "reason": LONG}
FIJI = {**KHARKIV, "latitude": -18.1, "longitude": 178.4}
SAMOA = {**KHARKIV, "latitude": -13.8, "longitude": -171.8}
MAP = "#incident_map_page"
TRIES = 10  # half seconds that a busy machine may take
CARD = ".leaflet-popup-content-wrapper"
DRAWN = """document.querySelector('.leaflet-ground-pane canvas').getContext('2d')
  .getImageData(0, 0, 500, 500).data.some(Boolean)"""
PINCHED = """{ const before = incident_map_page.getZoom();
  incident_map_page._move(incident_map_page.getCenter(), before + 1, { pinch: true }); }"""


def is_whole(page: Any) -> bool:
    """Whether all of the open card comes to lie on the map, once the map has stopped moving."""
    for _ in range(TRIES):
        page.tab.wait_for_timeout(500)
        card, ground = (page.tab.locator(name).bounding_box() for name in (CARD, MAP))
        ends = [box["y"] + box["height"] for box in (card, ground)]
        if card["y"] >= ground["y"] and ends[0] <= ends[1]:
            return True
    return False


@pytest.mark.parametrize("place", [NORTH, SOUTH, POLE])
def test_a_card_at_the_edge_of_the_world_is_seen_whole(show: Any, place: dict[str, Any]) -> None:
    page = show([told("a", **place), *SAMPLE], WORLD)
    page.tab.evaluate("document.querySelector('button.row').click()")
    assert is_whole(page)


def test_a_list_of_incidents_at_the_edge_of_the_world_is_seen_whole(show: Any) -> None:
    page = show(
        [told(f"n{k}", quote=f"Bericht {k}.", **NORTH) for k in range(12)], "#at=82.5,-62.3,2"
    )
    point = "incident_map_page.latLngToContainerPoint([82.5, -62.3])"
    at = page.tab.evaluate(f"(({{x, y}}) => ({{x, y}}))({point})")
    page.tab.click(MAP, position=at)
    assert "12 incidents" in page.text(".stack")
    assert is_whole(page)


def test_a_card_is_still_seen_whole_after_zooming_out(show: Any) -> None:
    page = show([told("a", **NORTH)], "#at=80,-62,6")
    page.tab.click(".row")
    page.tab.evaluate("void incident_map_page.setZoom(2, { animate: false })")
    assert is_whole(page)


def test_on_a_phone_the_card_does_not_cover_its_point(show: Any) -> None:
    page = show([told("a"), told("b", **FIJI)], "#at=60,70,3", size=PHONE)
    page.tab.evaluate("document.querySelector('button.row').click(); scrollTo(0, 0)")
    page.tab.wait_for_timeout(500)
    top = page.tab.locator("#geomap-sheet").bounding_box()["y"]
    y = page.tab.evaluate("incident_map_page.latLngToContainerPoint([43.25, 76.92]).y")
    assert page.tab.locator(MAP).bounding_box()["y"] + y < top


def test_incidents_on_both_sides_of_the_date_line_open_side_by_side(show: Any) -> None:
    page = show([told("f", **FIJI), told("s", **SAMOA)])
    assert page.tab.evaluate("incident_map_page.getZoom()") > 4
    assert abs(abs(page.tab.evaluate("incident_map_page.getCenter().lng")) - 180) < 10


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_a_map_without_incidents_draws_the_world(show: Any, size: tuple[int, int]) -> None:
    page = show([], size=size)
    page.tab.wait_for_timeout(200)
    assert page.tab.evaluate(DRAWN)


def test_what_is_painted_follows_the_fingers(show: Any) -> None:
    page = show(SAMPLE)
    page.tab.evaluate(PINCHED)
    canvas = page.tab.locator(".leaflet-incidents-pane canvas")
    assert "scale(2)" in canvas.get_attribute("style")


def test_a_point_without_a_name_is_told_by_its_degrees(show: Any) -> None:
    bare = {"place_name": None, "admin1": None, "country": None, "country_code": None}
    page = show([told("a", **bare)])
    assert "43.25 76.92" in page.text(".row")


def test_names_without_a_space_do_not_stick_out_of_the_list(show: Any) -> None:
    page = show([told("a", place_name="N" * 300, title="W" * 300)])
    row = page.tab.locator(".row")
    assert row.evaluate("row => row.scrollWidth <= row.clientWidth")
