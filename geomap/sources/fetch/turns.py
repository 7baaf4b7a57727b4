"""Take turns at a host: one request at a time, not too soon, and not while it is in trouble."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import NamedTuple

from geomap.sources.fetch.failures import LATER, UnreachedError
from geomap.sources.fetch.options import FetchOptions

_DAY = 86_400.0


class Timing(NamedTuple):
    """The clocks that a fetcher goes by.

    Attributes:
        wall: Seconds since 1970.
        ticks: Seconds on a clock that nobody sets.
        sleep: Waits for seconds.
    """

    wall: Callable[[], float] = time.time
    ticks: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Budget:
    """Seconds on the network that a page may take; polite waits do not count.

    Args:
        seconds: How many.
        ticks: The clock.
    """

    def __init__(self, seconds: float, ticks: Callable[[], float]) -> None:
        self._left, self._ticks = seconds, ticks
        self._since: float | None = None

    def left(self) -> float:
        """Seconds left."""
        running = 0.0 if self._since is None else self._ticks() - self._since
        return self._left - running

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count what happens within."""
        self._since = self._ticks()
        try:
            yield
        finally:
            self._left, self._since = self.left(), None


class Host:
    """The calendar of one host.

    Args:
        name: Its name.
        options: The manners.
        timing: The clocks.
    """

    def __init__(self, name: str, options: FetchOptions, timing: Timing) -> None:
        self._name, self._options, self._timing = name, options, timing
        self._lock = Lock()
        self._delay = options.delay_seconds
        self._free_at = self._rests_until = 0.0
        self._failures, self._why = 0, ""

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until it is our turn, and keep others waiting meanwhile.

        Raises:
            UnreachedError: The host is left alone for a while.
        """
        with self._lock:
            self.must_be_awake()
            wait = self._free_at - self._timing.ticks()
            if wait > 0:
                self._timing.sleep(wait)
            try:
                yield
            finally:
                self._free_at = max(self._free_at, self._timing.ticks() + self._delay)

    def must_be_awake(self) -> None:
        """Raise where the host is left alone.

        Raises:
            UnreachedError: For a while yet.
        """
        if self._timing.ticks() < self._rests_until:
            raise UnreachedError(f"was not asked: {self._name} {self._why}; {LATER}")

    def slow_down(self, seconds: float) -> None:
        """Keep a longer pause from now on, as its robots.txt asks."""
        longest = self._options.longest_crawl_delay
        self._delay = max(self._options.delay_seconds, min(seconds, longest))

    def praise(self) -> None:
        """It answered as it should."""
        self._failures = 0

    def blame(self, failure: UnreachedError, attempt: int) -> bool:
        """It failed; tell whether another attempt may be made.

        Args:
            failure: How.
            attempt: Which it was, from 0.
        """
        self._failures += 1
        asked, longest = failure.retry_after, self._options.longest_wait
        if asked is not None and asked > longest:
            return self._rest(asked, f"asks us to wait {asked:.0f} seconds")
        if self._failures >= self._options.failures:
            return self._rest(
                self._options.rest_seconds, f"has failed {self._failures} times in a row"
            )
        if not failure.again or attempt >= self._options.retries:
            return False
        pause = max(self._options.delay_seconds, 1.0) * 2**attempt if asked is None else asked
        self._free_at = self._timing.ticks() + max(pause, self._delay)
        return True

    def _rest(self, seconds: float, why: str) -> bool:
        self._rests_until = self._timing.ticks() + min(seconds, _DAY)
        self._failures, self._why = 0, why
        return False


class Hosts:
    """The calendars of all hosts.

    Args:
        options: The manners.
        timing: The clocks.
    """

    def __init__(self, options: FetchOptions, timing: Timing) -> None:
        self._options, self._timing = options, timing
        self._hosts: dict[str, Host] = {}
        self._lock = Lock()

    def of(self, name: str) -> Host:
        """The calendar of a host, the same each time."""
        with self._lock:
            return self._hosts.setdefault(name, Host(name, self._options, self._timing))
