"""Incidents for the tests of exports, ordinary and odd."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import strategies as st
from test_geojson import NOWHERE, POINTS, RIOT, optional

from geomap.incidents.incident import Evidence, Incident
from geomap.outputs.exports import formats

FILES = {each.name: f"incidents{each.suffixes[0]}" for each in formats() if each.name != "postgis"}
"""A name of a file for each format."""

TEXTS = ("place_name", "country", "admin1", "actor1", "fatalities_text", "reason")
"""Some of the fields that hold what documents say."""

MARKED = ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r\n", "\0", " '=1", "'", '"']
BROKEN = [
    "a\0b",
    "_x0041_",
    "<b>&amp;",
    "]]>",
    "\x0b",
    "\ufffe",
    "👩\u200d👧",
    "\u202eevil",
    "a;b,c|d",
]
ODD = st.text(max_size=12) | st.sampled_from([*MARKED, *BROKEN, "$[name]", "  "])
DAYS = st.dates(min_value=date(1, 1, 1))
INCIDENTS = st.builds(
    lambda point, number, **fields: replace(
        RIOT, id=f"n{number}", latitude=point[0], longitude=point[1], **fields
    ),
    POINTS | st.sampled_from([(0.0, 0.0), (-17.0, 180.0), (-17.0, -180.0), (90.0, 0.0)]),
    st.integers(0, 10**9),
    **dict.fromkeys(TEXTS[:-1], optional(ODD)),
    reason=ODD,
    date_start=optional(DAYS),
    date_end=optional(DAYS),
    fatalities=optional(st.integers(0, 10**6)),
    uncertainty_km=optional(st.floats(0, 20_000)),
    evidence=st.builds(
        lambda quote, day: (Evidence("d", quote, 0, len(quote), published=day),),
        ODD,
        optional(DAYS),
    ),
)
SOME = st.lists(INCIDENTS, max_size=3, unique_by=lambda incident: incident.id)


def many(count: int) -> list[Incident]:
    """Incidents around the world, every seventh without a place."""
    return [
        replace(RIOT, id=f"n{k}", latitude=k % 80 + 0.5, longitude=k % 179 - 0.25)
        if k % 7
        else replace(NOWHERE, id=f"n{k}", date_start=None)
        for k in range(count)
    ]


def without_nul(text: str | None) -> str | None:
    """What formats that know no NUL hold instead."""
    return text and text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def names_in(folder: Path) -> list[str]:
    """Everything that stands in a folder, hidden or not."""
    return sorted(path.name for path in folder.iterdir())
