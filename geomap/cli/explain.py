"""`geomap explain`: every stage of the pipeline on an article, with reasons."""

from collections.abc import Iterable, Mapping
from typing import Any

import click

from geomap.cli.console import Console
from geomap.cli.explanation import Line, Style, explain
from geomap.cli.flags import PATH
from geomap.cli.group import FINE, INPUT_FAILED
from geomap.cli.intake import Intake
from geomap.cli.options import options_of, reading_options, source_options_of
from geomap.cli.printing import echo_json
from geomap.pipeline import readings

_COLORS: Mapping[Style, Mapping[str, Any]] = {
    "heading": {"bold": True},
    "plain": {},
    "faint": {"dim": True},
    "good": {"fg": "green"},
    "bad": {"fg": "yellow"},
}
_EXAMPLE = """\b
Example:
  geomap explain data/articles/almaty-nl.txt"""


@click.command("explain", epilog=_EXAMPLE)
@click.argument("article", type=PATH)
@reading_options
def command(
    *,
    article: str,
    quiet: bool,
    as_json: bool,
    **said: Any,
) -> int:
    """Show what every stage makes of an article, and why.

    ARTICLE is a file, a folder, a pattern, an address, or - for standard input.
    """
    intake = Intake([article], Console(quiet=quiet), source_options_of(said))
    for reading in readings(intake, options_of(said)):
        if as_json:
            echo_json(reading)
        else:
            _print(explain(reading))
    intake.report()
    return INPUT_FAILED if intake.problems else FINE


def _print(lines: Iterable[Line]) -> None:
    for line in lines:
        click.secho(line.text, **_COLORS[line.style])
