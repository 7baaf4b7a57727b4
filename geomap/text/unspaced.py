"""The tokens of languages that leave no spaces between words."""

import re

_HAN = "\u3400-\u9fff"
_FIGURES = r"\d{1,4}(?:[/-]\d{1,2}){2}(?!\d)|\d{1,2}[月日号]|\d+(?:[.,:]\d+)*"


def unspaced_pattern(words: list[str]) -> re.Pattern[str]:
    """The pattern of tokens where a sign is a word by itself; its only group is the token.

    Args:
        words: Those of several signs that stand together: "星期一".
    """
    known = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    parts = [
        r"(?:https?://|www\.)[!-~]*[\w/]",
        _FIGURES,
        *([known] if known else []),
        f"[{_HAN}]",
        rf"[^\W\d_{_HAN}][^\W_{_HAN}]*",
        r"[^\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]",
    ]
    return re.compile(f"({'|'.join(parts)})")
