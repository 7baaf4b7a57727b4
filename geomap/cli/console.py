"""What a command says beside its results: notes, problems, progress. All on stderr."""

import sys

import click

from geomap.outputs.terminal import visible

_WIDTH = 78
_ERASE = "\r\x1b[K"


class Console:
    """The user's side of a run.

    Args:
        quiet: Say nothing but problems.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._shows_progress = not quiet and sys.stderr.isatty()
        self._line_is_open = False

    def note(self, words: str) -> None:
        """Something good to know; not said when quiet."""
        if not self._quiet:
            self._say(words)

    def problem(self, words: str) -> None:
        """Something that failed; always said."""
        self._say(f"geomap: {words}")

    def progress(self, count: int, name: str) -> None:
        """One line that is written over, on a terminal only, from the second article on."""
        if self._shows_progress and count > 1:
            line = f"reading article {count}: {visible(name)}"
            click.echo(_ERASE + line[:_WIDTH], err=True, nl=False)
            self._line_is_open = True

    def close(self) -> None:
        """Take the progress line away."""
        if self._line_is_open:
            click.echo(_ERASE, err=True, nl=False)
            self._line_is_open = False

    def _say(self, words: str) -> None:
        self.close()
        click.echo(visible(words), err=True)
