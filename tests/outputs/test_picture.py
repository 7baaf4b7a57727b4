"""The map for print: the right marks in the right places, inert, the same every time."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from test_frame import FLOOD, UNLOCATED

from geomap.errors import OptionError
from geomap.events.taxonomy import SHAPES, load_taxonomy
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Incident
from geomap.outputs.page.columns import OTHER
from geomap.outputs.picture.marks import Extent, labels_of, layers_of, marks_of
from geomap.outputs.picture.sheet import write_picture
from geomap.outputs.picture.symbols import SYMBOLS
from geomap.outputs.picture.view import Area, bar_of, view_of
from geomap.resources import languages_with, read_table

pytest.importorskip("matplotlib")

ROOM = Area(0, 0, 600, 400)
FRAME = Extent(0, 0, 600, 400)
COUNTRY = replace(FLOOD, id="c", precision=Precision.COUNTRY, place_name="Netherlands")
FAR = replace(FLOOD, id="x", latitude=43.3, longitude=77.0, place_name="Almaty")
START = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


def drawn(path: Path, *incidents: Incident, **options: str) -> bytes:
    write_picture(incidents, path, **options)  # type: ignore[arg-type]
    return path.read_bytes()


@pytest.mark.parametrize("kind", START)
def test_same_incidents_same_bytes(tmp_path: Path, kind: str) -> None:
    one = drawn(tmp_path / f"one.{kind}", FLOOD, COUNTRY, UNLOCATED, title="Floods")
    two = drawn(tmp_path / f"two.{kind}", FLOOD, COUNTRY, UNLOCATED, title="Floods")
    assert one.startswith(START[kind])
    assert one == two


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "from geomap.outputs.picture.sheet import write_picture as w; w((), 'a.png', title='None')"
    )
    root = Path(__file__).parent.parent.parent
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path / seed,
            env={"PYTHONPATH": str(root), "PYTHONHASHSEED": seed, "HOME": str(tmp_path)},
            check=True,
        )
    assert (tmp_path / "1/a.png").read_bytes() == (tmp_path / "2/a.png").read_bytes()


@pytest.mark.parametrize(
    "text",
    ["$x^2$ $", r"$\frac{1}{0}$", "</svg><script>alert(1)</script>", "a\nb\x1b[2J", "日本語"],
)
def test_hostile_text_is_drawn_and_does_nothing(tmp_path: Path, text: str) -> None:
    named = replace(FLOOD, place_name=text)
    content = drawn(tmp_path / "hostile.svg", named, title=text).decode()
    assert not re.search("<script|onload", content)


def test_letters_that_the_font_lacks_are_told(tmp_path: Path) -> None:
    assert write_picture([FLOOD], tmp_path / "a.png", title="日本語")
    assert not write_picture([FLOOD], tmp_path / "a.png", title="Алматы")


def test_a_name_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"ends in \.png, \.svg, \.pdf"):
        write_picture([], tmp_path / "a.gif")


def test_without_matplotlib_one_line_tells_how_to_get_it(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from geomap.outputs.picture.sheet import check_kind\n"
        "try: check_kind('a.png')\n"
        "except Exception as error: print(error)"
    )
    env = {"PYTHONPATH": str(Path(__file__).parent.parent.parent), "HOME": str(tmp_path)}
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "a.png: pictures need matplotlib; pip install 'geomap[picture]'\n"


def test_the_settings_of_a_user_change_nothing(tmp_path: Path) -> None:
    import matplotlib as mpl  # noqa: PLC0415

    before = drawn(tmp_path / "a.png", FLOOD)
    with mpl.rc_context({"font.size": 30, "savefig.dpi": 20, "text.usetex": True}):
        assert drawn(tmp_path / "b.png", FLOOD) == before
        assert mpl.rcParams["font.size"] == 30


@pytest.mark.parametrize("layer", [*load_taxonomy().layers, OTHER], ids=lambda layer: layer.id)
def test_every_layer_has_its_symbol(layer: object) -> None:
    assert layer.shape in SYMBOLS  # type: ignore[attr-defined]


def test_the_symbols_are_those_of_the_page() -> None:
    assert set(SYMBOLS) == {*SHAPES, "pentagon"}
    corners = [corner for rings in SYMBOLS.values() for ring in rings for corner in ring]
    assert all(abs(x) <= 1.01 and abs(y) <= 1.01 for x, y in corners)


def test_every_language_of_the_page_has_the_words_of_the_picture() -> None:
    words = read_table("picture_words.toml")
    assert set(words) == set(languages_with("page"))
    assert all(set(own) == set(words["en"]) for own in words.values())


def test_every_point_lies_in_view_across_the_antimeridian_too() -> None:
    points = [(-17.8, 178.0), (-13.8, -171.8), (-21.2, -175.2)]
    view = view_of(points, ROOM)
    for latitude, longitude in points:
        x, y = view.spot(latitude, longitude)
        assert 0 < x < 600
        assert 0 < y < 400
    assert view.across * 360 > 3 * 600  # and not the whole world


def test_one_point_and_none_have_a_view() -> None:
    assert view_of([(52.0, 6.0)], ROOM).spot(52.0, 6.0) == pytest.approx((300, 200))
    assert view_of([], ROOM).area.width > 0


def test_the_scale_bar_is_a_round_number_that_fits() -> None:
    km, length = bar_of(view_of([(52.0, 6.0), (53.0, 7.0)], ROOM), 110)
    assert 40 < length <= 110
    assert km in {10, 20, 50, 100, 200}


def test_incidents_of_one_spot_share_a_mark_and_lose_no_count() -> None:
    marks = marks_of([FLOOD] * 3 + [FAR, UNLOCATED], view_of([(52, 6), (43, 77)], ROOM))
    assert sorted(mark.count for mark in marks) == [1, 3]


def test_a_country_never_shares_a_mark_with_a_town_and_steps_aside() -> None:
    town, country = marks_of([FLOOD, COUNTRY], view_of([(52.2, 6.1)], ROOM))
    assert (town.whole, country.whole) == (False, True)
    assert not town.extent.meets(country.extent)
    assert country.home == pytest.approx((town.x, town.y))


def test_names_stay_in_the_frame_and_clear_of_each_other() -> None:
    spread = [
        replace(FLOOD, id=str(k), latitude=50 + k / 7, longitude=5 + k % 5) for k in range(30)
    ]
    marks = marks_of(spread, view_of([(50, 5), (54.2, 9)], ROOM))
    rooms = [label.extent(7.5) for label in labels_of(marks, FRAME, 7.5)]
    assert rooms
    assert not any(a.meets(b) for a in rooms for b in rooms if a is not b)
    assert all(a.left >= 0 and a.right <= 600 for a in rooms)


def test_layers_are_counted_in_legend_order() -> None:
    festival = replace(FLOOD, event_type="Festival", sub_event_type="Parade")
    riot = replace(FLOOD, event_type="Riots", sub_event_type="Mob violence")
    counted = layers_of([festival, FLOOD, riot, UNLOCATED])
    assert [(layer.id, count) for layer, count in counted] == [
        *(("riots", 1), ("disaster", 2), ("other", 1))
    ]
