"""Stretches of a sentence that only say who says so: "police in Gusau said that", ", sagte er"."""

from collections.abc import Iterator, Sequence

from geomap.events.reading import Reading
from geomap.text.span import Span

_MARKS = frozenset(',;:–—"“”„«»()')


def telling_spans(readings: Sequence[Reading]) -> tuple[Span, ...]:
    """Stretches between marks and clause openers that hold a reporting verb and no happening."""
    return tuple(span for reading in readings if reading.reporting for span in _of(reading))


def _of(reading: Reading) -> Iterator[Span]:
    told = [hit.start for hit in reading.of("concept")]
    spoken = [start for start, _ in reading.reporting]
    for start, end in _stretches(reading):
        says = any(start <= at < end for at in spoken)
        if says and not any(start <= at < end for at in told):
            yield reading.span(start, end)


def _stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    """From mark to mark; a clause that opens with a word ends a stretch, too."""
    texts = reading.sentence.tokens.texts
    opened = {clause.start for clause in reading.clauses}
    first = 0
    for at, text in enumerate(texts):
        if text in _MARKS or (at in opened and at > first):
            if first < at:
                yield first, at
            first = at if at in opened and text not in _MARKS else at + 1
    if first < len(texts):
        yield first, len(texts)
