"""Choose where an event mention happened.

Not any place of the sentence: place names are ranked by how much they read like the scene of the
trigger (its clause, the preposition before them, their fineness, their distance). A sentence that
names no place points back ("in the city"), stays vague ("in several cities": the country), or
inherits from the sentences before it in its paragraph. What is left has no place of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from geomap.events.mention import EventMention, Modality
from geomap.gazetteer.place import Place, Precision
from geomap.incidents.lists import listed_with
from geomap.incidents.scene import Scene
from geomap.places.mention import Cue, PlaceReference, Resolution

PlaceSource = Literal["explicit", "inherited", "document"]

# Half the width of a country of middling size: what a point for "somewhere in Kazakhstan" means.
COUNTRY_RADIUS_KM = 500.0

# Deaths are counted where they are told "in" a place, not "in the hospitals of" it.
_COUNTS = ("toll",)
_SCENIC = (Cue.AT, Cue.NEAR)
_NO_SCENE = (Cue.TOWARD, Cue.FROM)
_CAPITALS = ("PPLC", "PPLA")
_POSSESSIVES = ("'s", "’s")

# What each way of knowing the place earns: score terms of `data/event_types.toml`.
_TERMS: dict[PlaceSource, str] = {
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


def settings_of(
    mention: EventMention, scene: Scene, earlier: Sequence[Setting] = ()
) -> tuple[Setting, ...]:
    """Where a mention happened: one setting, or several for a list ("in A, B and C").

    Args:
        mention: What happened.
        scene: The document.
        earlier: Where the incidents told before it were.
    """
    if mention.nationwide_toll:
        return (_in_country(mention.sentence, scene, "a toll told without town or day"),)
    hosts = _hosts_for(mention, scene)
    best = best_host(hosts, mention, scene)
    vague = _reference(mention, scene, vague=True)
    if vague and not (best and mention.clause.covers(best.mention.span)):
        return (_in_country(mention.sentence, scene, f"“{scene.parsed.surface(vague.span)}”"),)
    if best:
        return tuple(_explicit(r) for r in listed_with(best, hosts, scene))
    pointed = _pointed_back(mention, scene, earlier)
    return (pointed or _inherited(mention, scene, earlier) or NOWHERE,)


def _hosts_for(mention: EventMention, scene: Scene) -> tuple[Resolution, ...]:
    """The sentence's places but the speaker's; of what is quoted or counted those of the clause."""
    hosts = _scenes(mention.sentence, mention, scene)
    if mention.concepts[0] in _COUNTS:
        hosts = tuple(host for host in hosts if host.mention.cue in _SCENIC)
    elif mention.modality is not Modality.CLAIMED:
        return hosts
    return tuple(host for host in hosts if mention.clause.covers(host.mention.span))


def _scenes(sentence: int, mention: EventMention, scene: Scene) -> tuple[Resolution, ...]:
    """The places of a sentence without those where somebody only says so."""
    found = scene.hosts.get(sentence, ())
    if not found or not mention.telling:
        return found
    return tuple(
        host
        for host in found
        if not any(span.covers(host.mention.span) for span in mention.telling)
    )


def best_host(
    hosts: Sequence[Resolution], mention: EventMention, scene: Scene
) -> Resolution | None:
    """The place name of a sentence that reads most like the scene of the trigger."""
    ranked = [(rank(host, mention, scene), -host.mention.span.start, host) for host in hosts]
    ranked = [entry for entry in ranked if entry[0] >= scene.weights.least]
    return max(ranked, key=lambda entry: entry[:2])[2] if ranked else None


def rank(host: Resolution, mention: EventMention, scene: Scene) -> float:
    """How much a place name reads like the scene of a trigger; see `data/incidents.toml`."""
    weights, name = scene.weights, host.mention
    rank = weights.precision[host.precision] + weights.cue.get(name.cue, 0.0)
    if name.cue is Cue.TOWARD:
        moves = weights.movement.intersection(mention.concepts[:1])
        aims = weights.aim.intersection(mention.concepts)
        rank += weights.movement_toward if moves else 0.0 if aims else weights.no_aim
    if name.cue is Cue.FROM and not weights.origin.intersection(mention.concepts):
        rank += weights.no_origin
    if mention.clause.covers(name.span):
        rank += weights.clause
    if scene.parsed.document.text.startswith(_POSSESSIVES, name.span.end):
        rank += weights.possessive
    return rank - weights.far * mention.trigger.distance(name.span) / 100


def document_setting(scene: Scene) -> Setting:
    """The dateline's place, for what is told without any other; last resort, low confidence."""
    if not scene.datelines:
        return NOWHERE
    return _from_resolution(scene.datelines[0], "document", "the dateline says so")


