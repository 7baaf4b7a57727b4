"""Cut a sentence into clauses, and know which words are quoted.

A clause begins at a word that opens one ("after", "who", "that"), at a semicolon, colon or dash.
A clause that opens the sentence or hangs on a noun ends at the next comma, and the main clause
goes on. That is enough to keep a negation, a plan or a condition with the verb it governs.
"""

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from geomap.events.patterns import Hit
from geomap.text.parsed import Sentence

_BREAKS = frozenset(";:–—")
_CUTS = _BREAKS | {","}
_OPENING = frozenset("\"“„«”»‘'")
_CLOSING = frozenset("\"”“»«’'")
_QUOTES = _OPENING | _CLOSING
# Clauses put into another, which goes on behind their comma.
INSERTED = frozenset(("relative", "aside"))
_WHOLE = INSERTED | {"condition", "purpose", "report"}
# Words from a comma to the day, or to the town, with which a sentence goes on.
_DAY_REACH, _TOWN_REACH = 2, 4
_TURN_LEAST = 4  # words on either side of the comma
# Shorter stretches in quotation marks are names or doubted words, not speech.
_SPEECH_WORDS = 4


class Clause(NamedTuple):
    """A stretch of a sentence's words, from the first to the one after the last, and its kind."""

    start: int
    end: int
    kind: str


def clauses_of(texts: Sequence[str], openers: Iterable[Hit]) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order; together they are the sentence.

    Args:
        texts: The words of the sentence.
        openers: Where words that open a clause stand, with the kind as label name.
    """
    kinds = _kinds(openers, texts)
    cuts = [at for at, text in enumerate(texts) if text in _CUTS]
    if not kinds and not cuts:
        return (Clause(0, len(texts), "main"),)
    if kinds.get(0) == "relative":
        kinds[0] = "main"  # at the head of a sentence the word points, it does not relate
    current, opened = kinds.get(0, "main"), 0
    starts = [(0, current)]
    for at in sorted({*kinds, *cuts}):
        text = texts[at]
        closes = text == "," and (current in INSERTED or (current != "main" and not opened))
        if at in kinds and at != opened:
            current, opened = kinds[at], at
            starts.append((at, current))
        elif text in _BREAKS or closes:
            current, opened = kinds.get(at + 1, "main"), at + 1
            starts.append((at + 1, current))
    ends = [start for start, _ in starts[1:]] + [len(texts)]
    return tuple(
        Clause(start, end, kind)
        for (start, kind), end in zip(starts, ends, strict=True)
        if start < end
    )


def with_turns(
    clauses: Sequence[Clause],
    texts: Sequence[str],
    dated: Container[int],
    placed: Container[int],
) -> tuple[Clause, ...]:
    """Clauses cut where a sentence goes on to another day or town: ", and on Friday six died in".

    Args:
        clauses: The clauses of a sentence.
        texts: Its words.
        dated: Positions of dates; a turn goes from one to another.
        placed: The same of place names.
    """
    commas = [at for at, text in enumerate(texts) if text == ","]
    found: list[Clause] = []
    for start, end, kind in clauses:
        first, name = start, kind
        for at in commas if kind not in _WHOLE else ():
            inside = first + _TURN_LEAST <= at < end - _TURN_LEAST
            if inside and (
                _turns(at, first, texts, dated, _DAY_REACH)
                or _turns(at, first, texts, placed, _TOWN_REACH)
            ):
                found.append(Clause(first, at + 1, name))
                first, name = at + 1, "turn"
        found.append(Clause(first, end, name))
    return tuple(found)


def _turns(at: int, first: int, texts: Sequence[str], marks: Container[int], reach: int) -> bool:
    """Whether one mark stands well before a comma and another, behind small words, after it."""
    if at - 1 in marks or not texts[at + 1][0].islower():
        return False
    after = any(where in marks for where in range(at + 1, at + 1 + reach))
    return after and any(where in marks for where in range(first, at - 1))


def _kinds(openers: Iterable[Hit], texts: Sequence[str]) -> dict[int, str]:
    """Kinds by position; in "het feit dat" the phrase counts, not the "dat" within.

    "op die dag" opens nothing, and "fearing unrest" is an aside only before a main clause or
    between commas.
    """
    kinds: dict[int, str] = {}
    reached = 0
    for hit in sorted(openers, key=lambda h: (h.start, -h.end)):
        if hit.start >= reached:
            reached = hit.end
            amid = hit.label.name == "aside" and hit.start > 0 and texts[hit.start - 1] != ","
            if hit.label.name != "pointing" and not amid:
                kinds[hit.start] = hit.label.name
    return kinds


def speech_flags(sentences: Sequence[Sentence]) -> list[list[bool]]:
    """For each word of each sentence whether it is quoted speech.

    A quotation may run over sentences, never over paragraphs.
    """
    flags = [[False] * len(sentence.tokens) for sentence in sentences]
    opened: tuple[int, int] | None = None
    paragraph = -1
    for number, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            paragraph, opened = sentence.paragraph, None
        texts = sentence.tokens.texts
        for at in [at for at, text in enumerate(texts) if text in _QUOTES]:
            text = texts[at]
            if opened is None:
                opens = text in _OPENING and _stands_free(sentence, at)
                opened = (number, at + 1) if opens else None
            elif text in _CLOSING:
                _mark(flags, opened, (number, at))
                opened = None
    return flags


def _stands_free(sentence: Sentence, at: int) -> bool:
    """Whether space stands before a mark: the one in "workers' rights" opens no quotation."""
    return at == 0 or sentence.tokens.ends[at - 1] < sentence.tokens.starts[at]


def _mark(flags: list[list[bool]], first: tuple[int, int], last: tuple[int, int]) -> None:
    """Mark what is quoted, from a word of a sentence to the one before another."""
    quoted: list[tuple[list[bool], int, int]] = []
    for number in range(first[0], last[0] + 1):
        start = first[1] if number == first[0] else 0
        end = last[1] if number == last[0] else len(flags[number])
        quoted.append((flags[number], start, end))
    if sum(end - start for _, start, end in quoted) >= _SPEECH_WORDS:
        for sentence, start, end in quoted:
            sentence[start:end] = [True] * (end - start)
