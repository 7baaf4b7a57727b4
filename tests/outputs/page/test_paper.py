"""The page on paper."""

import math
from datetime import date
from typing import Any

import pytest
from page_incidents import KHARKIV, SAMPLE, told

from geomap.outputs.page.map import IncidentMap

pytestmark = pytest.mark.browser

VIEW = "incident_map_page.getBounds().toBBoxString() + incident_map_page.getZoom()"
SHOWN = """((b) => [b.getWest(), -b.getEast(), b.getSouth(), -b.getNorth()])(
  incident_map_page.getBounds())"""
LAYER = "#geomap-layers label:has-text('{}')"
INK = """document.querySelector('.leaflet-incidents-pane canvas').width
  / document.querySelector('.leaflet-incidents-pane canvas').clientWidth"""


def printed(page: Any) -> Any:
    """The page as it is when the browser takes it to paper."""
    page.tab.emulate_media(media="print")
    page.tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    return page


def test_print_shows_the_map_and_the_list_on_light_paper(show: Any) -> None:
    page = printed(show(IncidentMap(SAMPLE, theme="dark")))
    assert page.tab.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.tab.is_visible("#incident_map_page")
    assert page.tab.is_visible(".row")
    assert not page.tab.is_visible("#geomap-search")


def test_paper_shows_all_that_the_window_showed(show: Any) -> None:
    page = show(SAMPLE)
    before = page.tab.evaluate(SHOWN)
    printed(page)
    assert page.tab.locator("#incident_map_page").bounding_box()["width"] < 700
    after = page.tab.evaluate(SHOWN)
    assert all(new <= old + 0.5 for new, old in zip(after, before, strict=True))
    assert page.tab.evaluate(INK) == 3


def test_after_printing_the_page_is_as_it_was(show: Any) -> None:
    page = show(SAMPLE)
    before = page.tab.evaluate(VIEW)
    printed(page).tab.emulate_media(media="screen")
    page.tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.tab.evaluate(VIEW) == before


def test_the_legend_on_paper_holds_only_what_the_map_shows(show: Any) -> None:
    page = printed(show(SAMPLE))
    assert page.tab.is_visible(LAYER.format("Riots"))
    assert not page.tab.is_visible(LAYER.format("Political and diplomatic"))
    assert not page.tab.is_visible(LAYER.format("Armed clashes"))
    assert page.tab.is_visible("#geomap-extras button")


def test_a_long_list_says_how_much_of_it_is_left_out(show: Any) -> None:
    page = printed(show([told(f"x{n}", quote=f"Bericht {n}.") for n in range(150)]))
    rows = page.tab.locator("#geomap-list .row").count()
    assert 100 <= rows < 150
    assert page.text("#geomap-list-end") == f"+ {150 - rows} incidents"


def test_paper_names_the_sources(show: Any) -> None:
    page = printed(show(SAMPLE))
    assert page.tab.is_visible("#geomap-about-text :text('GeoNames')")


def test_the_bars_of_a_single_day_stand_over_its_name(show: Any) -> None:
    day = {"date_start": date(2022, 1, 5), "date_end": date(2022, 1, 5)}
    page = show([told("a", **day), told("b", **KHARKIV, **day)])
    page.tab.hover("canvas.bars", position={"x": 300, "y": 20})
    assert page.tab.get_attribute("canvas.bars", "title") == "5 Jan 2022: 2 incidents"


def test_water_and_land_are_printed(show: Any) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    sheet = pypdfium2.PdfDocument(show(SAMPLE).tab.pdf(format="A4"))[0].render().to_pil()
    colors = [color for count, color in sheet.convert("RGB").getcolors(1_000_000) if count > 500]
    for wanted in ((220, 230, 238), (250, 248, 243)):
        assert any(math.dist(color, wanted) < 3 for color in colors)
