"""A clock without waiting, and questions to a geocoding server, for the tests of this room."""

from collections.abc import Sequence
from pathlib import Path

from geocoding_server import Server

from geomap.gazetteer.index import GazetteerIndex
from geomap.places.answer_book import AnswerBook
from geomap.places.geopy_service import GeopyService
from geomap.places.mention import Cue, Resolution, Role, ToponymMention
from geomap.places.resolve import resolver
from geomap.places.second_opinion import Adviser, with_second_opinion
from geomap.places.table import WordTable
from geomap.text.document import Document
from geomap.text.parse import parse
from geomap.text.span import Span

NAME = "Vandrelstad"
MANNERS = WordTable.read("places", "geocoders.toml").numbers("manners") | {"timeout": 2.0}


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Seconds since 1970."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let seconds pass."""
        self.slept.append(round(seconds, 3))
        self.now += seconds


def make(
    server: Server, time: Time, folder: Path, key: str | None = None, **manners: float
) -> Adviser:
    name = "opencage" if key else "nominatim"
    service = GeopyService(name, url=server.url, key=key, manners=MANNERS | manners)
    return Adviser(service, AnswerBook(str(folder)), clock=time, sleep=time.sleep)


def resolve(
    adviser: Adviser, index: GazetteerIndex, name: str = NAME, before: str = ""
) -> Sequence[Resolution]:
    """Resolve a name in a sentence, with a country named before it when one is given."""
    text = f"{before} mourns. A fire broke out in {name} on Friday."
    parsed = parse(Document("d", text, language="en"))
    mentions = [mention(text, one) for one in (before, name) if one]
    return with_second_opinion(resolver(index), adviser, index)(parsed, mentions)


def mention(text: str, name: str) -> ToponymMention:
    start = text.index(name)
    span = Span(start, start + len(name))
    return ToponymMention(span, name, Role.LITERAL, Cue.AT, 0, (name,))
