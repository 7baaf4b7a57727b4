"""Read what the user named: documents go on, problems are kept and counted."""

import logging
from collections.abc import Iterator, Sequence

from geomap.cli.console import Console
from geomap.sources.problem import Problem, Remark
from geomap.sources.read import read_documents
from geomap.text.document import Document

_log = logging.getLogger(__name__)


class Intake:
    """The articles of a run, one at a time.

    Attributes:
        count: Documents handed on so far.
        problems: Inputs and lines that could not be read so far.
    """

    def __init__(self, inputs: Sequence[str], console: Console) -> None:
        self.count = 0
        self.problems: list[Problem] = []
        self._inputs = inputs
        self._console = console

    def __iter__(self) -> Iterator[Document]:
        """Each document, once."""
        for found in read_documents(self._inputs):
            if isinstance(found, Problem):
                self.problems.append(found)
            elif isinstance(found, Remark):
                self._console.note(str(found))
            else:
                self.count += 1
                self._console.progress(self.count, found.id)
                _log.info("article %s: %d characters", found.id, len(found.text))
                yield found
        self._console.close()

    def report(self) -> None:
        """Name every problem, at the end, where it is seen."""
        for problem in self.problems:
            self._console.problem(str(problem))
