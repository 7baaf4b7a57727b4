"""Read words as people see them, whatever signs stand in them that nobody sees.

Web pages leave soft hyphens and joiners inside words; who wants to be overlooked puts them there,
or writes a word with letters of another alphabet that look alike.
"""

import re
from collections.abc import Iterable
from unicodedata import is_normalized, normalize

HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
"""Signs of format, which take no room on the page; for a set of a regular expression."""

_hidden = re.compile(f"[{HIDDEN}]")
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_GREEK_CYRILLIC = "\u0370-\u0373\u0376-\u037d\u0386-\u0481\u048a-\u052f"
_other = re.compile(f"[{_GREEK_CYRILLIC}]")
_mixed = re.compile(f"[{_LATIN}][{_GREEK_CYRILLIC}]|[{_GREEK_CYRILLIC}][{_LATIN}]")
_SHOWN = 3  # words in a note


def is_plain(text: str) -> bool:
    """Whether all words of a text are as people see them; nearly always so."""
    return text.isascii() or (is_normalized("NFKC", text) and _hidden.search(text) is None)


def as_seen(word: str) -> str:
    """A word in Unicode's form NFKC, without hidden signs; numbers and marks stay as they are."""
    if not word[0].isalpha():
        return word
    seen = _hidden.sub("", word)
    whole = normalize("NFKC", seen)
    return seen if " " in whole else whole  # one Arabic sign stands for a phrase


def note_on_alphabets(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """A note that names words in which Latin letters stand beside Greek or Cyrillic ones."""
    if text.isascii() or _other.search(text) is None or _mixed.search(text) is None:
        return ()
    found = list(dict.fromkeys(word for word in words if _mixed.search(word)))
    told = ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
    count = "1 word mixes" if len(found) == 1 else f"{len(found)} words mix"
    return (f"{count} alphabets: {told}",) if found else ()
