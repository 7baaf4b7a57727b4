"""Numbers for values that recur: each distinct one is written once."""

from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

_Key = TypeVar("_Key", bound=Hashable)


class Numbers(dict[_Key, Any]):
    """Numbers keys from 0, in the order in which they are asked for; those given stay None."""

    def __init__(self, *unnumbered: _Key) -> None:
        super().__init__(dict.fromkeys(unnumbered))
        self._unnumbered = len(self)

    def __missing__(self, key: _Key) -> int:
        number = self[key] = len(self) - self._unnumbered
        return number


def distinct(rows: Iterable[_Key]) -> tuple[list[_Key], list[int]]:
    """Each distinct value, in order of appearance, and for each row its number."""
    numbers: Numbers[_Key] = Numbers()
    codes = list(map(numbers.__getitem__, rows))
    return list(numbers), codes


def distinct_texts(rows: Iterable[str | None]) -> tuple[list[str], list[int | None]]:
    """Each distinct text, in order of appearance, and for each row its number, or None."""
    numbers: Numbers[str | None] = Numbers(None)
    codes = list(map(numbers.__getitem__, rows))
    return [text for text in numbers if text is not None], codes
