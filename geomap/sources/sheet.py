"""The rows of a workbook (.xlsx), by openpyxl. Runs in the child of `worker`."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

import orjson

from geomap.sources.article import Article, Unfit
from geomap.sources.columns import Columns
from geomap.sources.problem import UnreadError

_MOST_FILES = 5_000  # in the workbook's zip
_LARGEST = 250_000_000  # bytes of one of them, unpacked; sheets are read as a stream
_WORDS = "sharedStrings.xml"
_LARGEST_WORDS = 60_000_000  # bytes of the table of strings, which is held in memory
_OLD = b"\xd0\xcf\x11\xe0"
_START = 2_000  # bytes in which XML declares its type


def articles_in_sheet(content: bytes, named: Mapping[str, str]) -> Iterator[Article | Unfit]:
    """Read every worksheet that has a column of text; rows are counted from 1 in each.

    Raises:
        UnreadError: No workbook, one that unpacks to absurd sizes, or none with a column of text.
    """
    if content.startswith(_OLD):
        raise UnreadError("is encrypted, or a workbook of the old kind; save it as .xlsx")
    _check_package(content)
    import openpyxl  # noqa: PLC0415 - only where there is a workbook

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    refusals: list[UnreadError] = []
    found = False
    for worksheet in book.worksheets:
        worksheet.reset_dimensions()  # what a file says about its size is not believed
        try:
            for article in _articles(worksheet.iter_rows(values_only=True), named):
                found = True
                yield article
        except UnreadError as error:
            refusals.append(error)
    if not found:
        raise refusals[0] if refusals else UnreadError("has no worksheet with rows", "empty")


def _check_package(content: bytes) -> None:
    """Refuse what would burst or what defines entities, before anything of it is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            files = package.infolist()
            if len(files) > _MOST_FILES or any(map(_is_absurd, files)):
                raise UnreadError("unpacks to an absurd size; save its rows as .csv", "too large")
            for file in files:
                with package.open(file) as part:
                    if b"<!DOCTYPE" in part.read(_START).upper():
                        raise UnreadError(
                            "defines types of its own, as attacks do; save it as .csv"
                        )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise UnreadError("is no workbook, or a damaged one; save it again as .xlsx") from error


def _is_absurd(file: zipfile.ZipInfo) -> bool:
    most = _LARGEST_WORDS if file.filename.endswith(_WORDS) else _LARGEST
    return file.file_size > most


def _articles(
    rows: Iterable[tuple[Any, ...]], named: Mapping[str, str]
) -> Iterator[Article | Unfit]:
    columns: Columns | None = None
    for number, row in enumerate(rows, 1):
        cells = [_words(cell) for cell in row]
        if not any(map(str.strip, cells)):
            continue
        if columns is None:
            columns = Columns(cells, named)
            continue
        content_hash = hashlib.sha256(orjson.dumps(cells)).hexdigest()
        yield columns.article(cells, number, content_hash)


def _words(cell: object) -> str:
    """A cell as text; days and whole numbers as people write them."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).encode("utf-8", "replace").decode("utf-8")
