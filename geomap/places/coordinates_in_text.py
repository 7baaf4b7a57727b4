"""Coordinates as journalists write them.

    43.25 N, 76.95 E      43°15′N 76°57′E      N 50 27.016 E 30 31.400
    (48.0159, 37.8028)    48.0159, 37.8028     lat 48.0159, lon 37.8028

A regular expression, linear in the text, proposes; geopy reads the numbers. Without the letters of
the directions only pairs with many decimals count, so that money, scores, versions and rates stay
out. Beyond the poles or 180 degrees it is no coordinate, and neither is 0, 0.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from geomap.places.table import WordTable
from geomap.resources import read_table
from geomap.text.span import Span

_FRACTION = r"(?:[.,]\d{1,9})?"
_BETWEEN = r"\s?[,;/]?\s?(?:(?:and|en|und|et|y|e|и|і|та|мен|i|ve)\s)?"
_SIGNED = r"[+−-]?\d{1,3}\.\d"
_PAIRED = rf"(?P<d1>{_SIGNED}{{3,9}})\s?[,;]\s?(?P<d2>{_SIGNED}{{3,9}})"
_LONG_PAIR = rf"(?P<d1>{_SIGNED}{{4,9}})(?:,\s?|\s)(?P<d2>{_SIGNED}{{4,9}})"
_NO_AMOUNT_BEFORE = r"(?<![\w.,$€£¥₽₴₸+−-])(?<![$€£¥₽₴₸]\s)(?<!\d,\s)"
_NO_AMOUNT_AFTER = r"(?!\w|[.,]\d|,\s\d|\s?[%‰$€£¥₽₴₸]|\s[A-Z]{3}\b)"
_UNDIRECTED = (
    re.compile(rf"(?<=[(\[]){_PAIRED}(?=[)\]])"),
    re.compile(_NO_AMOUNT_BEFORE + _LONG_PAIR + _NO_AMOUNT_AFTER),
    re.compile(
        rf"(?i:\blat(?:itude)?)[.:=]?\s?(?P<d1>{_SIGNED}{{2,9}})°?[,;]?\s?"
        rf"(?i:lon(?:g(?:itude)?)?|lng)[.:=]?\s?(?P<d2>{_SIGNED}{{2,9}})°?"
    ),
)
_DEGREES = "°º˚"
_DECIMALS = re.compile(r"[.,]\d\d")
_TWO_DECIMALS = re.compile(r"\d[.,]\d{2,9}.{1,25}?\d[.,]\d\d")
_SIGNS = re.compile(r"[°º˚'′’]|[.,]\d\d")  # whole numbers beside letters mean anything
_KM_A_DEGREE = 111.2
_LEAST_KM = 0.1
_PARTS = 60  # minutes in a degree, seconds in a minute
_POLE, _DATE_LINE = 90, 180

Directions = Mapping[str, str]  # a word without its stops and spaces -> N, S, E or W


class Coordinates(NamedTuple):
    """Coordinates in a text.

    Attributes:
        span: The characters, without brackets around them.
        latitude: Degrees north, WGS84.
        longitude: Degrees east, WGS84.
        radius_km: Half of what its last digit stands for.
    """

    span: Span
    latitude: float
    longitude: float
    radius_km: float


def coordinates_in(text: str, language: str) -> list[Coordinates]:
    """All coordinates of a text, in order; of two that overlap the first, the longest."""
    if not any(sign in text for sign in _DEGREES):
        first = _DECIMALS.search(text)  # as nearly no article has
        if first is None or _TWO_DECIMALS.search(text, max(0, first.start() - 1)) is None:
            return []
    found = sorted([*_directed(text, language), *_undirected(text)], key=_order)
    kept: list[Coordinates] = []
    for coordinates in found:
        if not kept or not kept[-1].span.overlaps(coordinates.span):
            kept.append(coordinates)
    return kept


def _order(coordinates: Coordinates) -> tuple[int, int]:
    return coordinates.span.start, -coordinates.span.end


def _directed(text: str, language: str) -> Iterator[Coordinates]:
    """Coordinates with the letters or words of their directions."""
    patterns, directions = _patterns(language)
    for pattern in patterns:
        for match in pattern.finditer(text):
            ways = [directions[_key(match[f"h{at}"])] for at in (1, 2)]
            signed = all(_SIGNS.search(match[f"a{at}"]) for at in (1, 2))
            if signed and {ways[0] in "NS", ways[1] in "NS"} == {True, False}:
                angles = [_angle(match, at, ways[at - 1]) for at in (1, 2)]
                found = _read(match, angles if ways[0] in "NS" else angles[::-1])
                if found is not None:
                    yield found


def _undirected(text: str) -> Iterator[Coordinates]:
    """Pairs of numbers with many decimals, and pairs that say which is which."""
    for pattern in _UNDIRECTED:
        for match in pattern.finditer(text):
            one, other = (match[f"d{at}"].replace("−", "-") for at in (1, 2))
            tens = max(number.lstrip("+-").index(".") for number in (one, other)) > 1
            if tens or match[0][0] in "lL":  # "1.0845, 0.8523" may be anything
                found = _read(match, [one, other])
                if found is not None:
                    yield found


def _angle(match: re.Match[str], at: int, way: str) -> str:
    """An angle as geopy writes it: "43 15m 0s N"; "" when minutes or seconds reach 60."""
    degrees, *parts = ((match[f"{name}{at}"] or "0").replace(",", ".") for name in ("d", "m", "s"))
    if any(float(part) >= _PARTS for part in parts) or ("." in degrees and match[f"m{at}"]):
        return ""
    return f"{degrees} {parts[0]}m {parts[1]}s {way}"


def _read(match: re.Match[str], angles: list[str]) -> Coordinates | None:
    """The coordinates that two angles give, latitude first; None when they lie off the globe."""
    from geopy.point import Point  # noqa: PLC0415  geopy costs start-up time

    sizes = [float(re.split("[ NSEW]", angle.lstrip("+-"))[0] or "nan") for angle in angles]
    if not (sizes[0] <= _POLE and sizes[1] <= _DATE_LINE):
        return None
    try:
        point = Point(", ".join(angles))
    except ValueError:
        return None
    if abs(point.longitude) > _DATE_LINE or not (point.latitude or point.longitude):
        return None
    radius = max(_LEAST_KM, min(_radius(match, 1), _radius(match, 2)))
    return Coordinates(Span(*match.span()), point.latitude, point.longitude, round(radius, 2))


def _radius(match: re.Match[str], at: int) -> float:
    """Half of what the last digit of an angle stands for, in kilometers."""
    named = match.groupdict()
    unit, last = _KM_A_DEGREE, named[f"d{at}"]
    for name in ("m", "s"):
        part = named.get(f"{name}{at}")
        if part:
            unit, last = unit / _PARTS if name == "m" else _KM_A_DEGREE / _PARTS**2, part
    decimals = len(re.split("[.,]", last)[1]) if re.search("[.,]", last) else 0
    return unit / 2 / float(10**decimals)


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], ...], Directions]:
    """Patterns with the direction behind and before the angle, and what the words mean."""
    directions = _directions(language)
    words = sorted(directions, key=lambda word: (-len(word), word))
    written = "|".join(map(_spelled, words))
    behind, before = (
        [_pattern(at, written, is_before=is_before) for at in (1, 2)] for is_before in (False, True)
    )
    patterns = tuple(
        re.compile(rf"(?<![\w.,]){one}{_BETWEEN}{other}(?!\w)") for one, other in (behind, before)
    )
    return patterns, {_key(word): way for word, way in directions.items()}


def _pattern(at: int, words: str, *, is_before: bool) -> str:
    degrees, minutes, seconds = rf"\d{{1,3}}{_FRACTION}", rf"\d{{1,2}}{_FRACTION}", r"[\"″”“]|''|′′"
    angle = (
        rf"(?P<a{at}>(?P<d{at}>{degrees})(?:\s?[°º˚]\s?|\s)?"
        rf"(?:(?<=[°º˚\s])(?P<m{at}>{minutes})(?:\s?['′’‘]\s?|\s)?"
        rf"(?:(?<=['′’‘\s])(?P<s{at}>{minutes})\s?(?:{seconds})?\s?)?)?)"
    )
    direction = rf"(?P<h{at}>{words})"
    return rf"{direction}\s?{angle}" if is_before else rf"{angle}\s?{direction}"


def _spelled(word: str) -> str:
    """A direction as a pattern: single letters as they are, words in any case."""
    if len(word) == 1:
        return word
    return "(?i:" + re.escape(word).replace(r"\.\ ", r"\.\s?").replace(r"\ ", r"\s") + ")"


def _directions(language: str) -> Directions:
    """Words for the directions, those of the language before those of all."""
    table, found = WordTable.read("places", "coordinates.toml"), dict[str, str]()
    for room in (language, "all"):
        if room not in table.content:
            continue
        for name in ("north", "south", "east", "west"):
            for word in _as_written(room, name):
                found.setdefault(word, name[0].upper())
    return found


def _as_written(*path: str) -> list[str]:
    """The words of the table; unlike other words, their case counts."""
    room, name = path
    return list(map(str, read_table("places", "coordinates.toml")[room][name]))


def _key(word: str) -> str:
    return word if len(word) == 1 else re.sub(r"[\s.]", "", word).lower()
