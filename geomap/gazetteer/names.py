"""The name table of a pack: which stretches of words are names, and which places they name.

A name is kept as its folded words, one space between. Its 32-bit CRC is extended word by word, so
that longer and longer stretches of a text cost one step each; a bitmap of names and a bitmap of
beginnings of longer names say no at once for most of them. A yes is checked against the real name,
which lies in the bucket that the CRC's top bits point to.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple
from zlib import crc32

from geomap.gazetteer.fold import fold, plain, spelled, spelling_bit
from geomap.gazetteer.pack import Pack


class NameKind(StrEnum):
    """What a name is to its place, the strongest tie first."""

    NAME = "name"  # the display name
    SHORT = "short"  # what people say for short: "Holland"
    ALTERNATE = "alternate"  # another name, in any language
    DEMONYM = "demonym"  # adjective or inhabitant: "Kazachse", "Londoners"
    ABBREVIATION = "abbreviation"  # counts only as written: "VS", "US", "Ill."


class NameMatch(NamedTuple):
    """A stretch of words that is a name: index of its first word, index after its last."""

    first: int
    last: int


class Posting(NamedTuple):
    """A place row that a name stands for, and how."""

    row: int
    kind: NameKind


class _Word(NamedTuple):
    """What the table knows of one word of text."""

    crc: int
    is_name: bool
    begins_name: bool
    key: bytes


KINDS = tuple(NameKind)
_MEMO_LIMIT = 50_000
_NOTHING = _Word(0, is_name=False, begins_name=False, key=b"")
_JOINTS = frozenset("-‐‑‒–'’ʼ`´")
_BEFORE_PERIOD = frozenset({"st", "ste", "sta", "sto", "mt", "ft", "pt", "dr"})


class NameTable:
    """Looks names up in a mapped pack."""

    def __init__(self, pack: Pack) -> None:
        self._buffer = pack.buffer
        self._names, self._begins = pack.column("name_bits"), pack.column("begin_bits")
        self._mask = len(self._names) * 8 - 1
        self._text_start = pack.bounds("keys")[0]
        self._bucket_text = pack.column("bucket_text")
        self._bucket_key = pack.column("bucket_key")
        self._bucket_posting = pack.column("bucket_posting")
        self._shift = 32 - (len(self._bucket_text) - 2).bit_length()
        self._counts = pack.column("posting_counts")
        self._rows = pack.column("posting_rows")
        self._kinds = pack.column("posting_kinds")
        self._spellings = pack.column("posting_spellings")
        self._short_forms: dict[str, list[int]] = pack.header["abbreviations"]
        self._with_period = {form[:-1] for form in self._short_forms if form.endswith(".")}
        self._memo: dict[str, _Word] = {}

    def knows(self, name: str) -> bool:
        """Whether any place has this name."""
        return name in self._short_forms or self._holds(fold(name).encode())

    def postings(self, name: str) -> list[Posting]:
        """Rows that a name stands for, best first; spelled exactly so before marks left out."""
        words = spelled(name)
        found = [Posting(row, NameKind.ABBREVIATION) for row in self._short_forms.get(name, ())]
        key = plain(words)
        first, last = self._postings_of(key.encode())
        bit = spelling_bit(words, key)
        order = sorted(range(first, last), key=lambda at: not self._spellings[at] & bit)
        return found + [Posting(self._rows[at], KINDS[self._kinds[at]]) for at in order]

    def matches(self, words: Sequence[str]) -> list[NameMatch]:
        """All stretches of the words that are names, also within each other, left to right."""
        memo = self._memo
        known = [memo.get(word) or self._learn(word) for word in words]
        found: list[NameMatch] = []
        for first, word in enumerate(known):
            if word.is_name:
                found.append(NameMatch(first, first + 1))
            if word.begins_name:
                self._extend(words, known, first, found)
        return found

    def _extend(
        self, words: Sequence[str], known: list[_Word], first: int, found: list[NameMatch]
    ) -> None:
        """Collect the names of two words and more that begin at `first`."""
        crc, key = known[first].crc, known[first].key
        for at in range(first + 1, len(words)):
            word = known[at]
            if not word.key:
                if words[at] == "." and at == first + 1 and words[first] in self._with_period:
                    found.append(NameMatch(first, at + 1))
                if not _joins(words, at):
                    return
                continue
            crc = crc32(word.key, crc32(b" ", crc))
            key += b" " + word.key
            if self._bit(self._names, crc) and self._span_of(key, crc):
                found.append(NameMatch(first, at + 1))
            if not self._bit(self._begins, crc):
                return

    def _learn(self, word: str) -> _Word:
        """What the table knows of a word, kept for the next time."""
        if len(self._memo) >= _MEMO_LIMIT:
            self._memo.clear()
        key = fold(word).encode()
        crc = crc32(key)
        begins = word in self._with_period or bool(key and self._bit(self._begins, crc))
        is_name = word in self._short_forms or (bool(key) and self._holds(key))
        known = _Word(crc, is_name, begins, key) if key else _NOTHING
        self._memo[word] = known
        return known

    def _bit(self, bits: memoryview, crc: int) -> int:
        return bits[(crc & self._mask) >> 3] >> (crc & 7) & 1

    def _holds(self, key: bytes) -> bool:
        crc = crc32(key)
        return bool(self._bit(self._names, crc) and self._span_of(key, crc))

    def _span_of(self, key: bytes, crc: int) -> int:
        """Where a key stands in the text of keys, or 0."""
        bucket = crc >> self._shift
        begin = self._text_start + self._bucket_text[bucket]
        end = self._text_start + self._bucket_text[bucket + 1] + 1
        return self._buffer.find(b"\n" + key + b"\n", begin, end) + 1

    def _postings_of(self, key: bytes) -> tuple[int, int]:
        """First posting of a key and the one after its last; equal when there is none."""
        crc = crc32(key)
        at = self._span_of(key, crc) if key else 0
        if not at:
            return 0, 0
        bucket = crc >> self._shift
        before = self._buffer[self._text_start + self._bucket_text[bucket] : at].count(b"\n") - 1
        first_key = self._bucket_key[bucket]
        skipped = sum(self._counts[first_key : first_key + before])
        first = self._bucket_posting[bucket] + skipped
        return first, first + self._counts[first_key + before]


def _joins(words: Sequence[str], at: int) -> bool:
    """Whether a mark holds a name together: a hyphen, an apostrophe, the period of "St."."""
    mark = words[at]
    return mark in _JOINTS or (mark == "." and words[at - 1].lower() in _BEFORE_PERIOD)
