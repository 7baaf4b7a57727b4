"""Read how far off a name something lies: "20 km south of Kyiv"."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import asin, atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

from geomap.gazetteer.place import Place
from geomap.places.lexicon import DistanceWords, PlaceLexicon, lexicon_for
from geomap.places.mention import ToponymMention
from geomap.text.parsed import ParsedDocument, Tokens

_REACH = 10  # words before or behind the name that are read
_LINK_REACH = 3  # words back to the link: "of", "of the city of"
_BETWEEN = 3  # words between the name and the distance told of it, at most
_ASIDE = 4  # words of "(32 km)"
_OF_NUMBERS = "0123456789.,"
_EARTH_KM = 6371.0
_KM_A_DEGREE = 111.2
FAR_KM = 800.0  # beyond it nothing is near
FAR_DEGREES = FAR_KM / _KM_A_DEGREE  # of latitude
_LONGEST_KM = 1000.0  # farther off, the name says nothing about the place


class Offset(NamedTuple):
    """A way off a place.

    Attributes:
        kilometers: How far; 0 when only the direction is told.
        bearing: Degrees clockwise from north, or None when the words do not say.
    """

    kilometers: float
    bearing: float | None


class _Stretch(NamedTuple):
    """Words in which a way is told: in lower case, and their first characters."""

    words: Sequence[str]
    starts: Sequence[int]


def offset_of(parsed: ParsedDocument, mention: ToponymMention) -> Offset | None:
    """The way told right before a mention, or right behind it in Turkish and Kazakh; or None."""
    tokens = parsed.sentences[mention.sentence].tokens
    lexicon = lexicon_for(parsed.language)
    if not lexicon.facilities.links:
        at = bisect_left(tokens.ends, mention.span.end)
        return _behind(_stretch(tokens[at + 1 : at + 1 + _REACH]), parsed, lexicon.distances)
    at = tokens.first_from(mention.span.start)
    nearest = [text.lower() for text in tokens.texts[max(0, at - _LINK_REACH) : at]]
    if lexicon.distances.links.isdisjoint(nearest):
        return None  # as most names
    last = at
    while tokens.texts[last - 1].lower() not in lexicon.distances.links:
        last -= 1
    words, starts = _stretch(tokens[max(0, at - _REACH) : last])
    tells = words[-1] in lexicon.distances.bearings  # "южнее Киева" needs no link
    told = _Stretch(words if tells else words[:-1], starts)
    return _read(told, parsed, lexicon)


def moved(latitude: float, longitude: float, offset: Offset) -> tuple[float, float]:
    """The point that lies off another one along a great circle; the same when either is untold."""
    if offset.bearing is None or not offset.kilometers:
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
    return apart(north, other.longitude - one.longitude, narrowing(one.latitude))


def narrowing(latitude: float) -> float:
    """How much shorter a degree of longitude is there than at the equator."""
    return cos(radians(latitude))


def apart(north: float, east: float, narrowed: float) -> float:
    """Kilometers between two points, given their differences in degrees and the narrowing."""
    return _KM_A_DEGREE * hypot(north, ((east + 180) % 360 - 180) * narrowed)


def _stretch(tokens: Tokens) -> _Stretch:
    pairs = zip(tokens.texts, tokens.starts, strict=True)
    pieces = [piece for text, start in pairs for piece in _pieces(text.lower(), start)]
    return _Stretch([text for text, _ in pieces], [start for _, start in pieces])


def _pieces(text: str, start: int) -> tuple[tuple[str, int], ...]:
    """A word, or a number and the unit that touches it: "100km"."""
    unit = text.lstrip(_OF_NUMBERS)
    size = len(text) - len(unit)
    if not size or not unit.isalpha():
        return ((text, start),)
    return (text[:size], start), (unit, start + size)


def _read(told: _Stretch, parsed: ParsedDocument, lexicon: PlaceLexicon) -> Offset | None:
    """Number, unit and perhaps direction, which end a stretch of words."""
    words, distances = told.words, lexicon.distances
    bearing, at = None, len(words)
    for phrase, angle in distances.bearings.get(words[-1], ()) if words else ():
        if tuple(words[at - len(phrase) :]) == phrase:
            bearing, at = angle, at - len(phrase)
            break
    if at > 1 and words[at - 1] == ")" and "(" in words[max(0, at - _ASIDE) : at]:
        at = max(place for place in range(at) if words[place] == "(")  # "20 miles (32 km) east"
    unit = distances.kilometers.get(words[at - 1].rstrip(".")) if at else None
    if unit is None:
        is_part = at > 0 and words[at - 1] in lexicon.facilities.articles  # "the north of France"
        return Offset(0.0, bearing) if bearing is not None and not is_part else None
    kilometers = _kilometers(told, at - 2, unit, parsed) if at > 1 else None
    return None if kilometers is None else Offset(kilometers, bearing)


def _behind(told: _Stretch, parsed: ParsedDocument, words: DistanceWords) -> Offset | None:
    """The same where it follows the name: "Kiev'in 20 km güneyinde"."""
    for at, word in enumerate(told.words[: _BETWEEN + 2]):
        unit = words.kilometers.get(word)
        if unit is None or not at:
            continue
        kilometers = _kilometers(told, at - 1, unit, parsed)
        rest = told.words[at + 1 : at + 4]
        if kilometers is None or not rest:
            return None
        for ahead, angle_word in enumerate(rest):
            for phrase, angle in words.bearings.get(angle_word, ()):
                if tuple(rest[ahead + 1 - len(phrase) : ahead + 1]) == phrase:
                    return Offset(kilometers, angle)
        away = any(word in words.links for word in rest)
        return Offset(kilometers, None) if away else None
    return None


def _kilometers(told: _Stretch, at: int, unit: float, parsed: ParsedDocument) -> float | None:
    """A number in digits or words, in kilometers."""
    number = _number(told.words[at]) or _spelled(told.starts[at], parsed)
    return number * unit if number is not None and 0 < number * unit <= _LONGEST_KM else None


def _spelled(start: int, parsed: ParsedDocument) -> float | None:
    """The number in words that covers a character."""
    at = bisect_right(parsed.numbers, start, key=lambda number: number.span.start) - 1
    number = parsed.numbers[at] if at >= 0 else None
    if number is None or number.span.end <= start:
        return None
    return number.value if number.value is not None else number.minimum


def _number(text: str) -> float | None:
    """A number in digits; a comma before one or two digits is a decimal comma."""
    whole, _, fraction = text.replace(",", ".").partition(".")
    if not whole.isdecimal() or (fraction and not fraction.isdecimal()) or len(whole) > 6:  # noqa: PLR2004
        return None
    if len(fraction) == 3:  # noqa: PLR2004  # "1,500 m"
        return float(whole + fraction)
    return float(f"{whole}.{fraction or 0}")
