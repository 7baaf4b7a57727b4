"""Read the parts of a language file, strictly: every error names the file and the key."""

from collections.abc import Iterator
from typing import Any

from geomap.errors import LexiconError


class Section:
    """One table of a language file. Every key must be asked for once; others are mistakes.

    Args:
        where: File and path of keys, for messages.
        table: What the file holds there.
    """

    def __init__(self, where: str, table: Any) -> None:
        if not isinstance(table, dict):
            raise LexiconError(f"{where} must be a table")
        self.where = where
        self._table: dict[str, Any] = table
        self._asked: set[str] = set()

    def section(self, key: str) -> "Section":
        """The table under a key."""
        self._asked.add(key)
        return Section(f"{self.where}.{key}", self._table.get(key))

    def __iter__(self) -> Iterator[str]:
        """All keys, in the order of the file."""
        return iter(self._table)

    def text(self, key: str) -> str:
        """A string."""
        value = self._value(key)
        if not isinstance(value, str):
            raise LexiconError(f"{self.where}.{key} must be text, not {value!r}")
        return value

    def flag(self, key: str) -> bool:
        """A truth value."""
        value = self._value(key)
        if not isinstance(value, bool):
            raise LexiconError(f"{self.where}.{key} must be true or false, not {value!r}")
        return value

    def number(self, key: str) -> int:
        """A whole number."""
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise LexiconError(f"{self.where}.{key} must be a whole number, not {value!r}")
        return value

    def phrases(self, key: str) -> list[str]:
        """A list separated by commas, lower case."""
        return [part.strip() for part in self.text(key).lower().split(",") if part.strip()]

    def lines(self, key: str) -> list[str]:
        """The lines that are not blank."""
        return [line.strip() for line in self.text(key).splitlines() if line.strip()]

    def valued(self, key: str) -> list[tuple[str, list[str]]]:
        """Lines "value: spelling, spelling"."""
        pairs: list[tuple[str, list[str]]] = []
        for line in self.lines(key):
            value, colon, spellings = line.partition(":")
            if not colon or not spellings.strip():
                raise LexiconError(f"{self.where}.{key}: {line!r} is not 'value: spellings'")
            parts = [part.strip() for part in spellings.lower().split(",")]
            pairs.append((value.strip(), [part for part in parts if part]))
        return pairs

    def numbered(self, key: str) -> dict[str, int]:
        """Spelling -> whole number, from lines "number: spelling, spelling"."""
        found: dict[str, int] = {}
        for value, spellings in self.valued(key):
            found.update(dict.fromkeys(spellings, self.whole(key, value)))
        return found

    def whole(self, key: str, value: str) -> int:
        """A text that must be a whole number."""
        try:
            return int(value)
        except ValueError as error:
            raise LexiconError(f"{self.where}.{key}: {value!r} is no whole number") from error

    def finish(self) -> None:
        """Refuse keys that nobody asked for.

        Raises:
            LexiconError: Such a key stands in the file.
        """
        if unknown := sorted(set(self._table) - self._asked):
            raise LexiconError(f"{self.where}: unknown key {unknown[0]!r}")

    def _value(self, key: str) -> Any:
        self._asked.add(key)
        if key not in self._table:
            raise LexiconError(f"{self.where}.{key} is missing")
        return self._table[key]
