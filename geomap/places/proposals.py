"""Find stretches of words that could be place names.

They are the gazetteer's names, their inflected forms, parts of hyphenated words, and names that end
in a kind of place. Whether they are places is weighed in `signs.py` and `recognize.py`.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from geomap.gazetteer.index import GazetteerIndex, NameKind
from geomap.gazetteer.place import Place
from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line, shape_of
from geomap.places.mention import ToponymMention

_NAMES_KEPT = 65_536
_CITY_SIZES = ((1_000_000, "metropolis"), (100_000, "city"), (15_000, "town"), (2_000, "village"))


class Standing(NamedTuple):
    """What a name is in the world, before any text is read.

    Attributes:
        tier: `country`, `admin1`, `admin2`, `capital`, `metropolis`, `city`, `town`, `village`,
            `hamlet`, `airport` or `region`, after the place that readers assume.
        kind: What the name is to that place.
        size: Its inhabitants in powers of two; 0 where unknown.
        rivals: How many places bear the name, in powers of two.
    """

    tier: str
    kind: NameKind
    size: int = 0
    rivals: int = 0


class Proposal(NamedTuple):
    """A stretch of a line that could be a place name.

    Attributes:
        line: The line.
        first: Its first word.
        last: The word after its last.
        start: First character, in the document.
        end: The character after its last.
        names: Forms under which the gazetteer knows it, best first.
        standing: What the name is.
        form: `whole`, `inflected`, `declined` (where a language always does so), `adjective`,
            `compound` or `generic`.
    """

    line: Line
    first: int
    last: int
    start: int
    end: int
    names: tuple[str, ...]
    standing: Standing
    form: str


class Proposer:
    """Finds proposals in lines; remembers what names stand for."""

    def __init__(self, index: GazetteerIndex) -> None:
        self.index = index
        self.standing = lru_cache(_NAMES_KEPT)(self._find_standing)

    def proposals(self, line: Line, lexicon: PlaceLexicon) -> list[Proposal]:
        """Proposals of a line, longest names first where they overlap, in order."""
        taken = bytearray(len(line.words) + 1)
        found = list(self._whole(line, lexicon, taken))
        for at, shape in enumerate(line.shapes):
            if shape in "AU" and not taken[at]:
                found.extend(self._parts(line, at, lexicon))
        return sorted(found, key=lambda proposal: proposal.start)

    def _whole(self, line: Line, lexicon: PlaceLexicon, taken: bytearray) -> Iterator[Proposal]:
        """Names of the gazetteer, and names that end in a kind of place."""
        matches = [
            (first, last)
            for first, last in self.index.matches(line.words)
            if line.quiet or (line.shapes[first] in "AU" and line.shapes[last - 1] in "AU.")
        ]
        matches.extend(self._dotted(line))
        for first, last in _generic_names(line, lexicon):
            if (first, last) not in matches:
                taken[first:last] = b"\1" * (last - first)
                yield _proposal(
                    line, (first, last), (_surface(line, first, last),), _UNKNOWN, "generic"
                )
        for first, last in sorted(matches, key=lambda match: (match[0] - match[1], match[0])):
            if any(taken[first:last]):
                continue
            name = _surface(line, first, last)
            standing = self.standing(name)
            if standing is None or _is_facility(line, last, standing, lexicon):
                continue
            taken[first:last] = b"\1" * (last - first)
            end = _with_designator(line, last, lexicon)
            names = (name,) if end == last else (_surface(line, first, end), name)
            yield _proposal(line, (first, end), names, standing, "whole")

    def _dotted(self, line: Line) -> Iterator[tuple[int, int]]:
        """Abbreviations that the tokens have cut at their full stops: "W.Va."."""
        for at in range(len(line.words) - 2):
            if line.words[at + 1] != "." or len(line.words[at]) > 2 or not line.capital(at):  # noqa: PLR2004
                continue
            last = at + 1
            while last < min(at + _DOTTED_TOKENS, len(line.words)):
                if line.starts[last] != line.ends[last - 1]:
                    break
                last += 1
            standing = self.standing("".join(line.words[at:last]))
            if standing is not None and standing.kind is NameKind.ABBREVIATION:
                yield at, last

    def _parts(self, line: Line, at: int, lexicon: PlaceLexicon) -> Iterator[Proposal]:
        """Proposals within a word that is no name itself."""
        word = line.words[at]
        if word.endswith(lexicon.generic_endings) and len(word) > _SHORTEST_GENERIC:
            yield _proposal(line, (at, at + 1), (word,), _UNKNOWN, "generic")
            return
        if "-" in word:
            yield from self._compound(line, at, lexicon)
            return
        plain = "declined" if lexicon.declines else "inflected"
        for form, endings in ((plain, lexicon.endings), ("adjective", lexicon.adjectives)):
            for ending, instead in endings:
                base = word[: len(word) - len(ending)] + instead
                if not word.endswith(ending) or len(base) < _SHORTEST_BASE:
                    continue
                standing = self.standing(base)
                if standing is not None:
                    end = line.ends[at] - (len(ending) if ending[0] in "'’" else 0)
                    start = line.starts[at]
                    yield Proposal(line, at, at + 1, start, end, (base,), standing, form)
                    return

    def _compound(self, line: Line, at: int, lexicon: PlaceLexicon) -> Iterator[Proposal]:
        """The known parts of "Texas-based", "pro-Russian", "Russia-Ukraine"."""
        parts = line.words[at].split("-")
        standings = [self._standing_of_part(part, lexicon) for part in parts]
        strangers = [
            part
            for part, known in zip(parts, standings, strict=True)
            if known is None and part and shape_of(part) in "AU"
            if part.lower() not in lexicon.compound_heads
        ]
        start = line.starts[at]
        for part, standing in zip(parts, standings, strict=True):
            if standing is not None and not strangers:
                end = start + len(part)
                yield Proposal(line, at, at + 1, start, end, (part,), standing, "compound")
            start += len(part) + 1

    def _standing_of_part(self, part: str, lexicon: PlaceLexicon) -> Standing | None:
        if not part or shape_of(part) not in "AU" or part.lower() in lexicon.common_words:
            return None
        return self.standing(part)

    def is_town(self, mention: ToponymMention) -> bool:
        """Whether a mention's name is first of all a town's."""
        standing = self.standing(mention.names[-1]) if mention.names else None
        return standing is not None and standing.tier not in _AREAS

    def _find_standing(self, name: str) -> Standing | None:
        candidates = self.index.candidates(name)
        if not candidates:
            return None
        place, kind = candidates[0]
        size, rivals = place.population.bit_length(), len(candidates).bit_length()
        return Standing(tier_of(place), kind, size, rivals)


_SHORTEST_BASE = 3  # characters of a base form
_SHORTEST_GENERIC = 7
_DOTTED_TOKENS = 4  # of "W.Va."
_GENERIC_WORDS = 3  # before the kind of place
_UNKNOWN = Standing("unknown", NameKind.NAME)
_UNKNOWN_POPULATION = 15_000  # of places that only the press has made known
_AREAS = frozenset({"country", "admin1", "admin2", "region", "airport"})
_TIERS = {
    "PCL": "country", "ADM1": "admin1", "ADM2": "admin2", "PPLC": "capital", "AIR": "airport",
    "CONT": "region", "RGN": "region", "SEA": "region", "OCN": "region",
}  # fmt: skip


def tier_of(place: Place) -> str:
    """Which of the tiers of `Standing` a place belongs to."""
    tier = _tier_of_code(place.feature_code)
    if tier != "town":
        return tier
    population = place.population or _UNKNOWN_POPULATION
    return next((tier for size, tier in _CITY_SIZES if population >= size), "hamlet")


@cache
def _tier_of_code(code: str) -> str:
    if code.startswith("PPL") and code != "PPLC":
        return "town"
    return next((tier for prefix, tier in _TIERS.items() if code.startswith(prefix)), "region")


def _proposal(
    line: Line, stretch: tuple[int, int], names: tuple[str, ...], standing: Standing, form: str
) -> Proposal:
    first, last = stretch
    start, end = line.starts[first], line.ends[last - 1]
    return Proposal(line, first, last, start, end, names, standing, form)


def _generic_names(line: Line, lexicon: PlaceLexicon) -> Iterator[tuple[int, int]]:
    """Capitalized runs that end in a kind of place: "Patrick Street"."""
    for at, word in enumerate(line.lower):
        if word not in lexicon.generics or not line.capital(at) or line.capital(at + 1):
            continue
        first = at
        while first > max(0, at - _GENERIC_WORDS) and line.capital(first - 1):
            if line.lower[first - 1] in lexicon.facilities.articles | lexicon.titles:
                break
            if line.lower[first - 1] in lexicon.designators:
                first = at  # "Freestone County Road 360" is the county's
                break
            first -= 1
        if first < at and not line.loud:
            yield first, at + 1


def _is_facility(line: Line, last: int, standing: Standing, lexicon: PlaceLexicon) -> bool:
    """Whether a name is an airport's that `facilities.py` finds, with the town inside it."""
    return standing.tier == "airport" and line.lower[last - 1] in lexicon.facilities.kinds


def _surface(line: Line, first: int, last: int) -> str:
    """The words of a stretch, with a space where the text has any."""
    words, starts, ends = line.words, line.starts, line.ends
    text = words[first]
    for at in range(first + 1, last):
        text += words[at] if starts[at] == ends[at - 1] else " " + words[at]
    return text


def _with_designator(line: Line, last: int, lexicon: PlaceLexicon) -> int:
    """The end of a name with the kind of place that belongs to it: "Benue State"."""
    belongs = line.capital(last) and line.word(last) in lexicon.designators
    return last + 1 if belongs and not line.capital(last + 1) else last
