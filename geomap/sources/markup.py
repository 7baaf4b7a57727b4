"""Text from markup: paragraphs as a reader sees them.

Elements are lxml's; this file needs only their common methods. It knows the elements of HTML and
those of trafilatura, which calls a heading `head`, a line break `lb` and so on.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_BLOCKS_NAMED = """
    address article aside blockquote body caption center cell dd details div dl doc dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html item li list
    main nav ol option p pre quote row section summary table tbody td tfoot th thead title tr
    ul
"""
_BLOCKS = frozenset(_BLOCKS_NAMED.split())
_BREAKS = frozenset({"br", "lb"})
_SILENT_NAMED = """
    applet audio canvas datalist embed iframe math noscript object script select style svg
    template textarea video
"""
_SILENT = frozenset(_SILENT_NAMED.split())
_SPACE = re.compile(r"[ \t\r\n\f]+")  # what HTML takes for space; others are the author's
_PARAGRAPH_BREAK = "\n\n"


class _Step(NamedTuple):
    """A step of the walk: words, or a break of lines or paragraphs."""

    words: str
    is_break: bool = False


def paragraphs_of(root: Any) -> list[str]:
    """The text of an element in paragraphs, each on one line unless it holds line breaks."""
    found: list[str] = []
    line: list[str] = []
    for step in _steps(root):
        if step.words == _PARAGRAPH_BREAK:
            _close(line, found)
        else:
            line.append("\n" if step.is_break else _SPACE.sub(" ", step.words))
    _close(line, found)
    return found


def words_of(element: Any) -> str:
    """The text of an element on one line."""
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def _close(line: list[str], found: list[str]) -> None:
    """Put what was collected away; two line breaks in a row part paragraphs."""
    text = _SPACE.sub(" ", "".join(line).replace("\n", "\0")).replace(" \0", "\0")
    for part in re.split("\0(?:\0| )*\0", text):
        lines = (one.strip() for one in part.split("\0"))
        if whole := "\n".join(filter(None, lines)):
            found.append(whole)
    line.clear()


def _steps(root: Any) -> Iterator[_Step]:
    """Words and breaks in reading order, without recursion: markup may be nested deeply."""
    opened: list[Any] = []
    waiting: list[Iterator[Any]] = [iter((root,))]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
            if opened:
                yield from _end(opened.pop(), root)
        elif not isinstance(element.tag, str) or element.tag in _SILENT:
            yield from _tail(element, root)
        else:
            yield from _start(element)
            opened.append(element)
            waiting.append(iter(element))


def _start(element: Any) -> Iterator[_Step]:
    if element.tag in _BLOCKS:
        yield _Step(_PARAGRAPH_BREAK, is_break=True)
    if element.tag in _BREAKS:
        yield _Step("\n", is_break=True)
    if element.text:
        yield _Step(element.text)


def _end(element: Any, root: Any) -> Iterator[_Step]:
    if element.tag in _BLOCKS:
        yield _Step(_PARAGRAPH_BREAK, is_break=True)
    yield from _tail(element, root)


def _tail(element: Any, root: Any) -> Iterator[_Step]:
    if element.tail and element is not root:
        yield _Step(element.tail)
