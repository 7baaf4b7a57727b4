"""Text from outside never speaks to the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.outputs.terminal import squeezed, visible, wrapped

pytestmark = pytest.mark.threat("text that steers the terminal")


@given(st.text() | st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_nothing_that_moves_the_cursor_or_turns_the_text_is_left(text: str) -> None:
    assert visible(text).isprintable()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain Алматы 阿拉木图", "plain Алматы 阿拉木图"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\u202eb", "a\\u202eb"),
        ("a\nb\r", "a\\nb\\r"),
        ("a\u00a0b", "a b"),
        ("\ud800", "\\ud800"),
    ],
)
def test_controls_are_spelled_out_and_letters_are_kept(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_line_ends_and_gaps_are_squeezed_to_one_space() -> None:
    assert squeezed(" a\n\n  b\tc ") == "a b c"


@given(st.text(), st.integers(20, 100))
def test_wrapped_lines_keep_to_their_width(text: str, width: int) -> None:
    assert all(len(line) <= width for line in wrapped(text, width=width, indent="  "))
