"""A user's own places, which win over the gazetteer: read from CSV or GeoJSON.

CSV has the columns name, latitude (lat) and longitude (lon), and where wanted country_code,
precision (site, city, admin2, admin1, country) and alt_names, separated by |. GeoJSON has points
with the same names as properties. A file is a rule: with one bad row it is refused as a whole.
"""

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.errors import InputError
from geomap.gazetteer.fold import fold
from geomap.gazetteer.place import Precision
from geomap.places.spot import Spot

_LONGEST = 50_000_000  # bytes
_ROWS_NAMED = 5  # bad ones, in one message
_COLUMNS = {
    "name": ("name",),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng", "long"),
    "country_code": ("country_code", "country code", "country"),
    "precision": ("precision",),
    "alt_names": ("alt_names", "alt names", "alternate_names", "names"),
}
_NEEDED = ("name", "latitude", "longitude")
_FEATURE_CODES = {
    Precision.SITE: "LCTY",
    Precision.CITY: "PPL",
    Precision.ADMIN2: "ADM2",
    Precision.ADMIN1: "ADM1",
    Precision.COUNTRY: "PCLI",
}


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """Places of a user.

    Attributes:
        source: Name of the file.
        by_name: Named points by folded name.
        precisions: How fine each is, by its id.
        longest: Words of the longest name.
        first_words: First words of all names, folded.
    """

    source: str
    by_name: Mapping[str, tuple[Spot, ...]]
    precisions: Mapping[str, Precision]
    longest: int
    first_words: frozenset[str]


class _Row(dict[str, Any]):
    """A row by our names of the columns; the others are dropped."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        given = {str(key).strip().lower(): value for key, value in row.items()}
        for column, names in _COLUMNS.items():
            found = next((given[name] for name in names if given.get(name) is not None), None)
            if found is not None:
                self[column] = found.strip() if isinstance(found, str) else found


def read_known_places(path: str) -> KnownPlaces:
    """Read a file of known places.

    Args:
        path: A CSV file, or GeoJSON when it ends in .geojson or .json.

    Raises:
        InputError: The file cannot be read, or rows are wrong; the message names them.
    """
    text = _text_of(path)
    read = _rows_of_geojson if path.lower().endswith((".geojson", ".json")) else _rows_of_csv
    found: dict[str, list[Spot]] = {}
    precisions, wrong = dict[str, Precision](), list[str]()
    for number, row in read(path, text):
        try:
            precision = _precision(row)
            spot = _spot(number, row, precision)
            names = _names(row)
        except ValueError as error:
            wrong.append(f"{number}: {error}")
            continue
        precisions[spot.id] = precision
        for name in names:
            found.setdefault(name, []).append(spot)
    if wrong:
        raise InputError(f"{path}: {_told(wrong)}")
    if not found:
        raise InputError(f"{path}: holds no places")
    return KnownPlaces(
        source=Path(path).name,
        by_name={name: tuple(spots) for name, spots in found.items()},
        precisions=precisions,
        longest=max(len(name.split()) for name in found),
        first_words=frozenset(name.split()[0] for name in found),
    )


def _text_of(path: str) -> str:
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InputError(f"{path}: known places cannot be read: {why}") from error
    if len(content) > _LONGEST:
        raise InputError(f"{path}: larger than {_LONGEST // 1_000_000} MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8; save it as UTF-8") from error


def _rows_of_csv(path: str, text: str) -> Iterable[tuple[int, _Row]]:
    """Rows with the number of their line."""
    import csv  # noqa: PLC0415  only those with known places pay for it

    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        named = _Row(dict.fromkeys(reader.fieldnames or (), ""))
        missing = [column for column in _NEEDED if column not in named]
        if missing:
            raise InputError(f"{path}: has no column {' and no column '.join(missing)}")
        return [(reader.line_num, _Row(row)) for row in reader if any(row.values())]
    except csv.Error as error:
        raise InputError(f"{path}: line {reader.line_num}: {error}") from error


def _rows_of_geojson(path: str, text: str) -> Iterable[tuple[int, _Row]]:
    """Features with their number, from 1."""
    import json  # noqa: PLC0415  the same

    try:
        collection = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: is no JSON: {error}") from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise InputError(f"{path}: is no GeoJSON FeatureCollection")
    return [(number, _row_of_feature(feature)) for number, feature in enumerate(features, 1)]


def _row_of_feature(feature: Any) -> _Row:
    """A point's properties and coordinates; a feature of another kind has no coordinates."""
    known = feature if isinstance(feature, dict) else {}
    properties, geometry = known.get("properties"), known.get("geometry")
    row = _Row(properties if isinstance(properties, dict) else {})
    row.pop("latitude", None)
    row.pop("longitude", None)
    shape = geometry if isinstance(geometry, dict) else {}
    point = shape.get("coordinates") if shape.get("type") == "Point" else None
    if isinstance(point, list) and len(point) >= 2:  # noqa: PLR2004  longitude and latitude
        row["longitude"], row["latitude"] = point[:2]
    return row


def _spot(number: int, row: _Row, precision: Precision) -> Spot:
    code = str(row.get("country_code", "")).upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):  # noqa: PLR2004  ISO
        raise ValueError(f"country_code {code!r} is not two letters such as KZ")
    return Spot(
        id=f"known:{number}",
        name=str(row.get("name", "")),
        latitude=_degrees(row, "latitude", 90),
        longitude=_degrees(row, "longitude", 180),
        feature_code=_FEATURE_CODES[precision],
        country_code=code,
    )


def _degrees(row: _Row, column: str, most: int) -> float:
    given = row.get(column)
    text = given.replace(",", ".") if isinstance(given, str) else given
    try:
        degrees = float(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueError(f"{column} {given!r} is no number") from None
    if isinstance(given, bool) or not (math.isfinite(degrees) and abs(degrees) <= most):
        raise ValueError(f"{column} {given!r} is not between -{most} and {most}")
    return degrees


def _precision(row: _Row) -> Precision:
    given = str(row.get("precision") or Precision.CITY).lower()
    try:
        return Precision(given)
    except ValueError:
        known = ", ".join(Precision)
        raise ValueError(f"precision {given!r} is none of {known}") from None


def _names(row: _Row) -> list[str]:
    """The folded names of a row, each once."""
    more = row.get("alt_names", "")
    parts = more if isinstance(more, list) else str(more).split("|")
    names = [fold(str(name)) for name in [row.get("name", ""), *parts]]
    if not names[0]:
        raise ValueError("has no name")
    return list(dict.fromkeys(filter(None, names)))


def _told(wrong: Sequence[str]) -> str:
    more = f" and {len(wrong) - _ROWS_NAMED} more" if len(wrong) > _ROWS_NAMED else ""
    return f"row {'; row '.join(wrong[:_ROWS_NAMED])}{more}"
