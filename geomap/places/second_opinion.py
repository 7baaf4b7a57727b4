"""Ask a geocoding server about names that the gazetteer lacks, when the user wants that.

Our own resolver goes first; only a name that it could not place is asked for, once, with the
country that the article speaks of. Whatever goes wrong, the offline answer stands, and its reason
tells "no such place", "not asked" and "failed" apart.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from geomap.gazetteer.index import GazetteerIndex
from geomap.gazetteer.place import Precision
from geomap.places.answer_book import Answer, AnswerBook
from geomap.places.mention import Resolution, Role, ToponymMention
from geomap.places.opinion import Outcome, SecondOpinion, Unanswered
from geomap.places.spot import Spot, place_at
from geomap.places.table import WordTable
from geomap.text.parsed import ParsedDocument

_FORMAT = 1  # of the questions in the book; another number forgets the answers
_ASKED = frozenset({Role.LITERAL, Role.FACILITY})
_LONGEST_NAME = 100
_BACKOFF = 2.0  # seconds, doubled with each attempt, where the server names no time

Resolve = Callable[[ParsedDocument, Sequence[ToponymMention]], Sequence[Resolution]]


class Opinion(NamedTuple):
    """What became of a question, the place when there is one, and why there is none."""

    outcome: Outcome
    answer: Answer | None = None
    why: str = ""


class Service(Protocol):
    """A server that knows places.

    Attributes:
        name: What users call it.
        host: Its address.
    """

    name: str
    host: str

    def __call__(self, query: str, /) -> Answer | None:
        """A place, or None; raises `Unanswered`."""


class Adviser:
    """Asks a server with manners: seldom, not twice the same, not when it is in trouble.

    Args:
        service: The server.
        book: Answers so far.
        clock: Seconds since 1970.
        sleep: Waits for seconds.
    """

    def __init__(
        self,
        service: Service,
        book: AnswerBook,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.service = service
        self._book, self._clock, self._sleep = book, clock, sleep
        self._manners = WordTable.read("places", "geocoders.toml").numbers("manners")
        self._failures, self._rests_until = 0, 0.0

    def ask(self, query: str) -> Opinion:
        """What the server, or the book, says about a name."""
        question = json.dumps(
            [_FORMAT, self.service.name, self.service.host, query], ensure_ascii=False
        )
        days = self._manners["days_kept"], self._manners["days_kept_empty"]
        noted = self._book.look_up(question, self._clock(), days)
        if noted is not None:
            return _opinion(noted[0] if noted else None)
        if self._clock() < self._rests_until:
            return Opinion(Outcome.NOT_ASKED, why="it failed before")
        opinion = self._asked(query)
        if opinion.outcome in (Outcome.FOUND, Outcome.NO_SUCH_PLACE):
            self._book.note(question, opinion.answer, self._clock())
        return opinion

    def _asked(self, query: str) -> Opinion:
        """The server's answer, in as many attempts as manners allow."""
        opinion = Opinion(Outcome.NOT_ASKED, why="it asked us to wait longer than we can")
        for attempt in range(int(self._manners["attempts"])):
            wait = self._book.reserve(
                self.service.host,
                self._clock(),
                self._manners["pause"],
                self._manners["longest_wait"],
            )
            if wait is None:
                return opinion
            if wait:
                self._sleep(wait)
            try:
                answer = self.service(query)
            except Unanswered as failure:
                opinion = Opinion(Outcome.FAILED, why=failure.why)
                self._take_note_of(failure, attempt)
                if not failure.again or self._clock() < self._rests_until:
                    return opinion
            else:
                self._failures = 0
                return _opinion(answer)
        return opinion

    def _take_note_of(self, failure: Unanswered, attempt: int) -> None:
        """Give the server time, and stop when it goes on failing."""
        self._failures += 1
        if failure.final:
            self._rests_until = float("inf")
        elif self._failures >= self._manners["failures"]:
            self._rests_until = self._clock() + self._manners["rest"]
        if failure.again:
            asked = failure.retry_after
            seconds = _BACKOFF * 2**attempt if asked is None else asked
            self._book.hold(self.service.host, self._clock(), seconds)


