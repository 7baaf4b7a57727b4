"""Turn bytes into text, or say plainly why not.

Byte order marks decide first, then UTF-8. Windows-1252 is a last guess: nearly every byte means
something in it, so it is believed only where what comes out looks like a Western European text.
"""

import codecs
import unicodedata
from typing import NamedTuple

from geomap.errors import InputError

# UTF-32's mark begins with UTF-16's, so it is asked first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN_MARKS = frozenset("‘’‚“”„–—…‹›«»¡¿€£¥§°·•©®™ºª´\N{NO-BREAK SPACE}\N{SOFT HYPHEN}")
_MOST_ACCENTS = 0.15  # of all letters; French, the richest of the family, has about 0.04
_LOW_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v")


class Decoded(NamedTuple):
    """Text, and a remark where the encoding was guessed."""

    text: str
    remark: str = ""


def decode(content: bytes) -> Decoded:
    """Decode an article.

    Raises:
        InputError: Binary, or in an encoding that cannot be told; the message has no file name.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(_strictly(content[len(mark) :], encoding))
    if b"\0" in content:
        raise InputError("is binary, or UTF-16 without a byte order mark; save it as UTF-8 text")
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _guessed(content, error.start)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"is marked as {encoding.upper()} but byte {error.start} is not; save it as UTF-8"
        ) from error
    if "\0" in text:
        raise InputError("holds NUL characters, so it is no text; save it as UTF-8 text")
    return text


def _guessed(content: bytes, bad_byte: int) -> Decoded:
    # Other characters that are good UTF-8 mean a damaged file, not another encoding.
    damaged = not content.decode("utf-8", errors="ignore").isascii()
    if not damaged:
        text = content.decode("cp1252", errors="replace")
        if _looks_western(text):
            return Decoded(text, "is not UTF-8; read as Windows-1252")
    raise InputError(f"byte {bad_byte} is not UTF-8, nor is it Windows-1252; save it as UTF-8")


def _looks_western(text: str) -> bool:
    letters = accents = 0
    for character in text:
        if character in _LOW_CONTROLS:
            return False
        if unicodedata.category(character)[0] == "L":
            letters += 1
            accents += not character.isascii()
        elif not character.isascii() and character not in _WESTERN_MARKS:
            return False
    return accents <= _MOST_ACCENTS * letters
