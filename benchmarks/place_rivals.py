"""Other tools that find places, as they come: what ours is measured beside."""

import re
from collections.abc import Callable
from typing import NamedTuple

from geomap.gazetteer.index import GazetteerIndex


class Found(NamedTuple):
    """A place name: its characters, its point when it has one, and how sure we are."""

    start: int
    end: int
    latitude: float | None
    longitude: float | None
    confidence: float = 0.0


class Story(NamedTuple):
    """A document of a corpus."""

    id: str
    language: str
    text: str
    gold: tuple[Found, ...]


Tool = Callable[[Story, str], list[Found]]


def flashgeotext_tool(index: GazetteerIndex) -> Tool:
    """The tool flashgeotext as it comes."""
    import logging  # noqa: PLC0415

    from flashgeotext.geotext import GeoText  # noqa: PLC0415  an extra
    from loguru import logger  # noqa: PLC0415  it speaks while it loads

    logger.remove()
    logging.disable()
    finder = GeoText()

    def find(story: Story, _: str) -> list[Found]:
        found = finder.extract(story.text)
        named = [*found["cities"].values(), *found["countries"].values()]
        spans = {tuple(span) for entry in named for span in entry["span_info"]}
        return [_placed(story.text, start, end, index) for start, end in sorted(spans)]

    return find


def geotext_tool(index: GazetteerIndex) -> Tool:
    """The tool geotext as it comes; it tells no offsets, so its names are looked up in the text."""
    from geotext import GeoText  # noqa: PLC0415  an extra

    def find(story: Story, _: str) -> list[Found]:
        found = GeoText(story.text)
        spans: dict[int, int] = {}
        for name in sorted({*found.cities, *found.countries}, key=lambda name: (-len(name), name)):
            for match in re.finditer(rf"\b{re.escape(name)}\b", story.text):
                spans.setdefault(match.start(), match.end())
        return [_placed(story.text, start, end, index) for start, end in sorted(spans.items())]

    return find


def _placed(text: str, start: int, end: int, index: GazetteerIndex) -> Found:
    candidates = index.candidates(text[start:end])
    if not candidates:
        return Found(start, end, None, None)
    place = candidates[0].place
    return Found(start, end, place.latitude, place.longitude)
