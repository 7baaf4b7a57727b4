"""The facts that may stand beside an article's text, in a header or in a row."""

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
