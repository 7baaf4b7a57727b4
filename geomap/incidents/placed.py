"""Where an incident was, and how we know: the record, and the ways to make one."""

from dataclasses import dataclass, replace
from typing import Literal

from geomap.gazetteer.place import Place, Precision
from geomap.incidents.scene import Scene
from geomap.places.mention import Resolution

PlaceSource = Literal["explicit", "inherited", "document"]

# Half the width of a country of middling size: what a point for "somewhere in Kazakhstan" means.
COUNTRY_RADIUS_KM = 500.0
_TOWN_RADIUS_KM = 15.0

# What each way of knowing the place earns: score terms of `data/event_types.toml`.
TERMS: dict[PlaceSource, str] = {
    "explicit": "place_explicit",
    "inherited": "place_inherited",
    "document": "place_dateline",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an event mention happened, and how we know.

    Attributes:
        place: The place, or None when nothing tells.
        text: The words of the article, or None when the place is meant, not written.
        latitude: Degrees north, WGS84.
        longitude: Degrees east, WGS84.
        precision: How fine the point is.
        uncertainty_km: Radius that the point stands for.
        source: `explicit`, `inherited` or `document`.
        own: Whether the mention's own sentence says where.
        term: The score term of `data/event_types.toml` that this way of knowing earns, or "".
        confidence: 0 to 1, of the resolution.
        reason: In words.
    """

    place: Place | None
    text: str | None
    latitude: float | None
    longitude: float | None
    precision: Precision | None
    uncertainty_km: float | None
    source: PlaceSource | None
    own: bool
    term: str
    confidence: float
    reason: str


NOWHERE = Setting(
    None, None, None, None, None, None, None, False, "", 0.5, "no place is told for it"
)


def from_resolution(host: Resolution, source: PlaceSource, why: str) -> Setting:
    """Where a place name of the text says."""
    return Setting(
        place=host.place,
        text=host.mention.surface,
        latitude=host.latitude,
        longitude=host.longitude,
        precision=host.precision,
        uncertainty_km=host.uncertainty_km,
        source=source,
        own=source == "explicit",
        term=TERMS[source],
        confidence=host.confidence,
        reason=f"{why}; {host.reason}" if host.reason else why,
    )


def in_country(sentence: int, scene: Scene, why: str) -> Setting:
    """The country meant at a sentence, as a whole; nowhere where none is known."""
    country = scene.country_near(sentence)
    if country is None:
        return NOWHERE
    return Setting(
        place=country,
        text=None,
        latitude=country.latitude,
        longitude=country.longitude,
        precision=Precision.COUNTRY,
        uncertainty_km=COUNTRY_RADIUS_KM,
        source="document",
        own=True,
        term="place_inherited",
        confidence=0.7,
        reason=f"{why}: {country.name} as a whole",
    )


def meant(place: Place, why: str) -> Setting:
    """A town that is meant, not named."""
    return Setting(
        place=place,
        text=None,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=Precision.CITY,
        uncertainty_km=_TOWN_RADIUS_KM,
        source="inherited",
        own=False,
        term=TERMS["inherited"],
        confidence=0.7,
        reason=why,
    )


def taken_over(setting: Setting, why: str) -> Setting:
    """The setting of another incident of the article, for one that has none; the least sure way."""
    return replace(
        setting,
        source="document",
        own=False,
        term="",
        confidence=setting.confidence / 2,
        reason=f"{why}; {setting.reason}",
    )
