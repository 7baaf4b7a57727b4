"""Flags that nearly every command has."""

from collections.abc import Callable
from functools import partial
from typing import Any

import click

from geomap.cli.log import in_json, verbosely

PATH = click.Path(readable=False)
"""A path that the shell completes; whether it can be read is told in our own words."""


class SharedOption(click.Option):
    """An option that means the same for every command that has it.

    Attributes:
        table: Where `geomap.toml` holds it.
    """

    table: str


class ReadingOption(SharedOption):
    """About the articles that are read."""

    table = "articles"


class TalkOption(SharedOption):
    """About what is said on stderr."""

    table = "log"


reading_option = partial(click.option, cls=ReadingOption)
_talk_option = partial(click.option, cls=TalkOption)

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
PACK = reading_option(
    "--gazetteer",
    "pack",
    metavar="PACK",
    type=PATH,
    help="Gazetteer to use, made by 'geomap gazetteer build'.",
)
_TALK = (
    _talk_option("-q", "--quiet", is_flag=True, help="Say nothing but problems and results."),
    _talk_option(
        "-v",
        "--verbose",
        count=True,
        expose_value=False,
        callback=verbosely,
        help="Log what is done; -vv logs more.",
    ),
    _talk_option(
        "--log-json",
        is_flag=True,
        expose_value=False,
        callback=in_json,
        help="Log as JSON, one object a line.",
    ),
)


def QUIET(command: Callable[..., Any]) -> Callable[..., Any]:  # noqa: N802 - used like the others
    """How much a command says on stderr: -q, -v, --log-json."""
    for option in reversed(_TALK):
        command = option(command)
    return command
