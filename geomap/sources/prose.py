"""Where the prose of a web page stands: in one container, as a rule, with a lead above it.

Elements are lxml's; this file needs only their common methods.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from geomap.sources.markup import words_of

_HOLDERS = ("p", "div", "td", "li", "blockquote", "section", "h2", "h3", "b", "strong", "center")
_INLINE_NAMED = """
    a abbr b cite code em font i mark q s small span strong sub sup u br
"""
_INLINE = frozenset(_INLINE_NAMED.split())
_SHORTEST = 45  # bytes of a block that is prose
_LINKED = 0.5  # of it: more is a list of links
_NEARLY_ALL = 0.75  # of a page's prose: then its holder is the article
_PARTS = ("div", "section")  # what articles are cut into
_HEADLINES = ("h1", "h2")
_MOST_LEADS = 3


def keep_container(tree: Any, title: str) -> Any | None:
    """Remove what is outside the container of nearly all prose, if there is one, and return that.

    What stands between the headline and the container stays: the lead may be there.
    """
    scores: Counter[Any] = Counter()
    whole = 0
    for block, length in _prose(tree):
        whole += length
        scores.update(dict.fromkeys(_holders(block), length))
    if not whole:
        return None
    container = _with_its_like(_lowest(scores, _NEARLY_ALL * whole), scores)
    if container is not None and container.tag not in ("body", "html"):
        _drop_around(container, _headline_before(tree, container, title))
    return container


def leads(tree: Any, text: str, title: str) -> list[str]:
    """Prose between the headline and the first words of an extracted text."""
    found: list[str] = []
    after_headline = False
    for element in tree.iter(*_HEADLINES, *_HOLDERS):
        if _is_headline(element, title):
            after_headline = True
        elif after_headline and (length := _own_prose(element)):
            words = words_of(element)
            if words in text or len(found) == _MOST_LEADS:
                break
            if length == _size(words) and not any(words in lead for lead in found):
                found.append(words)
    else:
        return []
    return found


def _holders(block: Any) -> tuple[Any, ...]:
    """What a paragraph stands in, and itself where it holds several, apart by line breaks."""
    return ((block,) if _has_lines(block) else ()) + tuple(block.iterancestors())


def _lowest(scores: Counter[Any], least: float) -> Any:
    """The lowest element that holds so much; those that do stand in each other."""
    holders = [element for element, score in scores.items() if score >= least]
    return max(holders, key=lambda element: len(list(element.iterancestors())), default=None)


def _with_its_like(container: Any, scores: Counter[Any]) -> Any:
    """The container, or what holds it and its like: an article may stand in several parts."""
    while container is not None and container.tag in _PARTS:
        parent = container.getparent()
        beside = () if parent is None else parent.iterchildren(container.tag)
        if sum(e.get("class") == container.get("class") and e in scores for e in beside) <= 1:
            break
        container = parent
    return container


def _prose(tree: Any) -> Iterator[tuple[Any, int]]:
    for element in tree.iter("p", "div", "td", "li", "blockquote", "section"):
        if length := _own_prose(element):
            yield element, length


def _own_prose(element: Any) -> int:
    """The size of an element's own text, with that of its inline children; 0 for no prose."""
    length = _size(element.text)
    linked = 0
    for child in element:
        if child.tag in _INLINE:
            size = _size(words_of(child))
            length += size
            linked += size if child.tag == "a" else 0
        length += _size(child.tail)
    is_prose = length >= _SHORTEST and linked <= _LINKED * length
    return length if is_prose else 0


def _size(words: str | None) -> int:
    """Bytes, not characters: a sign of Chinese says more than a letter."""
    return len((words or "").strip().encode())


def _has_lines(element: Any) -> bool:
    return len([child for child in element if child.tag == "br"]) > 1


def _headline_before(tree: Any, container: Any, title: str) -> Any:
    """The last headline before the container, or None."""
    found = None
    for element in tree.iter(*_HEADLINES, container.tag):
        if element is container:
            return found
        if _is_headline(element, title):
            found = element
    return None


def _is_headline(element: Any, title: str) -> bool:
    """Whether an element is a first heading, or a second one that says what the page is called."""
    return element.tag == "h1" or (
        element.tag == "h2" and bool(title) and words_of(element).endswith(title)
    )


def _drop_around(container: Any, headline: Any) -> None:
    """Remove what precedes the headline and what follows the container."""
    above = set() if headline is None else {headline, *headline.iterancestors()}
    reached = headline is None
    for ancestor in [container, *container.iterancestors()]:
        if ancestor.getparent() is None:  # beside the root stands what nothing can be taken out of
            break
        outside = list(ancestor.itersiblings())
        for sibling in ancestor.itersiblings(preceding=True):
            if reached:
                outside.append(sibling)
            reached = reached or sibling in above
        for sibling in outside:
            if sibling.tag != "head":
                sibling.drop_tree()
