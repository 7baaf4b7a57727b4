"""Read the value of numbers in digits and in words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from geomap.text.number_table import NumberTable
from geomap.text.parsed import NumberKind, Tokens

_DIGITS = re.compile(r"(\d[\d.,:\u00a0\u2009\u202f/-]*)(.*)", re.DOTALL)
_SPACES = "\u00a0\u2009\u202f"
_COMPOUND_AT_MOST = 60  # letters of a compound number
_PARTS_AT_MOST = 6  # of a hyphenated word
_FIGURES_AT_MOST = 18  # digits of a number worth reading
_GROUP = 3  # digits between separators
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000


class Reading(NamedTuple):
    """A number in tokens[start:end].

    Attributes:
        start: Index of its first token.
        end: Index after its last.
        value: The number, or None for a vague amount or a fraction.
        minimum: Least number of a vague amount.
        suffix: What is written onto the figures: "th", "year-old".
        scale: The last multiplier ("million"), or 1.
        figures: Written with digits.
        kind: What its own form tells: an ordinal, or a name such as "A16".
    """

    start: int
    end: int
    value: int | None
    minimum: int | None = None
    suffix: str = ""
    scale: int = 1
    figures: bool = False
    kind: NumberKind | None = None


def read_number(
    tokens: Tokens, lows: Sequence[str], start: int, table: NumberTable
) -> Reading | None:
    """The number that begins at a token, or None."""
    low = lows[start]
    if low[0].isdecimal():
        return _read_figures(tokens, lows, start, table)
    if low in table.vague and (vague := _read_vague(lows, start, table)):
        return vague
    if low in table.none or low in table.none_before:
        return _read_none(lows, start, table)
    return _read_words(lows, start, table)


def _read_vague(lows: Sequence[str], start: int, table: NumberTable) -> Reading | None:
    for vague in table.vague[lows[start]]:
        end = start + len(vague.words)
        if tuple(lows[start:end]) == vague.words:
            return Reading(start, end, None, vague.minimum)
    return None


def _read_none(lows: Sequence[str], start: int, table: NumberTable) -> Reading | None:
    following = lows[start + 1] if start + 1 < len(lows) else ""
    for phrase in table.none.get(lows[start], ()):
        end = start + len(phrase.words)
        if tuple(lows[start:end]) == phrase.words:
            return Reading(start, end, 0)
    if lows[start] in table.none_before and following.isalpha() and following not in table.not_none:
        return Reading(start, start + 1, 0)
    return None


def _read_figures(
    tokens: Tokens, lows: Sequence[str], start: int, table: NumberTable
) -> Reading | None:
    match = _DIGITS.match(lows[start])
    if match is None or len(match.group(1)) > _FIGURES_AT_MOST:
        return Reading(start, start + 1, None, figures=True, kind="name")
    figures, suffix = match.group(1).rstrip("-/.,:"), match.group(2).lstrip("-‐‑")
    end = start + 1
    while " " in table.thousands and not suffix and _is_next_group(tokens, start, end):
        figures, end = figures + tokens.texts[end], end + 1
    number = figure_value(figures, table)
    if number is not None and (times := table.scales.get(suffix)):
        return Reading(start, end, _whole(number * times), scale=times, figures=True)
    if suffix:
        return Reading(start, end, _whole(number), suffix=suffix, figures=True)
    scale = 1
    while end < len(lows) and (step := table.words.get(lows[end], 0)) >= _THOUSAND:
        number, scale, end = (None if number is None else number * step), step, end + 1
    return Reading(start, end, _whole(number), scale=scale, figures=True)


def _is_next_group(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the next token is a further group of three digits: "20 000"."""
    if end >= len(tokens) or tokens.starts[end] - tokens.ends[end - 1] != 1:
        return False
    first, group = tokens.texts[start], tokens.texts[end]
    fits = first.isdecimal() and len(first) <= _GROUP and first[0] != "0"
    return fits and group.isdecimal() and len(group) == _GROUP and end - start <= _GROUP


def figure_value(figures: str, table: NumberTable) -> float | None:
    """The value of digits with separators, or None when they are a date, a clock or a score."""
    plain = figures
    for sign in table.thousands + _SPACES:
        if sign in plain and _is_grouped(plain, sign):
            plain = plain.replace(sign, "")
    if plain.isdecimal():
        return int(plain)
    whole, point, fraction = plain.partition(table.decimal)
    if point and whole.isdecimal() and fraction.isdecimal():
        return float(f"{int(whole)}.{fraction}")
    other = "." if table.decimal == "," else ","
    if _is_grouped(plain, other):
        return int(plain.replace(other, "")) if other not in table.thousands else None
    return None


def _is_grouped(figures: str, sign: str) -> bool:
    first, *groups = figures.split(sign)
    return (
        bool(groups)
        and 0 < len(first) <= _GROUP
        and all(len(group.split(",")[0].split(".")[0]) == _GROUP for group in groups)
    )


def _whole(number: float | None) -> int | None:
    return int(number) if number is not None and number == int(number) else None


