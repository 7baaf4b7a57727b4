"""Any of geopy's geocoders by name, asked one question: a place, no such place, or why it failed.

Nothing that geopy or the server says about a failure goes on from here, since a key may stand in
it; failures are told in our own words.
"""

import inspect
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from geopy import exc
from geopy.adapters import AdapterHTTPError, URLLibAdapter, get_retry_after
from geopy.geocoders import get_geocoder_for_service

from geomap.errors import OptionError
from geomap.places.answer_book import Answer, checked
from geomap.places.opinion import Unanswered
from geomap.places.table import WordTable
from geomap.version import __version__

_CHUNK = 65_536
_LONGEST_ADDRESS = 200
_HIDDEN = "***"
_ELSEWHERE = 3  # hundreds: HTTP 301, 302, …
# What geopy's errors mean, the finer before the coarser, and what may help.
_FAILURES = (
    (exc.GeocoderRateLimited, "it asks for fewer questions", "time"),
    (exc.GeocoderAuthenticationFailure, "it refuses us or our key", "nothing"),
    (exc.GeocoderInsufficientPrivileges, "it refuses us or our key", "nothing"),
    (exc.GeocoderQuotaExceeded, "our quota is used up", "nothing"),
    (exc.GeocoderParseError, "its answer makes no sense", "another question"),
    (exc.GeocoderQueryError, "its answer makes no sense", "another question"),
)


class GeopyService:
    """A geocoder of geopy.

    Args:
        name: As geopy knows it: nominatim, photon, pelias, opencage, …
        url: Address of the server, where it is not the provider's own.
        key: The key, where one is needed.
        manners: `[manners]` of `data/places/geocoders.toml`.

    Attributes:
        name: The name, in lower case.
        host: The server that is asked.

    Raises:
        OptionError: There is no such geocoder, or it needs a key or an address.
    """

    def __init__(
        self, name: str, *, url: str | None, key: str | None, manners: dict[str, float]
    ) -> None:
        self.name = name.strip().lower()
        self._key = key
        self._timeout = manners["timeout"]
        self._geocoder = _made(self.name, url, key, manners)
        self.host = str(getattr(self._geocoder, "domain", "") or self.name).strip("/")

    def __call__(self, query: str) -> Answer | None:
        """Ask for a place; None when the server knows none.

        Raises:
            Unanswered: The server or the way to it failed.
        """
        try:
            with _discreet(self._key):
                found = self._geocoder.geocode(query, timeout=self._timeout)
            if found is None:
                return None
            address = self._hidden(str(found.address or ""))[:_LONGEST_ADDRESS]
            return checked(found.latitude, found.longitude, address)
        except exc.GeopyError as error:
            raise _unanswered(error) from None
        except Exception:  # noqa: BLE001  geopy reads junk into any exception
            raise Unanswered("its answer makes no sense") from None

    def _hidden(self, text: str) -> str:
        return text.replace(self._key, _HIDDEN) if self._key else text


def _made(name: str, url: str | None, key: str | None, manners: dict[str, float]) -> Any:
    """A geocoder of geopy by its name, with our name on it and our limits."""
    try:
        maker = get_geocoder_for_service(name)
    except exc.GeocoderNotFound:
        raise OptionError(
            f"geocoder {name!r} is none of geopy's; nominatim, photon and pelias are"
        ) from None
    takes = inspect.signature(maker).parameters
    given: dict[str, Any] = {"user_agent": f"geomap/{__version__}"}
    given["adapter_factory"] = _adapter(manners)
    if url is not None:
        given |= _address(name, url, takes)
    if key is not None:
        given |= _key_of(name, key, takes)
    for parameter in takes.values():
        if parameter.default is parameter.empty and parameter.name not in given:
            option = "--geocoder-url" if parameter.name == "domain" else "--geocoder-key-env"
            raise OptionError(f"geocoder {name!r} needs {option}")
    try:
        return maker(**given)
    except Exception:  # noqa: BLE001  its message may hold the key
        raise OptionError(f"geocoder {name!r} does not take these options") from None


def _address(name: str, url: str, takes: Any) -> dict[str, str]:
    """What geopy takes for the address of a server."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise OptionError("--geocoder-url must begin with http:// or https:// and name a host")
    if parts.username or parts.password or parts.query:
        raise OptionError("--geocoder-url must hold no key; name a variable: --geocoder-key-env")
    if "domain" not in takes:
        raise OptionError(f"geocoder {name!r} has one address only; leave --geocoder-url out")
    address = {"domain": f"{parts.netloc}{parts.path}".rstrip("/")}
    return address | ({"scheme": parts.scheme} if "scheme" in takes else {})


def _key_of(name: str, key: str, takes: Any) -> dict[str, str]:
    names = WordTable.read("places", "geocoders.toml").strings("keys", "names")
    parameter = next((one for one in names if one in takes), None)
    if parameter is None:
        raise OptionError(f"geocoder {name!r} takes no key; leave --geocoder-key-env out")
    return {parameter: key}


def _unanswered(error: exc.GeopyError) -> Unanswered:
    """A failure in our words."""
    cause = error.__cause__
    status = cause.status_code if isinstance(cause, AdapterHTTPError) else 0
    wait = get_retry_after(cause.headers) if isinstance(cause, AdapterHTTPError) else None
    said = f" (HTTP {status})" if status else ""
    for kind, why, remedy in _FAILURES:
        if isinstance(error, kind):
            again, final = remedy == "time", remedy == "nothing"
            return Unanswered(why + said, retry_after=wait, again=again, final=final)
    if status // 100 == _ELSEWHERE:
        return Unanswered(f"it sends us elsewhere{said}")
    if status:
        return Unanswered(f"it has a fault of its own{said}", retry_after=wait, again=True)
    late = isinstance(error, exc.GeocoderTimedOut)
    return Unanswered("it did not answer in time" if late else "it cannot be reached", again=True)


def _adapter(manners: dict[str, float]) -> Callable[..., URLLibAdapter]:
    """The way of geopy to the network: to one host, with a limit on bytes and seconds."""

    class Limited(URLLibAdapter):  # type: ignore[misc]
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            unlimited: Any = self.urlopen  # type: ignore[has-type]
            for handler in unlimited.__self__.handlers:
                if hasattr(handler, "redirect_request"):  # a key must not follow to another host
                    handler.redirect_request = lambda *_: None
            self.urlopen = lambda *args, **more: _Reply(unlimited(*args, **more), manners)

        def _read_http_error_body(self, error: Any) -> None:
            error.close()  # geopy would read and log it

    return Limited


class _Reply:
    """A server's reply that ends: after so many bytes or seconds it is none."""

    def __init__(self, reply: Any, manners: dict[str, float]) -> None:
        self._reply, self._manners = reply, manners

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reply, name)

    def read(self) -> bytes:
        """The body.

        Raises:
            OSError: It is too long or comes too slowly.
        """
        body, end = bytearray(), time.time() + self._manners["whole_answer"]
        with self._reply:
            while chunk := self._reply.read1(_CHUNK):
                body += chunk
                if len(body) > self._manners["answer_bytes"] or time.time() > end:
                    raise OSError("the answer does not end")
        return bytes(body)


@contextmanager
def _discreet(key: str | None) -> Iterator[None]:
    """Keep a key out of geopy's log while it works."""

    def hide(record: logging.LogRecord) -> bool:
        if key:
            record.msg, record.args = record.getMessage().replace(key, _HIDDEN), ()
            record.exc_info = None
        return True

    log = logging.getLogger("geopy")
    log.addFilter(hide)
    try:
        yield
    finally:
        log.removeFilter(hide)
