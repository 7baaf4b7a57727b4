"""Text inside XML."""

import re
from xml.sax.saxutils import escape

# XML 1.0 has no place for these at all, not even escaped.
_FORBIDDEN = {*range(32), 0xFFFE, 0xFFFF} - {*map(ord, "\t\n\r")}
_SPECIAL = re.compile("[&<>\r" + "".join(map(re.escape, map(chr, sorted(_FORBIDDEN)))) + "]")
_SHOWN = dict.fromkeys(_FORBIDDEN, "\N{REPLACEMENT CHARACTER}")


def xml_text(text: str) -> str:
    """Text as XML holds it; a carriage return keeps being one (XML 1.0, section 2.11)."""
    if not _SPECIAL.search(text):  # nearly all
        return text
    return escape(text.translate(_SHOWN), {"\r": "&#13;"})
