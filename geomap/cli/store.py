"""`geomap store`: look into a store, ask it, export it, clean it, check it, save what it holds."""

import getpass
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

import click

from geomap.cli import store_care
from geomap.cli.console import Console
from geomap.cli.flags import JSON, PATH
from geomap.cli.group import FINE, NOTHING
from geomap.cli.printing import echo_json, json_line, plural
from geomap.cli.selecting import Day
from geomap.errors import OptionError
from geomap.events.taxonomy import load_taxonomy
from geomap.incidents.incident import Incident
from geomap.outputs.select import box_of
from geomap.outputs.terminal import squeezed, visible
from geomap.store.decisions import ACTIONS, Decision
from geomap.store.figures import Figures
from geomap.store.query import Query
from geomap.store.store import Store

_STORE = click.argument("path", metavar="FILE.db", type=PATH)
_QUERY = (
    click.option("--bbox", metavar="W,S,E,N", help="Area, in degrees."),
    click.option("--from", "start", type=Day(), help="First day."),
    click.option("--to", "end", type=Day(), help="Last day."),
    click.option("--types", metavar="LIST", help="Types, sub-types or layers, with commas."),
    click.option(
        "--text", metavar="WORDS", help='Words in title, quote or place; "in a row", begin*.'
    ),
    click.option("--country", metavar="CC", help="Country, such as KZ."),
    click.option("--min-fatalities", type=click.IntRange(0), metavar="N", help="Least dead."),
    click.option("--rejected", is_flag=True, help="Those that people rejected instead."),
)


def _example(words: str) -> str:
    return f"\b\nExample:\n  geomap store {words}"


def _query_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_QUERY):
        command = option(command)
    return command


@click.group("store", epilog=_example("info incidents.db"))
def command() -> None:
    """Look into a store of 'geomap run --store', ask it, export it, clean it."""


@command.command("info", epilog=_example("info incidents.db"))
@_STORE
@JSON
def info(path: str, *, as_json: bool) -> int:
    """Tell what a store holds: documents, incidents, decisions, dead letters, the last run."""
    with Store.read(path) as store:
        figures = store.figures()
    if as_json:
        echo_json(asdict(figures))
    else:
        click.echo("\n".join(map(visible, _told(path, figures))))
    return FINE


@command.command("query", epilog=_example("query incidents.db --country KZ --limit 5"))
@_STORE
@_query_options
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many.")
@click.option("--count", is_flag=True, help="Only say how many there are.")
@JSON
def query(path: str, *, limit: int | None, count: bool, as_json: bool, **said: Any) -> int:
    """List incidents, a line each, by day; with --json a JSON object a line."""
    with Store.read(path) as store:
        wanted = _query_of(store, said, limit)
        if count:
            found = store.count(wanted)
            click.echo(str(found))
        else:
            found = _listed(store.incidents(wanted), as_json=as_json)
    return FINE if found else NOTHING


@command.command("export", epilog=_example("export incidents.db incidents.geojson --country KZ"))
@_STORE
@click.argument("target", metavar="OUT", type=PATH)
@click.option("--format", "format_name", metavar="NAME", help="Format, whatever OUT ends in.")
@_query_options
def export(path: str, target: str, *, format_name: str | None, **said: Any) -> int:
    """Write incidents to a file; its end chooses the format, as with 'geomap export'."""
    from geomap.outputs.exports.write import write_incidents  # noqa: PLC0415 - only here

    with Store.read(path) as store:
        incidents = store.incidents(_query_of(store, said, None))
        written = write_incidents(incidents, target, format_name=format_name)
    Console(quiet=False).note(f"{plural(written.count, 'incident')}: {target}")
    return FINE if written.count else NOTHING


@command.command("decide", epilog=_example("decide incidents.db"))
@_STORE
@click.argument("incident", metavar="[INCIDENT", required=False)
@click.argument("action", metavar="ACTION]", type=click.Choice(ACTIONS), required=False)
@click.option("--at", metavar="LAT,LON", help="For move: the point, in degrees.")
@click.option("--place", metavar="NAME", help="For move: what the place is called.")
@click.option("--type", "kind", metavar="SUB-TYPE", help="For retype: such as 'Mob violence'.")
@click.option("--who", metavar="NAME", help="Who decides; your user name unless given.")
@click.option("--note", metavar="WORDS", help="Why.")
def decide(path: str, incident: str | None, action: Any, **said: Any) -> int:
    """Accept, reject, move, retype or reset an incident; without one, list all decisions.

    Decisions are kept for good, and no later run overwrites them. 'geomap store query' tells the
    ids of incidents.
    """
    if incident is None:
        with Store.read(path) as store:
            for decision in store.decisions():
                click.echo(_decision_line(decision))
        return FINE
    if action is None:
        raise OptionError(f"say what to do with {incident!r:.60}: one of {', '.join(ACTIONS)}")
    changes = {**_point(said["at"]), **_kind(said["kind"])}
    if said["place"]:
        changes["place_name"] = said["place"]
    who = said["who"] or getpass.getuser()
    with Store.open(path, make=False) as store:
        store.decide(Decision(incident, action, who, changes, said["note"]))
    return FINE


