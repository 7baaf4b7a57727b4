"""`geomap config`: what the settings are and where each comes from."""

import os
from collections.abc import Iterator
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from geomap.cli.flags import JSON, SharedOption
from geomap.cli.group import FINE, WRONG_USE, LazyGroup
from geomap.cli.printing import echo_json
from geomap.cli.settings import (
    FILE,
    VARIABLE,
    Settings,
    check_tables,
    defaults_of,
    key_of,
    listen,
    read_settings,
    settable,
)
from geomap.outputs.terminal import visible

_EXAMPLE = """\b
Example:
  geomap config show"""
_OURS = {VARIABLE, "GEOMAP_REQUIRE_BROWSER"}  # the second is for the tests


class Setting(NamedTuple):
    """One option, as it would be taken now.

    Attributes:
        table: Where it stands in the file: "articles", "log", or the command.
        key: Its name there.
        value: As it would be taken; None when nothing sets it.
        source: "geomap.toml" or the file's other name, the variable, or "default".
        variable: The environment variable that could set it.
        problem: Why the value cannot be taken; "" when it can.
    """

    table: str
    key: str
    value: Any
    source: str
    variable: str
    problem: str = ""


@click.group("config", epilog=_EXAMPLE)
def command() -> None:
    """Show the settings: flags win over GEOMAP_* variables, these over geomap.toml."""


@command.command("show", epilog=_EXAMPLE)
@JSON
@click.pass_context
def show(ctx: click.Context, *, as_json: bool) -> int:
    """Show every setting, its value, and where the value comes from.

    Settings are the options of the other commands. Write them into geomap.toml in the folder where
    you work (GEOMAP_CONFIG names another file), those about articles in the table [articles], those
    of one command in a table of its name; or set the environment variable. What is typed wins.
    """
    settings = read_settings()
    group = ctx.find_root().command
    found = list(_all(group, settings)) if isinstance(group, LazyGroup) else []
    strange = sorted(
        name
        for name in os.environ.keys() - {setting.variable for setting in found} - _OURS
        if name.startswith("GEOMAP_")
    )
    if as_json:
        path = str(settings.path) if settings.path else None
        rows = [setting._asdict() for setting in found]
        echo_json({"file": path, "settings": rows, "unknown_variables": strange})
    else:
        for line in _told(settings, found, strange):
            click.echo(visible(line))
    return WRONG_USE if any(setting.problem for setting in found) else FINE


def _all(group: LazyGroup, settings: Settings) -> Iterator[Setting]:
    """Every setting once: those about articles first, then command by command."""
    check_tables(settings, list(group.lazy))
    context = click.Context(group, info_name="geomap")
    found: dict[tuple[str, str], Setting] = {}
    for name in [name for name, summary in group.lazy.items() if summary.settable]:
        below = group.get_command(context, name)
        if below is not None:
            listen(below, (name,))
            defaults = defaults_of(below, (name,), settings)
            for setting in _of(below, (name,), defaults, str(settings.path)):
                found.setdefault((setting.table, setting.key), setting)
    commands = [*group.lazy]  # shared tables first, then the order of the commands
    yield from sorted(found.values(), key=lambda setting: setting.table.split(".")[0] in commands)


def _of(
    command: click.Command, path: tuple[str, ...], defaults: dict[str, Any], file: str
) -> Iterator[Setting]:
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _of(below, (*path, name), defaults[name], file)
        return
    context = click.Context(command, info_name=path[-1], default_map=defaults)
    for option in settable(command):
        yield _taken(option, path, context, file)


def _taken(
    option: click.Option, path: tuple[str, ...], context: click.Context, file: str
) -> Setting:
    """How click would take an option that is not typed."""
    value, source = option.consume_value(context, {})
    origins = {ParameterSource.ENVIRONMENT: str(option.envvar), ParameterSource.DEFAULT_MAP: file}
    origin = origins.get(source, "default")
    problem = ""
    if origin == "default":
        value = option.get_default(context)
        value = None if callable(value) or not isinstance(value, str | int | float) else value
    else:
        try:
            value = option.type_cast_value(context, value)
        except click.BadParameter as error:
            problem = error.message
    table = option.table if isinstance(option, SharedOption) else ".".join(path)
    return Setting(table, key_of(option), value, origin, str(option.envvar), problem)


def _told(settings: Settings, found: list[Setting], strange: list[str]) -> Iterator[str]:
    yield f"file: {settings.path}" if settings.path else f"file: none (no {FILE} in this folder)"
    table = ""
    for setting in found:
        if setting.table != table:
            table = setting.table
            yield from ("", f"[{table}]")
        yield f"  {setting.key:<18} {_shown(setting.value):<24} {setting.source}"
        if setting.problem:
            yield f"  {'':<18} wrong: {setting.problem}"
    for name in strange:
        yield f"{name} is set, but there is no such setting"


def _shown(value: Any) -> str:
    return "-" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
