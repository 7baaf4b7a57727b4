"""Arguments and options that several commands share."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from geomap.cli.flags import JSON, PATH, QUIET
from geomap.errors import InputError
from geomap.pipeline import Options
from geomap.sources.fields import language_code, published_on

_Command = Callable[..., Any]


class Day(click.ParamType[date]):
    """A calendar day as 2022-01-08."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day, or fail as wrong use."""
        try:
            return value if isinstance(value, date) else published_on(value)
        except InputError as error:
            self.fail(str(error), param, ctx)


INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=PATH)

_PUBLISHED = click.option(
    "--published",
    type=Day(),
    metavar="YYYY-MM-DD",
    help="Day of publication of articles that do not say theirs.",
)
_LANGUAGE = click.option(
    "--language", metavar="xx", help="Language of articles that do not say theirs, such as nl."
)
_COUNTRY = click.option(
    "--country", metavar="CC", help="Country whose places to prefer in doubt, such as KZ."
)


def reading_options(command: _Command) -> _Command:
    """The options of every command that reads articles."""
    for option in (JSON, QUIET, _COUNTRY, _LANGUAGE, _PUBLISHED):
        command = option(command)
    return command


def options_of(published: date | None, language: str | None, country: str | None) -> Options:
    """The pipeline's options from the command line's."""
    return Options(
        language=language_code(language or ""),
        country=country.strip().upper() if country else None,
        published=published,
    )
