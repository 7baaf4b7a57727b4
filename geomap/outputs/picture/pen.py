"""Draws on paper; the only file that imports matplotlib.

Nothing of a user's matplotlib settings changes a picture, text is never taken for formulas, and the
same strokes give the same bytes.
"""

import io
import math
import textwrap
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geomap.errors import OptionError
from geomap.events.taxonomy import Layer
from geomap.outputs.picture.ground import Land, names_in
from geomap.outputs.picture.marks import SYMBOL, Extent, Mark, labels_of, scale_room
from geomap.outputs.picture.symbols import SYMBOLS
from geomap.outputs.picture.view import View, bar_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path as Drawn

PAPER = (842.0, 595.0)
"""Width and height in points: A4, broadside."""

_DOTS = 200  # to the inch, in PNG
_POINTS = 72.0
_NAME, _LAND_NAME = 7.5, 8.5  # height of letters in points
_ON_TOP = 5  # of the map: what the legend shows, too
_CLEAR = 4.0  # points by which a reach must pass its symbol to be drawn

_COLORS = {
    "water": "#dce6ee",
    "land": "#faf8f3",
    "border": "#b3ada2",
    "names": "#857f74",
    "halo": "#ffffff",
    "ink": "#22262b",
    "text": "#1b1f24",
    "soft": "#5a6470",
    "dashes": "#6b6557",
}
"""The page's colors in daylight (page/style/theme.css)."""

_SETTINGS: Mapping[str, Any] = {
    "svg.hashsalt": "geomap",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "font.family": ["DejaVu Sans"],
    "text.usetex": False,
    "text.parse_math": False,
}
_ANONYMOUS: Mapping[str, dict[str, None]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None, "Creator": None},
    ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
"""What matplotlib would write about itself and the hour."""
KINDS = tuple(_ANONYMOUS)
"""What can be drawn, by the end of its name."""


def check_installed(path: str) -> None:
    """Say how to get matplotlib where it is not there, before the long work begins.

    Raises:
        OptionError: It is not installed.
    """
    try:
        import matplotlib as mpl  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise OptionError(
            f"{path}: pictures need matplotlib; pip install 'geomap[picture]'"
        ) from error


def drawn(kind: str, view: View, draw: Callable[["Pen"], None]) -> tuple[bytes, bool]:
    """What a function draws, as the bytes of a file.

    Args:
        kind: One of `KINDS`.
        view: What the map shows.
        draw: Called once, with the pen.

    Returns:
        The bytes, and whether the font lacked a letter.
    """
    import matplotlib as mpl  # noqa: PLC0415 - an extra; half a second
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    content = io.BytesIO()
    with mpl.rc_context(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        figure = Figure(figsize=(PAPER[0] / _POINTS, PAPER[1] / _POINTS), dpi=_DOTS)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, PAPER[0]), ylim=(0, PAPER[1]))
        axes.set_axis_off()
        draw(Pen(axes, view))
        figure.savefig(content, format=kind[1:], metadata=_ANONYMOUS[kind])
    return content.getvalue(), any("missing from font" in str(w.message) for w in caught)


def reaches(mark: Mark) -> bool:
    """Whether the uncertainty of a mark is wide enough to be seen."""
    return mark.reach > mark.radius + _CLEAR


