"""What a cell says: text, a number, a word of ours, a position. Cells come as text or typed.

Every reader gives None for an empty cell and raises ValueError with what is wrong, in words that
end in what to write instead.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NoReturn, get_args

from geomap.events.mention import Modality
from geomap.gazetteer.place import Precision
from geomap.outputs.coordinates import checked
from geomap.outputs.country_codes import load_codes
from geomap.text.parsed import DatePrecision, DateSource

Cell = Callable[[object], Any]

_EMPTY = frozenset({"", "nan", "nat", "none", "null", "n/a", "na", "-"})
_NUMERAL = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_WHOLE = re.compile(r"[0-9]+\.0")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[., ][0-9]{3})+")
_SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "−": "-"})
_SHOWN = 40


def text(cell: object) -> str | None:
    """Text as written; numbers as digits."""
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if cell is None or cell != cell:  # noqa: PLR0124 - only NaN differs from itself
        return None
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def code_of(cell: object) -> str | None:
    """A code as its table lists it: "1.0", as programs of statistics write it, is 1."""
    written = text(cell)
    return written and written.strip().removesuffix(".0")


def identifier(cell: object) -> str | None:
    """A name of a row; a whole number of a program of statistics loses its ".0"."""
    written = text(cell)
    return written[:-2] if written and _WHOLE.fullmatch(written) else written


def country(cell: object) -> str | None:
    """ISO 3166-1 alpha-2, from any of the three codes of that standard; others as written."""
    written = text(cell)
    if written is None:
        return None
    code = (code_of(written) or "").upper().lstrip("0")
    return load_codes().from_iso.get(code, written)


def number(cell: object) -> float | None:
    """A number; text may have a decimal comma."""
    if isinstance(cell, str):
        if _NUMERAL.fullmatch(cell):
            return float(cell)
        words = cell.translate(_SPACES).strip()
        if words.lower() in _EMPTY:
            return None
        point = words.replace(",", ".") if "." not in words else words
        if not _NUMERAL.fullmatch(point):
            _refuse(cell, "a number")
        return float(point)
    if cell is None or cell != cell:  # noqa: PLR0124
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        _refuse(cell, "a number")
    return float(cell)


def count(cell: object) -> int | None:
    """A whole number, 0 or more; text may group its digits ("1,200", "1.200")."""
    if isinstance(cell, str) and _GROUPED.fullmatch(cell.translate(_SPACES).strip()):
        return int(re.sub(r"\D", "", cell))
    found = _number_or_none(cell)
    if found is None and text(cell) and str(cell).strip().lower() not in _EMPTY:
        _refuse(cell, "a whole number, 0 or more,")
    if found is not None and (found < 0 or found != found // 1):
        _refuse(cell, "a whole number, 0 or more,")
    return None if found is None else int(found)


def share(cell: object) -> float | None:
    """A number from 0 to 1."""
    found = number(cell)
    if found is not None and not 0 <= found <= 1:
        _refuse(cell, "a number from 0 to 1")
    return found


def one_of(kind: type[StrEnum] | Any, codes: Mapping[str, str]) -> Cell:
    """One of our words, or a code that stands for one."""
    words = {word: word for word in get_args(kind)} or {word.value: word for word in kind}

    def read(cell: object) -> object:
        written = text(cell)
        if written is None:
            return None
        word = (code_of(written) or "").lower()
        if codes.get(word, word) not in words:
            _refuse(cell, f"one of {', '.join(codes or words)}")
        return words[codes.get(word, word)]

    return read


def position(latitude: object, longitude: object) -> tuple[float, float] | str | None:
    """(latitude, longitude) in degrees, None where both cells are empty, or what is wrong."""
    try:
        north, east = number(latitude), number(longitude)
        if north is None and east is None:
            return None
        if north is None or east is None:
            missing = "latitude" if north is None else "longitude"
            return f"the {missing} is missing"
        return on_globe(north, east)
    except ValueError as error:
        return f"as coordinates, {error}"


def on_globe(latitude: object, longitude: object) -> tuple[float, float] | str:
    """(latitude, longitude), or what is wrong with them."""
    if latitude == 0 and longitude == 0:
        return "0, 0 lies in the sea and is what programs write for a place unknown"
    try:
        return checked(latitude, longitude)
    except ValueError as error:
        return str(error)


def _number_or_none(cell: object) -> float | None:
    try:
        return number(cell)
    except ValueError:
        return None


def _refuse(cell: object, wanted: str) -> NoReturn:
    raise ValueError(f"{cell!r:.{_SHOWN}} is found where {wanted} is needed")


FIELDS: Mapping[str, Cell] = {
    "id": identifier,
    **dict.fromkeys(("cameo_root", "plover_type", "date_text", "reason"), text),
    **dict.fromkeys(("place_name", "place_text", "place_id", "place_source"), text),
    "country_code": country,
    **dict.fromkeys(("country", "admin1", "admin2"), text),
    **dict.fromkeys(("actor1", "actor2", "fatalities_text"), text),
    **dict.fromkeys(("fatalities", "fatalities_min", "fatalities_max"), count),
    **dict.fromkeys(("injured", "arrested", "crowd_size"), count),
    "uncertainty_km": number,
    "confidence": share,
}
"""How the plain fields of an incident are read; the others have modules of their own."""

CHOICES: Mapping[str, Any] = {
    "modality": Modality,
    "date_precision": DatePrecision,
    "date_source": DateSource,
    "precision": Precision,
}
"""Fields that hold one of a few words."""
