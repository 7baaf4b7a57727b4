"""Cut a sentence into clauses, and know which words are quoted.

A clause begins at a word that opens one ("after", "who", "that"), at a semicolon, colon or dash.
A clause that opens the sentence or hangs on a noun ends at the next comma, and the main clause
goes on. That is enough to keep a negation, a plan or a condition with the verb it governs.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geomap.events.patterns import Hit
from geomap.text.parsed import Sentence, Token

_BREAKS = frozenset(";:–—")
_OPENING = frozenset("\"“„«”»‘'")
_CLOSING = frozenset("\"”“»«’'")
# Shorter stretches in quotation marks are names or doubted words, not speech.
_SPEECH_WORDS = 4


class Clause(NamedTuple):
    """A stretch of a sentence's words, from the first to the one after the last, and its kind."""

    start: int
    end: int
    kind: str


def clauses_of(tokens: Sequence[Token], openers: Iterable[Hit]) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order; together they are the sentence.

    Args:
        tokens: The words of the sentence.
        openers: Where words that open a clause stand, with the kind as label name.
    """
    kinds = _kinds(openers)
    if kinds.get(0) == "relative":
        kinds[0] = "main"  # at the head of a sentence the word points, it does not relate
    current, opened = kinds.get(0, "main"), 0
    starts = [(0, current)]
    for at, token in enumerate(tokens):
        closes = token.text == "," and (current == "relative" or (current != "main" and not opened))
        if at in kinds and at != opened:
            current, opened = kinds[at], at
            starts.append((at, current))
        elif token.text in _BREAKS or closes:
            current, opened = kinds.get(at + 1, "main"), at + 1
            starts.append((at + 1, current))
    ends = [start for start, _ in starts[1:]] + [len(tokens)]
    return tuple(
        Clause(start, end, kind)
        for (start, kind), end in zip(starts, ends, strict=True)
        if start < end
    )


def _kinds(openers: Iterable[Hit]) -> dict[int, str]:
    """Kinds by position; in "het feit dat" the phrase counts, not the "dat" within."""
    kinds: dict[int, str] = {}
    reached = 0
    for hit in sorted(openers, key=lambda h: (h.start, -h.end)):
        if hit.start >= reached:
            kinds[hit.start] = hit.label.name
            reached = hit.end
    return kinds


def speech_flags(sentences: Sequence[Sentence]) -> list[list[bool]]:
    """For each word of each sentence whether it is quoted speech.

    A quotation may run over sentences, never over paragraphs.
    """
    flags = [[False] * len(sentence.tokens) for sentence in sentences]
    opened: list[tuple[int, int]] | None = None
    paragraph = -1
    for number, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            paragraph, opened = sentence.paragraph, None
        for at, token in enumerate(sentence.tokens):
            if opened is None:
                opened = [] if token.text in _OPENING and _stands_free(sentence, at) else None
            elif token.text in _CLOSING:
                _mark(flags, opened)
                opened = None
            else:
                opened.append((number, at))
    return flags


def _stands_free(sentence: Sentence, at: int) -> bool:
    """Whether space stands before a mark: the one in "workers' rights" opens no quotation."""
    return at == 0 or sentence.tokens[at - 1].end < sentence.tokens[at].start


def _mark(flags: list[list[bool]], words: list[tuple[int, int]]) -> None:
    if len(words) >= _SPEECH_WORDS:
        for sentence, at in words:
            flags[sentence][at] = True