def reported_from(mention: EventMention, setting: Setting, scene: Scene) -> Setting:
    """The dateline's town for what its own paragraph tells of the town's province.

    Reports on a province come from its capital; from a smaller town when it happened there.
    """
    if setting.place is None or setting.precision is not Precision.ADMIN1 or not scene.datelines:
        return setting
    place, told = scene.datelines[0].place, scene.datelines[0].mention.sentence
    if place is None or place.feature_code in _CAPITALS or not place.admin1_code:
        return setting
    near = scene.sentence(mention.sentence).paragraph == scene.sentence(told).paragraph
    area = setting.place
    inside = (place.country_code, place.admin1_code) == (area.country_code, area.admin1_code)
    fine = scene.datelines[0].precision is Precision.CITY
    return document_setting(scene) if near and inside and fine else setting


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


def _explicit(host: Resolution) -> Setting:
    return _from_resolution(host, "explicit", "named in the same sentence")


def _from_resolution(host: Resolution, source: PlaceSource, why: str) -> Setting:
    return Setting(
        place=host.place,
        text=host.mention.surface,
        latitude=host.latitude,
        longitude=host.longitude,
        precision=host.precision,
        uncertainty_km=host.uncertainty_km,
        source=source,
        own=source == "explicit",
        term=_TERMS[source],
        confidence=host.confidence,
        reason=f"{why}; {host.reason}" if host.reason else why,
    )


def _in_country(sentence: int, scene: Scene, why: str) -> Setting:
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


def _reference(mention: EventMention, scene: Scene, *, vague: bool) -> PlaceReference | None:
    """Words of the mention's clause (for a pointer: its sentence) that speak of a place."""
    for reference in scene.references.get(mention.sentence, ()):
        near = not vague or mention.clause.covers(reference.span)
        if reference.vague is vague and near:
            return reference
    return None


def _pointed_back(
    mention: EventMention, scene: Scene, earlier: Sequence[Setting]
) -> Setting | None:
    """The place that "in the city" or "there" points back to.

    That is the last one of its kind in the paragraph where something happened, else the last one
    there, else where the article's last incident was, else the first place of the article.
    """
    reference = _reference(mention, scene, vague=False)
    if reference is None:
        return None
    words = scene.parsed.surface(reference.span)
    levels = (reference.level, Precision.SITE)
    near = scene.earlier_in_paragraph(mention.sentence)
    taken = {setting.place.id for setting in earlier if setting.place}
    found = [h for i in near for h in reversed(_scenes(i, mention, scene)) if h.precision in levels]
    happened = [h for h in found if h.place and h.place.id in taken]
    if not found:
        last = next((e for e in reversed(earlier) if e.precision in levels and e.place), None)
        if last is not None:
            why = f"“{words}” points back to {last.text or 'the place of the incident before'}"
            return replace(last, source="inherited", own=False, term=_TERMS["inherited"],
                           reason=f"{why}; {last.reason}")  # fmt: skip
        found = [
            h
            for i in range(mention.sentence)
            for h in _scenes(i, mention, scene)
            if h.precision in levels
        ]
    if not found:
        return None
    host = (happened or found)[0]
    return _inherit(host, f"“{words}” points back to {host.mention.surface}")


def _inherited(mention: EventMention, scene: Scene, earlier: Sequence[Setting]) -> Setting | None:
    """The place of the nearest earlier sentence of the paragraph that has one.

    Of several the one where something happened, then the one that reads most like a scene.
    """
    taken = {setting.place.id for setting in earlier if setting.place}
    own = () if mention.concepts[0] in _COUNTS else (mention.sentence,)
    for index in (*own, *scene.earlier_in_paragraph(mention.sentence)):
        if any(reference.vague for reference in scene.references.get(index, ())):
            country = _in_country(index, scene, "the sentence before leaves the place open")
            return replace(country, own=False)
        hosts = [h for h in _scenes(index, mention, scene) if h.mention.cue not in _NO_SCENE]
        if index == mention.sentence:
            hosts = [h for h in hosts if h.mention.cue in _SCENIC]
        if hosts:
            host = max(
                hosts,
                key=lambda h: (_id(h) in taken, _scenic(h, scene), h.mention.span.start),
            )
            return _inherit(host, "taken over from the sentence before")
    return None


def _id(host: Resolution) -> str | None:
    return host.place.id if host.place else None


def _scenic(host: Resolution, scene: Scene) -> float:
    """Rank of a place name apart from any trigger."""
    return scene.weights.precision[host.precision] + scene.weights.cue.get(host.mention.cue, 0.0)


def _inherit(host: Resolution, why: str) -> Setting:
    return _from_resolution(host, "inherited", why)
