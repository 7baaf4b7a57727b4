"""Coordinates in a text as mentions of their own, placed where they say."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from geomap.gazetteer.index import GazetteerIndex
from geomap.gazetteer.place import Place, Precision
from geomap.places.coordinates_in_text import Coordinates, coordinates_in
from geomap.places.cues import cue_before
from geomap.places.lexicon import lexicon_for
from geomap.places.lines import lines_of
from geomap.places.mention import Cue, Resolution, Role, ToponymMention
from geomap.places.offsets import kilometers
from geomap.places.spot import Spot, place_at
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span

KIND = "coordinates"
_BRIDGES = frozenset({"", "(", "[", ",", "(at", "at", ":"})
_LONGEST_BRIDGE = 5
_SITE_KM = 2.0  # coarser coordinates mean a town
_SAME_PLACE_KM = 50.0
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
    """A resolver that takes coordinates at their word, also for the name that they stand behind."""

    def resolve_both(
        parsed: ParsedDocument, mentions: Sequence[ToponymMention]
    ) -> Sequence[Resolution]:
        names = [mention for mention in mentions if mention.kind != KIND]
        if len(names) == len(mentions):
            return resolve(parsed, mentions)
        text = parsed.document.text
        by_span = {found.span: found for found in coordinates_in(text, parsed.language)}
        owners = {_owner(text, span, names): found for span, found in by_span.items()}
        resolved = iter(resolve(parsed, names))
        return tuple(
            _resolution(mention, by_span[mention.span], index)
            if mention.kind == KIND
            else _owned(next(resolved), owners.get(mention), index)
            for mention in mentions
        )

    return resolve_both


def _mention(parsed: ParsedDocument, span: Span, names: Sequence[ToponymMention]) -> ToponymMention:
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


def _cue(parsed: ParsedDocument, span: Span, sentence: int, names: Sequence[ToponymMention]) -> Cue:
    """The tie of coordinates: that of the name before them or their own, which is "at"."""
    owner = _owner(parsed.document.text, span, names)
    if owner is not None:
        return owner.cue
    for line in lines_of(parsed):
        if line.sentence == sentence and not line.dateline:
            first = bisect_left(line.starts, span.start)
            cue = cue_before(line, first, lexicon_for(parsed.language))
            return Cue.AT if cue is Cue.NONE else cue
    return Cue.AT


def _owner(text: str, span: Span, names: Sequence[ToponymMention]) -> ToponymMention | None:
    """The name whose coordinates they are: "Kharkiv (49.99, 36.23)"."""
    before = [name for name in names if name.span.end <= span.start]
    last = max(before, key=lambda name: name.span.end, default=None)
    if last is None or span.start - last.span.end > _LONGEST_BRIDGE:
        return None
    bridge = "".join(text[last.span.end : span.start].split())
    return last if bridge in _BRIDGES else None


def _owned(resolution: Resolution, found: Coordinates | None, index: GazetteerIndex) -> Resolution:
    """A town's resolution, set right by the coordinates that stand behind its name."""
    if found is None or resolution.precision not in (Precision.CITY, Precision.SITE):
        return resolution
    here = _place_of(resolution.mention, found, index)
    if resolution.place is not None and kilometers(resolution.place, here) <= _SAME_PLACE_KM:
        return resolution
    near = [p for p in resolution.candidates if kilometers(p, here) <= _SAME_PLACE_KM]
    chosen = min(near, key=lambda place: kilometers(place, here), default=here)
    others = (place for place in resolution.candidates if place != chosen)
    return replace(
        _resolution(resolution.mention, found, index),
        place=chosen,
        reason="its coordinates stand behind it",
        candidates=(chosen, *others),
    )


def _resolution(mention: ToponymMention, found: Coordinates, index: GazetteerIndex) -> Resolution:
    place = _place_of(mention, found, index)
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


def _place_of(mention: ToponymMention, found: Coordinates, index: GazetteerIndex) -> Place:
    spot = Spot(
        id=f"point:{found.latitude:.5f},{found.longitude:.5f}",
        name=mention.surface,
        latitude=found.latitude,
        longitude=found.longitude,
        feature_code="LCTY",
    )
    return place_at(index, spot)
