"""What the tests of the room of events share: read a sentence, get its event mentions."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from geomap.events.detect import detector
from geomap.events.mention import EventMention
from geomap.text.document import Document
from geomap.text.parse import parse
from geomap.text.span import Span

Reader = Callable[..., tuple[EventMention, ...]]


@pytest.fixture(scope="session")
def mentions_in() -> Reader:
    """Event mentions of a text published on Saturday 8 January 2022; place names are given."""
    detect = detector()

    def read(
        text: str, language: str = "en", places: tuple[str, ...] = ()
    ) -> tuple[EventMention, ...]:
        document = Document("test", text, published=date(2022, 1, 8), language=language)
        found = [m.span() for name in places for m in re.finditer(re.escape(name), text)]
        return detect(parse(document), [Span(*span) for span in found])

    return read


@pytest.fixture
def sole(mentions_in: Reader) -> Callable[..., EventMention]:
    """The only event mention of a text."""

    def read(text: str, language: str = "en", places: tuple[str, ...] = ()) -> EventMention:
        (mention,) = mentions_in(text, language, places)
        return mention

    return read
