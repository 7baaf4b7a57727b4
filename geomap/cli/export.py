"""`geomap export`: incidents of a store or a table in the format of another program."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import click

from geomap.cli.console import Console
from geomap.cli.flags import JSON, PATH, QUIET
from geomap.cli.group import FINE, INPUT_FAILED, NOTHING
from geomap.cli.printing import echo_json, plural
from geomap.cli.selecting import Asked, asked_of, left_out, selecting_options
from geomap.errors import OptionError
from geomap.incidents.incident import Evidence, Incident
from geomap.outputs.atomic import check_writable
from geomap.outputs.exports import ExportOptions, Written, formats, write_incidents
from geomap.outputs.exports.formats import STANDARD_OUTPUT, format_of, without_password
from geomap.outputs.select import Sieve
from geomap.sources.problem import Remark

_NAMES = [each.name for each in formats()]
_MOST_PROBLEMS = 20
_CHUNK = 256
_LIST = "".join(
    f"  {each.name:<11} {', '.join(each.suffixes)}\n              {each.keeps}\n"
    for each in formats()
)
_EPILOG = f"""\b
Formats, the names that choose them, and what they keep:
{_LIST}
\b
Example:
  geomap export maps/mine/incidents.geojson incidents.gpkg"""


@click.command("export", epilog=_EPILOG)
@click.argument("incidents", metavar="INCIDENTS", type=PATH)
@click.argument("out", metavar="OUT", type=click.Path(allow_dash=True, readable=False))
@click.option(
    "--format", "format_name", type=click.Choice(_NAMES), help="Format, whatever OUT ends in."
)
@selecting_options
@click.option("--excel", "--csv-bom", is_flag=True, help="Mark CSV as UTF-8, as Excel wants it.")
@click.option("--table", default="incidents", metavar="NAME", help="Name of a layer or a table.")
@QUIET
@JSON
def command(*, incidents: str, out: str, quiet: bool, as_json: bool, **options: Any) -> int:
    """Write incidents in the format of another program: GIS, spreadsheet, database, globe.

    INCIDENTS is a store, a file that geomap run wrote, or a table of ACLED, UCDP, GDELT or any
    other maker with columns for latitude, longitude and event type. OUT is a file, whose end
    chooses the format, - for standard output, or postgresql://user@host/database, whose password
    is better left to PGPASSWORD. A file takes its name only when it is whole and was read back.
    """
    format_name = options.pop("format_name")
    _check(out, format_name, incidents)
    console = Console(quiet=quiet)
    asked = asked_of(options)
    intake, sieve = _Intake(incidents, console), Sieve(asked.selection())
    wanted = _hidden(sieve.keep(intake.incidents()), asked)
    how = ExportOptions(**options)
    written = write_incidents(wanted, out, format_name=format_name, options=how)
    _tell(written, sieve, console)
    if as_json and out != STANDARD_OUTPUT:
        echo_json(_summary(written, sieve, intake, out))
    else:
        console.note(f"{plural(written.count, 'incident')}: {without_password(out)}")
    if intake.failed:
        return INPUT_FAILED
    return FINE if written.count else NOTHING


def _check(out: str, format_name: str | None, incidents: str) -> None:
    """Refuse what cannot be, before the long work begins."""
    if out == STANDARD_OUTPUT and format_name is None:
        raise OptionError("-: name a --format for standard output")
    chosen = format_of(out, format_name)
    if out == STANDARD_OUTPUT or chosen.name == "postgis":
        return
    check_writable(out)
    if Path(out).exists() and Path(incidents).exists() and Path(out).samefile(incidents):
        raise OptionError(f"{out}: is what is read; choose another name")


class _Intake:
    """The incidents of a file; what else it says is told and counted."""

    def __init__(self, path: str, console: Console) -> None:
        self._path, self._console = path, console
        self.failed = 0

    def incidents(self) -> Iterator[Incident]:
        """Each incident as it comes."""
        from geomap.cli.incidents_from import incidents_from  # noqa: PLC0415 - SQLite

        for found in incidents_from(self._path):
            if isinstance(found, Incident):
                yield found
            elif isinstance(found, Remark):
                self._console.note(str(found))
            else:
                self.failed += 1
                if self.failed <= _MOST_PROBLEMS:
                    self._console.problem(str(found))
        if self.failed > _MOST_PROBLEMS:
            self._console.problem(f"and {plural(self.failed - _MOST_PROBLEMS, 'problem')} more")


def _hidden(incidents: Iterable[Incident], asked: Asked) -> Iterator[Incident]:
    """The incidents without what shall not be told."""
    from geomap.outputs.page.blurred import blurred  # noqa: PLC0415 - few ask for it

    rest = iter(incidents)
    while chunk := list(islice(rest, _CHUNK)):
        shown = chunk if asked.coarsen is None else blurred(chunk, asked.coarsen)
        yield from map(_unquoted, shown) if asked.no_quotes else shown


def _unquoted(incident: Incident) -> Incident:
    evidence = tuple(map(_without_quote, incident.evidence))
    return replace(incident, evidence=evidence)


def _without_quote(evidence: Evidence) -> Evidence:
    return replace(evidence, quote="", quote_start=0, quote_end=0)


def _tell(written: Written, sieve: Sieve, console: Console) -> None:
    for words in left_out(sieve):
        console.note(words)
    if written.left_out:
        console.note(f"{written.left_out:,} without a place left out: {written.format} has no room")
    for words in written.remarks:
        console.note(words)


def _summary(written: Written, sieve: Sieve, intake: _Intake, out: str) -> dict[str, Any]:
    return {
        "incidents": written.count,
        "left_out": sieve.left_out,
        "unlocated": written.unlocated,
        "without_room": written.left_out,
        "failed": intake.failed,
        "remarks": list(written.remarks),
        "format": written.format,
        "out": without_password(out),
    }
