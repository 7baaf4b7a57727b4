"""Place names as they stand in a document, and the places chosen for them."""

from dataclasses import dataclass
from enum import StrEnum

from geomap.gazetteer.place import Place, Precision
from geomap.text.span import Span


class Role(StrEnum):
    """What a place name does in its sentence; only literal and facility can host an incident."""

    LITERAL = "literal"  # "protests in Almaty"
    METONYMIC = "metonymic"  # "Moscow said": a government or a team
    DEMONYM = "demonym"  # "Russian troops", "Kazachse"
    EMBEDDED = "embedded"  # inside the name of an organization or a person: "Paris Saint-Germain"
    FACILITY = "facility"  # a whole phrase: "het vliegveld van Almaty"


class Cue(StrEnum):
    """How the words before a mention tie it to what happens."""

    AT = "at"  # in, at, on, te, bij: it happened there
    NEAR = "near"  # near, outside, 20 km south of
    TOWARD = "toward"  # to, into, naar
    FROM = "from"  # from, uit
    OF = "of"  # of, van
    TAIL = "tail"  # the second part of "Paris, Texas"
    DATELINE = "dateline"  # "KABUL, Afghanistan (AP) -"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ToponymMention:
    """A place name as it stands in a document.

    Attributes:
        span: Its characters; a facility's span is the whole phrase, the name in it is a mention of
            its own.
        surface: The characters.
        role: What it does in its sentence.
        cue: The locative tie that precedes it.
        sentence: Index of its sentence.
        names: Base forms under which the gazetteer may know it, best first ("Москвой" -> "Москва").
        kind: For a facility its kind ("airport", "embassy", …), else "".
        anchor: For a facility the span of the name it hangs on, when there is one.
    """

    span: Span
    surface: str
    role: Role
    cue: Cue
    sentence: int
    names: tuple[str, ...]
    kind: str = ""
    anchor: Span | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The place chosen for a mention, or None, with the reason and what else it could have been.

    Attributes:
        mention: The mention.
        place: The choice; None says that no known place fits.
        precision: How fine the point is for this mention (a facility placed on its town: `site`).
        uncertainty_km: Radius that the point stands for.
        latitude: Degrees north of the point, WGS84, which "20 km south of X" moves off the place.
        longitude: Degrees east of the point.
        confidence: 0 to 1.
        reason: In words: why this one.
        candidates: What else it could have been, best first, the choice included.
    """

    mention: ToponymMention
    place: Place | None
    precision: Precision
    uncertainty_km: float
    latitude: float | None
    longitude: float | None
    confidence: float
    reason: str
    candidates: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceReference:
    """Words that speak of a place without naming it.

    Attributes:
        span: The words: "in meerdere steden", "in the city", "daar".
        sentence: Index of its sentence.
        vague: True for places left open on purpose ("several cities"): they block inheritance and
            fall to the country. False for words that point back to a place named before.
        level: The kind of place they speak of.
        capital: Whether they mean the capital of a country that the article speaks of.
    """

    span: Span
    sentence: int
    vague: bool
    level: Precision
    capital: bool = False
