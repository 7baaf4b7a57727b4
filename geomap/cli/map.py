"""`geomap map`: a map page of a file of incidents, of this or another program."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from geomap.cli.console import Console
from geomap.cli.flags import JSON, PATH, QUIET
from geomap.cli.group import FINE, INPUT_FAILED, NOTHING
from geomap.cli.printing import echo_json, plural
from geomap.cli.selecting import Asked, asked_of, selecting_options
from geomap.incidents.incident import Incident
from geomap.outputs.atomic import check_writable
from geomap.outputs.incident_tables.read import read_incidents
from geomap.outputs.incident_tables.table import IncidentsRead
from geomap.outputs.select import Selected, selected
from geomap.sources.problem import Problem

_EXAMPLE = """\b
Example:
  geomap map maps/mine/incidents.geojson --out page.html"""

_MOST_PROBLEMS = 20
_THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class _Wishes:
    """The command's options, as click names them."""

    out: str
    title: str | None
    theme: str
    language: str
    tiles: str | None
    outlines: str | None
    picture: str | None
    asked: Asked


@click.command("map", epilog=_EXAMPLE)
@click.argument("incidents", metavar="INCIDENTS", type=PATH)
@click.option("--out", required=True, metavar="PAGE.html", type=PATH, help="Page to write.")
@click.option("--title", help="Title of the page; the file's name unless given.")
@click.option("--theme", type=click.Choice(_THEMES), default="auto", help="Colors of the page.")
@click.option("--language", metavar="xx", default="en", help="Language of the page's own words.")
@click.option(
    "--tiles", metavar="NAME|URL", help="Background tiles; they need the network and geomap serve."
)
@click.option(
    "--outlines", metavar="FILE", type=PATH, help="GeoJSON or TopoJSON of areas to draw instead."
)
@selecting_options
@click.option("--picture", metavar="FILE", type=PATH, help="Draw a .png, .svg or .pdf for print.")
@QUIET
@JSON
def command(*, incidents: str, quiet: bool, as_json: bool, **options: Any) -> int:
    """Draw a map of incidents in GeoJSON, GeoPackage, GeoParquet or CSV.

    INCIDENTS is a store, a file that geomap run wrote, an event file of GDELT, or a table (ACLED,
    UCDP GED, your own) with columns for latitude, longitude and event type by any of their usual
    names; date, place, title, notes, fatalities and more are used where they are. The page stands
    alone: it needs no network and opens from a memory stick.

    --coarsen and --no-quotes protect those who could be found: positions are rounded, and places
    are named by their province or country. What titles and quotes say of a place, they still say.
    """
    asked = asked_of(options)
    wishes = _Wishes(asked=asked, **options)
    _check_targets(wishes)
    console = Console(quiet=quiet)
    read = _read(incidents)
    for remark in read.remarks:
        console.note(str(remark))
    _report(read.problems, console)
    if read.problems and not read.incidents:
        return INPUT_FAILED
    chosen = selected(read.incidents, asked.selection(read.incidents))
    _tell(read.incidents, chosen, console)
    files = _written(chosen.incidents, wishes, wishes.title or Path(incidents).stem, console)
    if as_json:
        echo_json(_summary(chosen.incidents, read.problems, len(read.incidents), files))
    else:
        console.note(f"{plural(len(chosen.incidents), 'incident')}: {', '.join(files.values())}")
    if read.problems:
        return INPUT_FAILED
    return FINE if chosen.incidents else NOTHING


def _read(path: str) -> IncidentsRead:
    """All incidents of a store or of a table."""
    from geomap.cli.incidents_from import incidents_from, is_store  # noqa: PLC0415 - SQLite

    if not is_store(path):
        return read_incidents(path)
    return IncidentsRead(tuple(i for i in incidents_from(path) if isinstance(i, Incident)))


def _check_targets(wishes: _Wishes) -> None:
    check_writable(wishes.out)
    if wishes.picture is not None:
        from geomap.outputs.picture.sheet import check_kind  # noqa: PLC0415 - few want pictures

        check_kind(wishes.picture)
        check_writable(wishes.picture)


def _report(problems: Sequence[Problem], console: Console) -> None:
    for problem in problems[:_MOST_PROBLEMS]:
        console.problem(str(problem))
    if len(problems) > _MOST_PROBLEMS:
        console.problem(f"and {plural(len(problems) - _MOST_PROBLEMS, 'problem')} more")


def _tell(incidents: Sequence[Incident], chosen: Selected, console: Console) -> None:
    """Say what the map will not show."""
    if not incidents:
        console.note("the file has no rows; the map is empty")
    elif not chosen.incidents:
        console.note("nothing is left of the incidents; widen the period, the types or the area")
    elif left_out := len(incidents) - len(chosen.incidents):
        console.note(f"{plural(left_out, 'incident')} left out, as asked")
    if chosen.undated:
        console.note(f"{chosen.undated:,} of them for want of a date")
    if chosen.unlocated:
        console.note(f"{chosen.unlocated:,} of them for want of a place")
    if chosen.incidents and all(i.latitude is None for i in chosen.incidents):
        console.note("none of the incidents has a place: all are in the list, none on the map")


def _written(
    incidents: Sequence[Incident], wishes: _Wishes, title: str, console: Console
) -> dict[str, str]:
    from geomap.outputs.page.map import IncidentMap  # noqa: PLC0415 - folium takes a second

    page = IncidentMap(
        incidents,
        title=title,
        tiles=wishes.tiles,
        theme=wishes.theme,  # type: ignore[arg-type]  # click has checked it
        language=wishes.language,
        outlines=wishes.outlines,
        coarsen_km=wishes.asked.coarsen,
        quotes=not wishes.asked.no_quotes,
    )
    page.save(wishes.out)
    if wishes.picture is None:
        return {"page": wishes.out}
    from geomap.outputs.picture.sheet import write_picture  # noqa: PLC0415

    for remark in write_picture(
        page.incidents,
        wishes.picture,
        title=title,
        language=wishes.language,
        outlines=wishes.outlines,
        grid_km=wishes.asked.coarsen,
    ):
        console.note(f"{wishes.picture}: {remark}")
    return {"page": wishes.out, "picture": wishes.picture}


def _summary(
    shown: Sequence[Incident], problems: Sequence[Problem], read: int, files: dict[str, str]
) -> dict[str, Any]:
    return {
        "incidents": len(shown),
        "left_out": read - len(shown),
        "unlocated": sum(incident.latitude is None for incident in shown),
        "problems": [
            {"source": problem.source, "line": problem.line, "message": problem.message}
            for problem in problems
        ],
        **files,
    }
