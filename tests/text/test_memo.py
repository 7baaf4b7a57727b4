"""What is remembered is bounded and changes no answer; what is found later is found once."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from geomap.text.later import Later
from geomap.text.memo import Memo, made_of


class Point(NamedTuple):
    """A record of two numbers."""

    north: int
    east: int


@given(words=st.lists(st.text(max_size=3), max_size=30), limit=st.integers(1, 4))
def test_a_memo_gives_the_answers_of_its_function_and_stays_small(
    words: list[str], limit: int
) -> None:
    memo = Memo(str.upper, limit)
    assert [memo[word] for word in words] == [word.upper() for word in words]
    assert len(memo) <= limit


def test_a_memo_asks_once() -> None:
    asked: list[str] = []
    memo = Memo(asked.append, 10)
    assert (memo["a"], memo["a"], asked) == (None, None, ["a"])


def test_records_made_from_plain_tuples_are_the_same_records() -> None:
    point = made_of(Point)((1, 2))
    assert (point, type(point), point.east) == (Point(1, 2), Point, 2)


def test_a_later_sequence_is_found_once_and_only_when_asked_for() -> None:
    found: list[str] = []
    later = Later(lambda: tuple(found.append("found") or "ab"))
    assert found == []
    assert (later[0], later[1:], len(later), list(later)) == ("a", ("b",), 2, ["a", "b"])
    assert found == ["found"]


def test_later_sequences_are_equal_when_their_members_are() -> None:
    assert Later(lambda: (1, 2)) == Later(lambda: (1, 2)) == (1, 2)
    assert Later(lambda: (1, 2)) != (1, 3)
    assert hash(Later(lambda: (1, 2))) == hash((1, 2))
    assert repr(Later(lambda: (1,))) == "(1,)"
