"""The `geomap` command and its subcommands by name."""

import click

from geomap.cli.group import LazyGroup, Summary
from geomap.version import __version__

_COMMANDS = {
    "run": Summary("geomap.cli.run", "Read articles, find incidents, and write a map and GeoJSON."),
    "places": Summary(
        "geomap.cli.places", "Find the place names in articles and the places they mean."
    ),
    "map": Summary(
        "geomap.cli.map", "Draw a map of incidents in GeoJSON, GeoPackage, GeoParquet or CSV."
    ),
    "export": Summary(
        "geomap.cli.export",
        "Write incidents in the format of another program: GIS, spreadsheet, database, globe.",
    ),
    "serve": Summary(
        "geomap.cli.serve", "Show a map page, or a folder of them, at an address of this machine."
    ),
    "explain": Summary("geomap.cli.explain", "Show what every stage makes of an article, and why."),
    "gazetteer": Summary("geomap.cli.gazetteer", "Ask the embedded gazetteer, or make another."),
    "store": Summary(
        "geomap.cli.store",
        "Look into a store of 'geomap run --store', ask it, export it, clean it.",
    ),
    "config": Summary(
        "geomap.cli.config",
        "Show the settings: flags win over GEOMAP_* variables, these over geomap.toml.",
        settable=False,
    ),
    "doctor": Summary(
        "geomap.cli.doctor",
        "Check the installation: gazetteer, libraries, extras, browser, write access.",
        settable=False,
    ),
    "completion": Summary(
        "geomap.cli.completion", "Print completion for your shell.", settable=False
    ),
}
_EXAMPLE = """\b
Example:
  geomap run data/articles --out maps/mine"""


@click.group(
    "geomap",
    cls=LazyGroup,
    lazy=_COMMANDS,
    epilog=_EXAMPLE,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="geomap", message="%(prog)s %(version)s")
def main() -> None:
    """Read news articles, find where things happened, and map the incidents. Offline.

    \b
    Exit codes: 0 fine, 1 nothing to map, 2 wrong use, 3 some input failed.
    """  # noqa: D301 - \b is click's mark for "do not rewrap"
