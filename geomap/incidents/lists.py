"""Lists of places: "in A, B and C" is three places, "between A and B" is one stretch."""

from collections.abc import Sequence

from geomap.incidents.scene import Scene
from geomap.places.mention import Cue, Resolution
from geomap.text.span import Span

_APOSTROPHES = "'’"  # open a case ending in Turkish: "Bursa'da, Adana'da ve Trabzon'da"
_MARKS = frozenset({",", ";", "/", "&"})


def listed_with(
    chosen: Resolution, hosts: Sequence[Resolution], scene: Scene
) -> tuple[Resolution, ...]:
    """The places that stand in one list with the chosen one, itself included, in text order."""
    if _stretch(chosen, scene):
        return (chosen,)
    ordered = sorted(hosts, key=lambda host: host.mention.span)
    at = ordered.index(chosen)
    first, last = at, at
    while first > 0 and _joined(ordered[first - 1], ordered[first], scene):
        first -= 1
    while last + 1 < len(ordered) and _joined(ordered[last], ordered[last + 1], scene):
        last += 1
    if _stretch(ordered[first], scene):
        return (chosen,)
    return tuple(ordered[first : last + 1])


def _joined(left: Resolution, right: Resolution, scene: Scene) -> bool:
    """Whether two names of one kind are parted by nothing but commas and conjunctions."""
    if left.precision is not right.precision or right.mention.cue not in (Cue.NONE, Cue.AT):
        return False
    if left.place == right.place:
        return False
    gap = Span(left.mention.span.end, right.mention.span.start)
    words = _words_in(gap, left.mention.sentence, scene)
    joints = scene.weights.conjunctions.get(scene.parsed.language, frozenset())
    lead = {_lead_word(left, scene)} - {""}
    return bool(words) and all(word in _MARKS or word in joints or word in lead for word in words)


def _lead_word(host: Resolution, scene: Scene) -> str:
    """The word before a name: a list may repeat it ("in A and in B")."""
    tokens = scene.sentence(host.mention.sentence).tokens
    at = tokens.first_beyond(host.mention.span.start)
    return tokens.texts[at - 1].casefold() if at else ""


def _stretch(host: Resolution, scene: Scene) -> bool:
    return _lead_word(host, scene) in scene.weights.between.get(scene.parsed.language, frozenset())


def _words_in(gap: Span, sentence: int, scene: Scene) -> list[str]:
    """The words of a gap; the qualifier of the name before it ("Lyon, France") is passed over."""
    tails = scene.tails.get(sentence, ())
    return [
        token.text.casefold()
        for token in scene.sentence(sentence).tokens
        if gap.start <= token.start
        and token.end <= gap.end
        and not any(tail.covers(Span(token.start, token.end)) for tail in tails)
        and not (token.start == gap.start and token.text[0] in _APOSTROPHES)
    ]
