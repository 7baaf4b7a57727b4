"""`geomap completion`: let the shell complete commands, options and files."""

import click
from click.shell_completion import get_completion_class

_EXAMPLE = """\b
Example:
  geomap completion bash"""


@click.command("completion", epilog=_EXAMPLE)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print completion for your shell.

    \b
    bash: add to ~/.bashrc    eval "$(geomap completion bash)"
    zsh:  add to ~/.zshrc     eval "$(geomap completion zsh)"
    fish: geomap completion fish > ~/.config/fish/completions/geomap.fish
    """  # noqa: D301 - \b is click's mark for "do not rewrap"
    completion = get_completion_class(shell)
    if completion is not None:
        script = completion(ctx.find_root().command, {}, "geomap", "_GEOMAP_COMPLETE").source()
        click.echo(script)
