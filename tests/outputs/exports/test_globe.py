"""KML and KMZ: no text of a document becomes markup, layers have colors and shapes."""

import struct
import xml.etree.ElementTree as ET
from dataclasses import replace
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest
from test_geojson import NOWHERE, RIOT

from geomap.events.taxonomy import SHAPES, load_taxonomy
from geomap.outputs.exports import write_incidents
from geomap.outputs.exports.icons import icon_png

KML = "{http://www.opengis.net/kml/2.2}"
PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    "]]><script>alert(1)</script>",
    "$[reason]",
    "&lt;script&gt;",
    "javascript:alert(1)",
    '"><svg onload=alert(1)>',
]


def opened(folder: Path, *incidents: object) -> ET.Element:
    write_incidents(incidents, str(folder / "a.kml"))  # type: ignore[arg-type]
    return ET.parse(folder / "a.kml").getroot()  # noqa: S314 - our own


@pytest.mark.threat("text that runs")
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_is_shown_as_written_and_is_no_markup(tmp_path: Path, payload: str) -> None:
    evidence = (replace(RIOT.evidence[0], quote=payload, title=payload),)
    root = opened(tmp_path, replace(RIOT, place_name=payload, reason=payload, evidence=evidence))
    [mark] = root.iter(f"{KML}Placemark")
    name, shown = mark.findtext(f"{KML}name") or "", mark.findtext(f"{KML}description") or ""
    assert not {"<", ">"} & set(name)
    assert set(shown.split("<")[1:]) <= {
        part for part in shown.split("<") if part.startswith("br/>")
    }
    assert "$[" not in shown
    assert payload.replace("$[", "$ [") in unescape(shown.replace("<br/>", "\n"))


@pytest.mark.threat("text that runs")
def test_fields_are_not_shown_by_the_default_balloon(tmp_path: Path) -> None:
    root = opened(tmp_path, RIOT)
    styles = list(root.iter(f"{KML}Style"))
    assert styles
    for style in styles:
        shown = style.findtext(f"{KML}BalloonStyle/{KML}text")
        assert shown == "<b>$[name]</b><br/>$[description]"


def test_layers_are_folders_with_a_style_of_their_color(tmp_path: Path) -> None:
    root = opened(tmp_path, RIOT, NOWHERE, replace(RIOT, id="x", event_type="Festival"))
    names = [folder.findtext(f"{KML}name") for folder in root.iter(f"{KML}Folder")]
    assert names == ["Riots", "Other types"]
    color = next(layer.color for layer in load_taxonomy().layers if layer.id == "riots")
    found = root.findtext(f".//{KML}Style[@id='riots']/{KML}IconStyle/{KML}color")
    assert found == f"ff{color[5:7]}{color[3:5]}{color[1:3]}".lower()


def test_points_and_time_spans_are_where_a_globe_looks_for_them(tmp_path: Path) -> None:
    [mark, nowhere] = opened(tmp_path, RIOT, NOWHERE).iter(f"{KML}Placemark")
    assert mark.findtext(f"{KML}Point/{KML}coordinates") == "76.92861,43.25667"
    assert mark.findtext(f"{KML}TimeSpan/{KML}begin") == "2022-01-05"
    assert mark.findtext(f"{KML}TimeSpan/{KML}end") == "2022-01-06"
    assert nowhere.find(f"{KML}Point") is None


def test_a_kmz_carries_every_picture_that_it_names(tmp_path: Path) -> None:
    write_incidents([RIOT, NOWHERE], str(tmp_path / "a.kmz"))
    with ZipFile(tmp_path / "a.kmz") as archive:
        root = ET.fromstring(archive.read("doc.kml"))  # noqa: S314 - our own
        named = {href.text for href in root.iter(f"{KML}href")}
        assert named
        assert named <= set(archive.namelist())
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("shape", [*SHAPES, "pentagon"])
def test_each_shape_is_a_picture_that_is_neither_empty_nor_full(shape: str) -> None:
    picture = icon_png(shape)
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (32, 32)


def test_no_two_shapes_have_the_same_picture() -> None:
    assert len({icon_png(shape) for shape in SHAPES}) == len(SHAPES)
