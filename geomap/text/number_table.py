"""What a language knows of numbers: the `numbers` part of `data/text/<language>.toml`."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, cast, get_args

from geomap.errors import LexiconError
from geomap.text.memo import Memo
from geomap.text.parsed import NumberKind
from geomap.text.section import Section

KINDS = frozenset(get_args(NumberKind))
_WORDS_KEPT = 65_536
_PREFIX = 3  # letters that tell whether a word may be a compound number


class Context(NamedTuple):
    """Words around a number that tell its kind."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    kind: NumberKind


class Vague(NamedTuple):
    """Words for an amount without a figure: ("tens", "of", "thousands"), 20000."""

    words: tuple[str, ...]
    minimum: int


class Bounding(NamedTuple):
    """Phrases beside a number that bound it.

    Attributes:
        kinds: Phrase -> "minimum", "maximum" or "about".
        edges: Their words right beside the number; most numbers have none of them there.
    """

    kinds: dict[str, str]
    edges: frozenset[str]


@dataclass(frozen=True, slots=True)
class NumberTable:
    """Number words of a language and the words around numbers, all in lower case.

    Attributes:
        thousands: Characters that group digits.
        decimal: Character before the fraction.
        words: Number word -> value.
        scales: What is written onto figures to multiply them: "1.5k".
        pieces: What compound numbers are written from, or None where a language has none.
        prefixes: First letters of compound numbers.
        joiners: Words between parts: "hundred and five".
        joiner_after: Least value that a joiner may follow.
        ten_adds: Ten and a unit add up: "on üç" is 13.
        ones: Words for one; a number only before a larger number word.
        collectives: Number words that take "a": "dozen".
        halves: Words for one and a half.
        vague: First word -> vague amounts, longest first.
        none: First word -> phrases for nobody.
        none_before: Words for none that need a noun.
        not_none: Nouns after which none counts nothing.
        qualifiers: Phrases before a number.
        bounds_after: Phrases after a number.
        ranges: Words between the ends of a range.
        between: Phrases that open a range closed by `and`.
        and_words: Words between the ends of such a range.
        rises: Words before "from 12 to 26" that make it a change, not a range.
        ordinals: Ordinal words.
        suffixes: What is written onto a number -> its kind.
        contexts_after: First word after a number -> contexts.
        contexts_before: Last word before a number -> contexts without a word after it.
        opens: Whether a number can begin with a word: figures, number words, names such as "A16".
    """

    thousands: str
    decimal: str
    words: dict[str, int]
    scales: dict[str, int]
    pieces: re.Pattern[str] | None
    prefixes: frozenset[str]
    joiners: frozenset[str]
    joiner_after: int
    ten_adds: bool
    ones: frozenset[str]
    collectives: frozenset[str]
    halves: frozenset[str]
    vague: dict[str, tuple[Vague, ...]]
    none: dict[str, tuple[Vague, ...]]
    none_before: frozenset[str]
    not_none: frozenset[str]
    qualifiers: Bounding
    bounds_after: Bounding
    ranges: frozenset[str]
    between: frozenset[str]
    and_words: frozenset[str]
    rises: frozenset[str]
    ordinals: frozenset[str]
    suffixes: dict[str, NumberKind]
    contexts_after: dict[str, tuple[Context, ...]]
    contexts_before: dict[str, tuple[Context, ...]]
    opens: Memo[str, bool]


