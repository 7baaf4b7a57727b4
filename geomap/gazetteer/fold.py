"""One spelling for names that a reader takes to be the same.

`spelled` unifies case, width, apostrophes, hyphens and spaces. `fold` goes on to write Latin
letters without their marks, which is how people type foreign names. Each letter is decided here:

- й is a letter and stays; so do ї, ў, ә, ғ, қ, ң, ө, ұ, ү, һ. A general decomposition would turn
  "й" into "и" and lose "Москвой".
- ё is written е, ґ is written г: both spellings stand in the press.
- ß is ss, ı and İ are i, ł is l, ø is o, đ is d, æ is ae, œ is oe, þ is th.
- Arabic: vowel marks and the stretching stroke go; alef with hamza or madda is a bare alef; the
  Persian kaf and ya and the final alef maqsura are written the Arabic way.
- Han, kana, Thai, Lao, Khmer and Burmese are written without spaces: every character stands alone.
"""

import re
import unicodedata

# Marks between words: white space, punctuation, symbols, and the letters used as apostrophes.
_BREAKS = re.compile(
    "[\\s\\x00-/:-@\\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf"
    "\u02b0-\u02ff\u055a\u05be\u060c\u061b\u061f\u2000-\u206f\u2190-\u2bff\u3000-\u303f\u30fb\ua78b\ua78c]+"
)
_ASCII_BREAKS = re.compile(r"[^a-z0-9]+")
_UNSPACED = re.compile("([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])")
_FIRST_UNSPACED = "\u0e00"
_DROPPED = (
    0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x640, 0x670,
    *range(0x300, 0x370), *range(0x64B, 0x660),
)  # fmt: skip
_TIDY = {**dict.fromkeys(_DROPPED), **str.maketrans("أإآٱکیىە", "ااااكييه")}
_ONE_BY_ONE = {
    "ß": "ss", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
    "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ƴ": "y", "ɛ": "e",
    "ɔ": "o", "ŀ": "l", "ſ": "s", "ё": "е", "ґ": "г",
}  # fmt: skip


def _plain_letters() -> dict[int, str]:
    """Latin letters with marks -> the letter without, and the letters decided one by one."""
    plain = {ord(letter): written for letter, written in _ONE_BY_ONE.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base != chr(code):
            plain.setdefault(code, base)
    return plain


_PLAIN = _plain_letters()


def spelled(text: str) -> str:
    """The words of a name in lower case, one space between, marks on letters kept."""
    if text.isascii():
        if text.isalnum():  # as most words, which need no more
            return text.lower()
        return _ASCII_BREAKS.sub(" ", text.lower()).strip()
    text = unicodedata.normalize("NFKC", text).lower().translate(_TIDY)
    if max(text, default="") >= _FIRST_UNSPACED:
        text = _UNSPACED.sub(r" \1 ", text)
    return _BREAKS.sub(" ", text).strip()


def fold(text: str) -> str:
    """The key under which the gazetteer knows a name: `spelled`, Latin letters without marks.

    Folding what is folded changes nothing.
    """
    return plain(spelled(text))


def plain(words: str) -> str:
    """What `spelled` returned, Latin letters without marks."""
    return words if words.isascii() else words.translate(_PLAIN)


def spelling_bit(words: str, key: str) -> int:
    """One of eight bits that tells spellings of the same folded name apart.

    Args:
        words: What `spelled` returned.
        key: What `plain` made of it.

    Returns:
        1 for a spelling without marks, else one of 2, 4, … 128.
    """
    return 1 if words == key else 2 << (sum(words.encode()) % 7)
