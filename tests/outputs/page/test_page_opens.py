"""What a person sees and does, in a real Chromium with the network cut."""

import json
import re
from datetime import date
from typing import Any

import folium
import pytest
from page_incidents import NOWHERE, SAMPLE, told
from playwright.sync_api import expect

from geomap.outputs.page.map import IncidentMap
from geomap.outputs.page.words import page_words
from geomap.resources import languages_with

pytestmark = pytest.mark.browser

LAYER = "#geomap-layers label:has-text('{}')"


def test_the_page_asks_for_nothing_and_complains_of_nothing(show: Any) -> None:
    page = show(SAMPLE)
    assert page.requests == []
    assert page.complaints == []


def test_the_header_counts_what_is_shown(show: Any) -> None:
    assert show(SAMPLE).text("#geomap-count") == "5 of 6 incidents"


def test_the_diplomatic_layer_is_off_until_switched_on(show: Any) -> None:
    page = show(SAMPLE)
    assert "The capital calls for calm." not in page.list_titles()
    page.tab.click(LAYER.format("Political and diplomatic"))
    page.wait_for_rows(6)
    assert page.text("#geomap-count") == "6 of 6 incidents"


def test_each_layer_counts_its_incidents_under_the_other_filters(show: Any) -> None:
    page = show(SAMPLE)
    assert page.text(LAYER.format("Riots") + " .count") == "3"
    page.tab.fill("#geomap-search input", "stadhuis")
    page.wait_for_rows(1)
    assert page.text(LAYER.format("Riots") + " .count") == "1"
    assert page.text(LAYER.format("Protests") + " .count") == "0"


def test_search_reads_any_script_without_case(show: Any) -> None:
    page = show(SAMPLE)
    page.tab.fill("#geomap-search input", "УЛАМКИ")
    page.wait_for_rows(1)
    assert page.list_titles() == ["Обстріл"]


def test_the_unlocated_row_opens_their_list(show: Any) -> None:
    page = show(SAMPLE)
    page.tab.click("#geomap-extras button:has-text('Unlocated')")
    assert page.list_titles() == ["Ergens"]
    page.tab.click(".row")
    assert "Place unknown" in page.text("#geomap-sheet .card")


def test_dates_leave_out_what_lies_outside_and_keep_the_unknown(show: Any) -> None:
    page = show([*SAMPLE, told("n1", title="Zonder dag", date_start=None, date_end=None)])
    page.tab.fill("input[type=date] >> nth=0", "2022-01-06")
    page.tab.dispatch_event("input[type=date] >> nth=0", "change")
    page.wait_for_rows(2)
    assert page.list_titles() == ["Het stadhuis brandde.", "Zonder dag"]


def test_a_card_tells_what_when_where_and_why(show: Any) -> None:
    page = show(SAMPLE)
    page.tab.click(".row:has-text('trokken')")
    card = page.text(".leaflet-popup .card")
    assert "Protests · Peaceful protest" in card
    assert "5 January 2022" in card
    assert "Almaty, Kazakhstan · city, within 10 km" in card
    assert "Named in the same sentence." in card


def test_how_the_type_was_decided_lies_under_a_fold(show: Any) -> None:
    page = show([told("a", reason="a fire; trigger strong +3; place: named in the same sentence")])
    page.tab.click(".row")
    assert "Why this place: named in the same sentence" in page.text(".card .why > p >> nth=1")
    assert page.text(".card .why details p") == "a fire; trigger strong +3"
    assert not page.tab.is_visible(".card .why details p")


def test_a_day_that_no_text_tells_is_shown_as_the_day_of_the_report(show: Any) -> None:
    week = {"date_precision": "week", "date_source": "publication", "date_text": None}
    page = show([told("w", date_start=date(2022, 1, 1), date_end=date(2022, 1, 8), **week)])
    page.tab.click(".row")
    assert "reported 8 January 2022" in page.text(".card")
    assert "1–8" not in page.text(".card")


