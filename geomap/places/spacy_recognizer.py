"""Place names as a spaCy pipeline finds them, in place of our own recognizer.

The pipeline is the user's to install. Its labels give the roles (`data/places/spacy_labels.toml`);
facilities, ties and resolution stay ours.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from geomap.errors import OptionError
from geomap.gazetteer.index import GazetteerIndex, NameKind
from geomap.places.base_forms import base_forms
from geomap.places.cues import cue_before
from geomap.places.facilities import facilities_in
from geomap.places.lexicon import PlaceLexicon, lexicon_for
from geomap.places.lines import Line, lines_of
from geomap.places.mention import Role, ToponymMention
from geomap.places.proposals import Proposer
from geomap.places.table import WordTable
from geomap.resources import read_table
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span

Pipeline = Callable[[str], Any]


def spacy_recognizer(
    name: str, index: GazetteerIndex
) -> Callable[[ParsedDocument], tuple[ToponymMention, ...]]:
    """Make a recognizer of a spaCy pipeline.

    Args:
        name: An installed pipeline ("en_core_web_sm") or the folder of one. A pipeline is code:
            load only one that you trust.
        index: The gazetteer.

    Raises:
        OptionError: spaCy or the pipeline is not installed; the message tells how.
    """
    pipeline, proposer, roles = _loaded(name), Proposer(index), _roles()

    def recognize(parsed: ParsedDocument) -> tuple[ToponymMention, ...]:
        lines = list(lines_of(parsed))
        found = list(_mentions(parsed, lines, pipeline(parsed.document.text).ents, index, roles))
        names = [mention for mention in found if mention.role is not Role.FACILITY]
        ours = list(facilities_in(parsed, lines, names, proposer.is_town, index.knows))
        theirs = [
            _anchored(mention, names)
            for mention in found
            if mention.role is Role.FACILITY
            and not any(mention.span.overlaps(other.span) for other in ours)
        ]
        every = [*names, *ours, *theirs]
        return tuple(sorted(every, key=lambda mention: (mention.span.start, -mention.span.end)))

    return recognize


def _loaded(name: str) -> Pipeline:
    try:
        import spacy  # noqa: PLC0415  an extra, and slow to load
    except ImportError:
        raise OptionError("spaCy is not installed: python -m pip install 'geomap[spacy]'") from None
    try:
        pipeline: Pipeline = spacy.load(name)
    except OSError:
        raise OptionError(
            f"spaCy has no pipeline {name!r}: python -m spacy download {name}"
        ) from None
    except (ImportError, ValueError) as error:
        raise OptionError(f"spaCy cannot load the pipeline {name!r}: {error}") from error
    return pipeline


def _roles() -> Mapping[str, Role]:
    """Our roles by spaCy's labels, whose case counts."""
    table = WordTable.read("places", "spacy_labels.toml")
    for role in table.content:
        table.strings(role)  # complains about anything but words
    content = read_table("places", "spacy_labels.toml")
    return {label: Role(role) for role, labels in content.items() for label in labels}


def _mentions(
    parsed: ParsedDocument,
    lines: Sequence[Line],
    entities: Iterable[Any],
    index: GazetteerIndex,
    roles: Mapping[str, Role],
) -> Iterator[ToponymMention]:
    """The entities that name places, cut to our words."""
    lexicon, at = lexicon_for(parsed.language), 0
    for entity in entities:
        role = roles.get(entity.label_)
        while at + 1 < len(lines) and _begin(lines[at + 1]) <= entity.start_char:
            at += 1
        stretch = _stretch(lines[at], entity, lexicon) if role and lines else None
        if role is None or stretch is None:
            continue
        mention = _mention(parsed, lines[at], stretch, role, index)
        if role is not Role.DEMONYM or _is_demonym(mention, index):
            yield mention


def _begin(line: Line) -> int:
    return line.starts[0] if line.starts else 0


def _stretch(line: Line, entity: Any, lexicon: PlaceLexicon) -> tuple[int, int] | None:
    """The words of an entity, without the article before it."""
    first = bisect_left(line.starts, entity.start_char)
    last = bisect_left(line.ends, entity.end_char) + 1
    last = min(last, len(line.words))
    while first < last - 1 and line.lower[first] in lexicon.facilities.articles:
        first += 1
    inside = first < last and line.ends[last - 1] <= entity.end_char
    return (first, last) if inside else None


def _mention(
    parsed: ParsedDocument, line: Line, stretch: tuple[int, int], role: Role, index: GazetteerIndex
) -> ToponymMention:
    lexicon = lexicon_for(parsed.language)
    span = Span(line.starts[stretch[0]], line.ends[stretch[1] - 1])
    surface = parsed.surface(span)
    forms = list(base_forms(" ".join(surface.split()), lexicon))
    return ToponymMention(
        span=span,
        surface=surface,
        role=role,
        cue=cue_before(line, stretch[0], lexicon),
        sentence=line.sentence,
        names=tuple(form for form in forms if index.knows(form)) or (forms[0],),
        kind=_kind(line, stretch, lexicon) if role is Role.FACILITY else "",
    )


def _kind(line: Line, stretch: tuple[int, int], lexicon: PlaceLexicon) -> str:
    """The kind of a facility after the words in its name; "site" when they do not tell."""
    for at in range(*stretch):
        for words, kind in lexicon.facilities.kinds.get(line.lower[at], ()):
            if tuple(line.lower[at : at + len(words)]) == words:
                return kind
    return "site"


def _is_demonym(mention: ToponymMention, index: GazetteerIndex) -> bool:
    return any(
        candidate.kind is NameKind.DEMONYM
        for name in mention.names
        for candidate in index.candidates(name)
    )


def _anchored(mention: ToponymMention, names: Sequence[ToponymMention]) -> ToponymMention:
    """A facility hangs on the nearest name of its sentence."""
    near = [
        other
        for other in names
        if other.sentence == mention.sentence and other.role is not Role.DEMONYM
    ]
    if not near:
        return mention
    anchor = min(near, key=lambda other: mention.span.distance(other.span))
    return replace(mention, anchor=anchor.span)
