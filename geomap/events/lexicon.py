"""The event words of a language, compiled from `data/lexicon/xx.toml`.

The format is told in `data/lexicon/README.md`. Nothing here knows a language.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from geomap.errors import LexiconError
from geomap.events.compiler import Compiler
from geomap.events.patterns import Ids, Label, PatternIndex, ShortList, Vocabulary
from geomap.resources import read_table
from geomap.text.memo import Memo

# The lower case of the Turkish "İ" keeps a dot of its own, which no pattern writes.
_APOSTROPHES = str.maketrans("’ʼ‐‑", "''--", "\u0307")
_WORDS_KEPT = 65_536
# The last two say little alone: weak words want evidence beside them, themed ones an article that
# surely tells of their theme elsewhere.
STRENGTHS = ("strong", "plain", "weak", "themed")
ACTOR_CLASSES = (
    "state_forces",
    "external_forces",
    "rebels",
    "militia",
    "protesters",
    "rioters",
    "civilians",
    "officials",
)
MODALITY_CLASSES = (
    "negation",
    "plan",
    "threat",
    "attempt",
    "condition",
    "denial",
    "hypothesis",
    "question",
    "rumor",
    "purpose",
    "history",
    "generic",
)
# Not every language has words for these.
MODALITY_EXTRAS = ("claim", "carried")
CLAUSE_KINDS = (
    "factive",
    "condition",
    "report",
    "relative",
    "purpose",
    "contrast",
    "history",
)
# Phrases in which a word that could open a clause only points ("op die dag"), and words of a phrase
# that ends at its comma ("fearing unrest,").
CLAUSE_EXTRAS = ("pointing", "aside")
# Verbs that tell what was done, and where they do not: "to be killed".
DONE_CLASSES = ("verbs", "undone")
CASUALTY_CLASSES = (
    "dead",
    "kill",
    "deaths",
    "corrected",
    "injured",
    "arrested",
    "crowd",
    "nobody",
    "people",
    "one",
    "part",
    "and",
    "link",
    "sum",
)
# Classes that a language may leave out.
CASUALTY_EXTRAS = ("single", "things", "lowered", "former")
ROLES = ("agent", "patient", "passive", "active", "locative")
_TABLES = {
    "language",
    "verb_second",
    "inflections",
    "sets",
    "concepts",
    "actors",
    "roles",
    "modality",
    "clauses",
    "reporting",
    "casualties",
    "masks",
    "domains",
}
_OPTIONAL = {"capital_nouns", "free_order", "done"}
_CONCEPT_KEYS = {*STRENGTHS, "not", "for", "against"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of the lexicon that its tests run."""

    concept: str
    sentence: str
    expected: bool


@dataclass(frozen=True)
class Lexicon:
    """Compiled event words of one language.

    Attributes:
        language: ISO 639-1.
        verb_second: Whether the subject may follow the finite verb ("Zondag bestormden betogers").
        capital_nouns: Whether nouns begin with a capital: ", die Polizei" opens no relative clause.
        free_order: Whether case endings, not places, tell who undergoes it ("погибли 26 человек").
        vocabulary: Which elements a word satisfies.
        structure: Masks, clause openers, reporting verbs and domain words.
        content: Concepts and modality words.
        people: Actors, roles and casualty words, asked for only where a concept stands.
        done: Verbs whose form tells what was done.
        short_list: The patterns of several words of all four.
        concepts: Names of the concepts it has words for.
        examples: Sentences for and against, beside each concept.
    """

    language: str
    verb_second: bool
    capital_nouns: bool
    free_order: bool
    vocabulary: Vocabulary
    structure: PatternIndex
    content: PatternIndex
    people: PatternIndex
    done: PatternIndex
    short_list: ShortList
    concepts: tuple[str, ...]
    examples: tuple[Example, ...]

    @cached_property
    def word_ids(self) -> Memo[str, Ids]:
        """The elements that a word satisfies as written; the same words come again and again."""
        ids = self.vocabulary.ids
        # Equal sets are one object: as keys they are then known at a glance.
        alike = Memo[Ids, Ids](lambda found: found, _WORDS_KEPT)
        return Memo(lambda word: alike[ids(word.lower().translate(_APOSTROPHES))], _WORDS_KEPT)


