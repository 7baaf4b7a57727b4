"""One gazetteer, recognizer and resolver for all tests of places."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from geomap.gazetteer.index import GazetteerIndex
from geomap.places.engines import place_engines
from geomap.places.mention import Resolution, Role
from geomap.text.document import Document
from geomap.text.parse import parse
from geomap.text.parsed import ParsedDocument

Find = Callable[..., list[Resolution]]


@pytest.fixture(scope="session")
def index() -> GazetteerIndex:
    """The gazetteer that is built with geomap."""
    return GazetteerIndex.open()


@pytest.fixture(scope="session")
def read() -> Callable[..., ParsedDocument]:
    """Parse a text in a language, whether or not the room of text has a table for it."""
    return lambda text, language="en": replace(
        parse(Document("d", text, language=language)), language=language
    )


@pytest.fixture(scope="session")
def find(index: GazetteerIndex, read: Callable[..., ParsedDocument]) -> Find:
    """All resolutions of a text; named places only, unless a role is asked for."""

    def found(text: str, language: str = "en", role: Role | None = None, **options: str) -> list:
        parsed, engines = read(text, language), place_engines(index, **options)
        resolutions = engines.resolve(parsed, engines.recognize(parsed))
        return [r for r in resolutions if role is None or r.mention.role is role]

    return found
