"""Find stretches of words that could be place names.

They are the gazetteer's names, their inflected forms, parts of hyphenated words, and names that end
in a kind of place. Whether they are places is weighed in `signs.py` and `recognize.py`.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter
from typing import NamedTuple

from geomap.gazetteer.index import GazetteerIndex, NameKind
from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line, shape_of, starts_sentence
from geomap.places.mention import ToponymMention
from geomap.places.standing import UNKNOWN, Standing, Standings
from geomap.text.memo import made_of


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


proposal_of = made_of(Proposal)
_start = itemgetter(Proposal._fields.index("start"))


class Proposer:
    """Finds proposals in lines; remembers what names stand for."""

    def __init__(self, index: GazetteerIndex) -> None:
        self.index = index
        self._standings = Standings(index)

    def standing(self, name: str) -> Standing | None:
        """What a name is in the world; None when nobody knows it."""
        return self._standings.of(name)

    def proposals(
        self, line: Line, lexicon: PlaceLexicon, small: AbstractSet[str] = frozenset()
    ) -> list[Proposal]:
        """Proposals of a line, longest names first where they overlap, in order.

        Args:
            line: The line.
            lexicon: Words of its language.
            small: Words that the document writes in lower case too.
        """
        capitals, lower, words = line.capitals(), line.lower, lexicon.common_words
        if not capitals and not line.quiet:
            return []
        plain = {at for at in capitals if lower[at] in words and _is_plain(line, at, small)}
        if capitals and len(plain) == len(capitals) == len(line.runs):
            return []  # "He said": nothing but words that open a sentence
        matches = [m for m in self._matches(line, capitals) if m[1] - m[0] > 1 or m[0] not in plain]
        taken = bytearray(len(line.words) + 1)
        found = list(self._whole(line, capitals, matches, lexicon, taken))
        found.extend(self._headed(line, capitals, lexicon))
        for at in capitals:
            if not taken[at] and at not in plain:
                found.extend(self._parts(line, at, lexicon))
        found.sort(key=_start)
        return found

    def _whole(
        self,
        line: Line,
        capitals: Sequence[int],
        matches: Sequence[tuple[int, int]],
        lexicon: PlaceLexicon,
        taken: bytearray,
    ) -> Iterator[Proposal]:
        """Names of the gazetteer, and names that end in a kind of place."""
        for first, last in _generic_names(line, capitals, lexicon):
            if (first, last) not in matches:
                taken[first:last] = b"\1" * (last - first)
                name = _surface(line, first, last)
                yield _proposal(line, (first, last), (name,), UNKNOWN, "generic")
        for first, last in sorted(matches, key=_longest_first):
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

    def _matches(self, line: Line, capitals: Sequence[int]) -> list[tuple[int, int]]:
        """Stretches that are names: between capitals, or anywhere where there are none."""
        if line.quiet:
            return [*self.index.matches(line.words)]
        found, shapes = self.index.matches(line.words, capitals), line.shapes
        named = [m for m in found if shapes[m[1] - 1] in "AU." or self._is_land(line, *m)]
        return [*named, *self._dotted(line, capitals)]

    def _is_land(self, line: Line, first: int, last: int) -> bool:
        """Whether several words are the name of an area, which may end small: "mer Noire"."""
        standing = self.standing(_surface(line, first, last)) if last - first > 1 else None
        return standing is not None and standing.tier in _LANDS

    def _headed(
        self, line: Line, capitals: Sequence[int], lexicon: PlaceLexicon
    ) -> Iterator[Proposal]:
        """Names that begin with a kind of place in lower case: "mer Noire", "îles de la Sonde"."""
        for at in capitals:
            head = at - 1
            while at - head < _HEAD_REACH and line.word(head) in lexicon.particles:
                head -= 1
            if head < 0 or line.lower[head] not in lexicon.heads or line.shapes[head] != "a":
                continue
            for first, last in self.index.matches(line.words, [head])[-1:]:
                standing = self.standing(_surface(line, first, last)) if last > at else None
                if standing is not None and standing.tier in _LANDS:
                    name = (_surface(line, first, last),)
                    yield _proposal(line, (first, last), name, standing, "whole")

    def _dotted(self, line: Line, capitals: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Abbreviations that the tokens have cut at their full stops: "W.Va."."""
        words, size = line.words, len(line.words)
        for at in capitals:
            if len(words[at]) > 2 or at + 2 >= size or words[at + 1] != ".":  # noqa: PLR2004
                continue
            last = at + 1
            while last < min(at + _DOTTED_TOKENS, size):
                if line.starts[last] != line.ends[last - 1]:
                    break
                last += 1
            standing = self.standing("".join(words[at:last]))
            if standing is not None and standing.kind is NameKind.ABBREVIATION:
                yield at, last

    def _parts(self, line: Line, at: int, lexicon: PlaceLexicon) -> Iterator[Proposal]:
        """Proposals within a word that is no name itself."""
        word = line.words[at]
        if word.endswith(lexicon.generic_endings) and len(word) > _SHORTEST_GENERIC:
            yield _proposal(line, (at, at + 1), (word,), UNKNOWN, "generic")
        elif "-" in word:
            yield from self._compound(line, at, lexicon)
        else:
            bare = self._standings.bare(word, lexicon)
            if bare is not None:
                names, standing, form, cut = bare
                start, end = line.starts[at], line.ends[at] - cut
                yield Proposal(line, at, at + 1, start, end, names, standing, form)

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


_HEAD_REACH = 3  # words from a kind of place to the capital of its name
_LANDS = frozenset({"country", "admin1", "region"})
_SHORTEST_GENERIC = 7
_DOTTED_TOKENS = 4  # of "W.Va."
_GENERIC_WORDS = 3  # before the kind of place
_AREAS = frozenset({"country", "admin1", "admin2", "region", "airport"})


def _proposal(
    line: Line, stretch: tuple[int, int], names: tuple[str, ...], standing: Standing, form: str
) -> Proposal:
    first, last = stretch
    start, end = line.starts[first], line.ends[last - 1]
    return proposal_of((line, first, last, start, end, names, standing, form))


def _is_plain(line: Line, at: int, small: AbstractSet[str]) -> bool:
    """Whether a common word owes its capital to where it stands; hardly any is a name then.

    Abbreviations are none of these words: "US" is never "us".
    """
    if line.words[at].endswith(".") or (line.shapes[at] == "U" and not line.loud):
        return False
    return line.lower[at] in small or starts_sentence(line, at)


def _longest_first(match: tuple[int, int]) -> tuple[int, int]:
    first, last = match
    return first - last, first


def _generic_names(
    line: Line, capitals: Sequence[int], lexicon: PlaceLexicon
) -> Iterator[tuple[int, int]]:
    """Capitalized runs that end in a kind of place: "Patrick Street"."""
    for at in capitals:
        if line.lower[at] not in lexicon.generics or line.capital(at + 1):
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
    text = words[first]  # as nearly always
    for at in range(first + 1, last):
        text += words[at] if starts[at] == ends[at - 1] else " " + words[at]
    return text


def _with_designator(line: Line, last: int, lexicon: PlaceLexicon) -> int:
    """The end of a name with the kind of place that belongs to it: "Benue State"."""
    belongs = line.capital(last) and line.word(last) in lexicon.designators
    return last + 1 if belongs and not line.capital(last + 1) else last
