"""The pages in a web archive (WARC), by warcio, one at a time."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO, NamedTuple

from geomap.sources.fields import web_address
from geomap.sources.problem import UnreadError

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_KINDS = ("response", "resource", "conversion")
_LONGEST_LINE = 5_000_000  # bytes; pictures hold a line end by chance long before
_FINE = "200"


class ArchivedPage(NamedTuple):
    """A page as it was when the archive was made."""

    url: str
    content: bytes
    content_type: str
    fetched: datetime | None
    number: int


def pages_in_archive(stream: BinaryIO, longest: int) -> Iterator[ArchivedPage | str]:
    """The pages of an archive, and a remark at the end on what was passed over.

    Args:
        stream: The archive, unpacked.
        longest: Bytes of a page; one byte more is handed on, so that it can be told.

    Raises:
        UnreadError: No archive, a damaged one, or the library is not installed.
    """
    passed: Counter[str] = Counter()
    number = pages = 0
    try:
        for number, record in enumerate(_records(_Guarded(stream)), 1):
            what = _reason_to_pass(record)
            if what:
                passed[what] += 1
            else:
                pages += 1
                yield _page(record, longest, number)
    except UnreadError:
        raise
    except Exception as error:
        words = f"is damaged as a web archive after record {number}; fetch it again"
        raise UnreadError(words) from error
    counted = ", ".join(f"{count} {what}" for what, count in passed.items())
    if not pages:
        raise UnreadError(f"is a web archive without pages ({counted or 'no records'})", "empty")
    if passed:
        yield f"passed over {counted}"


class _Guarded:
    """A stream in which a line ends somewhere: the library looks for its end without a limit."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._without_end = 0

    def read(self, size: int) -> bytes:
        """The next bytes."""
        content = self._stream.read(size)
        end = content.rfind(b"\n")
        self._without_end = len(content) - end - 1 + (self._without_end if end < 0 else 0)
        if self._without_end > _LONGEST_LINE:
            raise UnreadError(f"has no line end in {_LONGEST_LINE // 1_000_000} MB; is it damaged?")
        return content


def _records(stream: _Guarded) -> Iterator[Any]:
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UnreadError("is a web archive; install geomap with [warc] to read it") from error
    return iter(ArchiveIterator(stream))


def _reason_to_pass(record: Any) -> str:
    """Why a record is no page, or "" for a page."""
    if record.rec_type not in _KINDS:
        return "records about the crawl"
    if not _content_type(record).lower().startswith(_PAGES):
        return "records that are no pages"
    status = record.http_headers.get_statuscode() if record.http_headers else _FINE
    return "" if status == _FINE else "pages that were not found or moved"


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return headers.get_header("Content-Type") or ""


def _page(record: Any, longest: int, number: int) -> ArchivedPage:
    content = record.content_stream().read(longest + 1)
    if len(content) <= longest and _is_cut(record):
        raise UnreadError(f"was cut off in record {number}; fetch it again")
    return ArchivedPage(
        url=web_address(record.rec_headers.get_header("WARC-Target-URI") or "") or "",
        content=content,
        content_type=_content_type(record),
        fetched=_moment(record.rec_headers.get_header("WARC-Date") or ""),
        number=number,
    )


def _is_cut(record: Any) -> bool:
    """Whether the archive ends before the page does; encoded ones have an end of their own."""
    headers = record.http_headers
    encoded = headers and any(map(headers.get_header, ("Transfer-Encoding", "Content-Encoding")))
    return not encoded and getattr(record.raw_stream, "limit", 0) > 0


def _moment(words: str) -> datetime | None:
    """A moment in UTC, which the format asks for; without a zone it is taken as that."""
    try:
        moment = datetime.fromisoformat(words)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
