"""Cut a document into sentences and words, and find its dates and numbers."""

from collections.abc import Iterator
from dataclasses import replace

from geomap.text.datelines import find_dateline
from geomap.text.dates import find_dates
from geomap.text.document import Document
from geomap.text.language import choose_language
from geomap.text.language_table import LanguageTable, language_table
from geomap.text.numbers import find_numbers
from geomap.text.paragraphs import paragraphs
from geomap.text.parsed import DateMention, NumberMention, ParsedDocument, Sentence, Token
from geomap.text.sentences import kind_of_line, split_sentences
from geomap.text.span import Span
from geomap.text.tokens import tokenize
from geomap.text.words import sentence_words


def parse(document: Document) -> ParsedDocument:
    """Read a document: its language, sentences, words, dates and numbers.

    Any text will do; a text without words has no sentences. Offsets are those of
    `document.text`, unchanged.

    Args:
        document: The article. Relative dates lean on its `published` and on nothing else.

    Raises:
        LexiconError: The table of the language is damaged.
    """
    language, notes = choose_language(document)
    table = language_table(language)
    sentences = _with_prose(_sentences(document.text, table))
    dates: list[DateMention] = []
    numbers: list[NumberMention] = []
    for sentence in sentences:
        found_dates, found_numbers = _dates_and_numbers(document, sentence, table)
        dates.extend(found_dates)
        numbers.extend(found_numbers)
    return ParsedDocument(document, language, tuple(sentences), tuple(dates), tuple(numbers), notes)


def _sentences(text: str, table: LanguageTable) -> list[Sentence]:
    sentences: list[Sentence] = []
    count = 0
    for paragraph in paragraphs(text):
        found = list(_paragraph_sentences(text, paragraph, table))
        sentences += [
            replace(sentence, index=index, paragraph=count)
            for index, sentence in enumerate(found, start=len(sentences))
        ]
        count += bool(found)
    return sentences


def _paragraph_sentences(text: str, paragraph: Span, table: LanguageTable) -> Iterator[Sentence]:
    dateline = find_dateline(text, paragraph)
    start = dateline.end if dateline else paragraph.start
    tokens = _tokens(text, Span(start, paragraph.end), table)
    if not tokens:
        return
    ranges = list(split_sentences(tokens, table.signs))
    kind = "prose" if dateline else kind_of_line(tokens, len(ranges), table.signs)
    for first, last in ranges:
        span = Span(tokens[first].start, tokens[last - 1].end)
        yield Sentence(0, 0, kind, span, dateline, tuple(tokens[first:last]))
        dateline = None


def _tokens(text: str, span: Span, table: LanguageTable) -> list[Token]:
    return tokenize(text, span, table.pattern, table.signs.abbreviations)


def _with_prose(sentences: list[Sentence]) -> list[Sentence]:
    """Where nothing reads like prose, as in a list of short posts, lines are prose after all."""
    if any(sentence.kind == "prose" for sentence in sentences):
        return sentences
    return [replace(s, kind="prose") if s.kind == "headline" else s for s in sentences]


def _dates_and_numbers(
    document: Document, sentence: Sentence, table: LanguageTable
) -> tuple[list[DateMention], list[NumberMention]]:
    text = document.text
    words = sentence_words(text, sentence.tokens, table.small_words)
    dates = find_dates(words, table.dates, document.published)
    numbers = find_numbers(words, table.numbers, dates)
    if sentence.dateline:
        tokens = _tokens(text, sentence.dateline, table)
        opening = sentence_words(text, tokens, table.small_words)
        dates = find_dates(opening, table.dates, document.published) + dates
    return dates, numbers
