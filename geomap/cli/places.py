"""`geomap places`: every place name of every article, resolved, one document a line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import click

from geomap.cli.console import Console
from geomap.cli.flags import PATH
from geomap.cli.group import FINE, INPUT_FAILED, NOTHING
from geomap.cli.intake import Intake
from geomap.cli.options import INPUTS, options_of, reading_options, source_options_of
from geomap.cli.printing import echo_json, plural
from geomap.cli.second_opinions import SecondOpinions
from geomap.outputs.atomic import replacing
from geomap.outputs.toponyms import toponym_line
from geomap.pipeline import Options, default_stages, with_options

_EXAMPLE = """\b
Example:
  geomap places data/articles --out places.jsonl"""


@click.command("places", epilog=_EXAMPLE)
@INPUTS
@click.option(
    "--out", metavar="FILE.jsonl", type=PATH, help="File to write; standard output unless given."
)
@reading_options
def command(
    *,
    inputs: tuple[str, ...],
    out: str | None,
    quiet: bool,
    as_json: bool,
    **said: Any,
) -> int:
    """Find the place names in articles and the places they mean.

    Writes one document a line: id and toponyms, each with start, end, surface, lat, lon,
    geonameid and type (literal, metonymic, demonym, embedded or facility). With --json and --out
    the counts are printed as JSON.
    """
    console = Console(quiet=quiet)
    intake = Intake(inputs, console, source_options_of(said))
    options = options_of(said)
    opinions = SecondOpinions(options.geocoder)
    with _target(out) as stream:
        toponyms = _write(intake, options, (console, opinions), stream)
    intake.report()
    if told := opinions.told():
        console.note(told)
    if as_json and out:
        echo_json({"articles": intake.count, "toponyms": toponyms, "file": out})
    elif out:
        console.note(f"{plural(intake.count, 'article')}, {plural(toponyms, 'place name')}: {out}")
    if intake.problems:
        return INPUT_FAILED
    return FINE if toponyms else NOTHING


def _write(
    intake: Intake, options: Options, told: tuple[Console, SecondOpinions], stream: BinaryIO
) -> int:
    """Write a line for each document; the number of toponyms written."""
    count, (console, opinions) = 0, told
    stages = default_stages(options)
    for document in intake:
        parsed = stages.parse(with_options(document, options))
        for note in parsed.notes:
            console.note(f"{document.id}: {note}")
        resolutions = stages.resolve(parsed, stages.recognize(parsed))
        stream.write(toponym_line(document.id, resolutions))
        opinions.count(resolutions)
        count += len(resolutions)
    return count


@contextmanager
def _target(out: str | None) -> Iterator[BinaryIO]:
    if out is None:
        yield sys.stdout.buffer
        return
    with replacing(out) as stream:
        yield stream
