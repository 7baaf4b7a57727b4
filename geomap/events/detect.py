"""Find the clauses of a document that say something happened.

In order: what kind of page it is; place names, dates and figures of speech masked; concepts by
clause; whether they happened; when; type and sub-type by the shared table; people; weight.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from geomap.events.compose import Setting, compose
from geomap.events.decide import load_rules
from geomap.events.domains import domain_of
from geomap.events.echo import resolve_echoes
from geomap.events.happening import concepts_told, happenings_in, under_condition
from geomap.events.lexicon import Lexicon, load_lexicon
from geomap.events.mention import EventMention
from geomap.events.modality import carries_condition
from geomap.events.reading import read_sentences
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.events.telling import telling_spans
from geomap.resources import languages_with
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span

Detector = Callable[[ParsedDocument, Sequence[Span]], tuple[EventMention, ...]]


def detector(
    lexicons: Mapping[str, Lexicon] | None = None, taxonomy: Taxonomy | None = None
) -> Detector:
    """An event detector.

    Args:
        lexicons: By language; those that ship with the tool unless given.
        taxonomy: The types that mentions get; those that ship with the tool unless given.

    Returns:
        A callable that takes a parsed document and the spans of its place names. A document in a
        language without a lexicon has no event mentions.
    """
    rules = load_rules()
    types = taxonomy or load_taxonomy()
    known = frozenset(languages_with("lexicon") if lexicons is None else lexicons)

    def detect(parsed: ParsedDocument, toponyms: Sequence[Span], /) -> tuple[EventMention, ...]:
        language = parsed.language
        if language not in known:
            return ()
        lexicon = load_lexicon(language) if lexicons is None else lexicons[language]
        readings = read_sentences(parsed, toponyms, lexicon)
        setting = Setting(
            parsed, readings, domain_of(readings), types.weights, telling_spans(readings)
        )
        themes = rules.themes_of(concepts_told(readings))
        mentions: list[EventMention] = []
        for before, reading in zip((None, *readings), readings, strict=False):
            planned = carries_condition(reading, before)
            for happening in happenings_in(reading, rules, themes):
                told = under_condition(happening) if planned else happening
                mentions.append(compose(reading, told, mentions, setting))
        placed = {reading.sentence.index for reading in readings if any(reading.places)}
        return tuple(_at_home(mention, types) for mention in resolve_echoes(mentions, placed))

    return detect


def _at_home(mention: EventMention, taxonomy: Taxonomy) -> EventMention:
    """A mention under the names that a taxonomy has for its type."""
    pair = mention.event_type, mention.sub_event_type
    home = taxonomy.home(*pair)
    if home == pair:
        return mention
    return replace(mention, event_type=home[0], sub_event_type=home[1])
