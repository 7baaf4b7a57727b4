"""Options that say which incidents to show, and how exactly; for maps and exports alike."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import click

from geomap.cli.printing import plural
from geomap.incidents.incident import Incident
from geomap.outputs.select import Selection, Sieve, box_of, types_of

_Command = Callable[..., Any]


class Day(click.ParamType[date]):
    """A calendar day as 2022-01-08."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day, or fail as wrong use."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r:.40} is no day; write it as 2022-01-08", param, ctx)


@dataclass(frozen=True, slots=True)
class Asked:
    """The options, as click names them."""

    start: date | None
    end: date | None
    types: str | None
    bbox: str | None
    coarsen: float | None
    no_quotes: bool

    def selection(self, incidents: Iterable[Incident] | None = None) -> Selection:
        """What to keep.

        Args:
            incidents: Their types are known besides the taxonomy's; without them a `Sieve` checks
                the words.

        Raises:
            OptionError: The area is none, or a word is no type.
        """
        return Selection(
            start=self.start,
            end=self.end,
            types=types_of(self.types, incidents) if self.types is not None else None,
            box=box_of(self.bbox) if self.bbox is not None else None,
        )


_OPTIONS = (
    click.option("--from", "start", type=Day(), help="First day to show."),
    click.option("--to", "end", type=Day(), help="Last day to show."),
    click.option(
        "--types", metavar="LIST", help="Types, sub-types or layers to show, with commas."
    ),
    click.option("--bbox", metavar="W,S,E,N", help="Area to show, in degrees."),
    click.option(
        "--coarsen", type=float, metavar="KM", help="Round positions to a grid this wide."
    ),
    click.option("--no-quotes", is_flag=True, help="Leave the quoted sentences out."),
)


def asked_of(said: dict[str, Any]) -> Asked:
    """The options of `Asked`, taken out of all that a command was told."""
    return Asked(**{field.name: said.pop(field.name) for field in fields(Asked)})


def selecting_options(command: _Command) -> _Command:
    """The options of `Asked`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def left_out(sieve: Sieve) -> Iterator[str]:
    """What to tell about incidents that were not kept."""
    if sieve.left_out:
        yield f"{plural(sieve.left_out, 'incident')} left out, as asked"
    if sieve.undated:
        yield f"{sieve.undated:,} of them for want of a date"
    if sieve.unlocated:
        yield f"{sieve.unlocated:,} of them for want of a place"
