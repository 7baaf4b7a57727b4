"""A sentence, or the dateline before it, as parallel rows of words, lower-case words and shapes."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from geomap.text.parsed import ParsedDocument, Sentence, Token

# A full stop belongs to a short word ("Ky.", "W.Va."), not to a long one ("RUSSIE.").
_DATELINE_TOKEN = re.compile(
    r"[^\W\d_]{1,5}\.(?:[^\W\d_]{1,5}\.)*|[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\w\s]"
)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_PARTS = re.compile(r"[-'’‐‑]")
_SHAPES_KEPT = 65_536
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
        loud: All in capitals, so that capitals tell nothing.
        quiet: All in lower case, the same.
    """

    sentence: int
    dateline: bool
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    shapes: str
    loud: bool
    quiet: bool

    def capital(self, at: int) -> bool:
        """Whether a word stands there that begins with a capital."""
        return 0 <= at < len(self.shapes) and self.shapes[at] in "AU"

    def word(self, at: int) -> str:
        """The lower-case word there; "" beyond the line."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""


def lines_of(parsed: ParsedDocument) -> Iterator[Line]:
    """Every dateline and sentence of a document, in order."""
    for sentence in parsed.sentences:
        if sentence.dateline is not None:
            yield _line(sentence, _dateline_tokens(parsed, sentence), dateline=True)
        yield _line(sentence, sentence.tokens, dateline=False)


@lru_cache(_SHAPES_KEPT)
def shape_of(word: str) -> str:
    """The letter for a word's shape; letters of scripts without case count as capitals."""
    first = word[0]
    if first.islower():
        return "A" if _capital_within(word) else "a"
    if first.isalpha():
        return "U" if len(word) > 1 and word.isupper() else "A"
    if first.isdigit():
        return "0"
    return "A" if len(word) > 1 and _capital_within(word) else "."


def _capital_within(word: str) -> bool:
    """Whether a capital follows a hyphen or apostrophe: "'s-Gravenhage", "al-Bab"."""
    return any(part[:1].isupper() for part in _PARTS.split(word)[1:])


def _line(sentence: Sentence, tokens: Sequence[Token], *, dateline: bool) -> Line:
    tokens = [part for token in tokens for part in _signs_apart(token)]
    words = [token.text for token in tokens]
    shapes = "".join(map(shape_of, words))
    capitals, small = shapes.count("U"), shapes.count("a")
    titled = shapes.count("A")
    return Line(
        sentence=sentence.index,
        dateline=dateline,
        words=words,
        lower=[word.lower().rstrip(".") or word for word in words],
        starts=[token.start for token in tokens],
        ends=[token.end for token in tokens],
        shapes=shapes,
        loud=capitals >= _LOUD_WORDS and capitals > 3 * (small + titled),
        quiet=small >= _LOUD_WORDS and not capitals and not titled,
    )


def _signs_apart(token: Token) -> Sequence[Token]:
    """A word, or its signs one by one in scripts that leave no spaces between words."""
    text = token.text
    if text.isascii() or not _UNSPACED.match(text):
        return (token,)
    return [Token(sign, token.start + at, token.start + at + 1) for at, sign in enumerate(text)]


def _dateline_tokens(parsed: ParsedDocument, sentence: Sentence) -> list[Token]:
    span = sentence.dateline
    if span is None:
        return []
    agency = parsed.document.text.find("(", span.start, span.end)
    end = span.end if agency < 0 else agency
    found = _DATELINE_TOKEN.finditer(parsed.document.text, span.start, end)
    return [Token(match.group(), match.start(), match.end()) for match in found]
