"""Streets, buildings and quarters that no gazetteer has, put on the town that the text speaks of.

"Rue du Savon" stands in the town named before it in its sentence, or else in the town that the
article names most; "via Torino" in Milan is no part of Turin. The point and its radius are the
town's.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from geomap.gazetteer.place import Precision
from geomap.places.facility_edges import is_saint
from geomap.places.lexicon import PlaceLexicon, lexicon_for
from geomap.places.mention import Resolution, Role, ToponymMention
from geomap.places.offsets import kilometers
from geomap.places.points import placed_in_town
from geomap.places.table import WordTable
from geomap.text.parsed import ParsedDocument


class _SiteWords(NamedTuple):
    """Words of a language for streets, buildings and quarters.

    Attributes:
        kinds: First or last words of names of their own.
        streets: Words before a name that make it a street's.
        parts: Words before a name that make it a part of a town.
    """

    kinds: frozenset[str]
    streets: frozenset[str]
    parts: frozenset[str]


def in_their_towns(
    parsed: ParsedDocument, resolutions: Sequence[Resolution]
) -> tuple[Resolution, ...]:
    """The resolutions of a document, with streets, buildings and quarters put on their town.

    Args:
        parsed: The document.
        resolutions: All of them, in the order of the text.
    """
    lexicon = lexicon_for(parsed.language)
    open_ones = [r for r in resolutions if _is_open(parsed, r, lexicon)]
    if not open_ones:
        return tuple(resolutions)
    phrases = [r.mention for r in open_ones]
    starts = [mention.span.start for mention in phrases]
    towns = [r for r in resolutions if _is_town(r) and not _is_inside(r.mention, phrases, starts)]
    most, found = _most_named(towns), dict[int, Resolution]()
    for resolution in open_ones:
        mention = resolution.mention
        at = bisect_left(towns, mention.span, key=lambda town: town.mention.span)
        town, last = (towns[at - 1] if at else None), True
        if town is None or town.mention.sentence != mention.sentence:
            ends_so = most is None and _is_street(mention, lexicon)
            town, last = (town, True) if ends_so else (most, False)
        if town is not None and _may_move(resolution, town):
            known = resolution.place is not None
            found[id(resolution)] = placed_in_town(mention, town, last=last, known=known)
    return tuple(found.get(id(r), r) for r in resolutions)


def _is_open(parsed: ParsedDocument, resolution: Resolution, lexicon: PlaceLexicon) -> bool:
    """Whether a name is a street's, a building's or a quarter's that is not known itself."""
    mention, place = resolution.mention, resolution.place
    if place is None and is_site_phrase(mention, lexicon):
        return True
    if mention.role is not Role.LITERAL or (place is not None and not _is_town(resolution)):
        return False
    if place is None:
        words = _words_of(lexicon.language)
        return _word_before(parsed, mention, lexicon) in words.kinds | words.parts
    if place.feature_code in _OWN_PLACES:
        return False
    words, before = _words_of(lexicon.language), _word_before(parsed, mention, lexicon)
    if any(is_saint(mention, kind) for _, kind in lexicon.facilities.kinds.get(before, ())):
        return True
    is_small = 0 < place.population < _SMALL  # 0: our own lists have it from the news
    return before in words.streets or (is_small and before in words.parts)


def _word_before(parsed: ParsedDocument, mention: ToponymMention, lexicon: PlaceLexicon) -> str:
    """The word before a name, or before the link that leads to it: "quartier" of "quartier de"."""
    start = mention.span.start
    words = parsed.document.text[max(0, start - _REACH) : start].lower().rsplit(None, 2)
    if len(words) > 1 and words[-1] in lexicon.connectors:
        words.pop()
    return words[-1] if words else ""


def _may_move(resolution: Resolution, town: Resolution) -> bool:
    """Whether a town that bears the name lies too far off to be meant."""
    own, other = resolution.place, town.place
    return own is None or (other is not None and kilometers(own, other) > _AWAY_KM)


def _is_inside(
    mention: ToponymMention, phrases: Sequence[ToponymMention], starts: Sequence[int]
) -> bool:
    """Whether a name is only a part of a phrase: "St. Michael" of "St. Michael's Hospital"."""
    last = bisect_right(starts, mention.span.start)
    return any(phrase.span.covers(mention.span) for phrase in phrases[max(0, last - 2) : last])


def is_site_phrase(mention: ToponymMention, lexicon: PlaceLexicon) -> bool:
    """Whether a name tells by its first or last word that it is a street's or a building's."""
    if mention.role is Role.FACILITY:
        return mention.kind not in _far_kinds()
    name = mention.surface.lower()
    words = name.split()
    if len(words) > 1 and not _words_of(lexicon.language).kinds.isdisjoint((words[0], words[-1])):
        return mention.role is Role.LITERAL
    return _is_street(mention, lexicon)


def _is_street(mention: ToponymMention, lexicon: PlaceLexicon) -> bool:
    """Whether a name ends as streets do, in languages that write it so."""
    return mention.surface.lower().endswith(lexicon.streets)


def _is_town(resolution: Resolution) -> bool:
    if resolution.mention.role not in _NAMES or resolution.place is None:
        return False
    return resolution.precision is Precision.CITY


def _most_named(towns: Sequence[Resolution]) -> Resolution | None:
    """The first mention of the town that an article names most, or None when none stands out.

    A third of all mentions of towns are of it, or twice as many as of any other.
    """
    firsts, times = dict[str, Resolution](), Counter[str]()
    for resolution in towns:
        if resolution.place is not None:
            firsts.setdefault(resolution.place.id, resolution)
            times[resolution.place.id] += 1
    ranks = [*times.most_common(2), ("", 0), ("", 0)]
    (most, often), (_, next_often) = ranks[:2]
    clear = often >= min(_MAIN * times.total(), max(2, 2 * next_often))
    return firsts[most] if most and clear else None


_REACH = 40  # characters before a name in which the word for it stands
_SMALL = 50_000  # inhabitants of a town that a quarter is rather than
_AWAY_KM = 60.0
_OWN_PLACES = frozenset({"PPLC", "PPLX"})
_MAIN = 0.34  # of all mentions of towns: what an article is about
_NAMES = frozenset({Role.LITERAL, Role.METONYMIC})


@cache
def _far_kinds() -> frozenset[str]:
    return WordTable.read("places", "site_words.toml").words("far", "kinds")


@cache
def _words_of(language: str) -> _SiteWords:
    table = WordTable.read("places", "site_words.toml")
    sections = (table.phrases(section) for section in ("words", "streets", "parts"))
    return _SiteWords(*(frozenset(section.get(language, ())) for section in sections))
