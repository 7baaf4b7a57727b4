"""Read articles from whatever the user named: files, folders, JSON lines, standard input."""

import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from geomap.errors import InputError
from geomap.sources.encoding import decode
from geomap.sources.folder import articles_in
from geomap.sources.problem import Problem, Remark
from geomap.sources.rows import LONGEST, documents_from_lines
from geomap.sources.text_file import document_from_text
from geomap.text.document import Document

Found = Document | Problem | Remark

STDIN = "-"
_ROWS = (".jsonl", ".ndjson")
_REFUSED: Mapping[str, str] = {
    ".json": "is JSON; write one object a line and call it .jsonl",
    ".geojson": "is GeoJSON; draw it with 'geomap map'",
    **dict.fromkeys((".html", ".htm"), "is a web page; save its article as plain text"),
    **dict.fromkeys((".pdf", ".docx", ".doc", ".odt"), "is no plain text; save it as .txt"),
    **dict.fromkeys((".csv", ".xlsx"), "is a table; write it as .jsonl"),
}


def read_documents(inputs: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Found]:
    """Read every article of every input, in order, one at a time.

    Args:
        inputs: Text files, `.jsonl` files, folders, or "-" for standard input.
        stdin: What "-" reads; the process's standard input unless given.

    Yields:
        Documents with ids unique in the run; a problem for each input or line that could not be
        read; a remark where something was guessed or renamed. Nothing is dropped silently.
    """
    taken: dict[str, int] = {}
    for found in _read_all(inputs, stdin):
        if not isinstance(found, Document):
            yield replace(found, source=_readable(found.source))
            continue
        wanted = _readable(found.id)
        name = _free_name(wanted, taken)
        if name != wanted:
            yield Remark(name, f"another article is called {wanted} already")
        yield replace(found, id=name)


def _readable(name: str) -> str:
    """A name that every export can hold; file names may contain bytes that are no UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _free_name(wanted: str, taken: dict[str, int]) -> str:
    name = wanted
    while name in taken:
        taken[wanted] += 1
        name = f"{wanted}-{taken[wanted]}"
    taken[name] = 1
    return name


def _read_all(inputs: Sequence[str], stdin: BinaryIO | None) -> Iterator[Found]:
    seen: set[str] = set()
    for name in inputs:
        if name == STDIN:
            content = (stdin or sys.stdin.buffer).read()
            rows = content.lstrip().startswith(b"{")
            yield from _read_stream("standard input", "stdin", io.BytesIO(content), rows=rows)
        elif "://" in name:
            yield Problem(name, "is an address; geomap reads no network: save the article as text")
        elif not name:
            yield Problem("''", "is no name; give a file or a folder")
        elif Path(name).is_dir():
            yield from _read_folder(name, seen)
        else:
            yield from _read_file(name, Path(name).stem, seen)


def _read_folder(name: str, seen: set[str]) -> Iterator[Found]:
    blocked: list[OSError] = []
    folder = Path(name)
    try:
        for path in articles_in(folder, blocked.append):
            stem = path.relative_to(folder).with_suffix("").as_posix()
            yield from _read_file(str(path), stem, seen)
    except InputError as error:
        if not blocked:
            yield Problem(name, str(error))
    yield from (_refusal(str(error.filename), error) for error in blocked)


def _read_file(name: str, stem: str, seen: set[str]) -> Iterator[Found]:
    path = Path(name)
    real = os.path.realpath(path)
    if real in seen:
        yield Remark(name, "was read already; not read again")
        return
    seen.add(real)
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as stream:
            if suffix in _REFUSED:
                yield Problem(name, _REFUSED[suffix])
            else:
                yield from _read_stream(name, stem, stream, rows=suffix in _ROWS)
    except OSError as error:
        yield _refusal(name, error)


def _read_stream(source: str, stem: str, stream: BinaryIO, *, rows: bool) -> Iterator[Found]:
    if rows:
        yield from documents_from_lines(source, stem, stream)
        return
    content = stream.read(LONGEST + 1)
    if len(content) > LONGEST:
        yield Problem(source, f"is longer than {LONGEST // 1_000_000} MB; split it into articles")
        return
    try:
        decoded = decode(content)
        if decoded.remark:
            yield Remark(source, decoded.remark)
        yield document_from_text(stem, decoded.text)
    except InputError as error:
        yield Problem(source, str(error))


def _refusal(name: str, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem(name, "there is no such file or folder; check the name")
    if isinstance(error, PermissionError):
        return Problem(name, "may not be read; ask its owner for permission")
    return Problem(name, f"cannot be read ({error.strerror}); copy it elsewhere and try that")
