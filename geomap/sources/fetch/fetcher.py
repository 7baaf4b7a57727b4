"""The guarded fetcher: guard, robots.txt, calendars, cache and wire put together."""

from datetime import UTC, datetime

from geomap.resources import cache_folder
from geomap.sources.fetch.address import address_of
from geomap.sources.fetch.asker import Asker
from geomap.sources.fetch.failures import status_error
from geomap.sources.fetch.guard import Destination, Resolve
from geomap.sources.fetch.journey import Heed, Journeys, on_the_way
from geomap.sources.fetch.options import FetchOptions
from geomap.sources.fetch.page_cache import PageCache
from geomap.sources.fetch.site_rules import SiteRules
from geomap.sources.fetch.turns import Hosts, Timing
from geomap.sources.fetched import Fetched


class GuardedFetcher:
    """Brings pages; may be called from several threads.

    Args:
        options: Limits and manners.
        resolve: Finds the machines of a name.
        timing: The clocks.

    Raises:
        OutputError: The cache folder is not fit for it.
    """

    def __init__(self, options: FetchOptions, resolve: Resolve, timing: Timing) -> None:
        hosts = Hosts(options, timing)
        folder = options.cache_folder or cache_folder()
        cache = PageCache(folder, options.cache_bytes, options.user_agent)
        asker = Asker(options, hosts, timing, cache)
        self._journeys = Journeys(options, hosts, timing, resolve=resolve, asker=asker)
        rules = SiteRules(options.robot_name, hosts, self._journeys, asker)
        self._heed: Heed = rules.heed if options.respect_robots else _heedless

    def __call__(self, url: str) -> Fetched:
        """Bring what an address holds.

        Raises:
            BlockedError: The guard, robots.txt or the site forbids it.
            TooLargeError: It is over a limit.
            InputError: It could not be had.
        """
        address = address_of(url)
        reply = self._journeys.to(address, self._heed)
        if not reply.answer.is_page:
            with on_the_way(address, reply.address):
                raise status_error(reply.answer.status)
        return Fetched(
            url=str(reply.address),
            content=reply.answer.content,
            content_type=reply.answer.headers.get("content-type", ""),
            fetched=datetime.fromtimestamp(reply.fetched, UTC),
            unchanged=reply.unchanged,
        )


def _heedless(_: Destination) -> None:
    """Where the user's options leave robots.txt aside."""
