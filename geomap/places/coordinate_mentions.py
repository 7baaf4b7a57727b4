"""Coordinates in a text as mentions of their own, placed where they say."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from geomap.gazetteer.index import GazetteerIndex
from geomap.gazetteer.place import Precision
from geomap.places.coordinates_in_text import Coordinates, coordinates_in
from geomap.places.cues import cue_before
from geomap.places.lexicon import lexicon_for
from geomap.places.lines import lines_of
from geomap.places.mention import Cue, Resolution, Role, ToponymMention
from geomap.places.spot import Spot, place_at
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span

KIND = "coordinates"
_BRIDGES = frozenset({"", "(", "[", ",", "(at", "at", ":"})
_LONGEST_BRIDGE = 5
_SITE_KM = 2.0  # coarser coordinates mean a town
_READ = 0.99  # numbers may be misprinted

Recognize = Callable[[ParsedDocument], Sequence[ToponymMention]]
Resolve = Callable[[ParsedDocument, Sequence[ToponymMention]], Sequence[Resolution]]


def with_coordinates(recognize: Recognize) -> Recognize:
    """A recognizer that finds coordinates, too; what stands inside them is no name."""

    def recognize_both(parsed: ParsedDocument) -> Sequence[ToponymMention]:
        mentions = recognize(parsed)
        spans = [found.span for found in coordinates_in(parsed.document.text, parsed.language)]
        if not spans:
            return mentions
        names = [m for m in mentions if not any(span.overlaps(m.span) for span in spans)]
        found = [*names, *(_mention(parsed, span, names) for span in spans)]
        return tuple(sorted(found, key=lambda mention: (mention.span.start, -mention.span.end)))

    return recognize_both


def with_points(resolve: Resolve, index: GazetteerIndex) -> Resolve:
    """A resolver that takes coordinates at their word and leaves names to another."""

    def resolve_both(
        parsed: ParsedDocument, mentions: Sequence[ToponymMention]
    ) -> Sequence[Resolution]:
        names = [mention for mention in mentions if mention.kind != KIND]
        if len(names) == len(mentions):
            return resolve(parsed, mentions)
        by_span = {found.span: found for found in coordinates_in(parsed.document.text, parsed.language)}
        resolved = iter(resolve(parsed, names))
        return tuple(
            _resolution(mention, by_span[mention.span], index)
            if mention.kind == KIND
            else next(resolved)
            for mention in mentions
        )

    return resolve_both


def _mention(
    parsed: ParsedDocument, span: Span, names: Sequence[ToponymMention]
) -> ToponymMention:
    sentence = _sentence_at(parsed, span.start)
    return ToponymMention(
        span=span,
        surface=parsed.surface(span),
        role=Role.LITERAL,
        cue=_cue(parsed, span, sentence, names),
        sentence=sentence,
        names=(),
        kind=KIND,
    )


def _sentence_at(parsed: ParsedDocument, offset: int) -> int:
    """The last sentence that begins, dateline included, at or before an offset."""
    starts = [(s.dateline or s.span).start for s in parsed.sentences]
    return max(0, bisect_left(starts, offset + 1) - 1)


def _cue(
    parsed: ParsedDocument, span: Span, sentence: int, names: Sequence[ToponymMention]
) -> Cue:
    """The tie of coordinates: their own, or that of the name they stand beside in brackets."""
    before = next((m for m in reversed(names) if m.span.end <= span.start), None)
    if before is not None and span.start - before.span.end <= _LONGEST_BRIDGE:
        bridge = parsed.document.text[before.span.end : span.start].strip().replace(" ", "")
        if bridge in _BRIDGES:
            return before.cue
    for line in lines_of(parsed):
        if line.sentence == sentence and not line.dateline:
            return cue_before(line, bisect_left(line.starts, span.start), lexicon_for(parsed.language))
    return Cue.NONE


def _resolution(
    mention: ToponymMention, found: Coordinates, index: GazetteerIndex
) -> Resolution:
    spot = Spot(
        id=f"point:{found.latitude:.5f},{found.longitude:.5f}",
        name=mention.surface,
        latitude=found.latitude,
        longitude=found.longitude,
        feature_code="LCTY",
    )
    place = place_at(index, spot)
    return Resolution(
        mention=mention,
        place=place,
        precision=Precision.SITE if found.radius_km <= _SITE_KM else Precision.CITY,
        uncertainty_km=found.radius_km,
        latitude=found.latitude,
        longitude=found.longitude,
        confidence=_READ,
        reason="the text gives these coordinates",
        candidates=(place,),
    )
