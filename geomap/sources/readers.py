"""Read an open input: documents out of it, problems where there are none."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import NamedTuple
from urllib.parse import urlsplit

from geomap.errors import BlockedError, InputError, TooLargeError
from geomap.sources.article import Article, Unfit
from geomap.sources.encoding import decode
from geomap.sources.fetched import Fetch, Fetched
from geomap.sources.fields import EMPTY, without_password
from geomap.sources.kinds import kind_of_answer
from geomap.sources.opened import Opened, plain
from geomap.sources.options import SourceOptions
from geomap.sources.problem import Problem, Remark, Status, Unchanged, UnreadError
from geomap.sources.rows import articles_in_lines
from geomap.sources.table import articles_in_table
from geomap.sources.text_file import article_from_markdown, article_from_text
from geomap.sources.worker import Job, Worker
from geomap.text.document import Document


class Known(NamedTuple):
    """A document that need not be read, and the name that it has all the same."""

    name: str
    unchanged: Unchanged


Found = Document | Problem | Remark | Known
_SHORT_FEED = "holds only the first words of its articles; --follow fetches the pages"
_NO_ROWS = "has no rows below its header"
_SUMMARY = 600
"""Characters; a feed whose entries are shorter holds only the first words of articles."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the readers of a run share.

    Attributes:
        options: What the user says about the inputs.
        known: Whether bytes of this hash were read in an earlier run.
        fetch: Brings what an address holds.
        worker: Reads hostile files.
    """

    options: SourceOptions
    known: Callable[[str], bool]
    fetch: Fetch
    worker: Worker


def found_in(opened: Opened, session: Session) -> Iterator[Found]:
    """Everything in an input; each of its articles gives a document, a problem, or is known."""
    try:
        yield from _READERS[opened.kind](opened, session)
    except InputError as error:
        yield _problem(opened.source, error)


def found_at(url: str, shown: str, session: Session) -> Iterator[Found]:
    """Everything behind an address, which problems call as it may be shown."""
    try:
        fetched = session.fetch(url)
        yield from found_in(_opened(shown, fetched), session)
    except InputError as error:
        yield _problem(shown, error)


def _problem(source: str, error: InputError, content_hash: str | None = None) -> Problem:
    status: Status = "unreadable"
    if isinstance(error, UnreadError):
        status = error.status
    elif isinstance(error, BlockedError):
        status = "blocked"
    elif isinstance(error, TooLargeError):
        status = "too large"
    return Problem(source, str(error), status=status, content_hash=content_hash)


def _opened(source: str, fetched: Fetched) -> Opened:
    head, stream = plain(BytesIO(fetched.content))
    kind = kind_of_answer(fetched.content_type, urlsplit(fetched.url).path, head)
    return Opened(
        source=source,
        stem=fetched.url,
        stream=stream,
        kind=kind,
        origin=fetched.url,
        url=fetched.url,
        charset=_charset(fetched.content_type),
        fetched=fetched.fetched,
    )


def _charset(content_type: str) -> str:
    _, _, rest = content_type.lower().partition("charset=")
    return rest.partition(";")[0].strip("\"' ")


def _one(
    opened: Opened, session: Session, article_of: Callable[[bytes], Article]
) -> Iterator[Found]:
    """An input that is one article as a whole."""
    content = _whole(opened, session.options.max_bytes, "split it into articles")
    content_hash = hashlib.sha256(content).hexdigest()
    if session.known(content_hash):
        yield Known(opened.stem, Unchanged(opened.source, content_hash))
        return
    try:
        article = replace(article_of(content), content_hash=content_hash)
    except InputError as error:
        yield _problem(opened.source, error, content_hash)
    else:
        yield from _document(opened, opened.stem, article)


def _document(opened: Opened, name: str, article: Article) -> Iterator[Found]:
    yield from (Remark(opened.source, words) for words in article.remarks)
    part = "" if article.line is None else f"#{article.identity or article.line}"
    yield Document(
        id=article.identity or name,
        text=article.text,
        title=article.title,
        published=article.published,
        language=article.language,
        source=article.source,
        url=article.url or opened.url,
        fetched=opened.fetched,
        content_hash=article.content_hash,
        origin=opened.origin and opened.origin + part,
    )


def _text(opened: Opened, session: Session) -> Iterator[Found]:
    reader = article_from_markdown if opened.kind == "markdown" else article_from_text

    def article_of(content: bytes) -> Article:
        text, remark = decode(content)
        article = reader(text)
        return replace(article, remarks=(remark,)) if remark else article

    return _one(opened, session, article_of)


def _hostile(opened: Opened, session: Session) -> Iterator[Found]:
    """A page, a PDF, a mail: read in the worker."""

    def article_of(content: bytes) -> Article:
        # To its end, or the worker would take the rest for unread and begin anew.
        found = list(session.worker.read(_job(opened, session), content))
        return next(article for article in found if isinstance(article, Article))

    return _one(opened, session, article_of)


def _job(opened: Opened, session: Session) -> Job:
    return Job(
        kind=opened.kind,
        url=opened.url or "",
        charset=opened.charset,
        columns=tuple(_named(session.options).items()),
        longest=session.options.max_bytes,
    )


def _named(options: SourceOptions) -> dict[str, str]:
    """The columns that the user named, by field."""
    fields = ("text", "title", "published", "url", "id")
    named = {field: getattr(options, f"{field}_column") for field in fields}
    return {field: column for field, column in named.items() if column is not None}


def _rows(opened: Opened, session: Session) -> Iterator[Found]:
    return _each(opened, session, articles_in_lines(opened.stream, session.options.max_bytes))


def _table(opened: Opened, session: Session) -> Iterator[Found]:
    options = session.options
    rows = articles_in_table(opened.stream, _named(options), options.max_bytes)
    return _each(opened, session, rows)


def _sheet(opened: Opened, session: Session) -> Iterator[Found]:
    content = _whole(opened, session.options.max_bytes, "save its rows as .csv")
    return _each(opened, session, session.worker.read(_job(opened, session), content))


def _whole(opened: Opened, longest: int, way_out: str) -> bytes:
    content = opened.stream.read(longest + 1)
    if len(content) > longest:
        words = f"is longer than {longest // 1_000_000} MB; {way_out}"
        raise UnreadError(words, "too large")
    if not content.strip():
        raise UnreadError(EMPTY, "empty")
    return content


def _each(opened: Opened, session: Session, articles: Iterator[Article | Unfit]) -> Iterator[Found]:
    """Articles of an input that holds several."""
    found = False
    for article in articles:
        found = True
        line, content_hash = article.line, article.content_hash
        if isinstance(article, Unfit):
            yield Problem(opened.source, article.message, line, article.status, content_hash)
            continue
        name = f"{opened.stem}-{line}"
        if content_hash and session.known(content_hash):
            place = f"{opened.source}:{line}"
            yield Known(article.identity or name, Unchanged(place, content_hash))
        else:
            yield from _document(opened, name, article)
    if not found:
        raise UnreadError(_NO_ROWS if opened.kind == "table" else EMPTY, "empty")


def _feed(opened: Opened, session: Session) -> Iterator[Found]:
    content = _whole(opened, session.options.max_bytes, "is it a feed?")
    # All of it first: following an entry needs the worker for the page.
    entries = list(session.worker.read(_job(opened, session), content))
    if session.options.follow:
        for entry in entries:
            yield from _followed(opened, session, entry)
        return
    lengths = sorted(len(entry.text) for entry in entries if isinstance(entry, Article))
    if lengths and lengths[len(lengths) // 2] < _SUMMARY:
        yield Remark(opened.source, _SHORT_FEED)
    yield from _each(opened, session, iter(entries))


def _followed(opened: Opened, session: Session, entry: Article | Unfit) -> Iterator[Found]:
    """The page that an entry links to, with the entry's headline and day where it says none."""
    if isinstance(entry, Unfit) or not entry.url:
        yield from _each(opened, session, iter((entry,)))
        return
    for found in found_at(entry.url, without_password(entry.url), session):
        if isinstance(found, Document):
            yield replace(
                found,
                title=found.title or entry.title,
                published=found.published or entry.published,
                language=found.language or entry.language,
                source=found.source or entry.source,
            )
        else:
            yield found


def _archive(opened: Opened, session: Session) -> Iterator[Found]:
    from geomap.sources.web_archive import pages_in_archive  # noqa: PLC0415 - seldom needed

    for page in pages_in_archive(opened.stream, session.options.max_bytes):
        if isinstance(page, str):
            yield Remark(opened.source, page)
            continue
        name = page.url or f"{opened.stem}-{page.number}"
        archived = Opened(
            source=page.url or f"{opened.source}:{page.number}",
            stem=name,
            stream=BytesIO(page.content),
            kind="page" if "html" in page.content_type.lower() else "text",
            origin=f"{opened.origin}#{name}" if opened.origin else None,
            url=page.url or None,
            charset=_charset(page.content_type),
            fetched=page.fetched,
        )
        yield from found_in(archived, session)


_READERS: Mapping[str, Callable[[Opened, Session], Iterator[Found]]] = {
    **dict.fromkeys(("text", "markdown"), _text),
    **dict.fromkeys(("page", "saved", "pdf", "mail"), _hostile),
    "rows": _rows,
    "table": _table,
    "sheet": _sheet,
    "feed": _feed,
    "archive": _archive,
}
