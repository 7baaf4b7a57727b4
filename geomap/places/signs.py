"""What speaks for and against a proposal being a place name, as named signs.

This file reads words and shapes and decides nothing: signs are among the traits (`traits.py`) by
which the classifier judges, and tell the role of a mention (`roles.py`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.gazetteer.index import NameKind
from geomap.places.cues import Tie
from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line
from geomap.places.persons import Persons, persons_in
from geomap.places.proposals import Proposal

_ACRONYM = 5  # capitals at most
_RUN = 6  # capitalized words read behind a name
_STATES = frozenset({"country", "capital", "admin1"})
_LINKS_OF_ORGANIZATIONS = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole document tells about its words.

    Attributes:
        lexicon: Words of the language.
        persons: Persons called by name.
        small: Words that also stand in lower case.
        great: How often words are capitalized within a sentence.
    """

    lexicon: PlaceLexicon
    persons: Persons
    small: frozenset[str]
    great: Counter[str]


def surroundings_of(lines: Sequence[Line], lexicon: PlaceLexicon) -> Surroundings:
    """Read the document once for its persons and its habits of capitals."""
    small: set[str] = set()
    great: Counter[str] = Counter()
    for line in lines:
        for at, (word, shape) in enumerate(zip(line.lower, line.shapes, strict=True)):
            if shape == "a":
                small.add(word)
            elif shape in "AU" and at and not line.loud:
                great[word] += 1
    return Surroundings(lexicon, persons_in(lines, lexicon), frozenset(small), great)


def signs_of(proposal: Proposal, tie: Tie, around: Surroundings) -> list[str]:
    """Names of the signs that hold for a proposal."""
    signs = [
        f"tier_{proposal.standing.tier}",
        f"kind_{proposal.standing.kind}",
        f"form_{proposal.form}",
        f"cue_{tie.cue}",
        f"language_{around.lexicon.language}",
    ]
    if tie.has_tail:
        signs.append("has_tail")
    if tie.listed:
        signs.append("listed")
    signs.extend(_signs_of_words(proposal, around))
    signs.extend(_signs_before(proposal, around))
    signs.extend(_signs_after(proposal, around))
    return signs


def _signs_of_words(proposal: Proposal, around: Surroundings) -> Iterator[str]:
    """Signs in the name itself and in what the document does with it."""
    line, lexicon = proposal.line, around.lexicon
    words = line.lower[proposal.first : proposal.last]
    if line.loud or line.quiet:
        yield "loud" if line.loud else "quiet"
    if around.persons.hold(proposal.start, proposal.end):
        yield "in_person"
    name = proposal.names[0].lower()
    if len(words) > 1:
        yield "common_phrase" if name in lexicon.common_phrases else "several_words"
        return
    if proposal.standing.kind is NameKind.ABBREVIATION:
        return  # it counts only as written: "US" is never "us"
    yield from _signs_of_one_word(proposal, name, around)
    if name in lexicon.first_names:
        yield "first_name_city" if name in lexicon.place_names else "first_name"
    if name in around.persons.surnames:
        yield "surname"


def _signs_of_one_word(proposal: Proposal, name: str, around: Surroundings) -> Iterator[str]:
    line, lexicon = proposal.line, around.lexicon
    if name in lexicon.common_words or line.lower[proposal.first] in lexicon.common_words:
        yield "common_word"
    if name in lexicon.organization_words:
        yield "organization_word"
    if name in around.small:
        yield "small_elsewhere"
    if _starts_sentence(line, proposal.first):
        yield "starts_sentence_again" if around.great[name] else "starts_sentence"
    loud = line.loud or line.dateline
    if line.shapes[proposal.first] == "U" and not loud and len(name) <= _ACRONYM:
        yield "acronym"
    if len(name) < 4:  # noqa: PLR2004
        yield "short"


def _starts_sentence(line: Line, at: int) -> bool:
    """Whether a capital there is owed to the start of a sentence or quotation."""
    return not line.dateline and (
        at == 0 or (line.shapes[at - 1] == "." and line.words[at - 1] not in ",(-/")
    )


def _signs_before(proposal: Proposal, around: Surroundings) -> Iterator[str]:
    """Signs in the words before the name."""
    line, lexicon, first = proposal.line, around.lexicon, proposal.first
    word = line.word(first - 1)
    if not word:
        return
    if word in lexicon.titles:
        yield "title_before"
    if line.loud or not line.capital(first - 1):
        if word in lexicon.facilities.articles:
            yield "article_before"
        if word in lexicon.connectors and _organization_before(line, first - 1, lexicon):
            yield "organization_of"
        return
    yield from _signs_in_run_before(line, first, lexicon)


def _signs_in_run_before(line: Line, first: int, lexicon: PlaceLexicon) -> Iterator[str]:
    """Signs in the capitalized words that touch the name from before."""
    word = line.lower[first - 1]
    if word in lexicon.directions:
        yield "direction_before"
    elif word in lexicon.facilities.kinds or word in lexicon.between:
        yield "facility_before"
    elif word in lexicon.organization_words:
        yield "organization_before"
    elif word in lexicon.first_names:
        yield "first_name_before"
    elif word in lexicon.cues or word in lexicon.common_words:
        return
    elif len(word) == 1:
        yield "initial_before"
    elif _starts_sentence(line, first - 1):
        yield "opening_before"
    else:
        yield "capital_before"


def _organization_before(line: Line, at: int, lexicon: PlaceLexicon) -> bool:
    """Whether an organization's word stands capitalized just before: "University of"."""
    reach = range(at - 1, max(-1, at - 1 - _LINKS_OF_ORGANIZATIONS), -1)
    for before in reach:
        if line.capital(before):
            return line.lower[before] in lexicon.organization_words
        if line.lower[before] not in lexicon.connectors:
            return False
    return False


def _signs_after(proposal: Proposal, around: Surroundings) -> Iterator[str]:
    """Signs in the words after the name."""
    line, lexicon, last = proposal.line, around.lexicon, proposal.last
    word = line.word(last)
    governs = proposal.standing.tier in _STATES or proposal.names[0].lower() in lexicon.seats
    if word in lexicon.government_verbs and governs:
        yield "government_after"
    elif word in lexicon.speech_verbs:
        yield "speech_after"
    if not line.capital(last) or line.loud:
        return
    run = last
    while run - last < _RUN and line.capital(run):
        run += 1
    if any(w in lexicon.organization_words for w in line.lower[last:run]):
        yield "organization_after"
    elif any(w in lexicon.titles for w in line.lower[last:run]):
        yield "title_after"
    else:
        yield "capital_after"