@cache
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of a language that ships with the tool.

    Raises:
        LexiconError: The file is missing or breaks the format.
    """
    return lexicon_from_table(read_table("lexicon", f"{language}.toml"), f"lexicon/{language}.toml")


def lexicon_from_table(table: Mapping[str, Any], file: str) -> Lexicon:
    """A checked lexicon from a table in the format of `data/lexicon/README.md`.

    Raises:
        LexiconError: A key is missing, unknown or of the wrong kind; the message names it.
    """
    _check_keys(table, _TABLES | (_OPTIONAL & set(table)), file, "the file")
    actors = _lists(table, "actors", ACTOR_CLASSES, file)
    single = {name: [w for w in words if " " not in w] for name, words in actors.items()}
    compiler = Compiler(file, table["inflections"], {**table["sets"], **single})
    structure = compiler.index(_structure(table, file))
    content = compiler.index(_content(table, file))
    people = compiler.index(_people(table, file))
    done = compiler.index(_done(table, file))
    return Lexicon(
        table["language"],
        table["verb_second"],
        table.get("capital_nouns", False),
        table.get("free_order", False),
        compiler.vocabulary(),
        structure,
        content,
        people,
        done,
        ShortList([p for index in (structure, content, people, done) for p in index.longer]),
        tuple(table["concepts"]),
        tuple(_examples(table["concepts"])),
    )


def _structure(table: Mapping[str, Any], file: str) -> Iterator[tuple[Label, str]]:
    clauses = _lists(table, "clauses", CLAUSE_KINDS, file, CLAUSE_EXTRAS)
    yield from ((Label("clause", kind), p) for kind, found in clauses.items() for p in found)
    yield from ((Label("reporting", "verb"), p) for p in table["reporting"]["words"])
    yield from ((Label("mask", "phrase"), p) for p in table["masks"]["phrases"])
    for name, entry in table["concepts"].items():
        yield from ((Label("not", name), pattern) for pattern in entry.get("not", ()))
    for domain, words in table["domains"].items():
        for weight in ("words", "heavy"):
            yield from ((Label("domain", domain, weight), p) for p in words[weight])


def _content(table: Mapping[str, Any], file: str) -> Iterator[tuple[Label, str]]:
    yield from _concept_patterns(table["concepts"], file)
    for name in (*MODALITY_CLASSES, *MODALITY_EXTRAS):
        cues = table["modality"].get(name)
        if cues is None and name in MODALITY_EXTRAS:
            continue
        if cues is None:
            raise LexiconError(f"{file}: [modality.{name}] is missing")
        _check_keys(
            cues, {"before", "around"} | ({"after"} & set(cues)), file, f"[modality.{name}]"
        )
        for place, patterns in cues.items():
            yield from ((Label("modality", name, place), pattern) for pattern in patterns)


def _done(table: Mapping[str, Any], file: str) -> Iterator[tuple[Label, str]]:
    found = _lists(table, "done", DONE_CLASSES, file) if "done" in table else {}
    yield from ((Label("done", name), p) for name, patterns in found.items() for p in patterns)


def _people(table: Mapping[str, Any], file: str) -> Iterator[tuple[Label, str]]:
    for family, names in (
        ("actors", ACTOR_CLASSES),
        ("roles", ROLES),
        ("casualties", CASUALTY_CLASSES),
    ):
        extras = CASUALTY_EXTRAS if family == "casualties" else ()
        for name, patterns in _lists(table, family, names, file, extras).items():
            yield from ((Label(family, name), pattern) for pattern in patterns)


def _concept_patterns(concepts: Mapping[str, Any], file: str) -> Iterator[tuple[Label, str]]:
    for name, entry in concepts.items():
        if set(entry) - _CONCEPT_KEYS or not entry.get("for") or not entry.get("against"):
            raise LexiconError(f"{file}: [concepts.{name}] has a wrong key or lacks for/against")
        for strength in STRENGTHS:
            yield from ((Label("concept", name, strength), p) for p in entry.get(strength, ()))


def _examples(concepts: Mapping[str, Any]) -> Iterator[Example]:
    for name, entry in concepts.items():
        yield from (Example(name, sentence, expected=True) for sentence in entry["for"])
        yield from (Example(name, sentence, expected=False) for sentence in entry["against"])


def _lists(
    table: Mapping[str, Any],
    name: str,
    keys: tuple[str, ...],
    file: str,
    extras: tuple[str, ...] = (),
) -> Mapping[str, list[str]]:
    _check_keys(table[name], {*keys, *set(extras).intersection(table[name])}, file, f"[{name}]")
    found: Mapping[str, list[str]] = table[name]
    return found


def _check_keys(table: Mapping[str, Any], keys: set[str], file: str, where: str) -> None:
    if set(table) != keys:
        wrong = ", ".join(sorted(set(table) ^ keys))
        raise LexiconError(f"{file}: {where} has wrong or missing keys: {wrong}")
