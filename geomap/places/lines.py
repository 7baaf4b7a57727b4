"""A sentence, or the dateline before it, as parallel rows of words, lower-case words and shapes."""

import re
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from geomap.text.memo import Memo, made_of
from geomap.text.parsed import ParsedDocument, Sentence, Token

# A full stop belongs to a short word ("Ky.", "W.Va."), not to a long one ("RUSSIE.").
_DATELINE_TOKEN = re.compile(
    r"[^\W\d_]{1,5}\.(?:[^\W\d_]{1,5}\.)*|[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\w\s]"
)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_PARTS = re.compile(r"[-'’‐‑]")
_CAPITALS = re.compile("[AU]+")
_ABBREVIATION = re.compile(r"\.(?<=[^\n]\.)(?:\n|\Z)")  # a stop behind a word
_GREAT = bytes(code if chr(code) in "AU" else 0 for code in range(256))  # leaves capitals
_WORDS_KEPT = 65_536
_LINES_KEPT = 4096
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

    def runs(self) -> tuple[tuple[int, int], ...]:
        """Capitalized words that touch: the first of each run and the word after its last."""
        return _runs[self.shapes]

    def capitals(self) -> list[int]:
        """All capitalized words."""
        return [*compress(range(len(self.shapes)), self.shapes.encode().translate(_GREAT))]


_made = made_of(Line)


def lines_of(parsed: ParsedDocument) -> Iterator[Line]:
    """Every dateline and sentence of a document, in order."""
    unspaced = _UNSPACED.search(parsed.document.text) is not None
    for sentence in parsed.sentences:
        if sentence.dateline is not None:
            opening = _dateline_tokens(parsed, sentence)
            yield _line(sentence, _signs_apart(opening) if unspaced else opening, dateline=True)
        tokens = _signs_apart(sentence.tokens) if unspaced else sentence.tokens
        yield _line(sentence, tokens, dateline=False)


def starts_sentence(line: Line, at: int) -> bool:
    """Whether a capital there is owed to the start of a sentence or quotation."""
    return not line.dateline and (
        at == 0 or (line.shapes[at - 1] == "." and line.words[at - 1] not in ",(-/")
    )


def shape_of(word: str) -> str:
    """The letter for a word's shape; letters of scripts without case count as capitals."""
    return _shapes[word]


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


def _find_runs(shapes: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _CAPITALS.finditer(shapes))


_shapes = Memo(_shape, _WORDS_KEPT)
_runs = Memo(_find_runs, _LINES_KEPT)  # several files ask for the runs of one line


def _small(words: Sequence[str]) -> list[str]:
    """Words in lower case, all at once, without the full stop of an abbreviation."""
    joined = "\n".join(words).lower()
    lower = joined.split("\n") if words else []
    if _ABBREVIATION.search(joined) is None:
        return lower
    return [(w.rstrip(".") or w) if w[-1] == "." else w for w in lower]


def _line(sentence: Sentence, tokens: Sequence[Token], *, dateline: bool) -> Line:
    words, starts, ends = map(list, zip(*tokens, strict=True)) if tokens else ([], [], [])
    shapes = "".join(map(_shapes.__getitem__, words))
    capitals, small = shapes.count("U"), shapes.count("a")
    titled = shapes.count("A")
    loud = capitals >= _LOUD_WORDS and capitals > 3 * (small + titled)
    quiet = small >= _LOUD_WORDS and not capitals and not titled
    lower = _small(words)
    return _made((sentence.index, dateline, words, lower, starts, ends, shapes, loud, quiet))


def _signs_apart(tokens: Sequence[Token]) -> list[Token]:
    """Words, those in scripts without spaces between words sign by sign."""
    return [
        part
        for token in tokens
        for part in (_cut(token) if _UNSPACED.match(token.text) else (token,))
    ]


def _cut(token: Token) -> Iterator[Token]:
    for at, sign in enumerate(token.text, token.start):
        yield Token(sign, at, at + 1)


def _dateline_tokens(parsed: ParsedDocument, sentence: Sentence) -> list[Token]:
    span = sentence.dateline
    if span is None:
        return []
    agency = parsed.document.text.find("(", span.start, span.end)
    end = span.end if agency < 0 else agency
    found = _DATELINE_TOKEN.finditer(parsed.document.text, span.start, end)
    return [Token(match.group(), match.start(), match.end()) for match in found]