def test_a_coarsened_map_says_so_in_each_card_and_in_the_about_box(show: Any) -> None:
    page = show(IncidentMap([told("a", admin1="Zhetysu")], coarsen_km=50))
    page.tab.click(".row")
    assert "position rounded to a grid of 50 km" in page.text(".card")
    assert "Zhetysu, Kazakhstan · province, within" in page.text(".card")
    assert "Almaty" not in page.text(".card")
    assert "Positions rounded to a grid of50 km" in page.text("#geomap-about-text")


@pytest.mark.parametrize("coarsen_km", [None, 50])
def test_openstreetmap_is_credited_where_it_placed_an_incident(
    show: Any, coarsen_km: float | None
) -> None:
    asked = told("a", place_id="nominatim:43.25000,76.92000")
    page = show(IncidentMap([asked, *SAMPLE], coarsen_km=coarsen_km))
    credit = "OpenStreetMap contributors (ODbL 1.0): places found by a geocoder"
    assert credit in page.text("#geomap-about-text")


def test_openstreetmap_is_not_credited_for_our_own_places(show: Any) -> None:
    assert "OpenStreetMap" not in show(SAMPLE).text("#geomap-about-text")


def test_a_map_without_quotes_says_so(show: Any) -> None:
    page = show(IncidentMap([told("a", quote="SECRET")], quotes=False))
    page.tab.click(".row")
    assert "SECRET" not in page.text(".card")
    assert "Quotesleft out of this page" in page.text("#geomap-about-text")


def span_played(page: Any) -> int:
    """Days between the two dates while the map plays."""
    values = page.tab.eval_on_selector_all("input[type=date]", "all => all.map(e => e.value)")
    return (date.fromisoformat(values[1]) - date.fromisoformat(values[0])).days


@pytest.mark.parametrize(("mode", "most"), [("sum", 120), ("window", 15)])
def test_play_adds_up_or_moves_a_window(show: Any, mode: str, most: int) -> None:
    later = {"date_start": date(2022, 5, 5), "date_end": date(2022, 5, 5)}
    page = show([told("a"), told("b", **later)])
    page.tab.select_option(".plays select", mode)
    page.tab.click(".plays button")
    expect(page.tab.locator("#geomap-count")).to_have_text("1 of 2 incidents")
    page.tab.wait_for_timeout(1500)
    assert 2 < span_played(page) <= most


def test_casualties_keep_their_qualifier(show: Any) -> None:
    page = show(SAMPLE)
    page.tab.click(".row:has-text('Zeker 26')")
    assert "at least 26 dead" in page.text(".leaflet-popup .card")


def test_incidents_on_one_point_open_as_a_list(show: Any) -> None:
    page = show([told("a"), told("b", quote="Nog een."), told("c", quote="En nog een.")])
    box = page.tab.locator("#incident_map_page").bounding_box()
    page.tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.tab.wait_for_selector(".stack")
    assert "3 incidents" in page.text(".stack")
    page.tab.click(".stack .row >> nth=1")
    assert "back to 3 incidents" in page.text(".leaflet-popup .card")


def test_a_link_shows_the_same_again(show: Any) -> None:
    first = show(SAMPLE)
    first.tab.click(LAYER.format("Riots"))
    first.tab.fill("#geomap-search input", "trokken")
    first.wait_for_rows(1)
    first.tab.click(".row")
    expect(first.tab).to_have_url(re.compile("incident="))  # written when things rest
    fragment = first.tab.evaluate("location.hash")
    second = show(SAMPLE, fragment)
    assert second.list_titles() == first.list_titles()
    assert "Onrust in de stad" in second.text(".leaflet-popup .card")


@pytest.mark.parametrize(
    "fragment", ["#at=x,y", "#from=2022-99-99&layers=%00", "#without=9999,-1,z"]
)
def test_a_senseless_link_opens_the_page_all_the_same(show: Any, fragment: str) -> None:
    assert show(SAMPLE, fragment).complaints == []


def test_an_empty_map_says_so(show: Any) -> None:
    assert "no incidents in this map" in show([]).text("#geomap-notice")


