"""The facts that may stand beside an article's text, in a header or in a row."""

import re
from datetime import date

from geomap.errors import InputError

EMPTY = "is empty; give a file that holds an article"
_DAY = len("2022-01-08")


def published_on(words: str) -> date:
    """Read a publication day: "2022-01-08", with or without a time of day after it.

    The day stands as written; no time zone moves it.

    Raises:
        InputError: No day of the calendar; the message has no file name.
    """
    day = words.strip()
    if day[_DAY : _DAY + 1] in ("T", " "):
        day = day[:_DAY]
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise InputError(
            f"publication date {words[:40]!r} is no date; write it as 2022-01-08"
        ) from None


def language_code(words: str) -> str | None:
    """The language without its region ("nl-BE", "NL" -> "nl"), or None for nothing.

    Whether it is a language that geomap reads is asked later, where the text is parsed.
    """
    return words.strip().replace("_", "-").split("-")[0].lower() or None


_ISO = re.compile(r"\s*(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"\s*(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_MONTHS = 12
_EARLIEST = 1900
_LONGEST_DATE = 100  # characters


def day_in(words: str) -> date | None:
    """The day that metadata state, as written, or None for what is no day.

    Understands "2022-01-08T23:30-05:00", "20220108", "08.01.2022", "31/1/2022" and what mail and
    feeds write, "Sat, 08 Jan 2022 23:30:00 -0500". No time zone moves the day.
    """
    words = words[:_LONGEST_DATE]
    if found := _ISO.match(words):
        return _calendar_day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.match(words):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "/" and day != month and day <= _MONTHS and month <= _MONTHS:
            return None  # America puts the month first, Europe the day
        return _calendar_day(year, *((day, month) if month > _MONTHS else (month, day)))
    from email.utils import parsedate  # noqa: PLC0415 - it loads thirty modules

    written = parsedate(words)
    return _calendar_day(*written[:3]) if written else None


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _EARLIEST else None
    except ValueError:
        return None


def without_password(address: str) -> str:
    """An address as it may be shown: without the name and the password before its host."""
    scheme, mark, rest = address.partition("://")
    host = re.split("[/?#]", rest, maxsplit=1)[0]
    return f"{scheme}{mark}{rest[host.rfind('@') + 1 :]}"


def web_address(words: str) -> str | None:
    """An http or https address as it stands, or None for anything else."""
    words = words.strip()
    plain = words.isprintable() and not set(words) & set(" <>\"'`\\")
    return words if plain and words.lower().startswith(("http://", "https://")) else None
