"""A sequence that is found when it is first asked for."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, overload

Member = TypeVar("Member", covariant=True)  # noqa: PLC0105  as Sequence calls its own


class Later(Sequence[Member]):
    """Behaves as the tuple that a function gives, and calls it once, when somebody looks.

    Args:
        find: Gives the members; it must always give the same.
    """

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], tuple[Member, ...]]) -> None:
        self._find = find
        self._found: tuple[Member, ...] | None = None

    def _members(self) -> tuple[Member, ...]:
        if self._found is None:
            self._found = self._find()
        return self._found

    @overload
    def __getitem__(self, at: int) -> Member: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Member, ...]: ...
    def __getitem__(self, at: int | slice) -> Member | tuple[Member, ...]:
        return self._members()[at]

    def __iter__(self) -> Iterator[Member]:
        return iter(self._members())

    def __len__(self) -> int:
        return len(self._members())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._members() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._members())

    def __repr__(self) -> str:
        return repr(self._members())
