"""A map for print on one sheet of A4: PNG, SVG or PDF.

It shows what the page shows at first sight, with the same symbols and colors.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from geomap.errors import OptionError
from geomap.incidents.incident import Incident
from geomap.outputs.atomic import write_bytes
from geomap.outputs.attribution import attributions_of
from geomap.outputs.page.words import page_words
from geomap.outputs.picture.ground import Land, ground, land_in
from geomap.outputs.picture.marks import Mark, layers_of, marks_of
from geomap.outputs.picture.pen import KINDS, PAPER, Pen, check_installed, drawn, numeral, reaches
from geomap.outputs.picture.view import Area, view_of
from geomap.outputs.terminal import squeezed
from geomap.resources import read_table
from geomap.version import __version__

_MARGIN = 28.0
_ROOM = Area(_MARGIN, 62.0, 590.0, 460.0)
_LEGEND = _ROOM.left + _ROOM.width + 18.0
_MOST_LETTERS = 90
_BOXES = "the picture's font lacks some letters of these names; they are drawn as boxes"


def write_picture(  # noqa: PLR0913 - options are keywords
    incidents: Iterable[Incident],
    path: str | Path,
    *,
    title: str = "",
    language: str = "en",
    outlines: str | Path | None = None,
    grid_km: float | None = None,
) -> tuple[str, ...]:
    """Draw a map of incidents on one sheet, with a legend, a scale and its sources.

    Args:
        incidents: In any order; the unlocated are counted in the legend.
        path: Its end decides the kind: `.png`, `.svg` or `.pdf`.
        title: Heading; the page's own unless given.
        language: Language of the words around the map (ISO 639-1).
        outlines: A GeoJSON or TopoJSON file of polygons to draw instead of the embedded countries.
        grid_km: Side of the grid to which positions were rounded, to be told under the map.

    Returns:
        Remarks: what could not be shown as it is.

    Raises:
        OptionError: The kind or the language is unknown, or matplotlib is not installed.
        OutputError: The file cannot be written.
    """
    kind = check_kind(path)
    words = _words(language)
    sheet = _Sheet(tuple(incidents), title or words["title"], words, grid_km)
    points = [(i.latitude, i.longitude) for i in sheet.incidents]
    view = view_of(
        [(lat, lon) for lat, lon in points if lat is not None and lon is not None], _ROOM
    )
    lands = list(land_in(ground(outlines), view))
    content, lacks_letters = drawn(kind, view, lambda pen: _draw(pen, sheet, lands))
    write_bytes(path, content)
    return (_BOXES,) if lacks_letters else ()


def check_kind(path: str | Path) -> str:
    """The kind of picture that a name asks for, before the long work begins.

    Raises:
        OptionError: It is none of `KINDS`, or matplotlib is not installed.
    """
    kind = Path(path).suffix.lower()
    if kind not in KINDS:
        raise OptionError(f"{path}: a picture's name ends in {', '.join(KINDS)}")
    check_installed(str(path))
    return kind


class _Sheet(NamedTuple):
    incidents: tuple[Incident, ...]
    title: str
    words: Mapping[str, str]
    grid_km: float | None


def _words(language: str) -> dict[str, str]:
    """The words around the map, the page's where it has them."""
    page = page_words(language)
    own = read_table("picture_words.toml")
    labels = {f"layer {name}": label for name, label in page["layers"].items()}
    plain = {name: words for name, words in page["words"].items() if isinstance(words, str)}
    return {**plain, **labels, **own.get(language, own["en"]), "language": language}


def _draw(pen: Pen, sheet: _Sheet, lands: Sequence[Land]) -> None:
    marks = marks_of(sheet.incidents, pen.view)
    pen.ground(lands)
    pen.marks(marks)
    # lands have their names in English only
    pen.names(marks, lands if sheet.words["language"] == "en" else ())
    pen.scale(sheet.words["scale"])
    _heading(pen, sheet)
    _legend(pen, sheet, marks)
    _foot(pen, sheet)


def _heading(pen: Pen, sheet: _Sheet) -> None:
    title = textwrap.shorten(squeezed(sheet.title), _MOST_LETTERS, placeholder="…")
    pen.write(_MARGIN, PAPER[1] - 34, title, size=17, weight="bold")
    days = [i.date_start for i in sheet.incidents if i.date_start]
    days += [i.date_end for i in sheet.incidents if i.date_end]
    parts = [f"{sheet.words['incidents_title']}: {numeral(len(sheet.incidents))}", *_period(days)]
    pen.write(_MARGIN, PAPER[1] - 53, "  ·  ".join(parts), size=9.5, color="soft")


def _period(days: Sequence[date]) -> list[str]:
    if not days:
        return []
    first, last = min(days).isoformat(), max(days).isoformat()
    return [first if first == last else f"{first} – {last}"]


def _legend(pen: Pen, sheet: _Sheet, marks: Sequence[Mark]) -> None:
    right, y = PAPER[0] - _MARGIN, _ROOM.bottom + _ROOM.height - 8
    pen.write(_LEGEND, y, sheet.words["event_type"], size=10, weight="bold")
    for layer, count in layers_of(sheet.incidents):
        y -= 19
        pen.symbol(_LEGEND + 8, y, layer)
        label = sheet.words.get(f"layer {layer.id}", layer.label)
        pen.write(_LEGEND + 22, y, label, size=9)
        pen.write(right, y, numeral(count), size=9, align="right", color="soft")
    unlocated = sum(i.latitude is None for i in sheet.incidents)
    if unlocated:
        y -= 19
        pen.write(_LEGEND + 22, y, sheet.words["unlocated"], size=9, color="soft")
        pen.write(right, y, numeral(unlocated), size=9, align="right", color="soft")
    _key(pen, sheet, marks, y - 14)


def _key(pen: Pen, sheet: _Sheet, marks: Sequence[Mark], y: float) -> None:
    """What rings, hollow symbols and dashed circles mean, where the map has any."""
    used = layers_of(sheet.incidents)
    if any(mark.count > 1 for mark in marks):
        y -= 24
        pen.ring(_LEGEND + 10, y, used[:3], 9.0, "9")
        pen.beside(_LEGEND + 26, y, sheet.words["several"])
    if any(mark.whole for mark in marks):
        y -= 26
        pen.symbol(_LEGEND + 10, y, used[0][0], hollow=True)
        pen.circle(_LEGEND + 10, y, 10.0)
        pen.beside(_LEGEND + 26, y, sheet.words["area"])
    if any(reaches(mark) for mark in marks):
        y -= 26
        pen.symbol(_LEGEND + 10, y, used[0][0])
        pen.circle(_LEGEND + 10, y, 11.0)
        pen.beside(_LEGEND + 26, y, sheet.words["radius"])


def _foot(pen: Pen, sheet: _Sheet) -> None:
    names = [f"{source.name} ({source.license})" for source in attributions_of(sheet.incidents)]
    lines = [
        *([sheet.words["rounded"].format(km=f"{sheet.grid_km:g}")] if sheet.grid_km else []),
        sheet.words["about_borders"],
        f"{sheet.words['about_sources']}: {' · '.join([*names, f'geomap {__version__}'])}",
    ]
    for row, line in enumerate(lines):
        pen.write(_MARGIN, pen.frame.bottom - 18 - 11 * row, line, size=7, color="soft")
