"""What became of a question to a geocoding server, kept in the resolution it was about."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from geomap.places.mention import Resolution


class Outcome(StrEnum):
    """What became of a question."""

    FOUND = "found"
    NO_SUCH_PLACE = "no such place"
    FAILED = "failed"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class SecondOpinion(Resolution):
    """The resolution of a name that the gazetteer lacks, after a server was to be asked.

    Attributes:
        outcome: What became of the question.
    """

    outcome: Outcome = Outcome.NOT_ASKED


def outcomes_in(resolutions: Iterable[Resolution]) -> Counter[Outcome]:
    """How many mentions came to each outcome."""
    return Counter(r.outcome for r in resolutions if isinstance(r, SecondOpinion))


class Unanswered(Exception):  # noqa: N818  no error of ours: the offline answer stands
    """A question that brought no answer.

    Attributes:
        why: In our words.
        retry_after: Seconds the server asks us to wait; None when it says nothing.
        again: Whether it may help to ask again.
        final: Whether no question will be answered: the key is refused.
    """

    def __init__(
        self,
        why: str,
        *,
        retry_after: float | None = None,
        again: bool = False,
        final: bool = False,
    ) -> None:
        super().__init__(why)
        self.why, self.retry_after, self.again, self.final = why, retry_after, again, final