def read_number_table(section: Section) -> NumberTable:
    """Read and check the numbers of a language.

    Raises:
        LexiconError: A key is missing, unknown or of the wrong kind.
    """
    words = section.numbered("words")
    vague = _by_first_word(section.numbered("vague"))
    none = _by_first_word(dict.fromkeys(section.phrases("none"), 0))
    ones, halves = frozenset(section.phrases("ones")), frozenset(section.phrases("halves"))
    none_before, ordinals = (frozenset(section.phrases(key)) for key in ("none_before", "ordinals"))
    joiners, joined = section.phrases("joiners"), section.flag("joined")
    prefixes = frozenset(w[:_PREFIX] for w in (*words, *ones)) if joined else frozenset[str]()
    starts = frozenset({*words, *ones, *halves, *vague, *none, *none_before, *ordinals})
    after, before = _contexts(section.section("contexts"))
    table = NumberTable(
        thousands=section.text("thousands"),
        decimal=section.text("decimal"),
        words=words,
        scales=section.numbered("scales") if "scales" in section else {},
        pieces=_pieces([*words, *ones, *joiners]) if joined else None,
        prefixes=prefixes,
        joiners=frozenset(joiners),
        joiner_after=section.number("joiner_after"),
        ten_adds="ten_adds" in section and section.flag("ten_adds"),
        ones=ones,
        collectives=frozenset(section.phrases("collectives")),
        halves=halves,
        vague=vague,
        none=none,
        none_before=none_before,
        not_none=frozenset(section.phrases("not_none")),
        qualifiers=_qualifiers(section),
        bounds_after=_bounds_after(section),
        ranges=frozenset(section.phrases("ranges")),
        between=frozenset(section.phrases("between")),
        and_words=frozenset(section.phrases("and")),
        rises=frozenset(section.phrases("rises")),
        ordinals=ordinals,
        suffixes=_suffixes(section.section("suffixes")),
        contexts_after=after,
        contexts_before=before,
        opens=Memo(partial(_opens, starts, prefixes), _WORDS_KEPT),
    )
    section.finish()
    return table


def _opens(starts: frozenset[str], prefixes: frozenset[str], low: str) -> bool:
    return low in starts or (low[:_PREFIX] in prefixes if low.isalpha() else low[0].isalnum())


def _by_first_word(phrases: dict[str, int]) -> dict[str, tuple[Vague, ...]]:
    found: dict[str, list[Vague]] = defaultdict(list)
    for phrase, minimum in phrases.items():
        words = tuple(phrase.split())
        found[words[0]].append(Vague(words, minimum))
    return {first: tuple(sorted(v, key=lambda x: -len(x.words))) for first, v in found.items()}


def _pieces(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)))


def _qualifiers(section: Section) -> Bounding:
    kinds = ("minimum", "maximum", "about")
    found = {phrase: kind for kind in kinds for phrase in section.phrases(kind)}
    phrases = (*found, *section.phrases("between"))
    return Bounding(found, frozenset(phrase.split()[-1] for phrase in phrases))


def _bounds_after(section: Section) -> Bounding:
    found = dict.fromkeys(section.phrases("minimum_after"), "minimum")
    if "maximum_after" in section:
        found |= dict.fromkeys(section.phrases("maximum_after"), "maximum")
    return Bounding(found, frozenset(phrase.split()[0] for phrase in found))


def _kind(section: Section, key: str) -> NumberKind:
    if key not in KINDS:
        raise LexiconError(f"{section.where}: {key!r} is none of {', '.join(sorted(KINDS))}")
    return cast("NumberKind", key)


def _suffixes(section: Section) -> dict[str, NumberKind]:
    return {word: _kind(section, key) for key in section for word in section.phrases(key)}


def _contexts(
    section: Section,
) -> tuple[dict[str, tuple[Context, ...]], dict[str, tuple[Context, ...]]]:
    after: dict[str, list[Context]] = defaultdict(list)
    before: dict[str, list[Context]] = defaultdict(list)
    for key in section:
        for phrase in section.phrases(key):
            left, mark, right = phrase.partition("#")
            context = Context(tuple(left.split()), tuple(right.split()), _kind(section, key))
            if not mark or not (context.before or context.after):
                raise LexiconError(f"{section.where}.{key}: {phrase!r} needs a # and a word")
            if context.after:
                after[context.after[0]].append(context)
            else:
                before[context.before[-1]].append(context)
    return _longest_first(after), _longest_first(before)


def _longest_first(contexts: dict[str, list[Context]]) -> dict[str, tuple[Context, ...]]:
    return {
        word: tuple(sorted(found, key=lambda c: -len(c.before) - len(c.after)))
        for word, found in contexts.items()
    }
