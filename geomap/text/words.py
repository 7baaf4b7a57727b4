"""The words of one sentence, as the finders of dates and numbers read them."""

from collections.abc import Sequence
from typing import NamedTuple

from geomap.text.memo import Memo
from geomap.text.parsed import Tokens
from geomap.text.span import Span

_WORDS_KEPT = 65_536


class SentenceWords(NamedTuple):
    """The tokens of a sentence or dateline, and the same in lower case.

    Attributes:
        text: The document.
        tokens: In order.
        lows: Their texts in lower case, with straight apostrophes.
        small_words: Function words of the language.
    """

    text: str
    tokens: Tokens
    lows: Sequence[str]
    small_words: frozenset[str]

    def span(self, start: int, end: int) -> Span:
        """Where tokens[start:end] stand in the document."""
        return Span(self.tokens.starts[start], self.tokens.ends[end - 1])


def sentence_words(text: str, tokens: Tokens, small_words: frozenset[str]) -> SentenceWords:
    """Prepare tokens for the finders."""
    lows = list(map(_lows.__getitem__, tokens.texts))
    return SentenceWords(text, tokens, lows, small_words)


def _low(word: str) -> str:
    """In lower case; the Turkish "İ" is one letter, not "i" and a dot above."""
    return word.lower().replace("’", "'").replace("ʼ", "'").replace("i\u0307", "i")


_lows = Memo(_low, _WORDS_KEPT)
