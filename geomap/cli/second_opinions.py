"""What a run tells about the geocoding server it could ask."""

from collections import Counter
from collections.abc import Iterable

from geomap.cli.printing import plural
from geomap.places.mention import Resolution
from geomap.places.opinion import Outcome, outcomes_in


class SecondOpinions:
    """Names that the gazetteer lacks, counted by what became of the question.

    Args:
        geocoder: Name of the server's kind; None when nobody is to be asked.
    """

    def __init__(self, geocoder: str | None) -> None:
        self._geocoder = geocoder
        self._counts: Counter[Outcome] = Counter()

    def count(self, resolutions: Iterable[Resolution]) -> None:
        """Count the resolutions of a document."""
        self.add(outcomes_in(resolutions))

    def add(self, outcomes: Counter[Outcome]) -> None:
        """Count what became of a document's names."""
        if self._geocoder is not None:
            self._counts += outcomes

    def summary(self) -> dict[str, int] | None:
        """Mentions by outcome, for JSON; None when nobody was to be asked."""
        if self._geocoder is None:
            return None
        return {outcome.value.replace(" ", "_"): self._counts[outcome] for outcome in Outcome}

    def told(self) -> str | None:
        """The same as one line; None when nobody was to be asked."""
        if self._geocoder is None:
            return None
        names = plural(self._counts.total(), "name")
        parts = ", ".join(f"{self._counts[o]:,} {o.value}" for o in Outcome if self._counts[o])
        lacking = f"{names} that the gazetteer lacks"
        return f"{self._geocoder}: {lacking}: {parts}" if parts else f"{self._geocoder}: {lacking}"
