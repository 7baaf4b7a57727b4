"""Keep to what each site says in its robots.txt."""

from threading import Lock

from geomap.errors import InputError
from geomap.sources.fetch.asker import ROBOTS, Asker
from geomap.sources.fetch.failures import UnreachedError, blocked
from geomap.sources.fetch.guard import Destination
from geomap.sources.fetch.journey import Journeys
from geomap.sources.fetch.robots import Rules, rules_for
from geomap.sources.fetch.turns import Hosts


class SiteRules:
    """What the sites of a run allow; each is asked once.

    Args:
        robot: Our name.
        hosts: Calendars, in which a site's delay is written.
        journeys: The way to robots.txt.
        asker: What was kept of it.
    """

    def __init__(self, robot: str, hosts: Hosts, journeys: Journeys, asker: Asker) -> None:
        self._robot, self._hosts, self._journeys, self._asker = robot, hosts, journeys, asker
        self._known: dict[str, Rules] = {}
        self._locks: dict[str, Lock] = {}

    def heed(self, goal: Destination) -> None:
        """Ask whether a page may be fetched, and how fast.

        Raises:
            BlockedError: It may not, or nobody can say.
            UnreachedError: The site is not there.
        """
        address = goal.address
        with self._locks.setdefault(address.origin, Lock()):
            if address.origin not in self._known:
                self._known[address.origin] = self._read(goal)
        rules = self._known[address.origin]
        self._hosts.of(address.host).slow_down(rules.crawl_delay)
        if not rules.allow(address.target):
            raise blocked("its robots.txt asks programs to stay away")

    def _read(self, goal: Destination) -> Rules:
        """The rules of a site (RFC 9309): without a file all is allowed, without an answer none."""
        goal = goal._replace(address=goal.address._replace(target=ROBOTS))
        content = self._asker.fresh(goal.address)
        if content is None:
            content = self._fetched(goal)
        return rules_for(self._robot, content)

    def _fetched(self, goal: Destination) -> bytes:
        try:
            answer = self._journeys.follow(goal, self._journeys.budget(), _anything).answer
        except InputError as error:
            if isinstance(error, UnreachedError) and not error.status:
                raise
            why, _, way_out = str(error).rpartition("; ")
            raise blocked(f"its robots.txt cannot be had ({why})", way_out) from error
        return answer.content if answer.is_page else b""


def _anything(_: Destination) -> None:
    """Robots.txt itself is always allowed."""
