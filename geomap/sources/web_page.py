"""The article in a web page, by trafilatura, with what surrounds it taken out first.

Runs in the child of `worker`: parsing hostile markup may take any time and memory.
"""

import copy
from collections.abc import Callable, Iterable
from typing import Any

from geomap.sources.article import Article
from geomap.sources.boilerplate import Boilerplate, load_boilerplate
from geomap.sources.markup import paragraphs_of, words_of
from geomap.sources.page_encoding import decode_page
from geomap.sources.page_facts import facts_of
from geomap.sources.problem import UnreadError
from geomap.sources.prose import keep_container, leads
from geomap.text.language import identify_language

NO_ARTICLE = "has no article in it; save its text if there is one"

_MOST_TAKEN_OUT = 0.4  # of the page's text, by one part
_COLLAPSED = 0.4  # of the container's paragraphs
_LINKED = 0.9  # of a line's letters: then it is a link and no sentence
_NAMING = ("class", "id", "data-area", "data-component", "data-module", "data-type")
_LINES = ("p", "li", "h2", "h3", "h4", "h5", "h6", "div", "span", "b", "strong")
_NEVER = frozenset({"html", "body", "main", "article", "head"})
_HARDLY_ANY = 0.3  # of the text that a page holds for machines
_SHORTEST = 40  # bytes of text; a page with less holds its menu
_LONGEST_LINE = 400  # characters
_ENOUGH = 300  # characters of text that tell a language


def article_in_page(content: bytes, *, url: str = "", charset: str = "") -> Article:
    """Read the main text and the facts of a web page.

    Args:
        content: The page.
        url: Where it was fetched; "" for a file.
        charset: The encoding that the server named; "" for none.

    Raises:
        UnreadError: No page, or no article in it.
        InputError: In an encoding that cannot be told.
    """
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415 - half a second

    decoded = decode_page(content, charset)
    tree = load_html(decoded.text)
    if tree is None:
        raise UnreadError(NO_ARTICLE, "empty")
    facts = facts_of(tree, decoded.text, url)
    paragraphs = _paragraphs_of_article(tree, facts.title or "", bare_extraction)
    text = "\n\n".join(paragraphs)
    if len(text) < _HARDLY_ANY * len(facts.text) or (
        len(paragraphs) == 1 and "\n\n" in facts.text and len(text) <= len(facts.text)
    ):
        text = facts.text  # a page that a script fills holds its article for machines only
    if len(text.encode()) < _SHORTEST:
        raise UnreadError(NO_ARTICLE, "empty")
    language, remark = _language(facts.language, text)
    return Article(
        text=text,
        title=facts.title,
        published=facts.published,
        language=language,
        source=facts.site,
        url=facts.url,
        remarks=tuple(filter(None, (decoded.remark, remark))),
    )


def load() -> None:
    """Load what reading a page needs, so that no document is charged for it."""
    import trafilatura  # noqa: F401, PLC0415 - half a second

    load_boilerplate()


def text_of_markup(markup: str) -> str:
    """The text of a piece of HTML, such as a feed or a mail carries, in paragraphs."""
    from trafilatura import load_html  # noqa: PLC0415 - half a second

    if "<" not in markup and "&" not in markup:
        return markup.strip()
    tree = load_html(f"<html><body><div>{markup}</div></body></html>")
    return "" if tree is None else "\n\n".join(paragraphs_of(tree))


def _paragraphs_of_article(tree: Any, title: str, extraction: Callable[..., Any]) -> list[str]:
    _take_out(tree, load_boilerplate())
    container = keep_container(tree, title)
    # Extraction changes the tree, so what is needed of it afterwards is read before.
    plain = _lines_of_article(container, title) if container is not None else []
    whole = copy.copy(tree)
    found = extraction(tree, fast=True, include_comments=False)
    lines = _lines_of_article(found.body, title) if found else []
    if len(lines) < _COLLAPSED * len(plain):  # its last resort runs all paragraphs together
        lines = plain
    return [*leads(whole, "\n".join(lines), title), *lines] if lines else []


def _lines_of_article(body: Any, title: str) -> list[str]:
    """Paragraphs without pointers and labels, and without the headline, which stands apart."""
    boilerplate = load_boilerplate()
    lines = [line for line in paragraphs_of(body) if not boilerplate.is_line(line)]
    while lines and (lines[0] == title or not any(map(str.isalpha, lines[0]))):
        del lines[0]
    return lines


def _take_out(tree: Any, boilerplate: Boilerplate) -> None:
    """Remove parts that are named as something else than an article, and lines that point away."""
    largest = _MOST_TAKEN_OUT * len(words_of(tree))
    waiting = [tree]
    while waiting:
        for element in list(waiting.pop()):
            if _is_comments(element, boilerplate) or (
                _is_part(element, boilerplate) and len(words_of(element)) < largest
            ):
                element.drop_tree()
            else:
                waiting.append(element)
    for element in list(tree.iter(*_LINES)):
        if element.getparent() is not None and _points_away(element, boilerplate):
            element.drop_tree()


def _is_part(element: Any, boilerplate: Boilerplate) -> bool:
    if not isinstance(element.tag, str) or element.tag in _NEVER:
        return False
    names = _names(element)
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or boilerplate.is_part(element.tag, names, element.get("role") or "")


def _is_comments(element: Any, boilerplate: Boilerplate) -> bool:
    if not isinstance(element.tag, str) or element.tag in _NEVER:
        return False
    return boilerplate.is_comments(_names(element)) and element.find(".//h1") is None


def _names(element: Any) -> list[str]:
    return [name for attribute in _NAMING if (name := element.get(attribute))]


def _points_away(element: Any, boilerplate: Boilerplate) -> bool:
    words = words_of(element)
    if not words or len(words) > _LONGEST_LINE:
        return False
    links: Iterable[Any] = element.iter("a")
    linked = sum(len(words_of(link)) for link in links) >= _LINKED * len(words)
    return boilerplate.is_line(words, linked=linked) or (linked and element.tag in _LINES[:7])


def _language(said: str | None, text: str) -> tuple[str | None, str]:
    """The language that a page says, unless it says English, as systems do, and reads otherwise."""
    if said != "en" or len(text) < _ENOUGH:
        return said, ""
    found = identify_language(text)
    if found in (None, "en"):
        return said, ""
    return None, f"is said to be in English, which its text is not; taken for {found}"
