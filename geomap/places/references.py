"""Find words that speak of places without naming them: "in several cities", "daar"."""

from collections.abc import Iterator

from geomap.places.lexicon import PlaceLexicon, Reference, lexicon_for
from geomap.places.lines import Line, lines_with
from geomap.places.mention import Cue, PlaceReference
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span

_LEADING = (Cue.AT, Cue.NEAR)


def references_in(parsed: ParsedDocument) -> tuple[PlaceReference, ...]:
    """All such words of a document, in order, the longest where they overlap."""
    lexicon = lexicon_for(parsed.language)
    lines = lines_with(parsed, lexicon.reference_signs)
    return tuple(reference for line in lines for reference in _in_line(line, lexicon))


def _in_line(line: Line, lexicon: PlaceLexicon) -> Iterator[PlaceReference]:
    past = 0
    for at, word in enumerate(line.lower):
        if at < past or word not in lexicon.references:
            continue
        found = _phrase_at(line, at, lexicon)
        if found is None:
            continue
        size, (vague, level, capital) = found
        capital = capital and not _is_of_more(line, at + size, lexicon)
        past = at + size
        first = at - _leads(line, at, lexicon)
        span = Span(line.starts[first], line.ends[past - 1])
        yield PlaceReference(span, line.sentence, vague, level, capital=capital)


def _phrase_at(line: Line, at: int, lexicon: PlaceLexicon) -> tuple[int, Reference] | None:
    """Length and meaning of the phrase that begins there, or None."""
    for words, meaning in lexicon.references[line.lower[at]]:
        last = at + len(words)
        if line.lower[at:last] == words and (meaning[0] or not _is_named(line, last, lexicon)):
            if len(words) == 1 and line.word(last) in lexicon.not_after_reference:
                return None
            return len(words), meaning
    return None


def _is_of_more(line: Line, last: int, lexicon: PlaceLexicon) -> bool:
    """Whether the phrase goes on: "the capital of the province" is no country's."""
    ties = lexicon.cues.get(line.word(last), ())
    return any(cue is Cue.OF for _, cue in ties)


def _is_named(line: Line, last: int, lexicon: PlaceLexicon) -> bool:
    """Whether the name follows after all: "the city of Almaty", "de stad Almaty"."""
    if line.capital(last):
        return True
    ties = lexicon.cues.get(line.word(last), ())
    is_of = any(cue is Cue.OF and len(words) == 1 for words, cue in ties)
    return is_of and line.capital(last + 1)


def _leads(line: Line, at: int, lexicon: PlaceLexicon) -> bool:
    """Whether a locative word before belongs to the phrase: "in several cities"."""
    ties = lexicon.cues.get(line.word(at - 1), ())
    return any(cue in _LEADING and len(words) == 1 for words, cue in ties)
