"""One question and one answer over the network: to a checked machine, by a fixed time.

urllib3 connects, speaks HTTP and TLS; redirects, retries, proxies of the environment and
unpacking are not left to it. A proxy would look names up itself, behind the guard's back.
"""

import logging
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from http.client import HTTPException
from threading import Timer
from typing import NamedTuple

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ProtocolError

from geomap.errors import GeomapError, InputError, OptionError, TooLargeError
from geomap.sources.fetch.address import Address
from geomap.sources.fetch.body import ENCODINGS, Body, read_body
from geomap.sources.fetch.failures import SAVE_IT, broken, out_of_time, too_large, unreached
from geomap.sources.fetch.guard import Destination
from geomap.sources.fetch.meter import FloodError, metered
from geomap.sources.fetch.options import FetchOptions

_TRUE_PAGES = frozenset({200, 203})
_MOST_MACHINES = 4  # of those behind one name, tried in order
_LONGEST_HEADERS = 65_536
_MOST_DIGITS = 15
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"
_BREAKS_OFF = "it breaks off before its end"

# What went wrong below us, in our words; the finer before the coarser.
_FAILURES: tuple[tuple[type[Exception], Callable[[], InputError]], ...] = (
    (ssl.SSLError, lambda: unreached("it speaks no TLS that we can trust", SAVE_IT)),
    (TimeoutError, lambda: unreached("it does not answer in time", again=True)),
    (NewConnectionError, lambda: unreached("it takes no calls", again=True)),
    (ConnectTimeoutError, lambda: unreached("it does not answer in time", again=True)),
    (OSError, lambda: unreached("it hangs up", again=True)),
    (ProtocolError, lambda: broken(_BREAKS_OFF)),
    (HTTPError, lambda: broken("its answer makes no sense")),
    (HTTPException, lambda: broken("its answer makes no sense")),
    (ValueError, lambda: broken("its answer makes no sense")),
)


