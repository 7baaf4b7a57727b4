"""Ask a host for one page: in turn, again where that may help, and only for what has changed."""

import logging
from datetime import UTC
from email.utils import parsedate_to_datetime
from itertools import count
from typing import NamedTuple

from geomap.errors import InputError
from geomap.sources.fetch.address import Address
from geomap.sources.fetch.failures import (
    UnreachedError,
    out_of_time,
    speaks_of_failure,
    status_error,
)
from geomap.sources.fetch.guard import Destination
from geomap.sources.fetch.options import FetchOptions
from geomap.sources.fetch.page_cache import Kept, PageCache
from geomap.sources.fetch.turns import Budget, Hosts, Timing
from geomap.sources.fetch.wire import Answer, Wire

ROBOTS = "/robots.txt"
_MOVED = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_LONGEST_DATE = 60
_DAY, _HOUR = 86_400.0, 3_600.0

_log = logging.getLogger("geomap.sources.fetch")


class Reply(NamedTuple):
    """What came of asking for an address.

    Attributes:
        address: What was asked for.
        answer: The server's answer; the page as it was kept where nothing has changed.
        fetched: Seconds since 1970.
        unchanged: The server said that nothing has.
    """

    address: Address
    answer: Answer
    fetched: float
    unchanged: bool = False

    @property
    def leads_to(self) -> str:
        """Where the server sends us instead, as it writes it; "" when it does not."""
        if self.answer.status not in _MOVED:
            return ""
        return self.answer.headers.get("location", "")


class Asker:
    """Asks hosts, and keeps what they say.

    Args:
        options: Limits and manners.
        hosts: Their calendars.
        timing: The clocks.
        cache: What they said before.
    """

    def __init__(
        self, options: FetchOptions, hosts: Hosts, timing: Timing, cache: PageCache
    ) -> None:
        self._seconds, self._hosts, self._timing = options.timeout_seconds, hosts, timing
        self._cache, self._wire = cache, Wire(options)

    def ask(self, goal: Destination, budget: Budget) -> Reply:
        """Ask for an address.

        Raises:
            InputError: No whole answer came, or one that tells of trouble.
        """
        kept = self._cache.look_up(str(goal.address))
        conditions = kept.conditions if kept else {}
        answer = self._answer(goal, conditions, budget)
        fetched = self._timing.wall()
        if kept and answer.status == _NOT_MODIFIED:
            same = Answer(200, {"content-type": kept.content_type}, kept.content)
            return Reply(goal.address, same, fetched, unchanged=True)
        self._keep(goal.address, answer, fetched)
        return Reply(goal.address, answer, fetched)

    def fresh(self, address: Address) -> bytes | None:
        """A body that may still be used as it was kept."""
        kept = self._cache.look_up(str(address))
        if kept and 0 <= self._timing.wall() - kept.fetched < kept.fresh_seconds:
            return kept.content
        return None

    def _answer(self, goal: Destination, conditions: dict[str, str], budget: Budget) -> Answer:
        host = self._hosts.of(goal.address.host)
        for attempt in count():
            with host.turn():
                try:
                    answer = self._heard(goal, conditions, budget)
                except UnreachedError as failure:
                    if not host.blame(failure, attempt):
                        raise
                else:
                    host.praise()
                    return answer
        raise AssertionError  # count() has no end

    def _heard(self, goal: Destination, conditions: dict[str, str], budget: Budget) -> Answer:
        """One attempt, and a line about it in the log."""
        if budget.left() <= 0:
            raise out_of_time(self._seconds)
        began = self._timing.ticks()
        try:
            with budget.running():
                answer = self._wire.ask(goal, conditions, budget.left)
        except InputError as error:
            _log.info("%s: %s", goal.address.discreet, error)
            raise
        spent = 1000 * (self._timing.ticks() - began)
        _log.info(
            "%s: %d, %d bytes, %.0f ms",
            *(goal.address.discreet, answer.status, answer.wire_bytes, spent),
        )
        if speaks_of_failure(answer.status):
            raise status_error(answer.status, self._retry_after(answer))
        return answer

    def _retry_after(self, answer: Answer) -> float | None:
        """Seconds until the server wants to be asked again: a number or a date."""
        words = answer.headers.get("retry-after", "").strip()
        if words.isascii() and words.isdigit():
            return float(words[:9])
        try:
            moment = parsedate_to_datetime(words[:_LONGEST_DATE])
            when = moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
        except (IndexError, OverflowError, TypeError, ValueError):  # the library's, on junk
            return None
        return max(0.0, when - self._timing.wall())

    def _keep(self, address: Address, answer: Answer, fetched: float) -> None:
        """Keep a page that can be asked for by its state, and the rules of a site for a while."""
        headers = answer.headers
        orders = headers.get("cache-control", "").lower()
        if not answer.is_page or "no-store" in orders:
            return
        page = Kept(
            str(address),
            answer.content,
            headers.get("content-type", ""),
            headers.get("etag", ""),
            headers.get("last-modified", ""),
            fetched,
            _fresh_seconds(orders) if address.target == ROBOTS else 0.0,
        )
        if page.conditions or page.fresh_seconds:
            self._cache.keep(page)


def _fresh_seconds(orders: str) -> float:
    """How long a robots.txt holds: as its server says, at most a day, an hour if it is silent."""
    for order in orders.split(","):
        name, _, value = order.strip().partition("=")
        if name == "no-cache":
            return 0.0
        if name == "max-age":
            seconds = value.strip('"')
            return min(float(seconds[:9]), _DAY) if seconds.isascii() and seconds.isdigit() else 0.0
    return _HOUR