def _opinion(answer: Answer | None) -> Opinion:
    return Opinion(Outcome.FOUND if answer else Outcome.NO_SUCH_PLACE, answer)


def with_second_opinion(resolve: Resolve, adviser: Adviser, index: GazetteerIndex) -> Resolve:
    """A resolver that asks about the names which another could not place."""

    def resolve_with_advice(
        parsed: ParsedDocument, mentions: Sequence[ToponymMention]
    ) -> tuple[Resolution, ...]:
        resolutions = resolve(parsed, mentions)
        country = index.country_name(_country_of(resolutions))
        opinions: dict[str, Opinion] = {}
        advised = []
        for resolution in resolutions:
            if resolution.place is None and resolution.mention.role in _ASKED:
                query = _query(resolution.mention, country)
                if query not in opinions:
                    opinions[query] = _ask(adviser, query)
                resolution = _advised(resolution, query, opinions[query], adviser, index)  # noqa: PLW2901
            advised.append(resolution)
        return tuple(advised)

    return resolve_with_advice


def _ask(adviser: Adviser, query: str) -> Opinion:
    if len(query) > _LONGEST_NAME or not any(map(str.isalpha, query)):
        return Opinion(Outcome.NOT_ASKED, why="this reads like no name")
    return adviser.ask(query)


def _query(mention: ToponymMention, country: str) -> str:
    """A name as one would type it: base form and country, on one line."""
    name = mention.names[0] if mention.names else mention.surface
    return ", ".join(filter(None, [" ".join(name.split()), country]))


def _country_of(resolutions: Sequence[Resolution]) -> str:
    """The country in which most of the places lie that could be placed, or ""."""
    codes = Counter(
        r.place.country_code
        for r in resolutions
        if r.place is not None and r.place.country_code and r.mention.role is not Role.EMBEDDED
    )
    return max(sorted(codes), key=lambda code: codes[code], default="")


def _advised(
    resolution: Resolution, query: str, opinion: Opinion, adviser: Adviser, index: GazetteerIndex
) -> SecondOpinion:
    name, told = adviser.service.name, {
        Outcome.NO_SUCH_PLACE: f"knows no “{query}” either",
        Outcome.FAILED: f"was asked and failed: {opinion.why}",
        Outcome.NOT_ASKED: f"was not asked: {opinion.why}",
    }  # fmt: skip
    same = {field: getattr(resolution, field) for field in Resolution.__slots__}
    if opinion.answer is None:
        reason = f"{resolution.reason}; {name} {told[opinion.outcome]}"
        return SecondOpinion(**{**same, "reason": reason}, outcome=opinion.outcome)
    found = SecondOpinion(**same, outcome=opinion.outcome)
    return _placed(found, opinion.answer, name, index)


def _placed(
    resolution: SecondOpinion, answer: Answer, service: str, index: GazetteerIndex
) -> SecondOpinion:
    """The resolution on the place that the server found."""
    trust = WordTable.read("places", "geocoders.toml").numbers("trust")
    mention, is_site = resolution.mention, resolution.mention.role is Role.FACILITY
    latitude, longitude, address = answer
    spot = Spot(
        id=f"{service}:{latitude:.5f},{longitude:.5f}",
        name=mention.names[0] if mention.names else mention.surface,
        latitude=latitude,
        longitude=longitude,
        feature_code="BLDG" if is_site else "LCTY",
    )
    place = place_at(index, spot)
    return replace(
        resolution,
        place=place,
        precision=Precision.SITE if is_site else Precision.CITY,
        uncertainty_km=trust["site_km" if is_site else "town_km"],
        latitude=latitude,
        longitude=longitude,
        confidence=trust["confidence"],
        reason=f"not in the gazetteer; {service} knows it as “{address}”",
        candidates=(place,),
    )
