"""Tell the sports page, the film page and the like from the news."""

from collections.abc import Sequence
from typing import NamedTuple

from geomap.events.reading import Reading

_WEIGHTS = {"words": 1, "heavy": 3}
# Different words of one domain, weighed, for a text of news length; longer texts need more.
_LIGHT, _HEAVY = 5, 6
_NEWS_WORDS = 300
_LEAST = 0.45


class Domain(NamedTuple):
    """The page an article seems to belong to, when it is not the news, and how surely."""

    name: str
    heavy: bool


def domain_of(readings: Sequence[Reading]) -> Domain | None:
    """The domain whose words weigh most, if they weigh enough."""
    weights: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for reading in readings:
        for hit in reading.domains:
            word = reading.surface(reading.span(hit.start, hit.end)).lower()
            if (hit.label.name, word) not in seen:
                seen.add((hit.label.name, word))
                name = hit.label.name
                weights[name] = weights.get(name, 0) + _WEIGHTS[hit.label.detail]
    if not weights:
        return None
    name = max(sorted(weights), key=lambda n: weights[n])
    scale = max(_LEAST, sum(len(r.sentence.tokens) for r in readings) / _NEWS_WORDS)
    if weights[name] < _LIGHT * scale:
        return None
    return Domain(name, weights[name] >= _HEAVY * scale)