class Pen:
    """Draws on the sheet; all lengths are points, the origin is at the lower left."""

    def __init__(self, axes: "Axes", view: View) -> None:
        from matplotlib.patches import Rectangle  # noqa: PLC0415

        area = view.area
        self.axes, self.view = axes, view
        self.frame = Extent(
            area.left, area.bottom, area.left + area.width, area.bottom + area.height
        )
        self.sea = Rectangle(
            area[:2], area.width, area.height, facecolor=_COLORS["water"], linewidth=0
        )
        axes.add_patch(self.sea)

    def write(  # noqa: PLR0913 - how it looks
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float,
        color: str = "text",
        weight: str = "normal",
        align: str = "left",
        halo: str = "",
        zorder: float = 9,
    ) -> None:
        """Put a line of words; formulas in it stay words."""
        from matplotlib.patheffects import withStroke  # noqa: PLC0415

        effects = [withStroke(linewidth=2.2, foreground=_COLORS[halo])] if halo else []
        self.axes.text(
            x, y, words,
            fontsize=size, color=_COLORS[color], fontweight=weight, ha=align,
            va="center_baseline", parse_math=False, path_effects=effects, zorder=zorder,
        )  # fmt: skip

    def beside(self, x: float, y: float, words: str) -> None:
        """An explanation in the legend, on two lines where it is long."""
        lines = textwrap.wrap(words, 32)
        for row, line in enumerate(lines):
            self.write(x, y + (len(lines) - 1) * 5 - 10 * row, line, size=8)

    def ground(self, lands: Sequence[Land]) -> None:
        """Land, and borders over it."""
        for land in lands:
            self.path([land.corners], facecolor=_COLORS["land"], linewidth=0, zorder=1)
        for land in lands:
            dashes = (0, (3, 2.2)) if land.disputed else "solid"
            line = {"edgecolor": _COLORS["border"], "linestyle": dashes, "linewidth": 0.6}
            self.path(land.lines, closed=False, facecolor="none", zorder=2, **line)

    def path(
        self, lines: Sequence[Sequence[tuple[float, float]]], *, closed: bool = True, **look: Any
    ) -> None:
        """Rings or lines; what lies on the map is cut off at its edge."""
        from matplotlib.patches import PathPatch  # noqa: PLC0415

        patch = PathPatch(_path_of(lines, closed=closed), joinstyle="round", **look)
        self.axes.add_patch(patch)
        if lines[0][0][0] < self.frame.right or look["zorder"] < _ON_TOP:
            patch.set_clip_path(self.sea)

    def marks(self, marks: Sequence[Mark]) -> None:
        """Every mark with its reach."""
        for mark in marks:
            if reaches(mark):
                self.circle(mark.x, mark.y, mark.reach)
        for mark in sorted(marks, key=lambda mark: not mark.whole):  # areas below points
            self.mark(mark)

    def names(self, marks: Sequence[Mark], lands: Sequence[Land]) -> None:
        """The names of places and of lands that find room, places first."""
        places = list(labels_of(marks, self.frame, _NAME))
        taken = [label.extent(_NAME) for label in places] + [mark.extent for mark in marks]
        for label in places:
            self.write(label.x, label.y, label.words, size=_NAME, halo="land")
        taken.append(scale_room(self.frame))
        for label in names_in(lands, self.frame, taken, _LAND_NAME):
            self.write(label.x, label.y, label.words, size=_LAND_NAME, color="names")

    def mark(self, mark: Mark) -> None:
        """A symbol for one incident, a ring with the count for several."""
        layer, _ = mark.layers[0]
        if mark.count == 1:
            self.symbol(mark.x, mark.y, layer, hollow=mark.whole)
        else:
            self.ring(mark.x, mark.y, mark.layers, mark.radius, numeral(mark.count))
        if mark.whole:
            self.circle(mark.x, mark.y, mark.radius + 3)
        if (mark.x, mark.y) != mark.home:
            self.leader(mark)

    def leader(self, mark: Mark) -> None:
        """A dashed line from a mark that stepped aside to where it belongs."""
        x, y = mark.home
        length = math.hypot(x - mark.x, y - mark.y)
        start = (mark.radius + 3) / length
        across = [mark.x + (x - mark.x) * start, x], [mark.y + (y - mark.y) * start, y]
        self.axes.plot(*across, color=_COLORS["dashes"], linewidth=0.8, dashes=(3, 2), zorder=4)

    def symbol(self, x: float, y: float, layer: Layer, *, hollow: bool = False) -> None:
        """The symbol of a layer: a light line outside, a dark one inside."""
        rings = [
            [(x + SYMBOL * u, y + SYMBOL * v) for u, v in ring] for ring in SYMBOLS[layer.shape]
        ]
        for color, width in (("halo", 3.0), ("ink", 1.3)):
            self.path(rings, facecolor="none", edgecolor=_COLORS[color], linewidth=width, zorder=5)
        self.path(rings, facecolor=layer.color, linewidth=0, zorder=5)
        if hollow:
            inner = [[(x + (u - x) * 0.5, y + (v - y) * 0.5) for u, v in ring] for ring in rings]
            self.path(inner, facecolor=_COLORS["halo"], linewidth=0, zorder=5)

    def ring(
        self, x: float, y: float, layers: Sequence[tuple[Layer, int]], radius: float, words: str
    ) -> None:
        """A ring split by layer around a count."""
        from matplotlib.patches import Circle, Wedge  # noqa: PLC0415

        total, turn = sum(count for _, count in layers), 90.0
        patches: list[Circle | Wedge] = [
            Circle((x, y), radius + 1.2, color=_COLORS["halo"], linewidth=0, zorder=6),
            Circle((x, y), radius, color=_COLORS["ink"], linewidth=0, zorder=6),
        ]
        for layer, count in layers:
            share = 360.0 * count / total
            patches.append(
                Wedge((x, y), radius - 0.6, turn - share, turn, color=layer.color, lw=0, zorder=6)
            )
            turn -= share
        patches += [
            Circle((x, y), radius - 3.8, color=_COLORS["ink"], linewidth=0, zorder=6),
            Circle((x, y), radius - 4.4, color=_COLORS["halo"], linewidth=0, zorder=6),
        ]
        for patch in patches:
            self.axes.add_patch(patch)
        size = min(8.0, 2.6 * (radius - 4.4) / len(words))
        self.write(x, y, words, size=size, weight="bold", align="center", zorder=6)

    def circle(self, x: float, y: float, radius: float) -> None:
        """A dashed circle: the place lies somewhere within."""
        from matplotlib.patches import Circle  # noqa: PLC0415

        line = {"edgecolor": _COLORS["dashes"], "linestyle": (0, (3, 2)), "linewidth": 0.8}
        patch = self.axes.add_patch(Circle((x, y), radius, facecolor="none", zorder=4, **line))
        if x < self.frame.right:
            patch.set_clip_path(self.sea)

    def scale(self, words: str) -> None:
        """A bar that shows how long some kilometers are."""
        km, length = bar_of(self.view, 110)
        left, y = self.frame.left + 10, self.frame.bottom + 12
        for color, width in (("halo", 4.0), ("ink", 1.6)):
            self.axes.plot(
                [left, left + length], [y, y],
                color=_COLORS[color], linewidth=width, solid_capstyle="butt", zorder=7,
            )  # fmt: skip
        self.write(left, y + 9, f"{numeral(int(km))} km", size=8, halo="land")
        self.write(left + length + 8, y, words, size=6.5, color="soft", halo="land")


def numeral(count: int) -> str:
    """A number as print has it in most languages: "12 345"."""
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _path_of(lines: Iterable[Sequence[tuple[float, float]]], *, closed: bool) -> "Drawn":
    from matplotlib.path import Path as Drawn  # noqa: PLC0415

    parts = [Drawn([*line, line[0]], closed=True) if closed else Drawn(line) for line in lines]
    return parts[0] if len(parts) == 1 else Drawn.make_compound_path(*parts)