def _read_words(lows: Sequence[str], start: int, table: NumberTable) -> Reading | None:
    first = lows[start]
    if first in table.halves:
        return _read_half(lows, start, table)
    if first in table.ordinals:
        return Reading(start, start + 1, None, kind="ordinal")
    if first in table.ones:
        return _read_from_one(lows, start, table)
    if (value := word_value(first, table)) is not None:
        return _extend(lows, start, start + 1, value, table)
    return _read_hyphenated(lows, start, table) if "-" in first else _read_name(first, start)


def _read_name(word: str, start: int) -> Reading | None:
    """A name such as "A16" or "KV-2"."""
    digits = "" if word.isalpha() or "/" in word else "".join(filter(str.isdecimal, word))
    if not digits:
        return None
    return Reading(start, start + 1, int(digits[:_FIGURES_AT_MOST]), kind="name")


def _read_half(lows: Sequence[str], start: int, table: NumberTable) -> Reading:
    step = table.words.get(lows[start + 1], 0) if start + 1 < len(lows) else 0
    if step >= _THOUSAND:
        return Reading(start, start + 2, step + step // 2, scale=step)
    return Reading(start, start + 1, None)


def _read_from_one(lows: Sequence[str], start: int, table: NumberTable) -> Reading | None:
    following = lows[start + 1] if start + 1 < len(lows) else ""
    value = table.words.get(following, 0)
    if following in table.collectives or value >= _HUNDRED:
        return _extend(lows, start, start + 2, value, table)
    return None


def _read_hyphenated(lows: Sequence[str], start: int, table: NumberTable) -> Reading | None:
    """Number words with what is written onto them: "twenty-six", "nine-year-old"."""
    word = lows[start]
    parts = word.split("-", _PARTS_AT_MOST)
    count, total = 0, 0
    for part in parts:
        value = table.words.get(part, 1 if part in table.ones else None)
        if value is None or (count and not _may_follow(total, value, table)):
            break
        total, count = _combine(total, value), count + 1
    suffix = "-".join(parts[count:])
    if not count or (parts[0] in table.ones and suffix not in table.suffixes):
        return _read_name(word, start)
    if not suffix:
        return _extend(lows, start, start + 1, total, table)
    return Reading(start, start + 1, total, suffix=suffix)


def _extend(lows: Sequence[str], start: int, end: int, value: int, table: NumberTable) -> Reading:
    """Read on while words add to or multiply the value: "two hundred and five thousand"."""
    scale = value if value >= _THOUSAND else 1
    while end < len(lows):
        at = end + (lows[end] in table.joiners and value >= table.joiner_after)
        if at >= len(lows):
            break
        if lows[at] in table.collectives and at == end:
            return Reading(start, at + 1, value * table.words[lows[at]])
        step = word_value(lows[at], table)
        if step is None or lows[at] in table.collectives or not _may_follow(value, step, table):
            break
        value, end = _combine(value, step), at + 1
        scale = step if step >= _THOUSAND else scale
    return Reading(start, end, value, scale=scale)


def _may_follow(value: int, step: int, table: NumberTable) -> bool:
    """Whether a number word can go on from a value: "twenty" + "six", but not "six" + "twenty"."""
    if step >= _THOUSAND:
        return value % _THOUSAND > 0 and (value < _THOUSAND or value >= step * _THOUSAND)
    if step == _HUNDRED:
        return 0 < value % _THOUSAND < _TEN
    rest = value % _THOUSAND
    if step > _HUNDRED:
        return rest == 0
    if step >= _TEN:
        return value % _HUNDRED == 0
    tens = 1 if table.ten_adds else 2
    return value % _HUNDRED == 0 or (value % _TEN == 0 and value % _HUNDRED >= tens * _TEN)


def _combine(value: int, step: int) -> int:
    if step >= _THOUSAND:
        rest = value % _THOUSAND
        return value - rest + (rest or 1) * step
    if step == _HUNDRED:
        rest = value % _THOUSAND
        return value - rest + (rest or 1) * _HUNDRED
    return value + step


def word_value(word: str, table: NumberTable) -> int | None:
    """The value of one number word, a compound such as "zesentwintig" included, or None."""
    value = table.words.get(word)
    if value is not None or table.pieces is None or word[:3] not in table.prefixes:
        return value
    if len(word) > _COMPOUND_AT_MOST:
        return None
    pieces = _cut(word, table)
    return None if pieces is None else _compound_value(pieces, table)


def _cut(word: str, table: NumberTable) -> list[int] | None:
    """The values of a compound's pieces; a joiner is 0. None when a piece is no number."""
    pieces: list[int] = []
    at = 0
    while at < len(word):
        match = table.pieces.match(word, at) if table.pieces else None
        if match is None:
            return None
        piece = match.group()
        pieces.append(0 if piece in table.joiners else table.words.get(piece, 1))
        at = match.end()
    return pieces if len(pieces) > 1 and pieces[0] and pieces[-1] else None


def _compound_value(pieces: list[int], table: NumberTable) -> int | None:
    """The value of "vijf" "en" "twintig" "duizend" or "venti" "cinque" "mila"."""
    value, index = 0, 0
    while index < len(pieces):
        step = pieces[index]
        if step and step < _TEN and pieces[index + 1 : index + 2] == [0]:
            step, index = step + pieces[index + 2], index + 2
        if step:
            if value and step < _HUNDRED and not _may_follow(value, step, table):
                return None
            value = _combine(value, step)
        index += 1
    return value
