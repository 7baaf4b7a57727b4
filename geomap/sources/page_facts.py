"""What a web page says about its article: headline, day, language, site, address.

Only what the page states is taken; nothing is guessed from its running text. Elements are lxml's;
this file needs only their common methods.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from geomap.sources.fields import day_in, language_code, web_address
from geomap.sources.linked_data import linked_articles
from geomap.sources.markup import words_of

_DAYS = (  # in the order of trust
    *("article:published_time", "og:article:published_time", "article:published"),
    *("datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime"),
    *("dcterms.date", "dcterms.issued", "dcterms.created", "dc.date.issued", "dc.date"),
    *("citation_publication_date", "publish-date", "publishdate", "pubdate", "publication_date"),
    *("originalpublicationdate", "date", "created"),
)
_DAY_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/-]?)(0[1-9]|1[0-2]|(?<=/)[1-9](?=/))\2(0[1-9]|[12]\d|3[01]|(?<=/)[1-9](?=/))(?!\d)"
)
_SEPARATORS = re.compile(r" (?:[|–—·•»«:/-]|::|\|\|) | ?\| ?|: ")
_SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,5}\)(\S{1,2000})\s")
_SAVED_WITHIN = 2000  # characters from the start
_LONGEST_SITE = 60  # characters
_ASIDE = frozenset({"aside", "nav", "footer", "form"})


class PageFacts(NamedTuple):
    """What a page says about its article; None where it says nothing.

    Attributes:
        title: Headline, without the name of the site.
        published: Day of publication.
        language: ISO 639-1.
        site: Name of the site, or its host.
        url: Address.
        text: The article as it stands in JSON-LD; "" where it does not.
    """

    title: str | None
    published: date | None
    language: str | None
    site: str | None
    url: str | None
    text: str


def facts_of(tree: Any, source: str, url: str) -> PageFacts:
    """Collect the facts of a page.

    Args:
        tree: The page's elements.
        source: The page as text, for the address that browsers write into saved pages.
        url: Where the page was fetched; "" for a file.
    """
    metas = _metas(tree)
    linked = linked_articles(_scripts(tree))
    address = web_address(url) or _address(tree, metas, source)
    site = _first(metas.get("og:site_name"), *(one.site for one in linked))
    site = _first(site, *(metas.get(key) for key in ("application-name", "publisher")))
    host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    title = _title(tree, [*(one.title for one in linked), metas.get("og:title")], site, host)
    site = site or _rest_of_title(tree, title)
    return PageFacts(
        title=title,
        published=_published(tree, metas, [one.published for one in linked], address),
        language=_language(tree, metas, [one.language for one in linked]),
        site=site or host or None,
        url=address,
        text=next((one.text for one in linked if one.text), ""),
    )


def _metas(tree: Any) -> dict[str, str]:
    """The page's `meta` values by name in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        value = " ".join((element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and value:
                found.setdefault(name, value)
    return found


def _scripts(tree: Any) -> Iterator[str]:
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or "").lower() and element.text:
            yield element.text


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _address(tree: Any, metas: Mapping[str, str], source: str) -> str | None:
    links = (
        e.get("href") for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"
    )
    saved = _SAVED_FROM.search(source[:_SAVED_WITHIN])
    found = (*links, metas.get("og:url"), saved and saved[1])
    return _first(*(web_address(value or "") for value in found))


def _title(tree: Any, stated: Sequence[str | None], site: str | None, host: str) -> str | None:
    headings = [words_of(element) for element in tree.iter("h1")]
    title = [words_of(element) for element in tree.iter("title")]
    one_heading = headings[0] if len(headings) == 1 else None
    named = (site, host, host.split(".", maxsplit=1)[0])
    found = _first(*stated, one_heading, *title[:1])
    return without_site(found, [name for name in named if name]) if found else None


def without_site(title: str, names: Sequence[str]) -> str:
    """A title without the name of its site before or after it."""
    folded = {_letters(name) for name in names}
    cuts = [(cut.start(), cut.end()) for cut in _SEPARATORS.finditer(title)]
    if cuts and _letters(title[cuts[-1][1] :]) in folded:
        return title[: cuts[-1][0]].strip()
    if cuts and _letters(title[: cuts[0][0]]) in folded:
        return title[cuts[0][1] :].strip()
    return title


def _rest_of_title(tree: Any, title: str | None) -> str | None:
    """What the page's title holds beside the headline: by custom the name of the site."""
    whole = next((words_of(element) for element in tree.iter("title")), "")
    if not title or title not in whole:
        return None
    before, _, after = (f" {part} " for part in whole.partition(title))
    rest = [
        part for part in (*_SEPARATORS.split(before), *_SEPARATORS.split(after)) if part.strip()
    ]
    return rest[0].strip() if len(rest) == 1 and len(rest[0]) < _LONGEST_SITE else None


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def _published(
    tree: Any, metas: Mapping[str, str], linked: Sequence[date | None], url: str | None
) -> date | None:
    for name in _DAYS[:3]:
        if day := day_in(metas.get(name, "")):
            return day
    if day := next(filter(None, linked), None):
        return day
    for name in _DAYS[3:]:
        if day := day_in(metas.get(name, "")):
            return day
    return next(_days_of_time_tags(tree), None) or _day_in_address(url or "")


def _days_of_time_tags(tree: Any) -> Iterator[date]:
    """Days of `time` elements: first those called the day of publication, then the article's."""
    tags = [(e, e.get("datetime") or e.get("content") or words_of(e)) for e in tree.iter("time")]
    marked = [day for element, day in tags if _is_publication(element)]
    inside = [day for element, day in tags if _is_in_article(element)]
    yield from filter(None, map(day_in, (*marked, *inside)))


def _is_publication(element: Any) -> bool:
    said = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
    return "datepublished" in said or "publish" in said or element.get("pubdate") is not None


def _is_in_article(element: Any) -> bool:
    tags = {ancestor.tag for ancestor in element.iterancestors()}
    modified = "modified" in (element.get("itemprop") or "").lower()
    return not modified and bool(tags & {"article", "main"}) and not tags & _ASIDE


def _day_in_address(url: str) -> date | None:
    found = _DAY_IN_ADDRESS.search(urlsplit(url).path) if url else None
    return day_in(f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}") if found else None


def _language(tree: Any, metas: Mapping[str, str], linked: Sequence[str | None]) -> str | None:
    said = (tree.get("lang"), tree.get("xml:lang"), metas.get("content-language"))
    for words in (*said, metas.get("og:locale"), metas.get("dc.language"), *linked):
        code = language_code(words or "")
        if code and code.isascii() and code.isalpha() and len(code) in (2, 3):
            return code
    return None
