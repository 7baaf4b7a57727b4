"""Decide which machines an address may lead to, once, before anything is sent.

The name is resolved here and nowhere else; every number that comes back is checked, and the
connection goes to a number. A name that changes its mind afterwards is not asked again.
"""

import socket
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

from geomap.sources.fetch.address import Address
from geomap.sources.fetch.failures import blocked, unreached
from geomap.sources.fetch.networks import verdict
from geomap.sources.fetch.options import FetchOptions

Resolve = Callable[[str, int], Sequence[str]]
"""From the name of a host and a port to the numbers of its machines; raises OSError."""

_LOOPBACK = "127.0.0.1"
_ALLOW_IT = "if it is yours, allow its network with --allow-network"
_NOT_FROM_OUTSIDE = "no page of the web may lead there"


class Destination(NamedTuple):
    """An address with the machines that were found fit to ask for it.

    Attributes:
        address: What to ask for.
        machines: Numeric, in the resolver's order.
        inside: They lie in networks that the user allows.
    """

    address: Address
    machines: tuple[str, ...]
    inside: bool


def system_resolver(host: str, port: int) -> Sequence[str]:
    """What the system says, each number once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def destination(
    address: Address, options: FetchOptions, resolve: Resolve, seconds: float, *, may_enter: bool
) -> Destination:
    """Check an address.

    Args:
        address: The address.
        options: Networks and ports.
        resolve: Asked once, and not at all for a number or "localhost".
        seconds: How long it may take.
        may_enter: Whether the networks that the user allows may be gone into from here. A page
            from outside may not lead there.

    Raises:
        BlockedError: One of the machines, or the port, may not be spoken to.
        UnreachedError: The name has no machine.
    """
    machines = tuple(_machines(address, resolve, seconds))
    allowed = options.allow_networks if may_enter else ()
    verdicts = [verdict(machine, allowed) for machine in machines]
    way_out = _ALLOW_IT if may_enter else _NOT_FROM_OUTSIDE
    for why_not, _ in verdicts:
        if why_not:
            raise blocked(why_not, way_out)
    inside = all(one.inside for one in verdicts)
    if address.port not in options.ports and not inside:
        raise blocked(f"port {address.port} is not one of a web server", way_out)
    return Destination(address, machines, inside)


def _machines(address: Address, resolve: Resolve, seconds: float) -> Sequence[str]:
    host = address.host
    if ":" in host or host.rpartition(".")[2].isdigit():
        return (host,)
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761: never a matter of asking
        return (_LOOPBACK,)
    found = _in_time(lambda: resolve(host, address.port), seconds)
    if isinstance(found, OSError | UnicodeError) or not found:
        raise unreached(f"there is no host {host}", "check the address and the connection")
    if isinstance(found, Exception):
        raise found
    return found


def _in_time(ask: Callable[[], Sequence[str]], seconds: float) -> Sequence[str] | Exception:
    """The answer; the system's resolver knows no time limit, so it is left behind."""
    box: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

    def answer() -> None:
        try:
            box.put(ask())
        except Exception as error:  # noqa: BLE001  told to the one who waits
            box.put(error)

    Thread(target=answer, daemon=True).start()
    try:
        return box.get(timeout=max(seconds, 0.001))
    except Empty:
        raise unreached("its name is not found in time") from None
