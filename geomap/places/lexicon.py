"""The words around place names, one table a language: `data/places/<language>.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from geomap.errors import LexiconError
from geomap.gazetteer.place import Precision
from geomap.places.mention import Cue
from geomap.places.table import WordTable, by_word
from geomap.resources import languages_with
from geomap.text.memo import Memo

_WORDS_KEPT = 20_000
FALLBACK = "en"  # its words serve a language without a table: fewer cues, the same gazetteer

CuePhrases = Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]
KindPhrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
BearingPhrases = Mapping[str, tuple[tuple[tuple[str, ...], float], ...]]
Reference = tuple[bool, Precision, bool]
ReferencePhrases = Mapping[str, tuple[tuple[tuple[str, ...], Reference], ...]]


@dataclass(frozen=True, slots=True)
class FacilityWords:
    """How a language names airports, embassies and the like.

    Attributes:
        kinds: Words for each kind, by their first word.
        articles: Words that open such a phrase.
        links: Words between the kind and its town; "" where none is needed ("Flughafen Almaty").
        modifiers: Adjectives inside the phrase.
        endings: Ends of one-word names with their kind ("plein" in "Tahrirplein").
        by_reference: Kinds that may lean on a town named before ("the airport").
    """

    kinds: KindPhrases
    articles: frozenset[str]
    links: frozenset[str]
    modifiers: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    by_reference: frozenset[str]


@dataclass(frozen=True, slots=True)
class DistanceWords:
    """How a language tells a way off: "20 km south of".

    Attributes:
        kilometers: Length of each unit.
        links: Words between the direction and the name.
        bearings: Directions by their last word, in degrees clockwise from north.
    """

    kilometers: Mapping[str, float]
    links: frozenset[str]
    bearings: BearingPhrases


@dataclass(frozen=True)
class PlaceLexicon:
    """What a language says around place names; all words in lower case.

    Attributes:
        language: ISO 639-1 code of the table.
        cues: Locative words, by their last word.
        cue_endings: Endings of the name itself that do the same ("Алматыда"), the longest first.
        between: Words that may stand between a cue and its name.
        joins: Words and marks that pass a cue on to the next name.
        first_names: Of persons, the world over.
        place_names: Those of them that are read as places when alone.
        titles: Words before a person's name.
        speech_verbs: What persons do after their name.
        particles: Lower-case parts of surnames ("van", "de").
        government_verbs: What a capital or country does when its government is meant.
        seats: Seats of government that are no capitals ("Den Haag").
        attributive: Short forms of countries that work as adjectives: "U.S. forces".
        organization_words: Capitalized words that make a run of them an organization.
        sports: Words of sports, among which a town is as often as not its team.
        connectors: Lower-case words inside an organization's name.
        common_words: Words that are names somewhere and hardly ever mean one.
        common_phrases: The same for names of several words ("White House").
        generics: Kinds of place that close a name no gazetteer has ("Patrick Street").
        generic_endings: The same inside one word ("Leemputstraat").
        streets: Ends of names that lie in the town named before them.
        designators: Kinds of place that follow a name and belong to it ("County").
        compound_heads: First parts of a hyphenated word whose second part is a place.
        heads: Kinds of place in lower case that open a name ("lago di Como").
        settlements: Kinds of town that stand beside its name: "the town of".
        kept_heads: Those of them without which the name would be another ("golfe de Finlande").
        tails: Beginnings of those that close one ("Псковской области").
        directions: Words that cut a name smaller ("North London").
        endings: Inflection as (ending, what the base form has instead), tried in order.
        declines: Whether names take endings in most sentences, as in Russian.
        adjectives: The same for endings that make adjectives and inhabitants of a name.
        facilities: Facility words.
        distances: Distances and directions.
        not_after_reference: What never follows a one-word reference ("there is").
        references: Words for places without names, by first word: (left open, level, capital).
    """

    language: str
    cues: CuePhrases
    cue_endings: tuple[tuple[str, Cue], ...]
    between: frozenset[str]
    joins: frozenset[str]
    first_names: frozenset[str]
    place_names: frozenset[str]
    titles: frozenset[str]
    speech_verbs: frozenset[str]
    particles: frozenset[str]
    government_verbs: frozenset[str]
    seats: frozenset[str]
    attributive: frozenset[str]
    organization_words: frozenset[str]
    sports: frozenset[str]
    connectors: frozenset[str]
    common_words: frozenset[str]
    common_phrases: frozenset[str]
    generics: frozenset[str]
    generic_endings: tuple[str, ...]
    streets: tuple[str, ...]
    designators: frozenset[str]
    compound_heads: frozenset[str]
    heads: frozenset[str]
    kept_heads: frozenset[str]
    settlements: frozenset[str]
    tails: tuple[str, ...]
    directions: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    declines: bool
    adjectives: tuple[tuple[str, str], ...]
    facilities: FacilityWords
    distances: DistanceWords
    not_after_reference: frozenset[str]
    references: ReferencePhrases

    @cached_property
    def links_of_names(self) -> frozenset[str]:
        """Small words inside names: "of", "de la"."""
        return self.connectors | self.particles

    @cached_property
    def before_names(self) -> frozenset[str]:
        """Words that may open the name whose capitals follow: "lago di Como"."""
        return self.heads | self.connectors

    @cached_property
    def reference_signs(self) -> frozenset[str]:
        """The longest word of each phrase in `references`: without one no such phrase stands."""
        phrases = (words for entries in self.references.values() for words, _ in entries)
        return frozenset(max(words, key=len) for words in phrases)

    @cached_property
    def kind_letters(self) -> Mapping[str, str]:
        """A letter for every word that tells what kind of word it is; "-" for any other."""
        places = self.heads | self.generics | self.designators
        kinds = (
            ("c", self.connectors),
            ("n", self.first_names),
            ("t", self.titles),
            ("o", self.organization_words),
            ("f", self.facilities.kinds.keys()),
            ("g", places),
        )
        known = {word: letter for letter, words in kinds for word in words}

        def letter_of(word: str) -> str:
            is_tail = bool(self.tails) and word.startswith(self.tails)
            return known.get(word) or ("e" if is_tail else "-")

        return Memo(letter_of, _WORDS_KEPT)


@cache
def lexicon_for(language: str) -> PlaceLexicon:
    """The table of a language, or the English one where it has none.

    Raises:
        LexiconError: A key is missing or holds something else than it should.
    """
    code = language if language in languages_with("places") else FALLBACK
    table = WordTable.read("places", f"{code}.toml")
    names = WordTable.read("places", "first_names.toml")
    return PlaceLexicon(
        language=code,
        cues=by_word({w: cue for cue in _CUES for w in table.strings("cues", cue)}, last=True),
        cue_endings=_cue_endings(table),
        first_names=names.words("names"),
        place_names=names.words("also_places"),
        endings=table.pairs("inflection", "endings"),
        declines=table.flag("inflection", "usual"),
        adjectives=table.pairs("inflection", "adjectives"),
        streets=table.strings("names", "streets"),
        tails=table.strings("names", "tails"),
        generic_endings=table.strings("names", "generic_endings"),
        facilities=_facilities(table),
        distances=_distances(table),
        references=by_word(_references(table)),
        **{field: table.words(*path) for field, path in _WORD_SETS.items()},
    )


_CUES = (Cue.AT, Cue.NEAR, Cue.TOWARD, Cue.FROM, Cue.OF)
_WORD_SETS = {
    "between": ("between", "words"),
    "joins": ("between", "joins"),
    "titles": ("persons", "titles"),
    "speech_verbs": ("persons", "speech_verbs"),
    "particles": ("persons", "particles"),
    "government_verbs": ("governments", "verbs"),
    "seats": ("governments", "seats"),
    "attributive": ("governments", "attributive"),
    "organization_words": ("organizations", "words"),
    "connectors": ("organizations", "connectors"),
    "sports": ("organizations", "sports"),
    "common_words": ("names", "common_words"),
    "not_after_reference": ("references", "unless_before"),
    "common_phrases": ("names", "common_phrases"),
    "generics": ("names", "generics"),
    "designators": ("names", "designators"),
    "compound_heads": ("names", "compound_heads"),
    "heads": ("names", "heads"),
    "kept_heads": ("names", "kept_heads"),
    "settlements": ("names", "settlements"),
    "directions": ("names", "directions"),
}
_CAPITAL = "capital"  # "the capital" speaks of a city, whose country tells which


def _cue_endings(table: WordTable) -> tuple[tuple[str, Cue], ...]:
    pairs = sorted(table.pairs("cues", "endings"), key=lambda pair: -len(pair[0]))
    try:
        return tuple((ending, Cue(cue)) for ending, cue in pairs)
    except ValueError as error:
        raise LexiconError(f"data/{table.file}: [cues.endings] {error}") from error


def _facilities(table: WordTable) -> FacilityWords:
    kinds = table.phrases("facilities", "kinds")
    return FacilityWords(
        kinds=by_word({phrase: kind for kind, phrases in kinds.items() for phrase in phrases}),
        articles=table.words("facilities", "articles"),
        links=table.words("facilities", "links"),
        modifiers=table.words("facilities", "modifiers"),
        endings=table.pairs("facilities", "endings"),
        by_reference=table.words("facilities", "by_reference"),
    )


def _distances(table: WordTable) -> DistanceWords:
    return DistanceWords(
        kilometers=table.numbers("distance", "units"),
        links=table.words("distance", "of"),
        bearings=by_word(table.numbers("distance", "directions"), last=True),
    )


def _references(table: WordTable) -> dict[str, Reference]:
    return {
        phrase: (manner == "vague", _level(table, level), level == _CAPITAL)
        for manner in ("vague", "back")
        for level, phrases in table.phrases("references", manner).items()
        for phrase in phrases
    }


def _level(table: WordTable, level: str) -> Precision:
    try:
        return Precision.CITY if level == _CAPITAL else Precision(level)
    except ValueError as error:
        raise LexiconError(f"data/{table.file}: [references] knows no level {level!r}") from error
