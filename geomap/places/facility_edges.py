"""How far a facility phrase reaches: the adjectives and the name of its own beside its kind."""

import re
from functools import cache

from geomap.places.facility_names import Reading
from geomap.places.facility_words import KindWords
from geomap.places.mention import Cue, ToponymMention
from geomap.places.table import WordTable

OWN_WORDS = 4  # of a facility's own name
OWNED = frozenset(
    {"embassy", "consulate", "base"}
)  # the country before it is whose it is, not where
_JOINTS = re.compile("[-'’ .]")
_SHORTEST_OWNER = 5  # characters of "Thai" and an ending


def past_modifiers(reading: Reading, kind: KindWords) -> int:
    """The first of the adjectives that stand before the kind: "main international"."""
    first = kind.first
    while first > 0 and reading.line.lower[first - 1] in reading.lexicon.facilities.modifiers:
        first -= 1
    return first


def past_adjectives(reading: Reading, kind: KindWords) -> int:
    """Over what Romance languages put behind the kind: "internacional", "russa"."""
    line, words, at = reading.line, reading.lexicon.facilities, kind.last
    while line.word(at) in words.modifiers:
        at += 1
    adjective = kind.kind in OWNED and line.word(at).isalpha() and not line.capital(at)
    if adjective and line.word(at) not in words.links and line.word(at + 1) in words.links:
        return at + 1
    return at


def past_own_name(reading: Reading, first: int, kind: KindWords) -> int:
    """Over the capitalized words that touch from before: "Tahrir" of "Tahrir Square".

    The first word of a sentence has its capital from there: "Workers at", "Przed ambasadą".
    """
    line, least, own = reading.line, first - OWN_WORDS, first
    small = reading.lexicon.facilities.articles | reading.lexicon.facilities.links
    while first > least and line.capital(first - 1):
        word = line.word(first - 1)
        if word in small or word in reading.lexicon.cues:
            break
        first -= 1
    opens = first == 0 and own == 1 and line.shapes[kind.first] != "A"
    return own if opens and not reading.knows(" ".join(line.words[: kind.last])) else first


def has_owner_before(reading: Reading, first: int, kind: KindWords) -> bool:
    """Whether the word before says whose it is, written small: "die russische Botschaft"."""
    line = reading.line
    word = line.word(first - 1)
    is_adjective = word.isalpha() and len(word) >= _SHORTEST_OWNER and not line.capital(first - 1)
    closes = line.word(first - 2) in reading.lexicon.facilities.articles
    return kind.kind in OWNED and is_adjective and closes


def is_cut_short(reading: Reading, at: int) -> bool:
    """Whether a word behind makes it something else: "the port of call"."""
    line, lexicon = reading.line, reading.lexicon
    ties = lexicon.cues.get(line.word(at), ())
    if not any(cue is Cue.OF and len(words) == 1 for words, cue in ties):
        return False
    word = line.word(at + 1)
    return word not in lexicon.between and word not in lexicon.facilities.articles


def is_street(reading: Reading, kind: KindWords) -> bool:
    """Whether a kind of place follows that takes its name from it: "Church Street"."""
    line = reading.line
    follows = line.capital(kind.first) and line.capital(kind.last)
    return follows and line.word(kind.last) in reading.lexicon.generics


def is_saint(name: ToponymMention, kind: str) -> bool:
    """Whether a name is the patron's of a church, not a town's: "St. Michael's Hospital"."""
    saints, kinds = _patrons()
    return kind in kinds and _JOINTS.split(name.surface.lower(), maxsplit=1)[0] in saints


@cache
def _patrons() -> tuple[frozenset[str], frozenset[str]]:
    table = WordTable.read("places", "resolution.toml")
    return table.words("patrons", "saints"), table.words("patrons", "kinds")
