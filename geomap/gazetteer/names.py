"""The name table of a pack: which stretches of words are names, and which places they name.

A name is kept as its folded words, one space between. Its 32-bit CRC is extended word by word, so
that longer and longer stretches of a text cost one step each; a bitmap of names and a bitmap of
beginnings of longer names say no at once for most of them. A yes is checked against the real name,
which lies in the bucket that the CRC's top bits point to.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import compress
from operator import not_
from typing import NamedTuple
from zlib import crc32

from geomap.gazetteer.fold import fold, plain, spelled, spelling_bit
from geomap.gazetteer.pack import Pack
from geomap.text.memo import Memo, made_of


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
    """What the table knows of the first word of a name.

    Attributes:
        is_name: Whether it is a name by itself.
        begins_name: Whether longer names begin with it.
        crc: Of its key and the space behind it.
    """

    is_name: bool
    begins_name: bool
    crc: int


_match, _posting = made_of(NameMatch), made_of(Posting)
KINDS = tuple(NameKind)
_WORDS_KEPT = 50_000
_NOTHING = _Word(is_name=False, begins_name=False, crc=0)
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
        self._keys = Memo(_key_of, _WORDS_KEPT)
        self._words = Memo(self._word, _WORDS_KEPT)

    def knows(self, name: str) -> bool:
        """Whether any place has this name."""
        key = fold(name).encode()
        return name in self._short_forms or self._holds(key, crc32(key))

    def postings(self, name: str) -> list[Posting]:
        """Rows that a name stands for, best first; spelled exactly so before marks left out."""
        words = spelled(name)
        found = [Posting(row, NameKind.ABBREVIATION) for row in self._short_forms.get(name, ())]
        key = plain(words)
        first, last = self._postings_of(key.encode())
        rows, kinds = self._rows[first:last], self._kinds[first:last]
        named = list(map(_posting, zip(rows, map(KINDS.__getitem__, kinds), strict=True)))
        if len(named) > 1:
            bit = spelling_bit(words, key)
            exact = [spelling & bit for spelling in self._spellings[first:last]]
            if not all(exact):
                named = [*compress(named, exact), *compress(named, map(not_, exact))]
        return found + named

    def first(self, name: str) -> tuple[Posting, int] | None:
        """The first of the postings of a name, and how many they are; None without any."""
        if name in self._short_forms:
            postings = self.postings(name)
            return postings[0], len({row for row, _ in postings})
        words = spelled(name)
        key = plain(words)
        first, last = self._postings_of(key.encode())
        if first == last:
            return None
        bit = spelling_bit(words, key)
        exact = (at for at in range(first, last) if self._spellings[at] & bit)
        at = next(exact, first)
        return Posting(self._rows[at], KINDS[self._kinds[at]]), last - first

    def matches(self, words: Sequence[str], firsts: Iterable[int] | None = None) -> list[NameMatch]:
        """Stretches of the words that are names, also within each other, left to right.

        Args:
            words: Words of a text.
            firsts: Where names may begin, ascending; None takes every word.
        """
        known, found = self._words, list[NameMatch]()
        for first in range(len(words)) if firsts is None else firsts:
            is_name, begins_name, crc = known[words[first]]
            if is_name:
                found.append(_match((first, first + 1)))
            if begins_name:
                self._extend(words, first, crc, found)
        return found

    def _extend(self, words: Sequence[str], first: int, crc: int, found: list[NameMatch]) -> None:
        """Collect the names of two words and more that begin at `first`, given its CRC."""
        keys, mask = self._keys, self._mask
        for at in range(first + 1, len(words)):
            key = keys[words[at]]
            if not key:
                if words[at] == "." and at == first + 1 and words[first] in self._with_period:
                    found.append(NameMatch(first, at + 1))
                if not _joins(words, at):
                    return
                continue
            crc = crc32(key, crc)
            byte, bit = (crc & mask) >> 3, crc & 7
            if self._names[byte] >> bit & 1:
                stretch = filter(None, map(keys.__getitem__, words[first : at + 1]))
                if self._span_of(b" ".join(stretch), crc):
                    found.append(_match((first, at + 1)))
            if not self._begins[byte] >> bit & 1:
                return
            crc = crc32(b" ", crc)

    def _word(self, word: str) -> _Word:
        """What the table knows of a word that may open a name."""
        key = self._keys[word]
        if not key:
            return _NOTHING
        crc = crc32(key)
        begins = word in self._with_period or bool(self._bit(self._begins, crc))
        is_name = word in self._short_forms or self._holds(key, crc)
        return _Word(is_name, begins, crc32(b" ", crc))

    def _bit(self, bits: memoryview, crc: int) -> int:
        return bits[(crc & self._mask) >> 3] >> (crc & 7) & 1

    def _holds(self, key: bytes, crc: int) -> bool:
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


def _key_of(word: str) -> bytes:
    return fold(word).encode()


def _joins(words: Sequence[str], at: int) -> bool:
    """Whether a mark holds a name together: a hyphen, an apostrophe, the period of "St."."""
    mark = words[at]
    return mark in _JOINTS or (mark == "." and words[at - 1].lower() in _BEFORE_PERIOD)
