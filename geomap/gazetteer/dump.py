"""The files of a GeoNames dump, line by line: `allCountries.zip` and `alternateNamesV2.zip`."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from geomap.errors import InputError

Share = Callable[[str, float], None]
_LINES_BETWEEN_REPORTS = 100_000


class Dump(NamedTuple):
    """A GeoNames dump to build from.

    Attributes:
        places: allCountries, or another file of its format (cities500, one country), txt or zip.
        alternate_names: alternateNamesV2, txt or zip; without it the names in the first file do.
        share: Told a file's name and how much of it was read, from 0 to 1.
    """

    places: Path
    alternate_names: Path | None = None
    share: Share = lambda _name, _share: None


class Line(NamedTuple):
    """A line of a dump, cut at its tabs, and where it stands."""

    fields: list[str]
    path: Path
    number: int

    def wrong(self, why: str) -> InputError:
        """An error that names the file and the line."""
        return InputError(f"{self.path} line {self.number}: {why}")


def read_lines(path: Path, columns: int, share: Share) -> Iterator[Line]:
    """Lines of a txt or zip file; comments and empty lines are left out.

    Args:
        path: The file.
        columns: How many columns each line must have.
        share: See `Dump`.

    Raises:
        InputError: The file cannot be read, or a line is wrong; the message names file and line.
    """
    try:
        with _opened(path) as (file, size):
            yield from _lines(file, size, path, columns, share)
    except (OSError, EOFError, zipfile.BadZipFile, zipfile.LargeZipFile) as error:
        raise InputError(f"{path} cannot be read ({error})") from error


def _lines(file: IO[bytes], size: int, path: Path, columns: int, share: Share) -> Iterator[Line]:
    done = 0
    for number, raw in enumerate(file, 1):
        done += len(raw)
        if number % _LINES_BETWEEN_REPORTS == 0:
            share(path.name, done / max(size, 1))
        if raw.strip() and not raw.startswith(b"#"):
            yield _line(raw, path, number, columns)
    share(path.name, 1.0)


def _line(raw: bytes, path: Path, number: int, columns: int) -> Line:
    try:
        line = Line(raw.decode().rstrip("\r\n").split("\t"), path, number)
    except UnicodeDecodeError as error:
        raise InputError(f"{path} line {number}: no UTF-8 ({error.reason})") from error
    if len(line.fields) != columns:
        raise line.wrong(f"{len(line.fields)} columns where GeoNames has {columns}")
    return line


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """A text file, or the largest one in a zip, with its size in bytes."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file, path.stat().st_size
        return
    with zipfile.ZipFile(path) as archive:
        texts = [one for one in archive.infolist() if one.filename.lower().endswith(".txt")]
        if not texts:
            raise InputError(f"{path} holds no .txt file; take allCountries.zip of GeoNames")
        largest = max(texts, key=lambda one: one.file_size)
        with archive.open(largest) as file:
            yield file, largest.file_size
