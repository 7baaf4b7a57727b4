"""A sentence, or the dateline before it, as parallel rows of words, lower-case words and shapes."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress
from typing import NamedTuple

from geomap.text.memo import Memo, made_of
from geomap.text.parsed import ParsedDocument, Sentence, Token, Tokens

# A full stop belongs to a short word ("Ky.", "W.Va."), not to a long one ("RUSSIE.").
_DATELINE_TOKEN = re.compile(
    r"[^\W\d_]{1,5}\.(?:[^\W\d_]{1,5}\.)*|[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\w\s]"
)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_PARTS = re.compile(r"[-'’‐‑]")
_CAPITALS = re.compile("[AU]+")
_GREAT = bytes(code if chr(code) in "AU" else 0 for code in range(256))  # leaves capitals
_WORDS_KEPT = 65_536
_LOUD_WORDS = 3  # a line of at least so many words in capitals is a headline that shouts


class Line(NamedTuple):
    """Words of one sentence or dateline; all sequences are as long as `words`.

    Attributes:
        sentence: Index of the sentence.
        dateline: Whether these are the words of its dateline.
        words: As written.
        lower: In lower case, without the full stop of an abbreviation.
        starts: First characters, in the document.
        ends: Characters after the last.
        shapes: A letter a word: `A` capitalized, `U` all capitals, `a` lower case, `0` with a
            digit first, `.` a mark.
        runs: Capitalized words that touch: the first of each run and the word after its last.
        loud: All in capitals, so that capitals tell nothing.
        quiet: All in lower case, the same.
    """

    sentence: int
    dateline: bool
    words: Sequence[str]
    lower: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    shapes: str
    runs: Sequence[tuple[int, int]]
    loud: bool
    quiet: bool

    def capital(self, at: int) -> bool:
        """Whether a word stands there that begins with a capital."""
        return 0 <= at < len(self.shapes) and self.shapes[at] in "AU"

    def word(self, at: int) -> str:
        """The lower-case word there; "" beyond the line."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def capitals(self) -> list[int]:
        """All capitalized words."""
        return [*compress(range(len(self.shapes)), self.shapes.encode().translate(_GREAT))]


_made = made_of(Line)


def lines_of(parsed: ParsedDocument) -> Iterator[Line]:
    """Every dateline and sentence of a document, in order."""
    unspaced = _is_unspaced(parsed)
    for sentence in parsed.sentences:
        if sentence.dateline is not None:
            opening = _dateline_tokens(parsed, sentence)
            yield _line(sentence, _signs_apart(opening) if unspaced else opening, dateline=True)
        tokens = _signs_apart(sentence.tokens) if unspaced else sentence.tokens
        yield _line(sentence, tokens, dateline=False)


def lines_with(parsed: ParsedDocument, words: AbstractSet[str]) -> Iterator[Line]:
    """The sentences of a document, without datelines, in which one of some words stands."""
    unspaced = _is_unspaced(parsed)
    for sentence in parsed.sentences:
        tokens = _signs_apart(sentence.tokens) if unspaced else sentence.tokens
        if not words.isdisjoint([_looks[text][1] for text in tokens.texts]):
            yield _line(sentence, tokens, dateline=False)


def _is_unspaced(parsed: ParsedDocument) -> bool:
    """Whether some of the text is in a script without spaces between words."""
    return _UNSPACED.search(parsed.document.text) is not None


def starts_sentence(line: Line, at: int) -> bool:
    """Whether a capital there is owed to the start of a sentence or quotation."""
    return not line.dateline and (
        at == 0 or (line.shapes[at - 1] == "." and line.words[at - 1] not in ",(-/")
    )


def shape_of(word: str) -> str:
    """The letter for a word's shape; letters of scripts without case count as capitals."""
    return _looks[word][0]


def runs_of(shapes: str) -> list[tuple[int, int]]:
    """Capitalized words that touch: the first of each run and the word after its last."""
    return [match.span() for match in _CAPITALS.finditer(shapes)]


def _look(word: str) -> tuple[str, str]:
    """A word's shape, and the word in lower case without the full stop of an abbreviation."""
    lower = word.lower()
    return _shape(word), (lower.rstrip(".") or lower) if lower[-1] == "." else lower


def _shape(word: str) -> str:
    first = word[0]
    if first.islower():
        return "A" if not word.islower() and _capital_within(word) else "a"
    if first.isalpha():
        return "U" if len(word) > 1 and word.isupper() else "A"
    if first.isdigit():
        return "0"
    return "A" if len(word) > 1 and _capital_within(word) else "."


def _capital_within(word: str) -> bool:
    """Whether a capital follows a hyphen or apostrophe: "'s-Gravenhage", "al-Bab"."""
    return any(part[:1].isupper() for part in _PARTS.split(word)[1:])


_looks = Memo(_look, _WORDS_KEPT)


def _line(sentence: Sentence, tokens: Tokens, *, dateline: bool) -> Line:
    looks = zip(*map(_looks.__getitem__, tokens.texts), strict=True)
    letters, lower = looks if tokens.texts else ((), ())
    shapes = "".join(letters)
    capitals, small = shapes.count("U"), shapes.count("a")
    titled = shapes.count("A")
    loud = capitals >= _LOUD_WORDS and capitals > 3 * (small + titled)
    quiet = small >= _LOUD_WORDS and not capitals and not titled
    row = (tokens.texts, lower, tokens.starts, tokens.ends, shapes, runs_of(shapes), loud, quiet)
    return _made((sentence.index, dateline, *row))


def _signs_apart(tokens: Tokens) -> Tokens:
    """Words, those in scripts without spaces between words sign by sign."""
    parts = [
        part
        for token in tokens
        for part in (_cut(token) if _UNSPACED.match(token.text) else (token,))
    ]
    return Tokens(*zip(*parts, strict=True))


def _cut(token: Token) -> Iterator[Token]:
    for at, sign in enumerate(token.text, token.start):
        yield Token(sign, at, at + 1)


def _dateline_tokens(parsed: ParsedDocument, sentence: Sentence) -> Tokens:
    span = sentence.dateline
    if span is None:
        return Tokens()
    agency = parsed.document.text.find("(", span.start, span.end)
    end = span.end if agency < 0 else agency
    found = _DATELINE_TOKEN.finditer(parsed.document.text, span.start, end)
    return Tokens(*zip(*((m.group(), m.start(), m.end()) for m in found), strict=True))
