"""Keep spreadsheets from running text.

A spreadsheet takes a cell that begins with =, +, - or @ for a formula, which may call programs or
send the sheet's contents away. An apostrophe before it says "this is text", as users type it.
Only columns of text are treated: a negative longitude stays a number.
"""

import re

# Also behind spaces, quotes and signs without a width, which some programs drop, and in the wide
# forms of East Asian typing, which some programs fold.
_RUNS = re.compile(
    r"""[\s"'`\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufffd]*(?:[=+\-@\t\r\n\0＝＋－＠])"""
)
_APOSTROPHE = "'"


def harmless(text: str) -> str:
    """The text as a cell that is shown and not run; `as_written` is the way back."""
    return _APOSTROPHE + text if _RUNS.match(text) else text


def as_written(cell: str) -> str:
    """What `harmless` was given."""
    if cell[:1] == _APOSTROPHE and _RUNS.match(cell, 1):
        return cell[1:]
    return cell
