"""Results on standard output."""

import sys
from typing import Any


def echo_json(value: Any) -> None:
    """Print one JSON document, indented, records and days included."""
    import orjson  # noqa: PLC0415 - only --json pays for it

    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    sys.stdout.buffer.write(orjson.dumps(value, default=tuple, option=option))
    sys.stdout.buffer.flush()


def json_line(value: Any) -> str:
    """One JSON value on a line of its own."""
    import orjson  # noqa: PLC0415 - only --json pays for it

    return orjson.dumps(value, default=tuple).decode()


def plural(count: int, noun: str) -> str:
    """Count things: "1 article", "2 articles", "1,000 articles"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