class Answer(NamedTuple):
    """What a server said.

    Attributes:
        status: HTTP status.
        headers: By lower-case name.
        content: The body, unpacked; empty unless the status is that of a page.
        wire_bytes: Its length as it came.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes = b""
    wire_bytes: int = 0

    @property
    def is_page(self) -> bool:
        """Whether this is what was asked for."""
        return self.status in _TRUE_PAGES


class Wire:
    """The way to the network.

    Args:
        options: Its limits.
    """

    def __init__(self, options: FetchOptions) -> None:
        self._options = options
        # It warns of broken headers with the whole address, in which a token may stand.
        logging.getLogger("urllib3.connection").setLevel(logging.ERROR)

    def ask(
        self, goal: Destination, conditions: Mapping[str, str], left: Callable[[], float]
    ) -> Answer:
        """Ask for an address.

        Args:
            goal: The address and its machines.
            conditions: Further headers, such as If-None-Match.
            left: Tells how many seconds there are still.

        Raises:
            InputError: There is no whole answer.
        """
        with self._failures_told(goal.address), self._connected(goal, left) as connection:
            connection.request(
                "GET",
                goal.address.target,
                headers={**self._headers(goal.address), **conditions},
                preload_content=False,
                decode_content=False,
            )
            return self._answer(connection.getresponse())

    def _headers(self, address: Address) -> dict[str, str]:
        return {
            "Host": address.authority,
            "User-Agent": self._options.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ENCODINGS,
            "Connection": "close",
        }

    def _answer(self, response: HTTPResponse) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.itermerged()}
        if sum(map(len, headers)) + sum(map(len, headers.values())) > _LONGEST_HEADERS:
            raise too_large("has headers longer than a page")
        answer = Answer(response.status, headers)
        if not answer.is_page:
            return answer
        body = self._body(response, headers)
        return answer._replace(content=body.content, wire_bytes=body.wire_bytes)

    def _body(self, response: HTTPResponse, headers: Mapping[str, str]) -> Body:
        lengths = {part.strip() for part in headers.get("content-length", "").split(",")}
        length = lengths.pop() if len(lengths) == 1 else ", ".join(sorted(lengths))
        transfer = headers.get("transfer-encoding", "").strip().lower()
        if transfer not in ("", "chunked"):
            raise broken(f"it is sent as {transfer[:40]!r}, which nobody asked for", SAVE_IT)
        if length and not transfer:
            if not (length.isascii() and length.isdigit()):
                raise broken(f"it says that it is {length[:20]!r} bytes long")
            if len(length) > _MOST_DIGITS or int(length) > self._options.max_wire_bytes:
                raise self._too_long()
        return read_body(
            lambda size: response.read(size, decode_content=False),
            headers.get("content-encoding", ""),
            self._options,
        )

    @contextmanager
    def _failures_told(self, address: Address) -> Iterator[None]:
        """Turn what the libraries raise into errors of ours."""
        try:
            yield
        except GeomapError:
            raise
        except FloodError as error:
            raise self._too_long() from error
        except ssl.SSLCertVerificationError as error:
            why = f"its certificate does not prove that it is {address.host}"
            raise unreached(
                f"{why} ({error.verify_message})", f"check the address, or {SAVE_IT}"
            ) from error
        except (OSError, HTTPError, HTTPException, ValueError) as error:
            raise next(made() for kind, made in _FAILURES if isinstance(error, kind)) from error

    def _too_long(self) -> TooLargeError:
        return too_large(f"is longer than {self._options.max_wire_bytes / 1e6:g} MB")

    @contextmanager
    def _connected(self, goal: Destination, left: Callable[[], float]) -> Iterator[HTTPConnection]:
        """A connection that is cut when the time is over, whatever the server does just then."""
        connection = self._connection(goal, left)
        seconds = max(left(), 0.001)
        cut = _Cut(connection.sock, seconds)
        connection.timeout = seconds + 1  # of a single read: the cut comes first
        try:
            yield connection
        finally:
            cut.cancel()
            connection.close()
            cut.let_go()
            if cut.done:  # also in place of what the cut itself made go wrong
                raise out_of_time(self._options.timeout_seconds)

    def _connection(self, goal: Destination, left: Callable[[], float]) -> HTTPConnection:
        """A connection to the first machine that takes one."""
        machines = goal.machines[:_MOST_MACHINES]
        for count, machine in enumerate(machines, start=1):
            seconds = left() / (len(machines) - count + 1)
            if seconds <= 0:
                raise out_of_time(self._options.timeout_seconds)
            connection = self._line(goal.address, machine, seconds)
            connection.response_class = metered(self._options.max_wire_bytes)
            try:
                connection.connect()
            except (OSError, HTTPError):
                connection.close()
                if count == len(machines):
                    raise
            else:
                return connection
        raise unreached("its name has no machine")

    def _line(self, address: Address, machine: str, seconds: float) -> HTTPConnection:
        seconds = min(seconds, self._options.connect_seconds)
        if address.scheme == "http":
            return HTTPConnection(machine, address.port, timeout=seconds)
        return HTTPSConnection(
            machine,
            address.port,
            timeout=seconds,
            server_hostname=address.host,
            ssl_context=self._trust,
        )

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Whose certificates are believed; the name in them is checked against the address."""
        try:
            return ssl.create_default_context(cafile=self._options.ca_file)
        except OSError as error:
            raise OptionError(
                f"{self._options.ca_file}: cannot be read as certificates; name a PEM file"
            ) from error


class _Cut:
    """Hangs up after some seconds; a read in another thread then ends at once."""

    def __init__(self, line: socket.socket, seconds: float) -> None:
        self.done = False
        self._line = line
        self._timer = Timer(seconds, self._hang_up)
        self._timer.daemon = True
        self._timer.start()
        self.cancel = self._timer.cancel

    def let_go(self) -> None:
        """Close the line even where a half-made answer still holds it."""
        handle = self._line.detach()
        if handle >= 0:
            socket.close(handle)

    def _hang_up(self) -> None:
        self.done = True
        with suppress(OSError):  # the plain socket's way: TLS's own would read on without TLS
            socket.socket.shutdown(self._line, socket.SHUT_RDWR)
