"""`geomap store purge`, `check` and `repair`: remove for good, look for damage, save the rest."""

from pathlib import Path
from typing import Any

import click

from geomap.cli.console import Console
from geomap.cli.flags import PATH
from geomap.cli.group import FINE, INPUT_FAILED
from geomap.cli.printing import plural
from geomap.cli.selecting import Day
from geomap.outputs.terminal import visible
from geomap.store.checking import checked
from geomap.store.purge import Purge
from geomap.store.repair import saved_from
from geomap.store.store import Store

_SAMPLE = 1_000
_STORE = click.argument("path", metavar="FILE.db", type=PATH)


def _example(words: str) -> str:
    return f"\b\nExample:\n  geomap store {words}"


@click.command("purge", epilog=_example("purge incidents.db --before 2020-01-01"))
@_STORE
@click.option("--before", type=Day(), help="Documents published before this day.")
@click.option("--source", metavar="NAME", help="Documents of this outlet.")
@click.option("--document", metavar="ID", help="One document.")
@click.option("--texts", is_flag=True, help="The articles themselves; what they tell stays.")
@click.option("--dead-letters", is_flag=True, help="What could not be read.")
def purge(path: str, **said: Any) -> int:
    """Remove documents, texts or dead letters for good: the file holds no trace of them.

    Documents go with what they told, when all that is said of them holds.
    """
    wanted = Purge(**said)
    with Store.open(path, make=False) as store:
        gone = store.purge(wanted)
    click.echo(
        f"removed: {plural(gone.documents, 'document')}, {plural(gone.texts, 'text')}, "
        f"{plural(gone.dead_letters, 'dead letter')}"
    )
    return FINE


@click.command("check", epilog=_example("check incidents.db"))
@_STORE
@click.option("--whole", is_flag=True, help="Merge all reports again, not only a sample.")
def check(path: str, *, whole: bool) -> int:
    """Check file, references, indexes, and whether the incidents are what the reports make.

    The exit code is 3 when something is wrong.
    """
    health = checked(Path(path), sample=None if whole else _SAMPLE)
    console = Console(quiet=False)
    for complaint in health.complaints:
        console.problem(f"{path}: {complaint}")
    if health.complaints:
        console.problem(f"{path}: save it with 'geomap store repair {path} NEW.db'")
        return INPUT_FAILED
    click.echo(f"{path}: all is well; {plural(health.compared, 'incident')} compared")
    return FINE


@click.command("repair", epilog=_example("repair incidents.db saved.db"))
@_STORE
@click.argument("target", metavar="NEW.db", type=PATH)
def repair(path: str, target: str) -> int:
    """Save all that can be read from a damaged store into a new one, and make its indexes anew.

    The damaged file stays as it is.
    """
    saved = saved_from(Path(path), Path(target))
    rows = ", ".join(f"{count:,} {table.replace('_', ' ')}" for table, count in saved.rows.items())
    click.echo(visible(f"{target}: saved {rows or 'nothing'}"))
    for table, count in saved.gaps.items():
        click.echo(f"{plural(count, 'gap')} in the {table.replace('_', ' ')}")
    if saved.reads_again:
        click.echo("the next run reads every document again, for what was lost of them")
    return INPUT_FAILED if saved.gaps else FINE


COMMANDS = (purge, check, repair)
