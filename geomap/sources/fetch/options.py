"""What the fetcher may do and how long it may take."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from geomap.errors import OptionError
from geomap.version import __version__

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """The limits and the manners of a fetcher.

    Attributes:
        timeout_seconds: Seconds on the network for one page with all its redirects and retries;
            polite waits do not count.
        connect_seconds: Seconds of it until a server takes the call.
        max_wire_bytes: The longest body as it is sent.
        max_bytes: The longest body once unpacked.
        max_ratio: How many times its packed size a body of over a megabyte may unpack to.
        max_redirects: How often a page may lead to another address.
        user_agent: How we introduce ourselves; its first word is looked for in robots.txt.
        delay_seconds: Seconds between two requests to a host, at least; a longer `Crawl-delay`
            is kept up to `longest_crawl_delay`.
        longest_crawl_delay: Seconds.
        longest_wait: Seconds that a server may ask us to wait; who asks for more is given up.
        retries: Further attempts after a failed connection or a request to wait.
        failures: Failures in a row after which a host is left alone for `rest_seconds`.
        rest_seconds: That time.
        respect_robots: Whether robots.txt is asked for and kept to.
        ports: Where servers may listen; any port will do in `allow_networks`.
        allow_networks: Networks that may be fetched from although they are not public, such as an
            intranet: what the guard refuses otherwise.
        ca_file: Certificate authorities (PEM) to trust instead of the system's.
        cache_folder: Where pages are kept for the next run; None takes the user's cache folder.
        cache_bytes: How much is kept; 0 keeps nothing.
    """

    timeout_seconds: float = 30.0
    connect_seconds: float = 10.0
    max_wire_bytes: int = 20_000_000
    max_bytes: int = 50_000_000
    max_ratio: float = 100.0
    max_redirects: int = 5
    user_agent: str = f"geomap/{__version__} (maps what articles tell)"
    delay_seconds: float = 1.0
    longest_crawl_delay: float = 30.0
    longest_wait: float = 60.0
    retries: int = 2
    failures: int = 3
    rest_seconds: float = 300.0
    respect_robots: bool = True
    ports: frozenset[int] = frozenset({80, 443, 8080, 8443})
    allow_networks: tuple[Network, ...] = ()
    ca_file: Path | None = None
    cache_folder: Path | None = None
    cache_bytes: int = 200_000_000

    def __post_init__(self) -> None:
        """Refuse a name that could be more than a header's line."""
        if not (self.user_agent.isascii() and self.user_agent.isprintable()):
            raise OptionError("user agent must be printable ASCII; write it without line breaks")
        if not self.user_agent.strip():
            raise OptionError("user agent must not be empty; servers want to know who asks")

    @property
    def robot_name(self) -> str:
        """What robots.txt would call us: the first word of the user agent, without its version."""
        return self.user_agent.split("/")[0].split()[0].lower()


def network(words: str) -> Network:
    """Read a network as a user writes it: "10.0.0.0/8", "fd00::/8", or one address.

    Raises:
        OptionError: It is none.
    """
    try:
        return ip_network(words.strip(), strict=False)
    except ValueError:
        raise OptionError(
            f"network {words[:60]!r} is none; write it as 10.20.0.0/16 or fd00::/8"
        ) from None
