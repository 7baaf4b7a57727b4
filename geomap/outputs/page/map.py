"""`IncidentMap`: a folium map whose page is safe, whole in one file, and the same every time.

folium and branca run what they are given as a Jinja template, some of it twice. Rule of this file:
only texts that we wrote pass through their templates, and they pass as a value, never as a
template; what incidents say travels in the data island (`island.py`) alone.
"""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

import folium
import orjson
from branca.element import Element, Figure, MacroElement

from geomap.errors import OptionError
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.incidents.incident import Incident
from geomap.outputs import atomic
from geomap.outputs.attribution import attributions_of
from geomap.outputs.frame import Frame, incidents_from_frame
from geomap.outputs.page import bundle
from geomap.outputs.page.blurred import shown_incidents
from geomap.outputs.page.columns import columns_of, refused_points
from geomap.outputs.page.island import clean, pack
from geomap.outputs.page.outlines import read_outlines
from geomap.outputs.page.policy import policy_of
from geomap.outputs.page.tiles import Tiles, tiles_of
from geomap.outputs.page.words import page_words
from geomap.version import __version__

Theme = Literal["auto", "light", "dark"]

_RANDOM_ID = re.compile(r"[0-9a-f]{32}")
# Children of these kinds need the libraries that folium links to by itself.
_NEEDS_FOLIUM_LINKS = (folium.Popup, folium.Icon)


class IncidentMap(folium.Map):
    """Incidents on a map, layered by event type: one file that needs no network.

    It is a `folium.Map`: `add_child`, controls, tile layers and notebooks work as usual. Children
    are trusted as folium trusts them; those that link to other sites open the page to these sites.

    Args:
        incidents: What to show, in any order; those without a place appear in the page's list.
            A GeoDataFrame will do, of `to_frame` or with columns of the usual names, the type of
            event among them.
        title: Heading of the page; None takes the page's own word.
        tiles: Background tiles, by address (`https://host/{z}/{x}/{y}.png`) or by name
            (`OpenStreetMap.Mapnik`). They need the network; None draws embedded country outlines.
        theme: `auto` follows the reader's system; or `light`, `dark`.
        language: Language of the page's own words (ISO 639-1).
        outlines: A GeoJSON or TopoJSON file of polygons to draw instead of the embedded countries.
        made: Day to print in the page's About box. There is no clock in here.
        coarsen_km: Show positions in the middle of the cells of a grid so wide, and provinces or
            countries instead of finer places; the page says so. None shows what is known.
        quotes: Whether the page holds the sentences that incidents rest on.
        taxonomy: Layers, colors and shapes; those that ship with the tool unless given.

    Raises:
        OptionError: A theme, language, tile name or grid that does not exist, or more incidents
            than a browser can open; the message tells how many can be shown.
        InputError: A GeoDataFrame without the columns needed or with a wrong row, or a wrong file
            of outlines.
    """

    # folium links to ten addresses by default; Leaflet alone is needed, and stands in the page.
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own type
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = MacroElement._template  # noqa: SLF001 - the empty one: `render` adds the parts

    def __init__(  # noqa: PLR0913 - folium's way: options are keywords
        self,
        incidents: "Sequence[Incident] | Frame",
        *,
        title: str | None = None,
        tiles: str | None = None,
        theme: Theme = "auto",
        language: str = "en",
        outlines: str | Path | None = None,
        made: date | None = None,
        coarsen_km: float | None = None,
        quotes: bool = True,
        taxonomy: Taxonomy | None = None,
    ) -> None:
        if theme not in get_args(Theme):
            raise OptionError(f"theme {theme!r}: choose one of {', '.join(get_args(Theme))}")
        super().__init__(tiles=None)
        self._name, self._id = "IncidentMap", "page"
        words = page_words(language)
        told = incidents if isinstance(incidents, Sequence) else incidents_from_frame(incidents)
        self.incidents = shown_incidents(told, coarsen_km=coarsen_km, quotes=quotes)
        self.page_title = clean(title or words["words"]["title"])
        self._taxonomy = taxonomy or load_taxonomy()
        self._outlines = _packed_own(Path(outlines)) if outlines else _packed_outlines()
        self.background = tiles_of(tiles) if tiles else None
        self._settings = {
            "title": self.page_title,
            "theme": theme,
            "words": words,
            "language": words["language"],
            "direction": words["direction"],
            "tiles": self.background and self.background._asdict(),
            "made": made and made.isoformat(),
            "coarsened_km": coarsen_km,
            "quoted": quotes,
        }
        Page().add_child(self, name=self.get_name())

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]  # folium's maps give none
        """Put the page's parts into the figure, then the children's."""
        figure = cast("Figure", self.get_root())
        for name, text in self._head():
            figure.header.add_child(Verbatim(text), name=f"geomap_{name}")
        for name, text in self._body():
            figure.html.add_child(Verbatim(text), name=f"geomap_{name}")
        figure.script.add_child(Verbatim(bundle.page_script()), name="geomap_script")
        super().render(**kwargs)  # type: ignore[no-untyped-call]

    def save(self, outfile: Any, close_file: bool = True, **kwargs: Any) -> None:  # noqa: FBT001, FBT002 - folium's signature
        """Write the page: to a path wholly or not at all, or to an open binary file.

        Raises:
            OutputError: The file cannot be written; the message names it.
        """
        if isinstance(outfile, str | Path):
            atomic.write_bytes(outfile, self.get_root().render(**kwargs).encode("utf-8"))
        else:
            super().save(outfile, close_file, **kwargs)

    def guests(self) -> tuple[Element, ...]:
        """Everything that others put on the map, children of children included, in order."""
        return tuple(_descendants(self))

    def _head(self) -> Iterator[tuple[str, str]]:
        for name, url in self._folium_links():
            kind = '<script src="{}"></script>' if url.endswith(".js") else _STYLE_LINK
            yield name, kind.format(url)
        yield "leaflet_style", f"<style>{bundle.leaflet_style()}</style>"
        yield "style", f"<style>{bundle.page_style()}</style>"
        yield "leaflet", f"<script>{bundle.leaflet_script()}</script>"

    def _body(self) -> Iterator[tuple[str, str]]:
        yield "skeleton", bundle.page_skeleton()
        yield "outlines", _island("geomap-outlines", self._outlines)
        yield "incidents", _island("geomap-incidents", self._content())

    def _content(self) -> str:
        documents = {e.document_id for incident in self.incidents for e in incident.evidence}
        about = {
            "documents": len(documents),
            "refused": refused_points(self.incidents),
            "made": self._settings["made"],
            "version": f"geomap {__version__}",
            "credits": [credit._asdict() for credit in attributions_of(self.incidents)],
        }
        head, blocks = columns_of(
            self.incidents, self._taxonomy, quotes=bool(self._settings["quoted"])
        )
        return pack({**head, **self._settings, "about": about}, blocks)

    def _folium_links(self) -> list[tuple[str, str]]:
        if not any(isinstance(guest, _NEEDS_FOLIUM_LINKS) for guest in self.guests()):
            return []
        return [
            (name, url)
            for name, url in (*folium.Map.default_js, *folium.Map.default_css)
            if not name.startswith("leaflet")
        ]


