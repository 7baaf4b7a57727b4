"""The way of an article: document -> places and event mentions -> incidents.

`read` is the whole pipeline, a short loop over plain callables (geomap/seams.py). It keeps a record
of every stage, so that `geomap explain` can show why each pin is where it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import OptionError
from geomap.events.detect import detector
from geomap.events.mention import EventMention
from geomap.events.taxonomy import Taxonomy, load_taxonomy, taxonomy_at
from geomap.gazetteer.index import GazetteerIndex
from geomap.incidents.incident import Incident
from geomap.incidents.link import Decision, link
from geomap.incidents.merge import merge
from geomap.incidents.scene import Countries, CountryOf, scene
from geomap.incidents.weights import Weights, load_weights
from geomap.places.engines import place_engines
from geomap.places.mention import PlaceReference, Resolution, ToponymMention
from geomap.places.references import references_in
from geomap.seams import EventDetector, Parser, Recognizer, ReferenceFinder, Resolver
from geomap.text.document import Document
from geomap.text.parse import parse
from geomap.text.parsed import ParsedDocument

if TYPE_CHECKING:
    from geomap.places.second_opinion import Adviser


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say about the articles.

    Attributes:
        language: ISO 639-1 of documents that do not say theirs; None lets the text decide.
        country: ISO 3166-1 alpha-2; places in it are preferred where nothing else decides.
        published: Day of publication of documents that do not say theirs.
        source_country: The outlet's own country, alpha-2: a weaker hint than `country`.
        known_places: CSV or GeoJSON file of your own places, which win over the gazetteer.
        recognizer: "spacy:NAME" takes the place names that a spaCy pipeline finds; None takes our
            own.
        geocoder: One of geopy's geocoders ("nominatim", "photon", "pelias", …) to be asked about
            names that the gazetteer lacks. Without it nothing ever leaves the machine; with it
            those names go to that server, at most one a second.
        geocoder_url: Address of the server, where it is not the provider's own.
        geocoder_key_env: Name of the environment variable that holds its key.
        geocoder_cache: Folder of its answers; None takes the user's cache folder.
        gazetteer: A pack made by `geomap gazetteer build`; None takes the one that ships.
        event_types: A taxonomy of your own, in the format of `data/event_types.toml`.
    """

    language: str | None = None
    country: str | None = None
    published: date | None = None
    source_country: str | None = None
    known_places: str | Path | None = None
    recognizer: str | None = None
    geocoder: str | None = None
    geocoder_url: str | None = None
    geocoder_key_env: str | None = None
    geocoder_cache: str | Path | None = None
    gazetteer: str | Path | None = None
    event_types: str | Path | None = None


@dataclass(frozen=True, slots=True)
class Stages:
    """The engines of a run; each can be replaced by any callable of the same shape."""

    parse: Parser
    recognize: Recognizer
    refer: ReferenceFinder
    resolve: Resolver
    detect: EventDetector
    country_of: CountryOf
    capital_of: CountryOf
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
    """The engines that ship with the tool, and those that the options add.

    Args:
        options: What the user says about the articles.
        index: The gazetteer; the one that the options name unless given.

    Raises:
        OptionError: A country is not an ISO 3166-1 alpha-2 code, or an option makes no sense.
        InputError: The file of known places cannot be read.
        OutputError: The folder for a geocoder's answers cannot be written.
        GazetteerError: The pack is missing or damaged.
        LexiconError: The file of event types is wrong.
    """
    options = options or Options()
    taxonomy = taxonomy_of(options)
    index = index or GazetteerIndex.open(Path(options.gazetteer) if options.gazetteer else None)
    for code in filter(None, (options.country, options.source_country)):
        if index.country(code) is None:
            raise OptionError(
                f"country {code!r} is unknown; give an ISO 3166-1 code of two letters, such as KZ"
            )
    places = place_engines(
        index,
        country=options.country,
        source_country=options.source_country,
        known_places=options.known_places,
        recognizer=options.recognizer,
        adviser=_adviser(options),
    )
    return Stages(
        parse=parse,
        recognize=places.recognize,
        refer=references_in,
        resolve=places.resolve,
        detect=detector(taxonomy=taxonomy),
        country_of=index.country,
        capital_of=index.capital,
        taxonomy=taxonomy,
        weights=load_weights(),
    )


def taxonomy_of(options: Options) -> Taxonomy:
    """The taxonomy of a run: the user's own, or the one that ships with the tool."""
    return taxonomy_at(Path(options.event_types)) if options.event_types else load_taxonomy()


def _adviser(options: Options) -> "Adviser | None":
    """Who is asked about names that the gazetteer lacks; None asks nobody."""
    if options.geocoder is None:
        if options.geocoder_url or options.geocoder_key_env:
            raise OptionError("a geocoder's address or key was given, but no --geocoder NAME")
        return None
    from geomap.places.adviser import adviser_for  # noqa: PLC0415  geopy costs start-up time

    return adviser_for(
        options.geocoder,
        url=options.geocoder_url,
        key_env=options.geocoder_key_env,
        cache=options.geocoder_cache,
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
        known=Countries(stages.country_of, stages.capital_of),
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


def merged(incidents: Iterable[Incident], options: Options | None = None) -> tuple[Incident, ...]:
    """Merge the reports of one incident across documents, whatever their order."""
    return merge(incidents, taxonomy_of(options or Options()), load_weights())


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
