"""GDELT event files: tabs, no names of columns, one row a coded sentence (`data/gdelt.toml`).

Countries stand in FIPS codes there, in which RS is Russia; types in CAMEO codes; how fine a point
is, in ActionGeo_Type.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from geomap.errors import LexiconError
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.gazetteer.place import Precision
from geomap.outputs.country_codes import load_codes
from geomap.outputs.incident_tables.delimited import complaint_of, parts_of
from geomap.outputs.incident_tables.records import Row, rows_in
from geomap.outputs.incident_tables.table import IncidentTable
from geomap.resources import read_table
from geomap.sources.problem import Problem

_FILE = "gdelt.toml"
_DAY = 8  # digits: 20220108
_NEEDED = frozenset({"id", "date", "code", "geo_type", "latitude", "longitude"})
COLUMNS = (
    *("id", "date", "event_type", "sub_event_type", "cameo_root", "actor1", "actor2"),
    *("place_name", "place_id", "admin1", "country", "country_code", "precision"),
    *("latitude", "longitude", "url", "source", "published", "confidence", "reason"),
)


@dataclass(frozen=True, slots=True)
class Codebook:
    """What GDELT's columns and codes mean.

    Attributes:
        shapes: For each number of columns: the position of each field, from 0.
        cameo: Type and sub-type by the beginning of a CAMEO code.
        precision: Our word for each ActionGeo_Type.
        confidence: Of every row.
    """

    shapes: Mapping[int, Mapping[str, int]]
    cameo: Mapping[str, tuple[str, str]]
    precision: Mapping[str, str]
    confidence: float

    def kind(self, code: str) -> tuple[str, str]:
        """Type and sub-type of a CAMEO code; empty where it is none."""
        beginnings = (code[:length] for length in range(len(code), 1, -1))
        return next((self.cameo[each] for each in beginnings if each in self.cameo), ("", ""))


@cache
def load_codebook() -> Codebook:
    """The codebook that ships with the tool.

    Raises:
        LexiconError: The file breaks a rule; the message names the key.
    """
    return codebook_from_table(read_table(_FILE), load_taxonomy())


def codebook_from_table(table: Mapping[str, Any], taxonomy: Taxonomy) -> Codebook:
    """A checked codebook from a table in the format of `data/gdelt.toml`.

    Raises:
        LexiconError: A key is missing, a column lies outside its shape, or a type or precision is
            unknown.
    """
    try:
        shapes = {
            int(width): {field: number - 1 for field, number in fields.items()}
            for width, fields in table["shapes"].items()
        }
        cameo = {code: (pair[0], pair[1]) for code, pair in table["cameo"].items()}
        precision = dict(table["precision"])
        confidence = float(table["confidence"])
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise LexiconError(f"data/{_FILE}: missing or misspelled key: {error}") from error
    odd = [code for code, pair in cameo.items() if pair not in taxonomy.sub_types]
    odd += [word for word in precision.values() if word not in list(Precision)]
    for width, fields in shapes.items():
        odd += sorted(_NEEDED - fields.keys())
        odd += [field for field, at in fields.items() if not 0 <= at < width]
    if odd or not 0 <= confidence <= 1:
        raise LexiconError(f"data/{_FILE}: unknown or out of range: {', '.join(odd)}")
    return Codebook(shapes, cameo, precision, confidence)


def is_gdelt(line: str) -> bool:
    """Whether a line has the shape of a GDELT event: so many cells, a number, a day."""
    cells = line.rstrip("\r\n").split("\t")
    return (
        len(cells) in load_codebook().shapes
        and cells[0].isdecimal()
        and cells[1].isdecimal()
        and len(cells[1]) == _DAY
    )


def gdelt_tables(lines: Iterator[str], source: str, width: int) -> Iterator[IncidentTable]:
    """The rows of a file, a few thousand at a time; those of another shape are refused.

    Args:
        lines: All of them.
        source: The file as the user named it.
        width: Cells of a row.
    """
    # quotes mean nothing there
    rows = rows_in(lines, width, delimiter="\t", quoting=3)
    for part in parts_of(rows):
        yield _table(source, part, width)


def _table(source: str, rows: Sequence[Row], width: int) -> IncidentTable:
    kept: list[Row] = []
    problems: list[Problem] = []
    for row in rows:
        if complaint := _complaint(row, width):
            problems.append(Problem(source, f"{complaint}; left out", row.line))
        else:
            kept.append(row)
    fields = load_codebook().shapes[width]
    cells = [_cells({name: row.cells[at] for name, at in fields.items()}) for row in kept]
    columns = zip(*cells, strict=True) if cells else [()] * len(COLUMNS)
    named: dict[str, Sequence[object]] = dict(zip(COLUMNS, columns, strict=True))
    numbers = [row.line for row in kept]
    return IncidentTable(source, named, numbers, "line", problems=tuple(problems))


def _complaint(row: Row, width: int) -> str:
    if row.complaint or len(row.cells) == width:
        return row.complaint or complaint_of(row.cells, width)
    return f"has {len(row.cells)} cells where GDELT has {width}"


def _cells(row: Mapping[str, str]) -> tuple[object, ...]:
    """A row in the order of `COLUMNS`."""
    book = load_codebook()
    event_type, sub_event_type = book.kind(row["code"])
    place, admin1, country = _names(row.get("geo_name", ""))
    url, feature = row.get("url", ""), row.get("feature", "")
    return (
        *(row["id"], row["date"], event_type, sub_event_type, row["code"]),
        *(row.get("actor1"), row.get("actor2"), place, feature and f"gdelt:{feature}"),
        *(admin1, country, load_codes().from_fips.get(row.get("geo_country", ""))),
        book.precision.get(row["geo_type"]),
        *(row["latitude"], row["longitude"], url, urlsplit(url).hostname if url else None),
        *(row.get("added", "")[:_DAY], book.confidence, _reason(row)),
    )


def _names(full: str) -> tuple[str, str, str]:
    """Place, first-order division and country out of "Almaty, Almaty, Kazakhstan"."""
    parts = [part.strip() for part in full.split(",")]
    return parts[0], parts[-2] if len(parts) > 2 else "", parts[-1]  # noqa: PLR2004


def _reason(row: Mapping[str, str]) -> str:
    articles = row.get("articles", "")
    told = f", told by {articles} articles" if articles.isdecimal() else ""
    return f"GDELT coded the event as CAMEO {row['code']}{told}"
