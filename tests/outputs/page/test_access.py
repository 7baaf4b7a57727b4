"""The page for those who use no mouse, or do not see it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from page_incidents import SAMPLE, told
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MANY = (*SAMPLE, *(told(f"x{n}", quote=f"Bericht {n}.") for n in range(40)))
OTHER_RIOT = told("v", event_type="Riots", sub_event_type="Violent demonstration")
OPEN_CARD = "document.querySelectorAll('button.row')[1].click()"
OPEN_ABOUT = "document.querySelector('#geomap-actions button:last-child').click()"
FOCUS = """() => {
  const at = document.activeElement;
  const part = at.closest("header, .search, .layers, .extras, .listing, .stage, .timeline, dialog");
  const name = at.getAttribute("aria-label") || at.closest("label")?.textContent || at.textContent;
  return [part ? part.id || part.className : "page", (name || "").trim().slice(0, 40)];
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("act", ["", OPEN_CARD, OPEN_ABOUT], ids=["open", "card", "about"])
def test_axe_finds_nothing(
    show: Any, node_modules: Path, theme: str, size: tuple[int, int], act: str
) -> None:
    page = show(SAMPLE, size=size, theme=theme)
    if act:
        page.tab.evaluate(act)
        page.tab.wait_for_timeout(300)
    source = (node_modules / "axe-core" / "axe.min.js").read_text("utf-8")
    page.tab.evaluate(source)  # evaluated by the debugger, so the policy stays as it is
    found = page.tab.evaluate("axe.run()")["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


def walk(page: Any, steps: int) -> list[tuple[str, str]]:
    """What has the focus after each press of the Tab key, until it comes back to the start."""
    found: list[tuple[str, str]] = []
    for _ in range(steps):
        page.tab.keyboard.press("Tab")
        at = tuple(page.tab.evaluate(FOCUS))
        if at == ("page", "") or (found and at == found[0]):
            break
        if at not in found[-1:]:  # a date has a stop for its day, its month and its year
            found.append(at)
    return found


def test_the_tab_key_walks_the_page_in_reading_order(show: Any) -> None:
    stops = walk(show(SAMPLE), 80)
    parts = list(dict.fromkeys(part for part, _ in stops))
    order = ["page", "bar", "geomap-search", "geomap-layers", "geomap-extras", "listing"]
    assert parts == [*order, "geomap-stage", "geomap-timeline"]
    assert len(stops) == len(set(stops))


def test_every_function_has_a_stop_of_the_tab_key(show: Any) -> None:
    names = " | ".join(name for _, name in walk(show([*SAMPLE, OTHER_RIOT]), 80))
    above = ("Skip", "GeoJSON", "CSV", "Light / dark", "About", "Search", "Protests", "Sub-types")
    left = ("All on", "All off", "Unlocated", "Precision", "Show as", "Mob violence · 6 Jan 2022")
    right = ("A title", "Zoom in", "Zoom out", "Show all incidents", "From", "To", "▶ Play", "Play")
    assert [name for name in (*above, *left, *right) if name not in names] == []


def test_the_space_key_switches_a_layer(show: Any) -> None:
    page = show(SAMPLE)
    page.tab.focus("#geomap-layers input >> nth=1")
    page.tab.keyboard.press("Space")
    page.wait_for_rows(2)


def test_a_fold_opens_by_the_keyboard_and_its_types_can_be_switched(show: Any) -> None:
    page = show([*SAMPLE, OTHER_RIOT])
    page.tab.focus("#geomap-layers summary >> nth=0")
    page.tab.keyboard.press("Enter")
    page.tab.keyboard.press("Tab")
    page.tab.keyboard.press("Space")
    page.wait_for_rows(5)


def test_a_select_follows_the_arrow_keys(show: Any) -> None:
    page = show(SAMPLE)
    page.tab.focus("#geomap-extras select >> nth=0")
    page.tab.keyboard.press("ArrowDown")
    page.wait_for_rows(4)  # all but the one that is known by its country only


def test_about_and_its_close_button_work_by_the_keyboard(show: Any) -> None:
    page = show(SAMPLE)
    page.tab.focus("#geomap-actions button:last-child")
    page.tab.keyboard.press("Enter")
    expect(page.tab.locator("#geomap-about")).to_be_visible()
    page.tab.keyboard.press("Escape")
    expect(page.tab.locator("#geomap-about")).to_be_hidden()


def test_the_map_itself_moves_by_the_arrow_keys(show: Any) -> None:
    page = show(SAMPLE)
    before = page.tab.evaluate("incident_map_page.getCenter().lng")
    page.tab.focus("#incident_map_page")
    page.tab.keyboard.press("ArrowRight")
    page.tab.wait_for_timeout(500)
    assert page.tab.evaluate("incident_map_page.getCenter().lng") > before


def test_the_list_grows_for_those_who_walk_through_it(show: Any) -> None:
    page = show(MANY)
    for _ in range(70):
        page.tab.keyboard.press("Tab")
        if page.tab.evaluate("document.activeElement.className") == "row":
            break
    for _ in range(40):
        page.tab.keyboard.press("Tab")
    assert page.tab.evaluate("document.activeElement.className") == "row"
    assert page.tab.locator("button.row").count() == len(MANY) - 1


def test_play_stops_by_the_same_key(show: Any) -> None:
    later = told("l", date_start=SAMPLE[1].date_start, date_end=SAMPLE[1].date_end)
    page = show([*SAMPLE, later])
    page.tab.focus(".plays button")
    page.tab.keyboard.press("Enter")
    page.tab.keyboard.press("Enter")
    assert page.text(".plays button") == "▶ Play"


def test_right_to_left_text_keeps_its_own_direction(show: Any) -> None:
    page = show([told("a", title="القصف يصيب مبنى", quote="قال شهود عيان إن القصف أصاب مبنى.")])
    direction = "e => getComputedStyle(e).direction"
    assert page.tab.eval_on_selector(".row-title", direction) == "rtl"
    page.tab.click(".row")
    assert page.tab.eval_on_selector(".card blockquote", direction) == "rtl"
    assert page.tab.eval_on_selector(".card", direction) == "ltr"


def test_a_page_turned_to_right_to_left_holds_together(show: Any) -> None:
    page = show(SAMPLE)
    page.tab.evaluate("document.documentElement.dir = 'rtl'")
    page.tab.wait_for_timeout(200)
    panel = page.tab.locator("#geomap-panel").bounding_box()
    stage = page.tab.locator("#geomap-stage").bounding_box()
    assert panel["x"] > stage["x"]
    assert page.tab.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize(("direction", "day"), [("ltr", "2022-01-05"), ("rtl", "2022-01-09")])
def test_time_runs_as_the_page_reads(show: Any, direction: str, day: str) -> None:
    days = [told(f"d{k}", date_start=date(2022, 1, k), date_end=date(2022, 1, k)) for k in (5, 9)]
    page = show(days)
    page.tab.evaluate(f"document.documentElement.dir = '{direction}'")
    page.tab.click("canvas.bars", position={"x": 3, "y": 20})
    page.wait_for_rows(1)
    assert page.tab.input_value("input[type=date] >> nth=0") == day
