"""Settings of a user or a project: `geomap.toml`, and the variables GEOMAP_*.

What is typed wins over the environment, that over the file, that over what is built in. The table
[articles] holds the options of every command that reads articles, [log] those about what is said on
stderr, a table named like a command its own:

    [articles]
    country = "KZ"

    [map]
    theme = "dark"

Keys are the options' long names, with _ or -. In the environment the first is GEOMAP_COUNTRY, the
second GEOMAP_MAP_THEME. Paths in the file are relative to it.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click

from geomap.cli.flags import ReadingOption, SharedOption, TalkOption
from geomap.errors import OptionError

FILE = "geomap.toml"
VARIABLE = "GEOMAP_CONFIG"
_SHARED = (ReadingOption, TalkOption)
_PER_CALL = {"help", "version", "json"}  # what one asks for with each call
_Table = Mapping[str, Any]


class Settings(NamedTuple):
    """What the file says.

    Attributes:
        path: The file; None where there is none.
        table: Its tables by name, keys with _.
    """

    path: Path | None
    table: _Table


def read_settings() -> Settings:
    """Read the file that GEOMAP_CONFIG names, or `geomap.toml` in the current folder.

    Raises:
        OptionError: It is named but absent, cannot be read, or is no TOML of tables.
    """
    named = os.environ.get(VARIABLE)
    path = Path(named or FILE)
    if not named and not path.is_file():
        return Settings(None, {})
    try:
        table = _underscored(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        hint = f"; {VARIABLE} names it" if named else ""
        raise OptionError(f"{path}: cannot be read ({error.strerror}){hint}") from error
    except ValueError as error:  # of TOML and of UTF-8 alike
        raise OptionError(f"{path}: is no TOML: {error}") from error
    for name, value in table.items():
        if not isinstance(value, dict):
            raise OptionError(
                f"{path}: {name} stands in no table; write it below [{ReadingOption.table}]"
            )
    return Settings(path, table)


def settle(ctx: click.Context, name: str, command: click.Command, commands: list[str]) -> None:
    """Let environment and file set the options of a command about to run.

    Args:
        ctx: The context of the group that the command belongs to.
        name: The command's name.
        command: The command.
        commands: The names of all commands.

    Raises:
        OptionError: The file is wrong; the message names it and the key.
    """
    settings = read_settings()
    check_tables(settings, commands)
    listen(command, (name,))
    ctx.default_map = {**(ctx.default_map or {}), name: defaults_of(command, (name,), settings)}


def check_tables(settings: Settings, commands: list[str]) -> None:
    """Refuse a table that no command would read.

    Raises:
        OptionError: The message names the table and the nearest that there is.
    """
    known = [*(kind.table for kind in _SHARED), *commands]
    for name in settings.table:
        if name not in known:
            raise OptionError(f"{settings.path}: there is no table [{name}]{_near(name, known)}")


def key_of(option: click.Parameter) -> str:
    """What an option is called in the file: its long name, with _."""
    return max(option.opts, key=len).lstrip("-").replace("-", "_")


def settable(command: click.Command) -> Iterator[click.Option]:
    """The options of a command that a file or a variable may set."""
    for parameter in command.params:
        if isinstance(parameter, click.Option) and key_of(parameter) not in _PER_CALL:
            yield parameter


def variable_of(option: click.Option, path: tuple[str, ...]) -> str:
    """The environment variable of an option of a command, such as GEOMAP_MAP_THEME."""
    words = () if isinstance(option, SharedOption) else path
    return "_".join(("GEOMAP", *words, key_of(option))).upper()


def listen(command: click.Command, path: tuple[str, ...]) -> None:
    """Let the options of a command and its subcommands be set by environment variables."""
    for name, below in _below(command).items():
        listen(below, (*path, name))
    for option in settable(command):
        option.envvar = option.envvar or variable_of(option, path)


def defaults_of(
    command: click.Command, path: tuple[str, ...], settings: Settings
) -> dict[str, Any]:
    """What the file sets for a command, by click's parameter names; nested for its subcommands.

    Raises:
        OptionError: A key is no option of the command; the message names the nearest.
    """
    if below := _below(command):
        _check_keys(_own(settings, path), [*below], settings, path)
        return {name: defaults_of(sub, (*path, name), settings) for name, sub in below.items()}
    options = {key_of(option): option for option in settable(command)}
    chosen: dict[str, Any] = {}
    for kind in _SHARED:
        keys = [key for key, option in options.items() if isinstance(option, kind)]
        table = settings.table.get(kind.table, {})
        if len(keys) > 1:  # a command with one alone need not know the others
            _check_keys(table, keys, settings, (kind.table,))
        chosen |= {key: value for key, value in table.items() if key in keys}
    own = _own(settings, path)
    keys = [key for key, option in options.items() if not isinstance(option, SharedOption)]
    _check_keys(own, keys, settings, path)
    return {
        str(options[key].name): _beside(settings, options[key], value)
        for key, value in {**chosen, **own}.items()
    }


def _below(command: click.Command) -> dict[str, click.Command]:
    """The subcommands of a group; none of any other command."""
    return dict(command.commands) if isinstance(command, click.Group) else {}


def _own(settings: Settings, path: tuple[str, ...]) -> _Table:
    table: _Table = settings.table
    for name in path:
        table = table.get(name, {})
    return table


def _check_keys(table: _Table, known: list[str], settings: Settings, path: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            raise OptionError(
                f"{settings.path}: [{'.'.join(path)}] has no setting {key}{_near(key, known)}"
            )


def _near(name: str, known: list[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - for those who mistype

    near = get_close_matches(name, known, 1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(sorted(known))}"


def _beside(settings: Settings, option: click.Option, value: Any) -> Any:
    """A path in the file is meant from where the file lies."""
    if isinstance(option.type, click.Path) and isinstance(value, str) and settings.path:
        return str(settings.path.parent / value)
    return value


def _underscored(table: _Table) -> dict[str, Any]:
    return {
        key.replace("-", "_"): _underscored(value) if isinstance(value, dict) else value
        for key, value in table.items()
    }
