"""Read how far off a name something lies: "20 km south of Kyiv"."""

from bisect import bisect_left
from collections.abc import Sequence
from math import asin, atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

from geomap.gazetteer.place import Place
from geomap.places.lexicon import DistanceWords, lexicon_for
from geomap.places.mention import ToponymMention
from geomap.text.parsed import ParsedDocument, Token

_REACH = 10  # words before the name that are read
_EARTH_KM = 6371.0
_KM_A_DEGREE = 111.2
FAR_KM = 800.0  # beyond it nothing is near
_LONGEST_KM = 1000.0  # farther off, the name says nothing about the place


class Offset(NamedTuple):
    """A way off a place.

    Attributes:
        kilometers: How far.
        bearing: Degrees clockwise from north, or None when the words do not say.
    """

    kilometers: float
    bearing: float | None


def offset_of(parsed: ParsedDocument, mention: ToponymMention) -> Offset | None:
    """The distance told right before a mention, or None."""
    tokens = parsed.sentences[mention.sentence].tokens
    at = bisect_left(tokens, mention.span.start, key=lambda token: token.start)
    before = tokens[max(0, at - _REACH) : at]
    words = lexicon_for(parsed.language).distances
    lower = [token.text.lower() for token in before]
    last = len(lower)
    while last and lower[last - 1] not in words.links:
        last -= 1
        if len(lower) - last > 2:  # noqa: PLR2004  # "the city of" may stand between
            return None
    return _read(lower[: last - 1], before, words) if last else None


def moved(latitude: float, longitude: float, offset: Offset) -> tuple[float, float]:
    """The point that lies off another one along a great circle; the same without a bearing."""
    if offset.bearing is None:
        return latitude, longitude
    way, bearing, north = offset.kilometers / _EARTH_KM, radians(offset.bearing), radians(latitude)
    up = asin(sin(north) * cos(way) + cos(north) * sin(way) * cos(bearing))
    east = atan2(sin(bearing) * sin(way) * cos(north), cos(way) - sin(north) * sin(up))
    return round(degrees(up), 5), round((longitude + degrees(east) + 180) % 360 - 180, 5)


def kilometers(one: Place, other: Place) -> float:
    """Distance on a plane that touches the sphere: good enough for what is near."""
    north = other.latitude - one.latitude
    if abs(north) * _KM_A_DEGREE > FAR_KM:
        return FAR_KM
    east = (other.longitude - one.longitude + 180) % 360 - 180
    return _KM_A_DEGREE * hypot(north, east * cos(radians(one.latitude)))


def _read(lower: Sequence[str], before: Sequence[Token], words: DistanceWords) -> Offset | None:
    """Number, unit and perhaps direction, which end a stretch of words."""
    bearing, at = None, len(lower)
    for phrase, angle in words.bearings.get(lower[-1], ()) if lower else ():
        if tuple(lower[at - len(phrase) :]) == phrase:
            bearing, at = angle, at - len(phrase)
            break
    unit = words.kilometers.get(lower[at - 1].rstrip(".")) if at else None
    if unit is None:
        return None
    number = _number(before[at - 2].text) if at > 1 else None
    if number is None or not 0 < number * unit <= _LONGEST_KM:
        return None
    return Offset(number * unit, bearing)


def _number(text: str) -> float | None:
    """A number in digits; a comma before one or two digits is a decimal comma."""
    whole, _, fraction = text.replace(",", ".").partition(".")
    if not whole.isdecimal() or (fraction and not fraction.isdecimal()) or len(whole) > 6:  # noqa: PLR2004
        return None
    if len(fraction) == 3:  # noqa: PLR2004  # "1,500 m"
        return float(whole + fraction)
    return float(f"{whole}.{fraction or 0}")
