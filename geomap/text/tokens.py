"""Cut text into words, numbers and marks.

One regular expression a language, linear on any input; then a look at every full stop, which
belongs to the word before it in abbreviations and initials.
"""

import re
from itertools import accumulate
from typing import NamedTuple

from geomap.text.hidden import HIDDEN, as_seen, is_plain
from geomap.text.parsed import Tokens
from geomap.text.span import Span

_WORD = r"[\w\u0300-\u036f]+"
# Inside a word: apostrophes, hyphens, and invisible signs that web pages leave behind.
_JOINTS = f"'’ʼ‐‑\\-{HIDDEN}"
_INVISIBLE = "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\\x00-\\x1f\\x7f-\\x9f"
# Nine words of ten: letters and then a space; the parts behind it would read them alike, slower.
_PLAIN = r"[A-Za-z]++(?=[ ,\n])|[^\W\d_]\w*+(?=[ ,\n])"
_AHEAD = 40  # characters after a full stop that may tell what it is
_NUMBER = (
    r"(?>\d{4}-\d{1,2}-\d{1,2}(?!\d)"  # 2022-01-05
    r"|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}(?!\d)"  # 05/01/2022, 5-1-2022
    r"|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)"  # 20 000
    r"|\d+(?:[.,:]\d+)*)"
    r"(?:[^\W\d_]\w*)?(?:[-‐‑][^\W\d_]\w*(?:[-‐‑]\w+)*)?"  # 5th, 20-year-old
)


class Abbreviations(NamedTuple):
    """Words that carry a full stop of their own, lower case, without the stop.

    Attributes:
        titles: Never at the end of a sentence: "Gen", "dr".
        ordinary: At the end only when a small word opens the next sentence: "Inc", "a.u.b".
        closing: As often as not at the end of a sentence: "etc", "p.m".
        before_number: Abbreviations only with a number after them: "no", "Jan".
        small_words: No surnames: after "plan B." they open a sentence.
    """

    titles: frozenset[str]
    ordinary: frozenset[str]
    closing: frozenset[str]
    before_number: frozenset[str]
    small_words: frozenset[str]


def token_pattern(
    elisions: list[str], endings: list[str], contractions: list[str]
) -> re.Pattern[str]:
    """The pattern of a language's tokens; its only group is the token.

    Args:
        elisions: Words cut off from the next by an apostrophe, without it: "l", "d", "qu".
        endings: What an apostrophe cuts off from the word before, without it: "s".
        contractions: Words that begin with an apostrophe, without it: "s", "t".
    """
    joint = rf"(?!['’](?:{_choice(endings)})(?!\w))[{_JOINTS}]" if endings else f"[{_JOINTS}]"
    parts = [
        _PLAIN,
        r"(?:https?://|www\.)\S*[\w/]",
        r"(?:[^\W\d_]\.){2,}",
        _NUMBER,
        *([rf"(?i:{_choice(elisions)})['’](?=\w)"] if elisions else []),
        *([rf"['’](?i:{_choice(contractions)})(?:-\w+|(?!\w))"] if contractions else []),
        *([rf"['’](?:{_choice(endings)})(?!\w)"] if endings else []),
        f"{_WORD}(?:{joint}{_WORD})*",
        r"\.{2,}|-{2,}",
        rf"[^\s\w{_INVISIBLE}]",
    ]
    return re.compile(rf"(?=\S)({'|'.join(parts)})")  # at a space no part need be tried


def _choice(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def tokenize(
    text: str, span: Span, pattern: re.Pattern[str], abbreviations: Abbreviations
) -> Tokens:
    """The tokens of a stretch of text, in order, with offsets in the whole text."""
    stretch = text[span.start : span.end]
    parts = pattern.split(stretch)  # what stands between, a token, and so on
    edges = list(accumulate(map(len, parts), initial=span.start))
    texts = parts[1::2] if is_plain(stretch) else list(map(as_seen, parts[1::2]))
    starts, ends = edges[1:-1:2], edges[2::2]
    stops = [at for at, word in enumerate(texts) if word == "." and at]
    for at in reversed(stops):  # from the end, so that what is joined moves no stop before it
        rest = text[ends[at] : ends[at] + _AHEAD]
        if ends[at - 1] == starts[at] and _takes_stop(texts[at - 1], rest, abbreviations):
            texts[at - 1] += "."
            ends[at - 1] = ends[at]
            del texts[at], starts[at], ends[at]
    return Tokens(texts, starts, ends)


def _takes_stop(word: str, rest: str, abbreviations: Abbreviations) -> bool:
    """Whether the full stop between a word and the rest belongs to the word."""
    lower = word.lower()
    if any(lower in words for words in abbreviations[:3]):
        return True
    following = rest.lstrip()
    if lower in abbreviations.before_number:
        return following[:1].isdigit()
    return (
        len(word) == 1 and word.isupper() and _continues_name(following, abbreviations.small_words)
    )


def _continues_name(following: str, small_words: frozenset[str]) -> bool:
    """Whether a capital follows that does not open a sentence: "W. Bush", not "C. The"."""
    if not following[:1].isupper():
        return False
    following_word = re.match(r"\w+", following)
    return following_word is not None and following_word.group().lower() not in small_words
