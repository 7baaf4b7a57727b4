"""What a run logs on stderr: nothing unless asked, then lines for people or JSON for programs.

Only our own loggers are shown: geopy's and urllib3's write addresses with keys in them. Article
text is logged at DEBUG at most, and what looks like a secret is masked whoever logs it.
"""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any

import click

from geomap.outputs.terminal import visible

_PLAIN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
_MASK = "***"
# A password in an address, and what follows a word that announces a secret.
_IN_ADDRESS = re.compile(r"(?<=://)[^/@\s:]{0,200}:[^/@\s]{1,200}(?=@)")
_NAMED = re.compile(
    r"(?i)\b((?:api[-_]?|access[-_]?|auth[-_]?)?(?:key|token|password|passwd|secret|authorization)"
    r"[\"']?\s{0,3}[=:]\s{0,3})(?:bearer\s{1,3}|basic\s{1,3})?[\"']?[^\s&,;\"']{1,500}"
)


def verbosely(ctx: click.Context, _parameter: click.Parameter, count: int) -> None:
    """Callback of -v: once for INFO, twice for DEBUG."""
    if count and not ctx.resilient_parsing:
        _show(ctx, level=logging.INFO if count == 1 else logging.DEBUG)


def in_json(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    """Callback of --log-json, which is a wish to see the log, too."""
    if wanted and not ctx.resilient_parsing:
        _show(ctx, formatter=JsonLines())


class Lines(logging.Formatter):
    """`12:03:44 geomap.sources.fetch: words`, which cannot steer the terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(name)s: %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        return visible(masked(super().format(record)))


class JsonLines(logging.Formatter):
    """An object a line: time (UTC), level, logger, message, and what the record adds."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        fields = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **{name: value for name, value in vars(record).items() if name not in _PLAIN},
        }
        return json.dumps({name: _clean(value) for name, value in fields.items()}, default=str)

    def formatTime(  # noqa: N802 - logging's name
        self, record: logging.LogRecord, datefmt: str | None = None
    ) -> str:
        """ISO 8601 in UTC, with milliseconds."""
        when = datetime.fromtimestamp(record.created, UTC)
        return when.strftime(datefmt) if datefmt else when.isoformat(timespec="milliseconds")


def masked(words: str) -> str:
    """The words without passwords, keys and tokens."""
    return _NAMED.sub(rf"\1{_MASK}", _IN_ADDRESS.sub(_MASK, words))


def _clean(value: Any) -> Any:
    return masked(value) if isinstance(value, str) else value


def _show(
    ctx: click.Context, level: int = logging.INFO, formatter: logging.Formatter | None = None
) -> None:
    """Hang one handler on our loggers until the command ends."""
    logger = logging.getLogger("geomap")
    handler = next(iter(logger.handlers), None)
    if handler is None:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(Lines())
        logger.addHandler(handler)
        logger.propagate = False
        ctx.call_on_close(lambda: _hide(logger))
    if formatter:
        handler.setFormatter(formatter)
    logger.setLevel(min(level, logger.level or level))


def _hide(logger: logging.Logger) -> None:
    logger.handlers.clear()
    logger.setLevel(logging.NOTSET)
    logger.propagate = True
