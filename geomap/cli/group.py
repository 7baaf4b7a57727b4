"""A click group that loads its commands when they are asked for, and fails in one line.

Exit codes: 0 fine, 1 nothing to map, 2 wrong use, 3 some input failed, 130 interrupted.
"""

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from geomap.errors import GeomapError, InputError
from geomap.outputs.terminal import visible

FINE, NOTHING, WRONG_USE, INPUT_FAILED, INTERRUPTED = 0, 1, 2, 3, 130


class Summary(NamedTuple):
    """Where a command lives, the line about it in `--help`, and whether settings reach it."""

    module: str
    line: str
    settable: bool = True


class LazyGroup(click.Group):
    """Commands by name; a command's module is imported when it runs, not for `--help`."""

    def __init__(self, *, lazy: dict[str, Summary], **options: Any) -> None:
        super().__init__(**options)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order in which one needs them."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name, imported now."""
        if cmd_name not in self.lazy:
            return None
        command = import_module(self.lazy[cmd_name].module).command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for, set up by the environment and by geomap.toml."""
        name, command, rest = super().resolve_command(ctx, args)
        if name and command and self.lazy[name].settable and not ctx.resilient_parsing:
            from geomap.cli.settings import settle  # noqa: PLC0415 - `--help` need not wait

            settle(ctx, name, command, list(self.lazy))
        return name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary.line) for name, summary in self.lazy.items()])

    def main(  # type: ignore[override]  # click's overloads promise NoReturn by flag
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any
    ) -> Any:
        """Run, and turn every expected failure into one line and an exit code."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        sys.exit(self._exit_code(args, extra))

    def _exit_code(self, args: Sequence[str] | None, extra: dict[str, Any]) -> int:
        _speak_any_script()
        try:
            return super().main(args, standalone_mode=False, **extra) or FINE
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
        except click.UsageError as error:
            _complain(*_usage(error))
        except click.ClickException as error:
            _complain("geomap", error.format_message())
        except InputError as error:
            _complain("geomap", str(error))
            return INPUT_FAILED
        except GeomapError as error:
            _complain("geomap", str(error))
        except click.Abort:
            return INTERRUPTED
        return WRONG_USE

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has had enough (`| head`) ends it quietly."""
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python flushes again when it ends; let that go nowhere, too.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FINE
        return code


def _speak_any_script() -> None:
    """Let a terminal that lacks a letter show its code, instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _usage(error: click.UsageError) -> tuple[str, str]:
    command = error.ctx.command_path if error.ctx else "geomap"
    message = error.format_message().rstrip(".")
    return command, f"{message[:1].lower()}{message[1:]}{_origin(error)}; see '{command} --help'"


def _origin(error: click.UsageError) -> str:
    """Where a wrong value came from, unless it was typed."""
    option = getattr(error, "param", None)
    if error.ctx is None or option is None or option.name is None:
        return ""
    match error.ctx.get_parameter_source(option.name):
        case ParameterSource.ENVIRONMENT:
            return f" (from {option.envvar})"
        case ParameterSource.DEFAULT_MAP:
            return " (from geomap.toml)"
    return ""


def _complain(command: str, message: str) -> None:
    click.echo(f"{command}: {visible(message)}", err=True)
