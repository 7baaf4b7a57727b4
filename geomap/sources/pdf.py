"""The text of a PDF file, by pypdfium2. Runs in the child of `worker`.

A PDF holds lines, not paragraphs: a line that stops well before the margin at the end of a sentence
ends a paragraph. Lines that stand on most pages, such as the name of the paper, are left out.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from geomap.sources.article import Article
from geomap.sources.problem import UnreadError

_MOST_PAGES = 2_000
_SHORT = 0.75  # of the usual longest line: what stops before has reached its end
_USUAL = 0.9  # the share of lines that are at most as long as the usual longest one
_SENTENCE_END = re.compile(r"[.!?…。！？؟:][\"'”’»)\]]?$")
_CUT_WORD = re.compile("[\x02\ufffe\xad](?:\r?\n)?")  # how pdfium marks the hyphen of a cut word
_REPEATED = 3  # pages on which a line at the edge makes it no part of the text
_FILE_NAME = re.compile(
    r"\.(?:docx?|odt|indd|pdf|rtf|tex|pages|pub)$|^untitled|^microsoft word", re.IGNORECASE
)


def article_in_pdf(content: bytes, *, longest: int) -> Article:
    """Read the text layer of a PDF file.

    Args:
        content: The file.
        longest: Characters of text that are at most taken.

    Raises:
        UnreadError: Encrypted, damaged, too long, or pictures of pages without text.
    """
    import pypdfium2  # noqa: PLC0415 - only where there is a PDF

    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadError(_refusal(str(error))) from error
    if len(file) > _MOST_PAGES:
        raise UnreadError(f"has {len(file)} pages; split it below {_MOST_PAGES}", "too large")
    pages = _pages(file, longest)
    text = "\n\n".join(_paragraphs(_without_repeated(pages)))
    if not text:
        raise UnreadError(
            "holds pictures of pages and no text; let a text recognizer (OCR) read it first",
            "empty",
        )
    title = (file.get_metadata_value("Title") or "").strip()
    return Article(text=text, title=title if title and not _FILE_NAME.search(title) else None)


def _refusal(words: str) -> str:
    if "password" in words.lower():
        return "is encrypted; save a copy without its password"
    return "is no PDF, or a damaged one; fetch it again"


def _pages(file: Any, longest: int) -> list[list[str]]:
    """The lines of each page."""
    pages: list[list[str]] = []
    length = 0
    for number in range(len(file)):
        page = file[number]
        words = page.get_textpage()
        text = words.get_text_bounded()
        length += len(text)
        if length > longest:
            raise UnreadError(
                f"holds more than {longest // 1_000_000} MB of text; split it", "too large"
            )
        lines = _CUT_WORD.sub("", text).replace("\0", "").splitlines()
        pages.append([line.strip() for line in lines if line.strip()])
        words.close()
        page.close()
    return pages


def _without_repeated(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Pages without page numbers and without edge lines that several pages share."""
    edges = Counter(line for page in pages for line in {*page[:2], *page[-2:]})
    return [
        [line for line in page if not line.isdigit() and edges[line] < _REPEATED] for page in pages
    ]


def _paragraphs(pages: Sequence[Sequence[str]]) -> list[str]:
    lines = [line for page in pages for line in page]
    lengths = sorted(map(len, lines))
    margin = _SHORT * lengths[int(_USUAL * (len(lengths) - 1))] if lengths else 0
    paragraphs: list[str] = []
    open_paragraph = ""
    for line in lines:
        open_paragraph = _joined(open_paragraph, line)
        if len(line) < margin and _SENTENCE_END.search(line):
            paragraphs.append(open_paragraph)
            open_paragraph = ""
    return [*paragraphs, open_paragraph] if open_paragraph else paragraphs


def _joined(before: str, line: str) -> str:
    """Put a line behind the words before it; a word that was cut becomes whole."""
    if before.endswith("-") and before[-2:-1].isalpha() and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}" if before else line
