"""Cut a document into sentences and words, and find its dates and numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from geomap.text.datelines import find_dateline
from geomap.text.dates import find_dates
from geomap.text.document import Document
from geomap.text.hidden import note_on_alphabets
from geomap.text.language import choose_language
from geomap.text.language_table import LanguageTable, language_table
from geomap.text.later import Later
from geomap.text.numbers import find_numbers
from geomap.text.paragraphs import paragraphs
from geomap.text.parsed import DateMention, NumberMention, ParsedDocument, Sentence, Tokens
from geomap.text.sentences import kind_of_line, split_sentences
from geomap.text.span import Span
from geomap.text.tokens import tokenize
from geomap.text.words import SentenceWords, sentence_words


def parse(document: Document) -> ParsedDocument:
    """Read a document: its language, sentences, words, and, once asked for, dates and numbers.

    Any text will do; a text without words has no sentences. Offsets are those of
    `document.text`, unchanged.

    Args:
        document: The article. Relative dates lean on its `published` and on nothing else.

    Raises:
        LexiconError: The table of the language is damaged.
    """
    language, notes = choose_language(document)
    table = language_table(language)
    sentences = tuple(_with_prose(_sentences(document.text, table)))
    told = cache(lambda: _dates_and_numbers(document, sentences, table))
    dates, numbers = Later(lambda: told()[0]), Later(lambda: told()[1])
    words = (word for sentence in sentences for word in sentence.tokens.texts)
    notes += note_on_alphabets(document.text, words)
    return ParsedDocument(document, language, sentences, dates, numbers, notes)


def _sentences(text: str, table: LanguageTable) -> list[Sentence]:
    sentences: list[Sentence] = []
    for paragraph in paragraphs(text):
        number = sentences[-1].paragraph + 1 if sentences else 0
        sentences += _paragraph_sentences(text, paragraph, table, (len(sentences), number))
    return sentences


def _paragraph_sentences(
    text: str, paragraph: Span, table: LanguageTable, numbers: tuple[int, int]
) -> Iterator[Sentence]:
    """The sentences of a paragraph, given the numbers of its first sentence and its own."""
    dateline = find_dateline(text, paragraph)
    start = dateline.end if dateline else paragraph.start
    tokens = _tokens(text, Span(start, paragraph.end), table)
    if not tokens:
        return
    ranges = list(split_sentences(tokens, table.signs))
    kind = "prose" if dateline else kind_of_line(tokens, len(ranges), table.signs)
    for index, (first, last) in enumerate(ranges, start=numbers[0]):
        span = Span(tokens.starts[first], tokens.ends[last - 1])
        yield Sentence(index, numbers[1], kind, span, dateline, tokens[first:last])
        dateline = None


def _tokens(text: str, span: Span, table: LanguageTable) -> Tokens:
    return tokenize(text, span, table.pattern, table.signs.abbreviations)


def _with_prose(sentences: list[Sentence]) -> list[Sentence]:
    """Where nothing reads like prose, as in a list of short posts, lines are prose after all."""
    if any(sentence.kind == "prose" for sentence in sentences):
        return sentences
    return [replace(s, kind="prose") if s.kind == "headline" else s for s in sentences]


def _dates_and_numbers(
    document: Document, sentences: Sequence[Sentence], table: LanguageTable
) -> tuple[tuple[DateMention, ...], tuple[NumberMention, ...]]:
    """Both together, sentence by sentence: a year is no count, a day leans on the one before."""
    text, dates, numbers = document.text, list[DateMention](), list[NumberMention]()

    def dates_of(words: SentenceWords) -> list[DateMention]:
        return find_dates(words, table.dates, document.published, dates[-1] if dates else None)

    for sentence in sentences:
        if sentence.dateline:
            opening = _tokens(text, sentence.dateline, table)
            dates += dates_of(sentence_words(text, opening, table.small_words))
        words = sentence_words(text, sentence.tokens, table.small_words)
        found = dates_of(words)
        numbers += find_numbers(words, table.numbers, found)
        dates += found
    return tuple(dates), tuple(numbers)
