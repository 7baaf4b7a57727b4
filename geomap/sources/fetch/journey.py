"""Follow an address to its page: every address on the way goes through the guard."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from geomap.errors import InputError
from geomap.sources.fetch.address import Address, next_address
from geomap.sources.fetch.asker import Reply
from geomap.sources.fetch.failures import UnreachedError, blocked
from geomap.sources.fetch.guard import Destination, Resolve, destination
from geomap.sources.fetch.options import FetchOptions
from geomap.sources.fetch.turns import Budget, Hosts, Timing

Heed = Callable[[Destination], None]
"""Asked before each request; raises InputError where it must not be made."""


class Asks(Protocol):
    """Asks one address; `Asker` over the network."""

    def ask(self, goal: Destination, budget: Budget, /) -> Reply:
        """Ask, or raise InputError."""


class Journeys:
    """The way through the net.

    Args:
        options: Limits.
        hosts: Calendars of the hosts.
        timing: The clocks.
        resolve: Finds the machines of a name.
        asker: Asks them.
    """

    def __init__(
        self,
        options: FetchOptions,
        hosts: Hosts,
        timing: Timing,
        *,
        resolve: Resolve,
        asker: Asks,
    ) -> None:
        self._options, self._hosts, self._timing = options, hosts, timing
        self._resolve, self._asker = resolve, asker

    def to(self, address: Address, heed: Heed) -> Reply:
        """Go where an address leads.

        Raises:
            InputError: It may not be gone to, or leads nowhere.
        """
        budget = self.budget()
        return self.follow(self._admitted(address, budget, may_enter=True), budget, heed)

    def follow(self, goal: Destination, budget: Budget, heed: Heed) -> Reply:
        """Go on from a destination that was found fit."""
        asked = goal.address
        for _ in range(self._options.max_redirects + 1):
            with on_the_way(asked, goal.address):
                heed(goal)
                reply = self._asker.ask(goal, budget)
            if not reply.leads_to:
                return reply
            address = next_address(goal.address, reply.leads_to)
            with on_the_way(asked, address):
                goal = self._admitted(address, budget, may_enter=goal.inside)
        raise blocked(f"it leads on more than {self._options.max_redirects} times")

    def budget(self) -> Budget:
        """The time for one page."""
        return Budget(self._options.timeout_seconds, self._timing.ticks)

    def _admitted(self, address: Address, budget: Budget, *, may_enter: bool) -> Destination:
        host = self._hosts.of(address.host)
        host.must_be_awake()
        try:
            with budget.running():
                return destination(
                    address, self._options, self._resolve, budget.left(), may_enter=may_enter
                )
        except UnreachedError as failure:
            host.blame(failure, self._options.retries)
            raise


@contextmanager
def on_the_way(asked: Address, address: Address) -> Iterator[None]:
    """Say in an error which address it is about, where that is not the one asked for."""
    try:
        yield
    except InputError as error:
        if address != asked:
            error.args = (f"leads to {address}: {error}",)
        raise
