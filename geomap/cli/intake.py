"""Read what the user named: documents go on, problems are kept and counted."""

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from geomap.cli.console import Console
from geomap.cli.incidents_from import is_store
from geomap.cli.printing import plural
from geomap.errors import InputError
from geomap.incidents.incident import Incident
from geomap.sources.options import SourceOptions
from geomap.sources.problem import Duplicate, Problem, Remark, Unchanged
from geomap.sources.read import never, read_documents
from geomap.text.document import Document

_log = logging.getLogger(__name__)
_MOST_PROBLEMS = 1_000
"""More are counted, not kept: a run over millions of lines stays small."""

_ARTICLES = (".txt", ".md", ".html", ".htm", ".pdf", ".eml")
Found = Document | Incident | Problem | Duplicate | Unchanged


class Intake:
    """What a run reads, one thing at a time.

    Attributes:
        read: Everything that was spoken of: articles, rows, problems, duplicates, unchanged ones.
        count: Articles handed on so far.
        rows: Incidents of tables handed on so far.
        problems: Inputs and lines that could not be read so far; the first thousand.
        failed: How many those are, all of them.
        duplicates: Articles left out because another said the same.

    Args:
        inputs: What the user named.
        console: Told what was guessed or left out.
        options: How inputs are read.
    """

    def __init__(
        self, inputs: Sequence[str], console: Console, options: SourceOptions | None = None
    ) -> None:
        self.read = self.count = self.rows = self.failed = self.duplicates = 0
        self.problems: list[Problem] = []
        self._inputs = inputs
        self._console = console
        self._options = options

    def __iter__(self) -> Iterator[Document]:
        """Each article, once."""
        for found in self.everything():
            if isinstance(found, Document):
                yield found

    def everything(self, known: Callable[[str], bool] = never) -> Iterator[Found]:
        """Articles, those that stores keep, incidents of tables, and whatever gave none of them.

        Args:
            known: Whether bytes with this SHA-256 need not be read.
        """
        tables = [name for name in self._inputs if _is_table(name)]
        stores = [name for name in self._inputs if is_store(name)]
        articles = [name for name in self._inputs if name not in (*tables, *stores)]
        if articles:
            found = read_documents(articles, options=self._options, known=known)
            yield from filter(self._is_told, found)
        for name in stores:
            yield from filter(self._is_told, _kept(name))
        for name in tables:
            yield from filter(self._is_told, _rows(name))
        self._console.close()

    def give_up(self, problem: Problem) -> None:
        """An article that was handed on could not be understood."""
        self.count -= 1
        self._fail(problem)

    def _fail(self, problem: Problem) -> None:
        self.failed += 1
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(problem)

    def report(self) -> None:
        """Name the problems, at the end, where they are seen."""
        for problem in self.problems:
            self._console.problem(str(problem))
        if self.failed > len(self.problems):
            more = plural(self.failed - len(self.problems), "problem")
            self._console.problem(f"and {more} more")

    def _is_told(self, found: Found | Remark) -> bool:
        """Count a thing; remarks are said here and go no further."""
        if isinstance(found, Remark):
            self._console.note(str(found))
            return False
        self.read += 1
        match found:
            case Document():
                self.count += 1
                self._console.progress(self.count, found.id)
                _log.info("article %s: %d characters", found.id, len(found.text))
            case Incident():
                self.rows += 1
            case Problem():
                self._fail(found)
            case Duplicate():
                self.duplicates += 1
                self._console.note(str(found))
        return True


def _is_table(name: str) -> bool:
    """Whether an input holds incidents rather than articles."""
    if Path(name).suffix.lower() in _ARTICLES or not Path(name).is_file():
        return False
    from geomap.outputs.incident_tables.read import is_incident_table  # noqa: PLC0415 - few are

    return is_incident_table(name)


def _kept(name: str) -> Iterator[Document | Problem]:
    """The articles that a store keeps."""
    from geomap.store.store import Store  # noqa: PLC0415 - few inputs are stores

    try:
        with Store.read(name) as store:
            yield from store.documents()
    except InputError as error:
        yield Problem(name, str(error).removeprefix(f"{name}: "))


def _rows(name: str) -> Iterator[Incident | Problem | Remark]:
    from geomap.outputs.incident_tables.read import incident_rows  # noqa: PLC0415 - few are tables

    try:
        yield from incident_rows(name)
    except InputError as error:
        yield Problem(name, str(error).removeprefix(f"{name}: "))
