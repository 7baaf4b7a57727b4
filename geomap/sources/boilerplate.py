"""What surrounds the article of a web page: told by the names of parts, or by first words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from geomap.errors import LexiconError
from geomap.resources import read_table

_NAME_WORD = re.compile(r"[a-z]+|[A-Z][a-z]+|[A-Z]+(?![a-z])")
_LONGEST_POINTER = 200  # characters; a longer line that begins so says something itself
_LONGEST_NAME = 400  # characters of a class attribute that are looked at


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """How parts and lines that are no article are named.

    Attributes:
        words: Of classes and ids.
        comments: Of classes and ids of what readers say.
        topics: With these begin classes that say what the article is about.
        tags: Names of elements.
        roles: Of the attribute `role`.
        pointers: First words of lines that point elsewhere.
        labels: First words of captions and labels.
    """

    words: frozenset[str]
    comments: frozenset[str]
    topics: tuple[str, ...]
    tags: frozenset[str]
    roles: frozenset[str]
    pointers: tuple[str, ...]
    labels: tuple[str, ...]

    def is_part(self, tag: str, names: Iterable[str], role: str) -> bool:
        """Whether an element is named as something that stands around articles."""
        if tag in self.tags or role in self.roles:
            return True
        return any(not self.words.isdisjoint(self._words(name)) for name in names)

    def is_comments(self, names: Iterable[str]) -> bool:
        """Whether an element is named as what readers say."""
        return any(not self.comments.isdisjoint(self._words(name)) for name in names)

    def _words(self, name: str) -> frozenset[str]:
        return name_words(name, self.topics)

    def is_line(self, line: str, *, linked: bool = False) -> bool:
        """Whether a paragraph only points elsewhere, or only names what stands beside it.

        Args:
            line: The paragraph.
            linked: All of it is a link.
        """
        if len(line) > _LONGEST_POINTER:
            return False
        low = line.lower().lstrip(" \t-–—•*>»[(").rstrip()
        return _begins(low, self.labels) or _begins(low, self.pointers, loosely=linked)


@lru_cache(4096)  # a page says the same names again and again
def name_words(name: str, topics: tuple[str, ...] = ()) -> frozenset[str]:
    """The words of a class name or id in lower case: "siteFooter_links" has site, footer, links."""
    parts = name[:_LONGEST_NAME].split()
    cut = " ".join(part for part in parts if not part.lower().startswith(topics))
    whole = cut.lower().replace("_", " ").replace("-", " ").split()
    return frozenset(whole).union(word.lower() for word in _NAME_WORD.findall(cut))


def _begins(line: str, starts: tuple[str, ...], *, loosely: bool = False) -> bool:
    for start in starts:
        if line.startswith(start):
            rest = line[len(start) :].lstrip()
            if loosely or not rest or rest[0] in ":：|>»":
                return True
    return False


@cache
def load_boilerplate() -> Boilerplate:
    """The names and words of `data/web_page.toml`.

    Raises:
        LexiconError: The file is absent or wrong.
    """
    return boilerplate_from(read_table("web_page.toml"))


def boilerplate_from(table: Mapping[str, Any]) -> Boilerplate:
    """Check a table of names and words.

    Raises:
        LexiconError: A section is missing or unknown, or a list holds something else than words.
    """
    if set(table) != {"parts", "pointers", "labels"}:
        raise LexiconError("web_page.toml: wants the sections parts, pointers and labels")
    parts = table["parts"]
    if set(parts) != {"words", "comments", "topics", "tags", "roles"}:
        raise LexiconError("web_page.toml: parts wants words, comments, topics, tags and roles")
    return Boilerplate(
        words=frozenset(_words(parts, "words", "parts")),
        comments=frozenset(_words(parts, "comments", "parts")),
        topics=tuple(_words(parts, "topics", "parts")),
        tags=frozenset(_words(parts, "tags", "parts")),
        roles=frozenset(_words(parts, "roles", "parts")),
        pointers=_all_words(table["pointers"], "pointers"),
        labels=_all_words(table["labels"], "labels"),
    )


def _all_words(section: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(sorted({word for key in section for word in _words(section, key, name)}))


def _words(section: Mapping[str, Any], key: str, name: str) -> list[str]:
    words = section[key]
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise LexiconError(f"web_page.toml: {name}.{key} wants a list of words")
    if odd := [word for word in words if word != word.lower() or word != word.strip()]:
        raise LexiconError(f"web_page.toml: {name}.{key}: write {odd[0]!r} in lower case")
    return words
