"""Read articles from whatever the user named: files, folders, addresses, standard input."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from geomap.errors import GeomapError, InputError
from geomap.sources.fetch import FetchOptions, fetcher, network
from geomap.sources.fetched import Fetch
from geomap.sources.fields import without_password
from geomap.sources.folder import articles_in, files_like, is_pattern
from geomap.sources.kinds import GZIP
from geomap.sources.once import Once, readable
from geomap.sources.opened import opened_file, opened_stdin
from geomap.sources.options import SourceOptions
from geomap.sources.problem import Duplicate, Problem, Remark, Unchanged, UnreadError
from geomap.sources.readers import Found, Known, Session, found_at, found_in
from geomap.sources.worker import Limits, Worker
from geomap.text.document import Document

STDIN = "-"
_Seen = set[tuple[int, int]]  # files by device and number
_SCHEMES = ("http://", "https://")


def never(_: str) -> bool:
    """No bytes are known from an earlier run."""
    return False


def read_documents(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    options: SourceOptions | None = None,
    fetch: Fetch | None = None,
    known: Callable[[str], bool] = never,
) -> Iterator[Document | Problem | Remark | Duplicate | Unchanged]:
    """Read every article of every input, in order, one at a time.

    Args:
        inputs: Files of the kinds in `kinds.BY_SUFFIX`, also packed with gzip; folders; patterns
            such as `news/**/*.html`; http and https addresses; or "-" for standard input.
        stdin: What "-" reads; the process's standard input unless given.
        options: Columns of tables, whether feeds are followed, the longest document.
        fetch: Brings what an address holds; geomap's own guarded fetcher unless given. It is never
            asked unless an input is an address, or a feed is followed.
        known: Whether bytes with this SHA-256 (hex) were read in an earlier run with the same
            options; asked before anything costly.

    Yields:
        Documents with ids unique in the run; a problem for each input or row that could not be
        read; a remark where something was guessed or renamed; what said the same as another
        document; what is known already. Nothing is dropped silently: every article is one of
        document, problem, duplicate, unchanged.
    """
    options = options or SourceOptions()
    once = Once()
    with Worker(Limits(options.max_seconds)) as worker:
        session = Session(options, known, fetch or _guarded(options), worker)
        for found in _read_all(inputs, stdin, session):
            if isinstance(found, Document):
                named, remark = once.named(found)
                if remark:
                    yield remark
                yield named
            elif isinstance(found, Known):
                once.reserve(found.name)
                yield replace(found.unchanged, source=readable(found.unchanged.source))
            else:
                yield replace(found, source=readable(found.source))


def _guarded(options: SourceOptions) -> Fetch:
    """Geomap's own fetcher, which loads nothing before it is asked."""
    networks = tuple(map(network, options.allow_network))
    folder = Path(options.fetch_cache) if options.fetch_cache else None
    return fetcher(FetchOptions(allow_networks=networks, cache_folder=folder))


def _read_all(inputs: Sequence[str], stdin: BinaryIO | None, session: Session) -> Iterator[Found]:
    seen: _Seen = set()
    for name in inputs:
        if name == STDIN:
            yield from _read_stdin(stdin or sys.stdin.buffer, session)
        elif name.lower().startswith(_SCHEMES):
            yield from found_at(name, without_password(name), session)
        elif "://" in name:
            words = "is an address of a kind that is not read; give http or https"
            yield Problem(without_password(name), words)
        elif not name:
            yield Problem("''", "is no name; give a file or a folder")
        elif Path(name).is_dir():
            yield from _read_folder(name, seen, session)
        elif is_pattern(name) and not os.path.lexists(name):
            yield from _read_pattern(name, seen, session)
        else:
            yield from _read_file(name, Path(name).name, seen, session)


def _read_stdin(stream: BinaryIO, session: Session) -> Iterator[Found]:
    try:
        yield from found_in(opened_stdin(stream), session)
    except UnreadError as error:
        yield Problem("standard input", str(error), status=error.status)


def _read_folder(name: str, seen: _Seen, session: Session) -> Iterator[Found]:
    blocked: list[OSError] = []
    folder = str(Path(name))
    start = len(folder.rstrip(os.sep)) + 1
    try:
        for path in articles_in(folder, blocked.append):
            called = path[start:]
            shown = called if folder == os.curdir else path
            yield from _read_file(shown, called, seen, session)
    except InputError as error:
        if not blocked:
            yield Problem(name, str(error), status="empty")
    yield from (_refusal(str(error.filename), error) for error in blocked)


def _read_pattern(pattern: str, seen: _Seen, session: Session) -> Iterator[Found]:
    try:
        paths = files_like(pattern)
    except InputError as error:
        yield Problem(pattern, str(error))
        return
    for path in paths:
        yield from _read_file(str(path), path.name, seen, session)


def _read_file(name: str, called: str, seen: _Seen, session: Session) -> Iterator[Found]:
    try:
        facts = os.stat(name)  # noqa: PTH116 - once for every file of a large folder
        itself = (facts.st_dev, facts.st_ino)
        if itself in seen:
            yield Remark(name, "was read already; not read again")
            return
        seen.add(itself)
        with opened_file(name, _stem(called)) as opened:
            yield from found_in(opened, session)
    except UnreadError as error:
        yield Problem(name, str(error), status=error.status)
    except OSError as error:
        if isinstance(error, GeomapError):  # of the fetcher's cache, not of the file
            raise
        yield _refusal(name, error)


def _stem(called: str) -> str:
    """What a file is called without its suffixes: "a/b" of a/b.jsonl.gz."""
    stem, suffix = os.path.splitext(called)  # noqa: PTH122 - as above
    if suffix.lower() == GZIP:
        stem, _ = os.path.splitext(stem)  # noqa: PTH122 - as above
    return stem.replace(os.sep, "/")


def _refusal(name: str, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem(name, "there is no such file or folder; check the name")
    if isinstance(error, PermissionError):
        return Problem(name, "may not be read; ask its owner for permission")
    return Problem(name, f"cannot be read ({error.strerror}); copy it elsewhere and try that")
