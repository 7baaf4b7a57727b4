"""`geomap gazetteer`: what the embedded gazetteer knows, and how to make another."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from geomap.cli.flags import JSON, PACK, PATH
from geomap.cli.group import FINE, NOTHING
from geomap.cli.printing import echo_json
from geomap.errors import GazetteerError, OptionError, OutputError
from geomap.gazetteer.index import Candidate, GazetteerIndex
from geomap.outputs.terminal import visible
from geomap.resources import built_file

_LOOKUP_EXAMPLE = """\b
Example:
  geomap gazetteer lookup Almaty"""
_INFO_EXAMPLE = """\b
Example:
  geomap gazetteer info"""
_BUILD_EXAMPLE = """\b
Example:
  geomap gazetteer build --geonames allCountries.zip --out world.pack"""
_ERASE = "\r\x1b[K"
_FEATURES_SHOWN = 12


@click.group("gazetteer", epilog=_LOOKUP_EXAMPLE)
def command() -> None:
    """Ask the embedded gazetteer, or make another."""


@command.command("lookup", epilog=_LOOKUP_EXAMPLE)
@click.argument("name", nargs=-1, required=True)
@click.option("--country", metavar="CC", help="Only places in this country, such as KZ.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(min=1))
@PACK
@JSON
def lookup(
    *, name: tuple[str, ...], country: str | None, limit: int, pack: str | None, as_json: bool
) -> int:
    """List the places that a name may mean, the likeliest first.

    Names are found in any language and script that the gazetteer holds, whatever their case and
    accents.
    """
    found = _opened(pack).candidates(" ".join(name))
    if country:
        found = tuple(one for one in found if one.place.country_code == country.strip().upper())
    if as_json:
        echo_json([_fields(one) for one in found[:limit]])
    for one in () if as_json else found[:limit]:
        click.echo(visible(_line(one)))
    if len(found) > limit and not as_json:
        click.echo(f"{len(found) - limit} more; see them with --limit {len(found)}", err=True)
    if not found:
        click.echo(f'geomap: no place is called "{visible(" ".join(name))}"', err=True)
    return FINE if found else NOTHING


@command.command("info", epilog=_INFO_EXAMPLE)
@PACK
@click.option("--verify", is_flag=True, help="Read the whole file and compare its checksum.")
@JSON
def info(*, pack: str | None, verify: bool, as_json: bool) -> None:
    """Tell what the gazetteer was made of: sources, licenses, counts, checksum."""
    index = _opened(pack)
    if verify:
        index.verify()
    facts = {**index.info(), **({"verified": True} if verify else {})}
    if as_json:
        echo_json(facts)
        return
    for line in _told(facts):
        click.echo(visible(line))


@command.command("build", epilog=_BUILD_EXAMPLE)
@click.option(
    "--geonames",
    metavar="FILE",
    type=PATH,
    help="allCountries.zip of GeoNames, or another file of its format; txt or zip.",
)
@click.option(
    "--alternate-names", metavar="FILE", type=PATH, help="alternateNamesV2.zip of GeoNames."
)
@click.option(
    "--out", metavar="PACK", type=PATH, help="File to write; the installed one unless given."
)
def build(*, geonames: str | None, alternate_names: str | None, out: str | None) -> None:
    """Make a gazetteer, from a GeoNames dump if one is given.

    The dump comes from download.geonames.org/export/dump. Without one the gazetteer is made from
    the same sources as the one that ships: towns of 500 people and more.
    """
    if alternate_names and not geonames:
        raise OptionError("--alternate-names adds names to --geonames; give both")
    destination = Path(out) if out else built_file("gazetteer.pack")
    try:
        _build(destination, geonames, alternate_names)
    except ModuleNotFoundError as error:
        needed = "pip install 'geomap[gazetteer]'"
        raise GazetteerError(f"making a gazetteer needs {error.name}: {needed}") from error
    except OSError as error:
        raise OutputError(f"{destination} cannot be written ({error.strerror})") from error
    click.echo(f"{visible(str(destination))}: {destination.stat().st_size / 1e6:,.0f} MB")


def _build(destination: Path, geonames: str | None, alternate_names: str | None) -> None:
    from geomap.gazetteer.build import build_pack  # noqa: PLC0415  the sources are an extra
    from geomap.gazetteer.dump import Dump  # noqa: PLC0415

    outlines = built_file("outlines.json")
    others = Path(alternate_names) if alternate_names else None
    build_pack(
        destination,
        outlines if outlines.is_file() else None,
        lambda words: click.echo(visible(words), err=True),
        Dump(Path(geonames), others, _show_share) if geonames else None,
    )


def _show_share(name: str, share: float) -> None:
    """How much of a file was read: one line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        line = f"reading {visible(name)}: {share:.0%}" if share < 1 else ""
        click.echo(_ERASE + line, err=True, nl=False)


def _opened(pack: str | None) -> GazetteerIndex:
    return GazetteerIndex.open(Path(pack) if pack else None)


def _fields(found: Candidate) -> dict[str, Any]:
    return {**asdict(found.place), "name_kind": found.kind.value}


def _line(found: Candidate) -> str:
    """One place: name, where it lies, kind, people, point, id."""
    place = found.place
    lies_in = ", ".join(part for part in (place.admin2, place.admin1, place.country_code) if part)
    people = f", {place.population:,} people" if place.population else ""
    point = f"{place.latitude:.4f}, {place.longitude:.4f}"
    known_as = "" if found.kind == "name" else f" ({found.kind.value})"
    return f"{place.name} [{lies_in}] {place.feature_code}{people}; {point}; {place.id}{known_as}"


def _told(facts: dict[str, Any]) -> list[str]:
    counts = ", ".join(f"{count:,} {what}" for what, count in facts["counts"].items())
    sources = [
        f"{source['gives']}: {source['name']} {source['version']} ({source['license']})"
        for source in facts["sources"]
    ]
    by_code = sorted(facts["feature_counts"].items(), key=lambda entry: (-entry[1], entry[0]))
    features = ", ".join(f"{code} {count:,}" for code, count in by_code[:_FEATURES_SHOWN])
    more = f", {len(by_code) - _FEATURES_SHOWN} more" if len(by_code) > _FEATURES_SHOWN else ""
    lines = [counts, f"by feature code: {features}{more}", *sources]
    if facts["left_out"]:
        lines.append(f"left out, as no source knows them: {len(facts['left_out'])} lines of data/")
    checked = " (verified)" if "verified" in facts else ""
    size = f"{facts['bytes'] / 1e6:,.1f} MB"
    return [*lines, f"file: {facts['path']}, {size}", f"sha256: {facts['sha256']}{checked}"]
