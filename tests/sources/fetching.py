"""What tests of the fetcher share: a clock that they turn, fetchers that may use loopback."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from geomap.sources.fetch import FetchOptions, fetcher, network
from geomap.sources.fetch.guard import Resolve, system_resolver
from geomap.sources.fetch.turns import Timing
from geomap.sources.fetched import Fetch

LOOPBACK = (network("127.0.0.0/8"), network("::1"))
START = 1_700_000_000.0


@dataclass
class Clock:
    """Time that passes only when somebody sleeps.

    Attributes:
        time: Seconds since 1970.
        naps: How long was slept, in order.
    """

    time: float = START
    naps: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.naps.append(seconds)
        self.time += seconds

    @property
    def timing(self) -> Timing:
        """The clock as a fetcher takes it."""
        return Timing(wall=lambda: self.time, ticks=lambda: self.time, sleep=self.sleep)


@dataclass
class Names:
    """A resolver that tests fill, and that counts.

    Attributes:
        answers: Numbers by name; a list of answers is given out one by one, the last again.
        asked: Names, in order.
    """

    answers: dict[str, list[Sequence[str]]]
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, _: int) -> Sequence[str]:
        """The numbers of a name."""
        self.asked.append(host)
        replies = self.answers.get(host)
        if replies is None:
            raise OSError(f"no {host}")
        return replies.pop(0) if len(replies) > 1 else replies[0]


def loopback_fetcher(
    folder: Path,
    *,
    resolve: Resolve = system_resolver,
    clock: Clock | None = None,
    **changes: object,
) -> Fetch:
    """A fetcher for servers on this machine that waits for nobody unless told."""
    options: dict[str, object] = {
        "allow_networks": LOOPBACK, "cache_folder": folder, "delay_seconds": 0.0, **changes,
    }  # fmt: skip
    timing = clock.timing if clock else Timing()
    return fetcher(FetchOptions(**options), resolve=resolve, timing=timing)  # type: ignore[arg-type]


def run_together(count: int, act: object) -> None:
    """Do the same in several threads at once, and wait for all."""
    threads = [threading.Thread(target=act) for _ in range(count)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
