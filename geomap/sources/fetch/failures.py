"""How the fetcher says no: one line each, with the reason and the way out.

The address that the user gave stands in no message, since a problem names its source anyway; one
that a page led to does.
"""

from http import HTTPStatus

from geomap.errors import BlockedError, InputError, TooLargeError

SAVE_IT = "open the page in a browser and save it"
LATER = "try again later"
_REFUSALS = frozenset({401, 402, 403, 406, 407, 451})
_GONE = frozenset({404, 410})
_SLOW_DOWN, _UNAVAILABLE = 429, 503
_OWN_FAULT = 500


class UnreachedError(InputError):
    """A server failed or could not be reached.

    Attributes:
        again: Whether another try may do.
        status: What it said, in HTTP; 0 where it was not heard.
        retry_after: Seconds that the server asks us to wait, if it does.
    """

    def __init__(
        self,
        message: str,
        *,
        again: bool = False,
        status: int = 0,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.again, self.status, self.retry_after = again, status, retry_after


def speaks_of_failure(status: int) -> bool:
    """Whether an HTTP status tells of a server in trouble, or in no mood to answer."""
    return status == _SLOW_DOWN or status >= _OWN_FAULT


def blocked(why: str, way_out: str = SAVE_IT) -> BlockedError:
    """The error for an address that may not be fetched."""
    return BlockedError(f"may not be fetched: {why}; {way_out}")


def too_large(why: str) -> TooLargeError:
    """The error for a page over a limit."""
    return TooLargeError(f"{why}; {SAVE_IT}, if it is an article")


def broken(why: str, way_out: str = LATER) -> InputError:
    """The error for an answer that makes no page."""
    return InputError(f"cannot be read: {why}; {way_out}")


def unreached(why: str, way_out: str = LATER, *, again: bool = False) -> UnreachedError:
    """The error for a server that cannot be spoken to."""
    return UnreachedError(f"cannot be reached: {why}; {way_out}", again=again)


def out_of_time(seconds: float) -> UnreachedError:
    """The error for what takes too long, however it does that."""
    return unreached(f"it takes more than {seconds:g} seconds", f"{LATER}, or {SAVE_IT}")


def status_error(status: int, retry_after: float | None = None) -> InputError:
    """The error for an answer that is no page, by its HTTP status."""
    told = _told(status)
    if status in _REFUSALS:
        return blocked(f"the site refuses programs ({told})")
    if status in (_SLOW_DOWN, _UNAVAILABLE):
        why = f"the site asks us to come back later ({told})"
        return UnreachedError(f"{why}; {LATER}", again=True, status=status, retry_after=retry_after)
    if status in _GONE:
        return InputError(f"there is no such page ({told}); check the address")
    if status >= _OWN_FAULT:
        return UnreachedError(f"the site has a fault of its own ({told}); {LATER}", status=status)
    return broken(f"the site sends no page ({told})", SAVE_IT)


def _told(status: int) -> str:
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"
