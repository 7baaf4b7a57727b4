"""A document cut into sentences and words, with its dates and numbers: what all rooms read."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, overload

from geomap.text.document import Document
from geomap.text.span import Span

SentenceKind = Literal["prose", "headline", "caption"]
DatePrecision = Literal["day", "week", "month", "year", "unknown"]
DateSource = Literal["explicit", "relative", "inherited", "publication", "none"]


class Token(NamedTuple):
    """A word, number or punctuation mark; offsets in the document.

    Attributes:
        text: As people see it: without hidden signs such as soft hyphens, letters in Unicode's
            form NFKC.
        start: Its first character in the document.
        end: The character after its last.
    """

    text: str
    start: int
    end: int


class Tokens(Sequence[Token]):
    """Tokens in order, kept as three columns: a document has hundreds, read again and again.

    Args:
        texts: What each token reads, as `Token.text`.
        starts: Their first characters in the document.
        ends: The characters after their last.
    """

    __slots__ = ("ends", "starts", "texts")

    def __init__(
        self, texts: Sequence[str] = (), starts: Sequence[int] = (), ends: Sequence[int] = ()
    ) -> None:
        self.texts, self.starts, self.ends = texts, starts, ends

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> "Tokens": ...
    def __getitem__(self, at: int | slice) -> "Token | Tokens":
        if isinstance(at, slice):
            return Tokens(self.texts[at], self.starts[at], self.ends[at])
        return Token(self.texts[at], self.starts[at], self.ends[at])

    def __len__(self) -> int:
        return len(self.texts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tokens) and [*self] == [*other]

    def __hash__(self) -> int:
        return hash((*self.texts, *self.starts))

    def __repr__(self) -> str:
        return f"Tokens({', '.join(self.texts)})"

    def first_from(self, offset: int) -> int:
        """The position of the first token that begins at or behind a character, or their number."""
        return bisect_left(self.starts, offset)

    def first_beyond(self, offset: int) -> int:
        """The position of the first token that ends behind a character, or their number."""
        return bisect_right(self.ends, offset)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document.

    Attributes:
        index: Position among the document's sentences, from 0.
        paragraph: Position of its paragraph, from 0; blank lines and line ends divide paragraphs.
        kind: `headline` and `caption` are short lines without a full stop or finite verb.
        span: Its stretch of the document, without surrounding space and without a dateline.
        dateline: The stretch before it such as "KABUL, Afghanistan (AP) -", when there is one.
        tokens: Its words and marks in order; the dateline is not among them.
    """

    index: int
    paragraph: int
    kind: SentenceKind
    span: Span
    dateline: Span | None
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that tell when. Dates are None where they are relative to an unknown day.

    Attributes:
        span: The words, e.g. "in de nacht van vrijdag op zaterdag".
        text: The words as written.
        start: First day, or None.
        end: Last day, inclusive, or None.
        precision: How fine the words are.
        source: `explicit` carries its own year or is a full date; `relative` leans on the
            publication date.
    """

    span: Span
    text: str
    start: date | None
    end: date | None
    precision: DatePrecision
    source: DateSource


NumberKind = Literal[
    "count", "year", "age", "money", "percent", "clock", "ordinal", "measure", "name"
]


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in digits or words ("26", "zesentwintig", "at least two dozen").

    Attributes:
        span: The words, qualifier included ("zeker 26").
        text: The words as written.
        value: The number, or None where only a bound or a vague amount is given ("dozens").
        minimum: Least number meant, or None.
        maximum: Greatest number meant, or None.
        kind: `count` may count people; all others are masked before casualties are counted.
    """

    span: Span
    text: str
    value: int | None
    minimum: int | None
    maximum: int | None
    kind: NumberKind


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document and what the room of text found in it.

    Attributes:
        document: The article.
        language: The language it is read in (ISO 639-1), one of those supported.
        sentences: In order.
        dates: All date mentions, in order; `parse` finds them when they are first asked for.
        numbers: All number mentions, in order; the same.
        notes: Soft failures worth telling the user, e.g. an unknown language.
    """

    document: Document
    language: str
    sentences: tuple[Sentence, ...]
    dates: Sequence[DateMention]
    numbers: Sequence[NumberMention]
    notes: tuple[str, ...] = ()

    def surface(self, span: Span) -> str:
        """The characters of a span."""
        return self.document.text[span.start : span.end]
