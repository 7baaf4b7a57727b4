"""Choose where an event mention happened.

Not any place of the sentence: place names are ranked by how much they read like the scene of the
trigger (its clause, the preposition before them, their fineness, their distance). A sentence that
names no place points back ("in the city"), stays vague ("in several cities": the country), or
inherits from the sentences before it in its paragraph. What is left has no place of its own.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from geomap.events.mention import EventMention, Modality
from geomap.gazetteer.place import Place, Precision
from geomap.incidents.lists import listed_with
from geomap.incidents.placed import (
    NOWHERE,
    TERMS,
    Setting,
    from_resolution,
    in_country,
    meant,
)
from geomap.incidents.scene import Scene
from geomap.places.mention import Cue, PlaceReference, Resolution
from geomap.text.span import Span

# Deaths are counted where they are told "in" a place, not "in the hospitals of" it.
_COUNTS = ("toll",)
_SCENIC = (Cue.AT, Cue.NEAR)
_TOWNS = (Precision.SITE, Precision.CITY)
_NO_SCENE = (Cue.TOWARD, Cue.FROM)
_CAPITALS = ("PPLC", "PPLA")
_POSSESSIVES = ("'s", "’s")


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
        return (in_country(mention.sentence, scene, "a toll told without town or day"),)
    hosts = _hosts_for(mention, scene)
    best = best_host(hosts, mention, scene)
    vague = _reference(mention, scene, vague=True)
    if vague and not (best and mention.clause.covers(best.mention.span)):
        return (in_country(mention.sentence, scene, f"“{scene.parsed.surface(vague.span)}”"),)
    if best:
        return tuple(_explicit(r) for r in listed_with(best, hosts, scene))
    pointed = _pointed_back(mention, scene, earlier)
    return (pointed or _inherited(mention, scene, earlier) or NOWHERE,)


def _hosts_for(mention: EventMention, scene: Scene) -> tuple[Resolution, ...]:
    """The sentence's places but the speaker's; of what is quoted or counted those of the clause.

    What is counted falls back to the sentence: "In Berlin a truck rammed a market: twelve dead".
    """
    hosts = _scenes(mention.sentence, mention, scene)
    if mention.concepts[0] in _COUNTS:
        hosts = _scenes_of_toll(hosts)
    elif mention.modality is not Modality.CLAIMED:
        return hosts
    own = tuple(host for host in hosts if mention.clause.covers(host.mention.span))
    rest = hosts if mention.concepts[0] in _COUNTS else ()
    return own or _opened_by(hosts, mention, scene) or rest


def _scenes_of_toll(hosts: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Where people died: "in A", else the subject: "Maryinka came under fire, one died"."""
    scenic = tuple(host for host in hosts if host.mention.cue in _SCENIC)
    return scenic or tuple(
        host
        for host in hosts
        if host.mention.cue is Cue.NONE and host.precision is not Precision.COUNTRY
    )


def _opened_by(
    hosts: Sequence[Resolution], mention: EventMention, scene: Scene
) -> tuple[Resolution, ...]:
    """The last place before a clause that begins with "where"."""
    text = scene.parsed.document.text[mention.clause.start : mention.clause.end].casefold()
    words = scene.weights.where.get(scene.parsed.language, frozenset())
    if not text.startswith(tuple(f"{word} " for word in words)):
        return ()
    before = [h for h in hosts if h.mention.span.end <= mention.clause.start]
    return tuple(before[-1:])


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
    if mention.clause.covers(name.span) or _opens(name.span, mention.clause, scene):
        rank += weights.clause
    if scene.parsed.document.text.startswith(_POSSESSIVES, name.span.end):
        rank += weights.possessive
    return rank - weights.far * mention.trigger.distance(name.span) / 100


def _opens(name: Span, clause: Span, scene: Scene) -> bool:
    """Whether a clause hangs on a name right before it: "Assen, where windows were smashed"."""
    text = scene.parsed.document.text
    if name.end >= clause.start or text[name.end : clause.start].strip() != ",":
        return False
    words = scene.weights.where.get(scene.parsed.language, frozenset())
    return text[clause.start : clause.end].casefold().startswith(tuple(f"{w} " for w in words))


def document_setting(scene: Scene) -> Setting:
    """The dateline's place, for what is told without any other; last resort, low confidence."""
    if not scene.datelines:
        return NOWHERE
    return from_resolution(scene.datelines[0], "document", "the dateline says so")


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


def _explicit(host: Resolution) -> Setting:
    return from_resolution(host, "explicit", "named in the same sentence")


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
    if reference.capital and (capital := _capital(mention.sentence, scene)):
        return meant(capital, f"“{words}” is {capital.name}")
    levels = (reference.level, Precision.SITE)
    near = scene.earlier_in_paragraph(mention.sentence)
    taken = {setting.place.id for setting in earlier if setting.place}
    found = [h for i in near for h in reversed(_scenes(i, mention, scene)) if h.precision in levels]
    happened = [h for h in found if h.place and h.place.id in taken]
    if not found:
        last = next((e for e in reversed(earlier) if e.precision in levels and e.place), None)
        if last is not None:
            why = f"“{words}” points back to {last.text or 'the place of the incident before'}"
            return replace(last, source="inherited", own=False, term=TERMS["inherited"],
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


def _capital(sentence: int, scene: Scene) -> Place | None:
    """The capital of the country where the last town before lies, else of the whole document's."""
    towns = (
        h.place
        for i in range(sentence - 1, -1, -1)
        for h in scene.hosts.get(i, ())
        if h.place and h.mention.cue in _SCENIC and h.precision in _TOWNS
    )
    country = next(towns, None) or scene.main_country()
    return scene.capital_of(country.country_code) if country else None


def _inherited(mention: EventMention, scene: Scene, earlier: Sequence[Setting]) -> Setting | None:
    """The place of the nearest earlier sentence of the paragraph that has one.

    Of several the one where something happened, then the one that reads most like a scene.
    """
    taken = {setting.place.id for setting in earlier if setting.place}
    own = () if mention.concepts[0] in _COUNTS else (mention.sentence,)
    for index in (*own, *scene.earlier_in_paragraph(mention.sentence)):
        if any(reference.vague for reference in scene.references.get(index, ())):
            country = in_country(index, scene, "the sentence before leaves the place open")
            return replace(country, own=False)
        hosts = [h for h in _scenes(index, mention, scene) if _may_be_taken(h, taken, scene)]
        if index == mention.sentence:
            hosts = [h for h in hosts if h.mention.cue in _SCENIC]
        if hosts:
            host = max(
                hosts,
                key=lambda h: (_id(h) in taken, _scenic(h, scene), h.mention.span.start),
            )
            found = _inherit(host, "taken over from the sentence before")
            return replace(found, term="place_before")
    return None


def _may_be_taken(host: Resolution, taken: Collection[str], scene: Scene) -> bool:
    """Whether a place of a sentence before may be the scene of what follows.

    Where something is told to have happened already, "the mayor of Lyon" is nobody's scene.
    """
    name = host.mention
    untold = scene.untold.get(name.sentence, ())
    if name.cue in _NO_SCENE or any(clause.covers(name.span) for clause in untold):
        return False
    return not taken or _id(host) in taken or name.cue is not Cue.OF


def _id(host: Resolution) -> str | None:
    return host.place.id if host.place else None


def _scenic(host: Resolution, scene: Scene) -> float:
    """Rank of a place name apart from any trigger."""
    return scene.weights.precision[host.precision] + scene.weights.cue.get(host.mention.cue, 0.0)


def _inherit(host: Resolution, why: str) -> Setting:
    return from_resolution(host, "inherited", why)
