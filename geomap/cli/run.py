"""`geomap run`: articles in, a map and GeoJSON out."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from geomap.cli.console import Console
from geomap.cli.flags import PATH
from geomap.cli.group import FINE, INPUT_FAILED, NOTHING
from geomap.cli.intake import Intake
from geomap.cli.options import INPUTS, options_of, reading_options
from geomap.cli.printing import echo_json, plural
from geomap.cli.second_opinions import SecondOpinions
from geomap.incidents.incident import Incident
from geomap.outputs.atomic import check_folder, make_folder
from geomap.outputs.geojson import write_geojson
from geomap.outputs.terminal import visible
from geomap.pipeline import Options, merged, readings, taxonomy_of

_EXAMPLE = """\b
Example:
  geomap run data/articles --out maps/mine"""


@click.command("run", epilog=_EXAMPLE)
@INPUTS
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=PATH,
    help="Folder for incidents.geojson and map.html.",
)
@reading_options
def command(
    *,
    inputs: tuple[str, ...],
    out: str,
    quiet: bool,
    as_json: bool,
    **said: Any,
) -> int:
    """Read articles, find incidents, and write a map and GeoJSON.

    INPUT is a text file, a .jsonl file (one article a line), a folder, or - for standard input.
    A text file may begin with the lines Title:, Published:, Language:, Source:, Url: and a blank
    line. Without a day of publication, words such as "on Friday" stay without a date.
    """
    check_folder(out)
    console = Console(quiet=quiet)
    intake = Intake(inputs, console)
    options = options_of(said)
    opinions = SecondOpinions(options.geocoder)
    incidents = _incidents_of(intake, options, opinions, console)
    intake.report()
    files = _written(incidents, options, make_folder(out)) if intake.count else {}
    summary = _summary(intake, incidents, opinions, files)
    if as_json:
        echo_json(summary)
    elif not quiet:
        click.echo("\n".join(map(visible, _told(summary, opinions.told()))))
    if intake.problems:
        return INPUT_FAILED
    return FINE if incidents else NOTHING


def _incidents_of(
    intake: Intake, options: Options, opinions: SecondOpinions, console: Console
) -> tuple[Incident, ...]:
    found: list[Incident] = []
    for reading in readings(intake, options):
        for note in reading.parsed.notes:
            console.note(f"{reading.parsed.document.id}: {note}")
        opinions.count(reading.resolutions)
        found.extend(reading.incidents)
    return merged(found, options)


def _written(incidents: Sequence[Incident], options: Options, folder: Path) -> dict[str, str]:
    from geomap.outputs.page.map import IncidentMap  # noqa: PLC0415 - folium takes a second

    page, geojson = folder / "map.html", folder / "incidents.geojson"
    IncidentMap(incidents, taxonomy=taxonomy_of(options)).save(str(page))
    write_geojson(incidents, geojson)
    return {"page": str(page), "geojson": str(geojson)}


def _summary(
    intake: Intake,
    incidents: Sequence[Incident],
    opinions: SecondOpinions,
    files: dict[str, str],
) -> dict[str, Any]:
    by_type = Counter(incident.event_type for incident in incidents)
    return {
        "articles": intake.count,
        "incidents": len(incidents),
        "by_type": dict(sorted(by_type.items(), key=lambda entry: (-entry[1], entry[0]))),
        "geocoder": opinions.summary(),
        "unlocated": sum(incident.latitude is None for incident in incidents),
        "problems": [
            {"source": problem.source, "line": problem.line, "message": problem.message}
            for problem in intake.problems
        ],
        "files": files,
    }


def _told(summary: dict[str, Any], opinions: str | None) -> list[str]:
    """The summary as a person reads it."""
    counts = f"{plural(summary['articles'], 'article')}, {plural(summary['incidents'], 'incident')}"
    lines = [counts, *(f"  {count:>5}  {name}" for name, count in summary["by_type"].items())]
    if summary["unlocated"]:
        lines.append(f"  {summary['unlocated']:>5}  of them without a place, so not on the map")
    if opinions:
        lines.append(opinions)
    if summary["problems"]:
        lines.append(f"{plural(len(summary['problems']), 'problem')}, named above")
    if not summary["incidents"]:
        lines.append("nothing to map")
    labels = {"page": "map", "geojson": "GeoJSON"}
    return lines + [f"{labels[kind]}: {path}" for kind, path in summary["files"].items()]
