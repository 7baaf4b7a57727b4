"""Fetch pages from the net, guarded: for users who name an address, and for nobody else.

Every machine is checked before it is spoken to, each answer is limited in bytes and seconds, and
hosts are asked one thing at a time. Proxies of the environment are not used: they would look names
up behind the guard's back.
"""

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from geomap.sources.fetch.options import FetchOptions, network
from geomap.sources.fetched import Fetch, Fetched

if TYPE_CHECKING:
    from geomap.sources.fetch.guard import Resolve
    from geomap.sources.fetch.turns import Timing

__all__ = ["FetchOptions", "fetcher", "network"]


def fetcher(
    options: FetchOptions | None = None,
    *,
    resolve: "Resolve | None" = None,
    timing: "Timing | None" = None,
) -> Fetch:
    """A fetcher; libraries are loaded and folders made when it is first asked, not before.

    It may be called from several threads. It raises OutputError when its cache folder is not fit,
    and what the seam says otherwise.

    Args:
        options: Limits and manners.
        resolve: From a name to numbers; the system's resolver unless given.
        timing: The clocks; the system's unless given.
    """

    @cache
    def made() -> Fetch:
        from geomap.sources.fetch.fetcher import GuardedFetcher  # noqa: PLC0415
        from geomap.sources.fetch.guard import system_resolver  # noqa: PLC0415
        from geomap.sources.fetch.turns import Timing  # noqa: PLC0415

        return GuardedFetcher(
            options or FetchOptions(), resolve or system_resolver, timing or Timing()
        )

    lock = Lock()  # one fetcher, and one calendar, for all threads

    def fetch(url: str) -> Fetched:
        with lock:
            bring = made()
        return bring(url)

    return fetch
