"""The formats that incidents can be written in, by name and by the end of a file's name."""

from typing import NamedTuple

from geomap.errors import OptionError

DATABASE = ("postgresql://", "postgres://")
STANDARD_OUTPUT = "-"


class Format(NamedTuple):
    """A format.

    Attributes:
        name: As `--format` names it.
        suffixes: Ends of names that choose it; the first is the usual one.
        module: Where it is written; imported when it is used.
        keeps: What an incident keeps in it, for people.
        is_text: Written as a stream that may go to standard output.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    keeps: str
    is_text: bool = True


_FORMATS = (
    Format("geojson", (".geojson", ".json"), "geojson", "everything; RFC 7946"),
    Format(
        "geojsonl",
        (".geojsonl", ".ndjson", ".jsonl", ".geojsons"),
        "geojson_lines",
        "everything, a feature a line; no credits",
    ),
    Format(
        "gpkg",
        (".gpkg",),
        "geopackage",
        "everything, with dates as dates and the layers' style for QGIS",
        is_text=False,
    ),
    Format(
        "geoparquet", (".parquet", ".geoparquet"), "geoparquet", "everything; needs pyarrow", False
    ),
    Format("flatgeobuf", (".fgb",), "flatgeobuf", "everything that has a place", is_text=False),
    Format("csv", (".csv",), "csv_table", "everything; cells that would run are marked"),
    Format("xlsx", (".xlsx",), "xlsx", "everything, up to 32,767 characters a cell", is_text=False),
    Format("kml", (".kml",), "kml", "everything, as text; a folder and a color a layer"),
    Format("kmz", (".kmz",), "kmz", "the same, compressed, with the layers' shapes", is_text=False),
    Format("acled", (".acled.csv",), "acled", "what ACLED's columns hold"),
    Format("kepler", (".kepler.json",), "kepler", "what has a place, as a map of kepler.gl"),
    Format("postgis", DATABASE, "postgis", "everything, as a table; needs an extra", is_text=False),
)


def formats() -> tuple[Format, ...]:
    """All formats, in the order of the documentation."""
    return _FORMATS


def format_of(target: str, name: str | None = None) -> Format:
    """The format of a target: the one named, or the one that its end chooses.

    Raises:
        OptionError: No such format, or nothing chooses one; the message lists them.
    """
    if name is not None:
        chosen = next((each for each in _FORMATS if each.name == name), None)
    elif target.startswith(DATABASE):
        chosen = _FORMATS[-1]
    else:
        chosen = _by_suffix(target.lower())
    if chosen is None:
        known = ", ".join(each.name for each in _FORMATS)
        what = f"format {name!r:.40}" if name else f"{without_password(target)}: no known format"
        raise OptionError(f"{what}; name one of {known}")
    if target == STANDARD_OUTPUT and not chosen.is_text:
        raise OptionError(f"{chosen.name} is no text; name a file instead of -")
    return chosen


def _by_suffix(target: str) -> Format | None:
    ends = [(suffix, each) for each in _FORMATS[:-1] for suffix in each.suffixes]
    fitting = [(suffix, each) for suffix, each in ends if target.endswith(suffix)]
    return max(fitting, key=lambda pair: len(pair[0]))[1] if fitting else None


def without_password(target: str) -> str:
    """A target as it may be shown and logged: of a database only what names it."""
    if "://" not in target:
        return target
    scheme, _, rest = target.partition("://")
    where = rest.partition("?")[0].rpartition("@")[2]
    return f"{scheme}://{where}"
