"""Cut text into paragraphs: blank lines and line ends divide, hard-wrapped lines are joined."""

import re
from collections.abc import Iterator
from itertools import pairwise

from geomap.text.span import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_WRAP_AT_MOST = 110  # columns; longer lines were never wrapped by hand or by mail
_WRAP_AT_LEAST = 40
_WRAPPED_LINES = 3
_WRAPPED_SHARE = 0.6  # of the lines of a block that must be full before the block counts as wrapped
_ENDS = tuple('.!?…:;"”’»)]')


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text, in order, without surrounding space."""
    found: list[Span] = []
    for block in _blocks(text):
        found.extend(_join_wrapped(text, block))
    return found


def _blocks(text: str) -> Iterator[list[Span]]:
    """Runs of lines without a blank line between them."""
    block: list[Span] = []
    for line in _lines(text):
        if block and len(_LINE_END.findall(text, block[-1].end, line.start)) > 1:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        line = match.group()
        lead = len(line) - len(line.lstrip())
        if lead < len(line):
            yield Span(match.start() + lead, match.start() + len(line.rstrip()))


def _join_wrapped(text: str, block: list[Span]) -> Iterator[Span]:
    width = max(line.end - line.start for line in block)
    if len(block) == 1 or not _WRAP_AT_LEAST <= width <= _WRAP_AT_MOST:
        yield from block
        return
    full = [_is_full(text, line, following, width) for line, following in pairwise(block)]
    wrapped = len(block) >= _WRAPPED_LINES and sum(full) >= _WRAPPED_SHARE * len(full)
    start = block[0].start
    for (line, following), is_full in zip(pairwise(block), full, strict=True):
        wraps = is_full and wrapped
        if not (wraps or _runs_on(text, line, following, is_full=is_full)):
            yield Span(start, line.end)
            start = following.start
    yield Span(start, block[-1].end)


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the next line's first word had no room left on this line."""
    first_word = text[following.start : following.end].split(None, 1)[0]
    return line.end - line.start + 1 + len(first_word) > width


def _runs_on(text: str, line: Span, following: Span, *, is_full: bool) -> bool:
    """Whether a line breaks off in a sentence that the next goes on with."""
    if text[line.end - 1] in _ENDS or not text[following.start].islower():
        return False
    return is_full or line.end - line.start >= _WRAP_AT_LEAST
