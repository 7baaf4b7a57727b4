"""Take an address apart once, so that nobody reads it in another way later.

What is checked here is what is connected to and what is sent; an address that could be read in
two ways is refused rather than guessed.
"""

import re
import unicodedata
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from geomap.sources.fetch.failures import blocked

PORTS = {"http": 80, "https": 443}
_LONGEST = 8_000
_LONGEST_HOST = 253
_CHECK_IT = "check the address"
_HOST = re.compile(r"[a-z0-9_.-]+")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PATH_SAFE = "%/:@!$&'()*+,;=-._~"
_QUERY_SAFE = _PATH_SAFE + "?[]"
# Letters that the older and the newer rules for names map to different hosts (UTS 46).
_TWO_READINGS = frozenset("ßẞς")


class Address(NamedTuple):
    """An http or https address, in its plain form.

    Attributes:
        scheme: "http" or "https".
        host: Lower case ASCII name, or a number without brackets; no dot at its end.
        port: The one written, or the scheme's.
        target: Path and query, percent-encoded; begins with "/".
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port, as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt is for."""
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        """The whole address."""
        return self.origin + self.target

    @property
    def discreet(self) -> str:
        """The address without its query, which may hold a token."""
        path, mark, _ = self.target.partition("?")
        return f"{self.origin}{path}{mark and '?…'}"


def address_of(words: str) -> Address:
    """Read an address as a user or a page writes it.

    Raises:
        BlockedError: It is none for the web, or could be read in two ways.
    """
    text = words.strip()
    if len(text) > _LONGEST:
        raise blocked(f"the address is longer than {_LONGEST} characters", _CHECK_IT)
    if "\\" in text or any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise blocked("the address holds a control character or a backslash", _CHECK_IT)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise blocked("the address makes no sense", _CHECK_IT) from None
    if parts.scheme not in PORTS:
        raise blocked(f"{parts.scheme[:20] or 'no scheme'!r} is not http or https", _CHECK_IT)
    if "@" in parts.netloc:
        raise blocked("the address holds a user name or a password", "write it without")
    if port == 0:
        raise blocked("there is no port 0", _CHECK_IT)
    target = quote(parts.path or "/", safe=_PATH_SAFE)
    if parts.query:
        target += "?" + quote(parts.query, safe=_QUERY_SAFE)
    port = PORTS[parts.scheme] if port is None else port
    return Address(parts.scheme, _host(parts.hostname or "", parts.netloc), port, target)


def next_address(address: Address, location: str) -> Address:
    """The address that a server leads to.

    Raises:
        BlockedError: It may not be followed; from https to http, among others.
    """
    with suppress(UnicodeError):  # servers write raw UTF-8, which the library reads as Latin-1
        location = location.encode("latin-1").decode("utf-8")
    try:
        joined = urljoin(str(address), location.strip())
    except ValueError:
        raise blocked("it leads to an address that makes no sense") from None
    following = address_of(joined)
    if (address.scheme, following.scheme) == ("https", "http"):
        raise blocked("it leads from https to http, where anyone on the way could change the page")
    return following


def _host(words: str, netloc: str) -> str:
    """The host in its plain form: Unicode folded, no odd way of writing a number."""
    if "[" in netloc or ":" in words:
        return _six(words)
    if any(unicodedata.category(letter) == "Cf" for letter in words):
        raise blocked("its host holds an invisible character", _CHECK_IT)
    host = unicodedata.normalize("NFKC", words).replace("。", ".").lower().removesuffix(".")
    if not host or len(host) > _LONGEST_HOST:
        raise blocked("the address names no host", _CHECK_IT)
    if not host.isascii():
        host = _ascii(host)
    if not _HOST.fullmatch(host) or ".." in host or host.startswith("."):
        raise blocked("its host has letters that no name on the net has", _CHECK_IT)
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        return _four(host)
    return host


def _ascii(host: str) -> str:
    if _TWO_READINGS & set(host):
        raise blocked("its host can be read in two ways", "write its name as xn--…")
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise blocked("its host has letters that no name on the net has", _CHECK_IT) from None


def _four(host: str) -> str:
    try:
        return str(IPv4Address(host))
    except ValueError:
        raise blocked(
            "its host is an oddly written number", "write it as four numbers with dots"
        ) from None


def _six(words: str) -> str:
    try:
        return str(IPv6Address(words) if "%" not in words else IPv6Address(""))
    except ValueError:
        raise blocked("its host is no number of IPv6 without a zone", _CHECK_IT) from None