for _care in store_care.COMMANDS:
    command.add_command(_care)


def _query_of(store: Store, said: dict[str, Any], limit: int | None) -> Query:
    return Query(
        box=box_of(said["bbox"]) if said["bbox"] is not None else None,
        start=said["start"],
        end=said["end"],
        types=_pairs(store, said["types"]) if said["types"] is not None else None,
        text=said["text"],
        country=said["country"] and said["country"].strip().upper(),
        min_fatalities=said["min_fatalities"],
        rejected=said["rejected"],
        limit=limit,
    )


def _pairs(store: Store, words: str) -> frozenset[tuple[str, str]]:
    """The pairs of type and sub-type that the user's words name, also by their layer."""
    wanted = {word.strip().casefold() for word in words.split(",") if word.strip()}
    stored, taxonomy = store.types(), load_taxonomy()
    named = {pair: _names(pair) for pair in {*stored, *taxonomy.sub_types}}
    known = frozenset[str]().union(*named.values())
    if odd := sorted(wanted - known):
        types = ", ".join(dict.fromkeys(kind for kind, _ in stored)) or "none yet"
        raise OptionError(f"type {odd[0]!r:.60}: the store has {types}")
    return frozenset(pair for pair, names in named.items() if names & wanted)


def _names(pair: tuple[str, str]) -> frozenset[str]:
    taxonomy = load_taxonomy()
    layer = taxonomy.layer_of(*pair)[:2] if pair in taxonomy.sub_types else ()
    return frozenset(name.casefold() for name in (*pair, *layer))


def _listed(incidents: Iterable[Incident], *, as_json: bool) -> int:
    count = 0
    for incident in incidents:
        count += 1
        click.echo(json_line(incident) if as_json else _line(incident))
    return count


def _line(incident: Incident) -> str:
    """`2022-01-05  Riots / Mob violence  Almaty, Kazakhstan  3 dead  3f2a9c…  "quote"`."""
    place = ", ".join(part for part in (incident.place_name, incident.country) if part)
    day = incident.date_start.isoformat() if incident.date_start else "no date"
    dead = f"{incident.fatalities} dead" if incident.fatalities is not None else ""
    kind = f"{incident.event_type} / {incident.sub_event_type}"
    quote = f'"{incident.evidence[0].quote}"'
    parts = (day, incident.id, kind, place or "no place", dead, quote)
    return "  ".join(map(squeezed, filter(None, parts)))


def _decision_line(decision: Decision) -> str:
    """`2026-01-05T10:00:00Z  Anna  move  3f2a9c…  latitude 52.2, longitude 6.8  "wrong town"`."""
    changes = ", ".join(f"{name} {value}" for name, value in decision.changes.items())
    note = f'"{decision.note}"' if decision.note else ""
    parts = (decision.made or "", decision.who, decision.action, decision.incident, changes, note)
    return "  ".join(map(squeezed, filter(None, parts)))


def _point(words: str | None) -> dict[str, float]:
    if words is None:
        return {}
    try:
        latitude, longitude = map(float, words.split(","))
    except ValueError:
        raise OptionError(f"point {words!r:.40}: write latitude,longitude in degrees") from None
    return {"latitude": latitude, "longitude": longitude}


def _kind(words: str | None) -> dict[str, str]:
    if words is None:
        return {}
    for event_type, name in load_taxonomy().sub_types:
        if words.casefold() in (name.casefold(), f"{event_type}/{name}".casefold()):
            return {"event_type": event_type, "sub_event_type": name}
    raise OptionError(f"type {words!r:.60}: name a sub-type, such as 'Mob violence'")


def _told(path: str, figures: Figures) -> Iterator[str]:
    """What a store holds, as a person reads it."""
    yield f"{path}: {figures.megabytes:,} MB"
    yield f"{plural(figures.documents, 'document')}, {figures.texts:,} with their text"
    if figures.vanished:
        yield f"  {figures.vanished:>5,}  not met by the last whole run"
    if figures.older:
        yield f"  {figures.older:>5,}  read by other options or versions than those of the last run"
    yield f"{plural(figures.incidents, 'incident')} from {plural(figures.reports, 'report')}"
    yield from (f"  {count:>5,}  {name}" for name, count in figures.by_type.items())
    if figures.unlocated:
        yield f"  {figures.unlocated:>5,}  of them without a place"
    yield f"{plural(figures.decisions, 'decision')}, {figures.rejected:,} incidents rejected"
    if figures.waiting:
        yield f"  {figures.waiting:>5,}  about incidents that nothing tells any more"
    yield plural(sum(figures.dead_letters.values()), "dead letter")
    yield from (f"  {count:>5,}  {status}" for status, count in figures.dead_letters.items())
    yield from _last_run(figures)


def _last_run(figures: Figures) -> Iterator[str]:
    run = figures.last_run
    if run is None:
        return
    end = f"to {run.finished}" if run.finished else "without coming to its end"
    runs = plural(figures.runs, "run")
    yield f"{runs}, the last by geomap {run.version} from {run.started} {end}"
    yield from (f"  {count:>5,}  {fate}" for fate, count in run.counts.items() if count)
