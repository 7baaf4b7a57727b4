"""`IncidentMap` is a folium map, and the same input gives the same page."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import folium
import pytest
from page_incidents import PROTEST, SAMPLE, WHOLE_COUNTRY, told

from geomap.errors import OptionError, OutputError
from geomap.gazetteer.place import Precision
from geomap.outputs.page.blurred import shown_incidents
from geomap.outputs.page.map import IncidentMap

MAKE = (
    "import sys, folium; from page_incidents import SAMPLE;"
    "from geomap.outputs.page.map import IncidentMap; m = IncidentMap(SAMPLE);"
    "g = folium.FeatureGroup().add_to(m); folium.Marker([1, 2], tooltip='t').add_to(g);"
    "sys.stdout.write(m.get_root().render())"
)


def page_made_with(seed: str) -> bytes:
    """The page of a new process with its own order of hashes."""
    here, root = Path(__file__).parent, Path(__file__).parents[3]
    paths = os.pathsep.join((str(here), str(root)))
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths, "PYTHONUTF8": "1"}
    return subprocess.check_output([sys.executable, "-c", MAKE], env=environment)


def test_two_processes_make_the_same_bytes() -> None:
    assert page_made_with("1") == page_made_with("2")


def test_rendering_twice_gives_the_same_page() -> None:
    page = IncidentMap(SAMPLE)
    assert page.get_root().render() == page.get_root().render()


def test_it_is_a_folium_map_and_takes_children() -> None:
    page = IncidentMap(SAMPLE)
    folium.Marker([43.0, 76.0]).add_to(page)
    assert isinstance(page, folium.Map)
    assert "L.marker" in page.get_root().render()


def test_no_word_of_an_incident_stands_in_the_page_as_text() -> None:
    page = IncidentMap([told("x", quote="UNMISTAKABLE", title="{{7*7}}")]).get_root().render()
    assert "UNMISTAKABLE" not in page
    assert "{{7*7}}" not in page


def test_a_title_is_escaped_and_never_a_template() -> None:
    page = IncidentMap([], title="<b>{{7*7}}{% raw %}").get_root().render()
    assert "<title>&lt;b&gt;{{7*7}}{% raw %}</title>" in page


def test_the_page_names_no_address_to_fetch() -> None:
    page = IncidentMap(SAMPLE).get_root().render()
    assert "<link" not in page
    assert "src=" not in page.split("<body>")[0].replace("sourceURL", "")[:3000]
    assert "default-src 'none'" in page
    assert "img-src data:;" in page


def test_tiles_open_the_policy_to_their_host_alone() -> None:
    tiles = "https://{s}.tiles.example.org/{z}/{x}/{y}.png"
    page = IncidentMap(SAMPLE, tiles=tiles).get_root().render()
    assert "img-src data: https://*.tiles.example.org;" in page


def test_a_folium_popup_brings_the_libraries_that_it_needs() -> None:
    page = IncidentMap(SAMPLE)
    page.add_child(folium.Marker([1, 2], popup="by a person"))
    assert "jquery" in page.get_root().render()


@pytest.mark.parametrize(
    "options",
    [{"theme": "pink"}, {"language": "xx"}, {"tiles": "nobody"}, {"tiles": "ftp://x/{z}"}],
)
def test_an_option_that_makes_no_sense_is_named(options: dict[str, str]) -> None:
    with pytest.raises(OptionError, match=next(iter(options.values())).split("{")[0]):
        IncidentMap([], **options)  # type: ignore[arg-type]


def test_saving_where_nothing_can_be_written_names_the_path(tmp_path: Path) -> None:
    target = tmp_path / "missing" / "map.html"
    with pytest.raises(OutputError, match="missing"):
        IncidentMap(SAMPLE).save(target)


def test_saving_goes_to_an_open_file_too() -> None:
    buffer = BytesIO()
    IncidentMap(SAMPLE).save(buffer, close_file=False)
    assert buffer.getvalue().startswith(b"<!DOCTYPE html>")


def test_a_notebook_gets_the_page_in_a_frame() -> None:
    frame = IncidentMap([PROTEST])._repr_html_()
    assert "<iframe srcdoc=" in frame
    assert "<script" not in frame


def test_it_works_inside_a_figure_of_the_user() -> None:
    figure = folium.Figure(height=400)
    figure.add_child(IncidentMap(SAMPLE))
    assert "geomap-incidents" in figure.render()


def test_impossible_coordinates_are_kept_as_unlocated() -> None:
    page = IncidentMap([told("n", latitude=float("nan")), told("f", latitude=143.0)])
    assert "geomap-incidents" in page.get_root().render()


def test_coarsening_hides_the_names_that_would_undo_it() -> None:
    words = {"reason": "a fire; place: Almaty is named", "admin1": "Zhetysu"}
    fine, coarse = shown_incidents(
        [told("a", **words), told("c", **WHOLE_COUNTRY)], coarsen_km=50, quotes=True
    )
    assert (fine.place_name, fine.precision) == ("Zhetysu", Precision.ADMIN1)
    assert (fine.place_text, fine.place_id, fine.reason) == (None, None, "a fire")
    assert fine.uncertainty_km > 35
    assert coarse.place_name == "Kazakhstan"


def test_a_very_coarse_grid_names_the_country_only() -> None:
    (shown,) = shown_incidents([told("a")], coarsen_km=300, quotes=True)
    assert (shown.place_name, shown.admin1) == ("Kazakhstan", None)
    assert shown.precision is Precision.COUNTRY


def test_more_incidents_than_a_page_holds_are_refused_with_a_way_out() -> None:
    with pytest.raises(OptionError, match=r"leave quotes out \(up to 2,000,000\)"):
        IncidentMap([PROTEST] * 1_000_001)
    with pytest.raises(OptionError, match=r"choose a shorter period"):
        IncidentMap([PROTEST] * 2_000_001, quotes=False)


@pytest.mark.parametrize("km", [0, -1, 5000, float("nan")])
def test_a_grid_that_makes_no_sense_is_refused(km: float) -> None:
    with pytest.raises(OptionError, match="grid"):
        IncidentMap(SAMPLE, coarsen_km=km)