def test_a_filter_that_leaves_nothing_says_what_to_change(show: Any) -> None:
    page = show(SAMPLE)
    page.tab.fill("#geomap-search input", "qqqq")
    page.tab.click(".nothing button")
    page.wait_for_rows(5)


def test_only_unlocated_incidents_are_told_apart_from_none(show: Any) -> None:
    page = show([told("u", **NOWHERE)])
    assert "read it in the list" in page.text("#geomap-notice")


def test_the_download_holds_what_is_shown(show: Any) -> None:
    page = show(SAMPLE)
    with page.tab.expect_download() as download:
        page.tab.click("text=GeoJSON")
    features = json.loads(download.value.path().read_text("utf-8"))["features"]
    assert len(features) == 5
    assert {f["id"] for f in features if f["geometry"] is None} == {"u1"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_follows_the_reader(show: Any, theme: str) -> None:
    page = show(SAMPLE, theme=theme)
    assert page.tab.evaluate("document.documentElement.dataset.theme") == theme


def test_on_a_phone_the_panel_stands_under_the_map_and_nothing_sticks_out(show: Any) -> None:
    page = show(SAMPLE, size=(390, 844))
    map_box = page.tab.locator("#incident_map_page").bounding_box()
    assert page.tab.locator("#geomap-panel").bounding_box()["y"] > map_box["y"] + map_box["height"]
    assert page.tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_every_control_is_reached_by_the_tab_key(show: Any) -> None:
    page = show(SAMPLE)
    seen = set()
    for _ in range(60):
        page.tab.keyboard.press("Tab")
        seen.add(page.tab.evaluate("document.activeElement.textContent.trim().slice(0, 12)"))
        seen.add(page.tab.evaluate("document.activeElement.type"))
    assert {"About", "GeoJSON", "search", "checkbox", "date", "▶ Play", "select-one"} <= seen


def test_children_of_folium_work_as_on_any_map(show: Any) -> None:
    page = IncidentMap(SAMPLE)
    folium.Marker([43.0, 76.0], tooltip="mine").add_to(page)
    folium.CircleMarker([50.0, 40.0]).add_to(page)
    shown = show(page)
    assert shown.complaints == []
    assert shown.tab.locator(".plain-pin").count() == 1
    assert shown.tab.locator("path.leaflet-interactive").count() == 1


def test_a_card_takes_the_focus_and_escape_gives_it_back(show: Any) -> None:
    page = show(SAMPLE)
    page.tab.focus(".row >> nth=1")
    page.tab.keyboard.press("Enter")
    assert page.tab.evaluate("document.activeElement.className") == "card"
    page.tab.keyboard.press("Escape")
    page.tab.wait_for_selector(".leaflet-popup .card", state="detached")
    assert page.tab.evaluate("document.activeElement.className") == "row"


@pytest.mark.parametrize("mode", ["heat", "counts", "deaths"])
def test_other_ways_of_showing_open_from_a_link(show: Any, mode: str) -> None:
    page = show(SAMPLE, f"#mode={mode}")
    assert page.complaints == []
    assert page.tab.input_value("#geomap-extras select >> nth=1") == mode


@pytest.mark.parametrize("language", languages_with("page"))
def test_the_page_speaks_its_language(show: Any, language: str) -> None:
    page = show(IncidentMap(SAMPLE, language=language))
    page.tab.click(".row >> nth=1")
    assert page.complaints == []
    assert page.tab.evaluate("document.documentElement.lang") == language
    assert page.text("#geomap-title") == page_words(language)["words"]["title"]


def test_tiles_are_asked_for_at_their_host_and_nowhere_else(show: Any) -> None:
    page = show(
        IncidentMap(SAMPLE, tiles="https://tiles.example.org/{z}/{x}/{y}.png"), "#mode=counts"
    )
    assert page.requests
    assert {url.split("/")[2] for url in page.requests} == {"tiles.example.org"}
    assert not [c for c in page.complaints if "ERR_FAILED" not in c]
