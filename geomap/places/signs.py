"""What speaks for and against a proposal being a place name, as named signs.

This file reads words and shapes and decides nothing: signs are among the traits (`traits.py`) by
which the classifier judges, and tell the role of a mention (`roles.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, compress

from geomap.gazetteer.index import NameKind
from geomap.places.cues import Tie
from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line, starts_sentence
from geomap.places.persons import Persons, persons_in
from geomap.places.proposals import Proposal

_ACRONYM = 5  # capitals at most
_RUN = 6  # capitalized words read behind a name
_STATES = frozenset({"country", "capital", "admin1"})
_LINKS_OF_ORGANIZATIONS = 3

# Tables that leave those shapes of words that are asked for, and zeros for all others.
_SMALL = bytes(code if chr(code) == "a" else 0 for code in range(256))
_GREAT = bytes(code if chr(code) in "AU" else 0 for code in range(256))

SPORTS = "sports"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole document tells about its words.

    Attributes:
        lexicon: Words of the language.
        persons: Persons called by name.
        small: Words that also stand in lower case.
        great: Words that are capitalized within a sentence.
        sports: Sentences that speak of sports.
    """

    lexicon: PlaceLexicon
    persons: Persons
    small: frozenset[str]
    great: frozenset[str]
    sports: frozenset[int]


def surroundings_of(lines: Sequence[Line], lexicon: PlaceLexicon) -> Surroundings:
    """Read the document once for its persons and its habits of capitals."""
    words = list(chain.from_iterable(line.lower for line in lines))
    shapes = "".join([line.shapes for line in lines]).encode()
    within = "".join([_within(line) for line in lines]).encode()
    sports = frozenset[int]()
    if not lexicon.sports.isdisjoint(words):
        told = (line.sentence for line in lines if not lexicon.sports.isdisjoint(line.lower))
        sports = frozenset(told)
    return Surroundings(
        lexicon=lexicon,
        persons=persons_in(lines, lexicon),
        small=frozenset(compress(words, shapes.translate(_SMALL))),
        great=frozenset(compress(words, within.translate(_GREAT))),
        sports=sports,
    )


def _within(line: Line) -> str:
    """The shapes of a line, but for capitals that tell nothing."""
    return "." * len(line.shapes) if line.loud else "." + line.shapes[1:]


def signs_of(proposal: Proposal, tie: Tie, around: Surroundings) -> tuple[str, ...]:
    """Names of the signs that hold for a proposal."""
    signs: list[str] = []
    if tie.has_tail:
        signs.append("has_tail")
    if tie.listed:
        signs.append("listed")
    if proposal.line.sentence in around.sports:
        signs.append(SPORTS)
    _add_signs_of_words(signs, proposal, around)
    _add_signs_before(signs, proposal, around.lexicon)
    _add_signs_after(signs, proposal, around.lexicon)
    return tuple(signs)


def _add_signs_of_words(signs: list[str], proposal: Proposal, around: Surroundings) -> None:
    """Signs in the name itself and in what the document does with it."""
    line, lexicon = proposal.line, around.lexicon
    if line.loud or line.quiet:
        signs.append("loud" if line.loud else "quiet")
    if around.persons.hold(proposal.start, proposal.end):
        signs.append("in_person")
    name = proposal.names[0].lower()
    if proposal.last - proposal.first > 1:
        signs.append("common_phrase" if name in lexicon.common_phrases else "several_words")
        return
    if proposal.standing.kind is NameKind.ABBREVIATION:
        return  # it counts only as written: "US" is never "us"
    _add_signs_of_one_word(signs, proposal, name, around)
    if name in lexicon.first_names:
        signs.append("first_name_city" if name in lexicon.place_names else "first_name")
    if name in around.persons.surnames:
        signs.append("surname")


def _add_signs_of_one_word(
    signs: list[str], proposal: Proposal, name: str, around: Surroundings
) -> None:
    line, lexicon, at = proposal.line, around.lexicon, proposal.first
    if name in lexicon.common_words or line.lower[at] in lexicon.common_words:
        signs.append("common_word")
    if name in lexicon.organization_words:
        signs.append("organization_word")
    if name in around.small:
        signs.append("small_elsewhere")
    if starts_sentence(line, at):
        signs.append("starts_sentence_again" if name in around.great else "starts_sentence")
    if line.shapes[at] == "U" and len(name) <= _ACRONYM and not (line.loud or line.dateline):
        signs.append("acronym")
    if len(name) < 4:  # noqa: PLR2004
        signs.append("short")


def _add_signs_before(signs: list[str], proposal: Proposal, lexicon: PlaceLexicon) -> None:
    """Signs in the words before the name."""
    line, before = proposal.line, proposal.first - 1
    if before < 0:
        return
    word = line.lower[before]
    if word in lexicon.titles:
        signs.append("title_before")
    kind = line.lower[before - 1] if before and word in lexicon.connectors else word
    if kind in lexicon.settlements:
        signs.append("settlement")
    if line.shapes[before] in "AU" and not line.loud:
        sign = _sign_in_run_before(line, before, lexicon)
        if sign:
            signs.append(sign)
        return
    if word in lexicon.facilities.articles:
        signs.append("article_before")
    if word in lexicon.connectors and _organization_before(line, before, lexicon):
        signs.append("organization_of")


def _sign_in_run_before(line: Line, before: int, lexicon: PlaceLexicon) -> str:
    """The sign in the capitalized words that touch the name from before, or ""."""
    word = line.lower[before]
    for words, sign in (
        (lexicon.directions, "direction_before"),
        (lexicon.facilities.kinds, "facility_before"),
        (lexicon.between, "facility_before"),
        (lexicon.organization_words, "organization_before"),
        (lexicon.first_names, "first_name_before"),
        (lexicon.cues, ""),
        (lexicon.common_words, ""),
    ):
        if word in words:
            return sign
    if len(word) == 1:
        return "initial_before"
    return "opening_before" if starts_sentence(line, before) else "capital_before"


def _organization_before(line: Line, at: int, lexicon: PlaceLexicon) -> bool:
    """Whether an organization's word stands capitalized just before: "University of"."""
    reach = range(at - 1, max(-1, at - 1 - _LINKS_OF_ORGANIZATIONS), -1)
    for before in reach:
        if line.capital(before):
            return line.lower[before] in lexicon.organization_words
        if line.lower[before] not in lexicon.connectors:
            return False
    return False


def _add_signs_after(signs: list[str], proposal: Proposal, lexicon: PlaceLexicon) -> None:
    """Signs in the words after the name."""
    line, last = proposal.line, proposal.last
    if last == len(line.lower):
        return
    word = line.lower[last]
    if word in lexicon.settlements:
        signs.append("settlement_after")
    if word in lexicon.government_verbs and _governs(proposal, lexicon):
        signs.append("government_after")
    elif word in lexicon.speech_verbs:
        signs.append("speech_after")
    if line.shapes[last] not in "AU" or line.loud:
        return
    run = last
    while run - last < _RUN and line.capital(run):
        run += 1
    behind = line.lower[last:run]
    if not lexicon.organization_words.isdisjoint(behind):
        signs.append("organization_after")
    else:
        signs.append("capital_after" if lexicon.titles.isdisjoint(behind) else "title_after")


def _governs(proposal: Proposal, lexicon: PlaceLexicon) -> bool:
    return proposal.standing.tier in _STATES or proposal.names[0].lower() in lexicon.seats
