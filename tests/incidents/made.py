"""Made-up records for the tests of this room."""

from datetime import date

from geomap.events.mention import NO_CASUALTIES, Casualties, EventMention, Modality
from geomap.gazetteer.place import Place, Precision
from geomap.incidents.incident import Evidence, Incident
from geomap.incidents.scene import Countries, Scene, scene
from geomap.incidents.weights import load_weights
from geomap.places.mention import Cue, PlaceReference, Resolution, Role, ToponymMention
from geomap.text.document import Document
from geomap.text.parsed import DateMention, ParsedDocument, Sentence, Token, Tokens
from geomap.text.span import Span

KAZAKHSTAN = Place("1522867", "Kazakhstan", 48.0, 68.0, "PCLI", "KZ")
ALMATY = Place("1526384", "Almaty", 43.25, 76.92, "PPLA", "KZ", population=1_977_011)
AKTAU = Place("610612", "Aktau", 43.65, 51.16, "PPLA", "KZ", population=147_443)
AIRPORT = Place("icao:UAAA", "Almaty International Airport", 43.352, 77.04, "AIRP", "KZ")
PRECISIONS = {"PCLI": Precision.COUNTRY, "PPLA": Precision.CITY, "AIRP": Precision.SITE}
COUNTRIES = {"KZ": KAZAKHSTAN}


def parsed(*paragraphs: str, language: str = "en", published: date | None = None) -> ParsedDocument:
    """A document of paragraphs; sentences end with a full stop, words are parted by spaces."""
    text = "\n".join(paragraphs)
    sentences, start = [], 0
    for number, paragraph in enumerate(paragraphs):
        for piece in paragraph.split(". "):
            at = text.index(piece, start)
            start = at + len(piece)
            span = Span(at, start)
            sentences.append(
                Sentence(len(sentences), number, "prose", span, None, _tokens(text, span))
            )
    document = Document(id="made", text=text, published=published)
    return ParsedDocument(document, language, tuple(sentences), (), ())


def _tokens(text: str, span: Span) -> Tokens:
    tokens, at = [], span.start
    for word in text[span.start : span.end].replace(",", " ,").split():
        at = text.index(word, at)
        tokens.append(Token(word, at, at + len(word)))
        at += len(word)
    return Tokens(*zip(*tokens, strict=True))


def named(
    document: ParsedDocument, words: str, place: Place, cue: Cue = Cue.AT, role: Role = Role.LITERAL
) -> Resolution:
    """The resolution of words that stand in the document."""
    start = document.document.text.index(words)
    span = Span(start, start + len(words))
    sentence = next(s.index for s in document.sentences if s.span.covers(span))
    mention = ToponymMention(span, words, role, cue, sentence, (words,))
    precision = PRECISIONS[place.feature_code]
    return Resolution(
        mention, place, precision, 10.0, place.latitude, place.longitude, 0.9, "it is the largest"
    )


def pointer(document: ParsedDocument, words: str, *, vague: bool) -> PlaceReference:
    """Words that speak of a place without naming it."""
    start = document.document.text.index(words)
    span = Span(start, start + len(words))
    sentence = next(s.index for s in document.sentences if s.span.covers(span))
    return PlaceReference(span, sentence, vague, Precision.CITY)


def told(  # noqa: PLR0913 - a mention has many sides, a test names the few it needs
    document: ParsedDocument,
    trigger: str,
    kind: tuple[str, str] = ("Riots", "Violent demonstration"),
    *,
    concept: str = "riot",
    score: float = 3.0,
    casualties: Casualties = NO_CASUALTIES,
    modality: Modality = Modality.ACTUAL,
    when: DateMention | None = None,
    background: bool = False,
    nationwide: bool = False,
) -> EventMention:
    """An event mention whose clause is the whole sentence of its trigger."""
    start = document.document.text.index(trigger)
    span = Span(start, start + len(trigger))
    sentence = next(s for s in document.sentences if s.span.covers(span))
    return EventMention(
        sentence.index, sentence.span, span, (concept,), *kind, modality, background, when,
        False, None, None, casualties, nationwide, score, (f"“{trigger}” tells a {concept}",),
    )  # fmt: skip


def day(first: date, last: date | None = None) -> DateMention:
    """A date of day precision."""
    return DateMention(Span(0, 1), "then", first, last or first, "day", "relative")


def stage(
    document: ParsedDocument, *resolutions: Resolution, references: tuple[PlaceReference, ...] = ()
) -> Scene:
    """The scene of a document in Kazakhstan."""
    known = Countries(COUNTRIES.get)
    return scene(document, resolutions, references, known=known, weights=load_weights())


def incident(**changes: object) -> Incident:
    """A riot in Almaty on 5 January 2022, with changes."""
    evidence = (Evidence("a1", "Riots broke out.", 0, 16),)
    fields: dict[str, object] = {
        "id": "0", "event_type": "Riots", "sub_event_type": "Violent demonstration",
        "cameo_root": "145", "plover_type": "PROTEST riot", "modality": Modality.ACTUAL,
        "date_start": date(2022, 1, 5), "date_end": date(2022, 1, 5), "date_precision": "day",
        "date_text": "Wednesday", "date_source": "relative", "place_name": "Almaty",
        "place_text": "Almaty", "place_id": "1526384", "latitude": 43.25, "longitude": 76.92,
        "precision": Precision.CITY, "uncertainty_km": 10.0, "place_source": "explicit",
        "country_code": "KZ", "country": "Kazakhstan", "admin1": None, "admin2": None,
        "actor1": None, "actor2": None, "fatalities": None, "fatalities_min": None,
        "fatalities_max": None, "fatalities_text": None, "injured": None, "arrested": None,
        "crowd_size": None, "confidence": 0.8, "reason": "why", "evidence": evidence,
    }  # fmt: skip
    return Incident(**{**fields, **changes})  # type: ignore[arg-type]
