"""Which machines a page may lie on: those of the public net, and the networks a user allows."""

from collections.abc import Iterable, Mapping
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple

from geomap.errors import LexiconError
from geomap.resources import read_table
from geomap.sources.fetch.options import Network

_FILE = "data/sources/networks.toml"
_GIVEN_OUT = IPv6Network("2000::/3")  # the part of IPv6 that registries hand out at all


class Verdict(NamedTuple):
    """Whether a machine may be spoken to.

    Attributes:
        why_not: "127.0.0.1 is this machine itself"; "" when it may.
        inside: It lies in a network that the user allows.
    """

    why_not: str
    inside: bool


class _Networks(NamedTuple):
    refused: Mapping[Network, str]
    carriers: tuple[Network, ...]


@cache
def _networks() -> _Networks:
    table = read_table("sources", "networks.toml")
    try:
        refused = {ip_network(key): str(why) for key, why in table["refused"].items()}
        carriers = tuple(ip_network(key) for key in table["carriers"].values())
    except (AttributeError, KeyError, ValueError) as error:
        raise LexiconError(f"{_FILE}: {error}; install geomap again") from error
    return _Networks(refused, carriers)


def verdict(number: str, allowed: Iterable[Network]) -> Verdict:
    """Whether the machine of a numeric address may be spoken to.

    Args:
        number: As a resolver gives it, with or without a zone.
        allowed: Networks that the user vouches for.
    """
    try:
        machine = _carried(ip_address(number))
    except ValueError:
        return Verdict(f"{number[:60]!r} is no address of a machine", inside=False)
    if any(machine in network for network in allowed):
        return Verdict("", inside=True)
    for network, why in _networks().refused.items():
        if machine in network:
            return Verdict(f"{machine} {why}", inside=False)
    if machine.version == 6 and machine not in _GIVEN_OUT:  # noqa: PLR2004 IPv6
        return Verdict(f"{machine} is not given out", inside=False)
    return Verdict("", inside=False)


def _carried(machine: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address within one of IPv6 that only carries it (RFC 4291, RFC 6052)."""
    if any(machine in network for network in _networks().carriers):
        return IPv4Address(int(machine) & 0xFFFFFFFF)
    return machine