class Verbatim(Element):
    """A text that Jinja prints as it is, since it is a value and not a template."""

    def __init__(self, data: str) -> None:
        super().__init__("{{ this.data }}")
        self.data = data


class Page(Figure):
    """The HTML document around an `IncidentMap`, with its policy and without random names."""

    def __init__(self) -> None:
        super().__init__()
        self._id = "page"

    def render(self, **kwargs: Any) -> str:
        """The whole document; the same for the same map."""
        for child in self._children.values():
            child.render(**kwargs)
        head, body, script = (
            _with_fixed_ids(part.render(**kwargs), self._guests())
            for part in (self.header, self.html, self.script)
        )
        page = f"{head}\n</head>\n<body>\n{body}\n<script>{script}</script>\n</body>\n</html>\n"
        policy = policy_of(page, tiles=self._tile_addresses(), guests=bool(self._guests()))
        return f"{self._opening(policy)}{page}"

    def _opening(self, policy: str) -> str:
        words = self._map()._settings  # noqa: SLF001 - the two classes are one thing
        return (
            f'<!DOCTYPE html>\n<html lang="{words["language"]}" dir="{words["direction"]}">\n'
            f'<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="referrer" content="{self._referrer()}">\n'
            f"<title>{html.escape(words['title'])}</title>\n"
        )

    def _referrer(self) -> str:
        """Tile servers want to know what site asks; the address of the page itself is kept."""
        return "strict-origin-when-cross-origin" if self._tile_addresses() else "no-referrer"

    def _map(self) -> IncidentMap:
        return next(child for child in self._children.values() if isinstance(child, IncidentMap))

    def _guests(self) -> tuple[Element, ...]:
        return self._map().guests()

    def _tile_addresses(self) -> list[str]:
        tiles: Tiles | None = self._map().background
        theirs = [g.tiles for g in self._guests() if isinstance(g, folium.TileLayer)]
        return [*([tiles.url] if tiles else []), *theirs]


_STYLE_LINK = '<link rel="stylesheet" href="{}">'


def _island(name: str, data: str) -> str:
    """A data block: its type is none that a browser runs."""
    return f'<script type="text/plain" id="{name}">{data}</script>'


@cache
def _packed_outlines() -> str:
    return pack({"areas": orjson.loads(bundle.built_text("outlines.json"))})


def _packed_own(path: Path) -> str:
    areas = [{**o._asdict(), "name": clean(o.name)} for o in read_outlines(path)]
    return pack({"areas": areas})


def _descendants(element: Element) -> Iterator[Element]:
    for child in element._children.values():  # noqa: SLF001 - branca offers no other way
        yield child
        yield from _descendants(child)


def _with_fixed_ids(text: str, guests: Sequence[Element]) -> str:
    """The text with branca's random ids of the guests replaced by their numbers."""
    numbers = {guest._id: f"guest_{k}" for k, guest in enumerate(guests)}  # noqa: SLF001
    replace: Callable[[re.Match[str]], str] = lambda found: numbers.get(found[0], found[0])  # noqa: E731
    return _RANDOM_ID.sub(replace, text) if numbers else text
