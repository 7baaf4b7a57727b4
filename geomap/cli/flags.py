"""Flags that nearly every command has."""

import click

PATH = click.Path(readable=False)
"""A path that the shell completes; whether it can be read is told in our own words."""

QUIET = click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems and results.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
PACK = click.option(
    "--gazetteer",
    "pack",
    metavar="PACK",
    type=PATH,
    envvar="GEOMAP_GAZETTEER",
    help="Gazetteer to use, made by 'geomap gazetteer build'.  [env: GEOMAP_GAZETTEER]",
)
