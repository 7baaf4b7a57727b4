"""The way of an article: document -> places and event mentions -> incidents.

`read` is the whole pipeline, a short loop over plain callables (geomap/seams.py). It keeps a record
of every stage, so that `geomap explain` can show why each pin is where it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from geomap.errors import OptionError
from geomap.events.detect import detector
from geomap.events.mention import EventMention
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.gazetteer.index import GazetteerIndex
from geomap.incidents.incident import Incident
from geomap.incidents.link import Decision, link
from geomap.incidents.merge import merge
from geomap.incidents.scene import CountryOf, scene
from geomap.incidents.weights import Weights, load_weights
from geomap.places.mention import PlaceReference, Resolution, ToponymMention
from geomap.places.recognize import recognizer
from geomap.places.references import references_in
from geomap.places.resolve import resolver
from geomap.seams import EventDetector, Parser, Recognizer, ReferenceFinder, Resolver
from geomap.text.document import Document
from geomap.text.parse import parse
from geomap.text.parsed import ParsedDocument


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say about the articles.

    Attributes:
        language: ISO 639-1 of documents that do not say theirs; None lets the text decide.
        country: ISO 3166-1 alpha-2; places in it are preferred where nothing else decides.
        published: Day of publication of documents that do not say theirs.
    """

    language: str | None = None
    country: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Stages:
    """The engines of a run; each can be replaced by any callable of the same shape."""

    parse: Parser
    recognize: Recognizer
    refer: ReferenceFinder
    resolve: Resolver
    detect: EventDetector
    country_of: CountryOf
    taxonomy: Taxonomy
    weights: Weights


@dataclass(frozen=True, slots=True)
class Reading:
    """A record of all stages for one document.

    Attributes:
        parsed: Sentences, dates and numbers.
        mentions: Place names with their roles.
        references: Words that speak of places without naming them.
        resolutions: The places chosen, one for each mention.
        event_mentions: Clauses that say something happened.
        decisions: What became of each event mention, in words.
        incidents: What goes on the map.
    """

    parsed: ParsedDocument
    mentions: tuple[ToponymMention, ...]
    references: tuple[PlaceReference, ...]
    resolutions: tuple[Resolution, ...]
    event_mentions: tuple[EventMention, ...]
    decisions: tuple[Decision, ...]
    incidents: tuple[Incident, ...]


def default_stages(options: Options | None = None, index: GazetteerIndex | None = None) -> Stages:
    """The engines that ship with the tool: gazetteer, lexicon and rules.

    Args:
        options: What the user says about the articles.
        index: The gazetteer; the built pack unless given.

    Raises:
        OptionError: The country is not an ISO 3166-1 alpha-2 code.
        GazetteerError: The pack is missing or damaged.
    """
    options = options or Options()
    index = index or GazetteerIndex.open()
    if options.country is not None and index.country(options.country) is None:
        raise OptionError(
            f"country {options.country!r} is unknown; give an ISO 3166-1 code of two letters, "
            "such as KZ"
        )
    return Stages(
        parse=parse,
        recognize=recognizer(index),
        refer=references_in,
        resolve=resolver(index, country=options.country),
        detect=detector(),
        country_of=index.country,
        taxonomy=load_taxonomy(),
        weights=load_weights(),
    )


def read(document: Document, stages: Stages) -> Reading:
    """Read one document through all stages."""
    parsed = stages.parse(document)
    mentions = tuple(stages.recognize(parsed))
    references = tuple(stages.refer(parsed))
    resolutions = tuple(stages.resolve(parsed, mentions))
    event_mentions = tuple(stages.detect(parsed, [mention.span for mention in mentions]))
    places = scene(
        parsed,
        resolutions,
        references,
        country_of=stages.country_of,
        weights=stages.weights,
    )
    incidents, decisions = link(event_mentions, places, stages.taxonomy)
    return Reading(parsed, mentions, references, resolutions, event_mentions, decisions, incidents)


def with_options(document: Document, options: Options) -> Document:
    """The document, with language and publication date filled where it says none."""
    return replace(
        document,
        language=document.language or options.language,
        published=document.published or options.published,
    )


def readings(documents: Iterable[Document], options: Options | None = None) -> Iterator[Reading]:
    """Read many documents, one at a time, in order."""
    options = options or Options()
    stages = default_stages(options)
    for document in documents:
        yield read(with_options(document, options), stages)


def merged(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Merge the reports of one incident across documents, whatever their order."""
    return merge(incidents, load_taxonomy(), load_weights())


def incidents_in(document: Document, *, options: Options | None = None) -> tuple[Incident, ...]:
    """The incidents that an article tells, in text order.

    Only what happened (modality `actual`) or is said to have happened (`claimed`) is returned;
    plans, threats, denials and history are not. `geomap explain` shows what was left out and why.

    Args:
        document: The article. Without a publication date no relative date is filled.
        options: What else is known about it.

    Returns:
        One record for each incident: place in degrees (WGS84), dates, casualties, quote, reason.

    Raises:
        GazetteerError: The gazetteer pack is missing or damaged.
        LexiconError: A file of language knowledge is wrong.
    """
    return next(readings([document], options)).incidents


def places_in(text: str | Document, *, options: Options | None = None) -> tuple[Resolution, ...]:
    """The place names of a text, each with the place chosen for it and why.

    Args:
        text: Plain text or a document.
        options: What else is known about it.

    Returns:
        One resolution for each mention, in text order; `place` is None where nothing known fits.

    Raises:
        GazetteerError: The gazetteer pack is missing or damaged.
    """
    options = options or Options()
    document = text if isinstance(text, Document) else Document(id="text", text=text)
    stages = default_stages(options)
    parsed = stages.parse(with_options(document, options))
    return tuple(stages.resolve(parsed, stages.recognize(parsed)))
