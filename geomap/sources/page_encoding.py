"""Turn the bytes of a web page into text, as its server or the page itself declares them.

In the order of the HTML standard: a byte order mark, the server's word, the page's word; then
UTF-8, and at last the guess that plain text gets. A few broken bytes never refuse a page.
"""

import codecs
import re
from collections.abc import Mapping

from geomap.errors import InputError
from geomap.sources.encoding import Decoded, decode

_HEAD = 4096  # bytes in which a page says its encoding; the standard looks at 1024
_DECLARED = re.compile(
    rb"""<(?:meta\s[^>]{0,300}?charset\s{0,9}=\s{0,9}|\?xml\s[^>]{0,100}?encoding\s{0,9}=\s{0,9})"""
    rb"""["']?\s{0,9}([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# A page begins with "<": its two bytes tell UTF-16 without a mark.
_UNMARKED = {b"<\0": codecs.BOM_UTF16_LE, b"\0<": codecs.BOM_UTF16_BE}
_MOST_NUL = 0.01  # of all bytes; with more it is no page but a picture or a program
# The standard reads these labels as their larger successors: pages mean those.
_SUCCESSORS: Mapping[str, str] = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
REPLACED = "holds bytes that are no text in its encoding; shown as \N{REPLACEMENT CHARACTER}"


def decode_page(content: bytes, charset: str = "") -> Decoded:
    """Decode a web page.

    Args:
        content: The page.
        charset: What the server says, such as "utf-8"; "" for nothing.

    Raises:
        InputError: Neither declared nor to be guessed; the message has no file name.
    """
    if content.startswith(_MARKS):
        return decode(content)
    if content[:2] in _UNMARKED:
        return decode(_UNMARKED[content[:2]] + content)
    declared = _DECLARED.search(content[:_HEAD])
    for label in (charset, declared[1].decode("ascii", "replace") if declared else "", "utf-8"):
        codec = _codec(label)
        if codec and (decoded := _decoded(content, codec, certain=label != "utf-8")):
            return decoded
    return _guessed(content)


def _codec(label: str) -> str | None:
    """The name of Python's codec for a label, or None for a label that is none."""
    try:
        name = codecs.lookup(label).name if label else ""
    except (LookupError, UnicodeError, ValueError):
        return None
    # What can be read as ASCII far enough to find the word in a page is no UTF-16.
    name = "utf-8" if name.startswith(("utf-16", "utf-32")) else _SUCCESSORS.get(name, name)
    return name if name and _is_text_codec(name) else None


def _is_text_codec(name: str) -> bool:
    try:
        return b"a".decode(name) == "a"  # "hex" and "zlib" are codecs, too, of bytes
    except (LookupError, UnicodeError, ValueError):
        return False


def _decoded(content: bytes, codec: str, *, certain: bool) -> Decoded | None:
    if content.count(0) > _MOST_NUL * len(content):
        return None
    try:
        text, remark = content.decode(codec), ""
    except UnicodeDecodeError:
        if not certain or codec == "utf-8":
            return None
        text, remark = content.decode(codec, "replace"), REPLACED
    if "\0" in text:
        text, remark = text.replace("\0", "\N{REPLACEMENT CHARACTER}"), REPLACED
    return Decoded(text, remark)


def _guessed(content: bytes) -> Decoded:
    """Not what it was said to be: Windows-1252 if it looks like it, else UTF-8 with gaps."""
    try:
        return decode(content)
    except InputError:
        if b"\0" in content[:_HEAD] or content.decode("utf-8", "ignore").isascii():
            raise
        return Decoded(content.decode("utf-8", "replace"), REPLACED)
