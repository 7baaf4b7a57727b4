"""`geomap run`: articles in, a map and GeoJSON out, and a store that remembers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import click

from geomap.cli.console import Console
from geomap.cli.flags import PATH
from geomap.cli.group import FINE, INPUT_FAILED, INTERRUPTED, NOTHING
from geomap.cli.intake import Intake
from geomap.cli.interrupts import shielded
from geomap.cli.options import INPUTS, WORKERS, options_of, reading_options, source_options_of
from geomap.cli.printing import echo_json, plural
from geomap.cli.second_opinions import SecondOpinions
from geomap.cli.summary import Remembered, lines_of, summary_of
from geomap.collect import Collection, Tally, reader_of, rules_of
from geomap.incidents.incident import Incident
from geomap.outputs.atomic import check_folder, make_folder
from geomap.outputs.geojson import write_geojson
from geomap.outputs.terminal import visible
from geomap.parallel import Findings, Told, findings
from geomap.pipeline import merged, taxonomy_of
from geomap.sources.problem import Problem
from geomap.store.figures import Shown
from geomap.store.store import Store
from geomap.text.document import Document

_EXAMPLE = """\b
Example:
  geomap run data/articles --out maps/mine --store incidents.db"""


@dataclass(frozen=True, slots=True)
class _Wishes:
    """The command's own options, as click names them."""

    inputs: tuple[str, ...]
    out: str | None
    store: str | None
    no_texts: bool
    workers: int
    quiet: bool
    as_json: bool


@click.command("run", epilog=_EXAMPLE)
@INPUTS
@click.option("--out", metavar="DIR", type=PATH, help="Folder for incidents.geojson and map.html.")
@click.option(
    "--store",
    metavar="FILE.db",
    type=PATH,
    help="Remember everything in this file, and read again only what is new or has changed.",
)
@click.option("--no-texts", is_flag=True, help="Keep quotes in the store, but no whole articles.")
@WORKERS
@reading_options
def command(**said: Any) -> int:
    """Read articles, find incidents, and write a map and GeoJSON.

    INPUT is a file of text, Markdown, HTML, PDF, mail, a feed, a table with a column of text
    (JSONL, CSV, XLSX) or a web archive, also packed with gzip; a folder of such; a pattern such as
    news/**/*.html; an http or https address; or - for standard input. A text file may begin with
    the lines Title:, Published:, Language:, Source:, Url: and a blank line. Without a day of
    publication, words such as "on Friday" stay without a date. A table of incidents (GeoJSON,
    GeoPackage, ACLED, UCDP, GDELT) or a store is mixed in.

    With --store the incidents of all runs are merged, and the map shows all of them.
    """
    wishes = _Wishes(**{field.name: said.pop(field.name) for field in fields(_Wishes)})
    if wishes.out is None and wishes.store is None:
        raise click.UsageError("Missing option '--out'")
    if wishes.out is not None:
        check_folder(wishes.out)
    run = _Run(wishes, said)
    return run.from_inputs() if wishes.store is None else run.with_store(wishes.store)


class _Run:
    """One call of the command."""

    def __init__(self, wishes: _Wishes, said: dict[str, Any]) -> None:
        self._wishes = wishes
        self._console = Console(quiet=wishes.quiet)
        self._sources = source_options_of(said)
        self._options = options_of(said)
        self._intake = Intake(wishes.inputs, self._console, self._sources)
        self._opinions = SecondOpinions(self._options.geocoder)

    def from_inputs(self) -> int:
        """Map what the inputs tell, and forget."""
        found: list[Incident] = []
        for told in self._read(self._articles(found)):
            self._hear(told)
            if isinstance(told, Findings):
                found.extend(told.incidents)
        incidents = merged(found, self._options)
        heard = self._intake.count or self._intake.rows
        files = self._written(incidents) if heard else {}
        return self._said(_shown(incidents), files)

    def with_store(self, path: str) -> int:
        """Store what the inputs tell, and map what the store holds."""
        reader = reader_of(self._options, self._sources, keeps_text=not self._wishes.no_texts)
        with Store.open(path, rules_of(self._options)) as store:
            run = store.run(reader)
            collection = Collection(run, self._read, tell=self._hear, shield=shielded)
            try:
                tally = collection.collect(self._intake.everything(run.knows))
            except KeyboardInterrupt:
                return self._stopped(path, collection.tally)
            remembered = Remembered(path, store.count_documents(), tally)
            return self._said(store.shown(), self._written(store.incidents()), remembered)

    def _read(self, documents: Iterable[Document]) -> Iterator[Told]:
        return findings(documents, self._options, workers=self._wishes.workers)

    def _articles(self, rows: list[Incident]) -> Iterator[Document]:
        """The articles of the inputs; incidents of tables go to `rows` on the way."""
        for found in self._intake.everything():
            if isinstance(found, Document):
                yield found
            elif isinstance(found, Incident):
                rows.append(found)

    def _hear(self, told: Told) -> None:
        """Pass on what was noticed while an article was read."""
        if isinstance(told, Problem):
            self._intake.give_up(told)
            return
        for note in told.notes:
            self._console.note(f"{told.document.id}: {note}")
        self._opinions.add(told.outcomes)

    def _written(self, incidents: Iterable[Incident]) -> dict[str, str]:
        """Write what was asked for; without that the incidents are not even looked at."""
        if self._wishes.out is None:
            return {}
        from geomap.outputs.page.map import IncidentMap  # noqa: PLC0415 - folium takes a second

        folder = make_folder(self._wishes.out)
        page, geojson = folder / "map.html", folder / "incidents.geojson"
        shown = tuple(incidents)  # once, so that both files are of one moment of a store
        IncidentMap(shown, taxonomy=taxonomy_of(self._options)).save(str(page))
        write_geojson(shown, geojson)
        return {"page": str(page), "geojson": str(geojson)}

    def _said(
        self, shown: Shown, files: dict[str, str], remembered: Remembered | None = None
    ) -> int:
        self._intake.report()
        summary = summary_of(self._intake, shown, self._opinions, files, remembered)
        if self._wishes.as_json:
            echo_json(summary)
        elif not self._wishes.quiet:
            click.echo("\n".join(map(visible, lines_of(summary, self._opinions.told()))))
        if self._intake.failed:
            return INPUT_FAILED
        return FINE if shown.incidents else NOTHING

    def _stopped(self, path: str, tally: Tally) -> int:
        self._intake.report()
        self._console.problem(
            f"stopped; what was read is stored in {path} ({plural(tally.stored, 'article')} "
            "of this run); give the same command again to go on"
        )
        return INTERRUPTED


def _shown(incidents: Sequence[Incident]) -> Shown:
    by_type = Counter(incident.event_type for incident in incidents)
    ordered = sorted(by_type.items(), key=lambda entry: (-entry[1], entry[0]))
    unlocated = sum(incident.latitude is None for incident in incidents)
    return Shown(len(incidents), dict(ordered), unlocated)
