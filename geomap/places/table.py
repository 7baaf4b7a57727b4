"""A table of words that names its file and key when something in it is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from geomap.errors import LexiconError
from geomap.resources import read_table

Words = tuple[str, ...]
Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class WordTable:
    """A TOML file of `data/`, read with its mistakes named."""

    file: str
    content: dict[str, Any]

    @classmethod
    def read(cls, *parts: str) -> "WordTable":
        """Read the table named by its path parts."""
        return cls("/".join(parts), read_table(*parts))

    def strings(self, *path: str) -> tuple[str, ...]:
        """Words and phrases in lower case; one string is split at its spaces."""
        value = self._at(path)
        entries = value.split() if isinstance(value, str) else value
        if not isinstance(entries, list) or not all(isinstance(e, str) for e in entries):
            raise self._wrong(path, "must hold words")
        return tuple(entry.lower() for entry in entries)

    def words(self, *path: str) -> frozenset[str]:
        """Words in lower case, without order."""
        return frozenset(self.strings(*path))

    def pairs(self, *path: str) -> tuple[tuple[str, str], ...]:
        """Pairs of strings, in order."""
        value = self._at(path)
        if not isinstance(value, list) or not all(_is_pair(pair) for pair in value):
            raise self._wrong(path, "must hold pairs of strings")
        return tuple((first, second) for first, second in value)

    def numbers(self, *path: str) -> dict[str, float]:
        """Numbers by word or phrase in lower case."""
        value = self._at(path)
        if not isinstance(value, dict) or not all(_is_number(n) for n in value.values()):
            raise self._wrong(path, "must hold numbers")
        return {word.lower(): float(number) for word, number in value.items()}

    def flag(self, *path: str) -> bool:
        """True or false."""
        value = self._at(path)
        if not isinstance(value, bool):
            raise self._wrong(path, "must be true or false")
        return value

    def phrases(self, *path: str) -> dict[str, tuple[str, ...]]:
        """Words and phrases of every key under a path."""
        value = self._at(path)
        if not isinstance(value, dict):
            raise self._wrong(path, "must be a table")
        return {key: self.strings(*path, key) for key in value}

    def _at(self, path: Words) -> Any:
        value: Any = self.content
        for key in path:
            if not isinstance(value, dict) or key not in value:
                raise self._wrong(path, "is missing")
            value = value[key]
        return value

    def _wrong(self, path: Words, why: str) -> LexiconError:
        return LexiconError(f"data/{self.file}: [{'.'.join(path)}] {why}")


def by_word(
    phrases: Mapping[str, Meaning], *, last: bool = False
) -> dict[str, tuple[tuple[Words, Meaning], ...]]:
    """Sort phrases under their first (or last) word, the longest first, for one look-up a word."""
    found: dict[str, list[tuple[Words, Meaning]]] = {}
    for phrase, meaning in phrases.items():
        words = tuple(phrase.split())
        found.setdefault(words[-1 if last else 0], []).append((words, meaning))
    return {
        word: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for word, entries in found.items()
    }


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) for v in value)  # noqa: PLR2004


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
