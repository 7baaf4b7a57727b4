"""Choose one place for every mention, all mentions of a document at once.

Mentions of one name share one place, unless an area beside them tells them apart. Each round weighs
every candidate by the evidence in `data/places/resolution.toml`, with the choices of the round
before as context; all groups choose at the same time, so the order of mentions never matters.
A name that no known place bears is resolved to None.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from math import exp
from typing import NamedTuple

from geomap.gazetteer.index import Candidate, GazetteerIndex
from geomap.gazetteer.place import Precision
from geomap.places.evidence import (
    Context,
    Priors,
    Support,
    Witness,
    beside,
    context_of,
    home_of,
    homes_of,
    scale,
)
from geomap.places.groups import Group, Key, groups_of
from geomap.places.mention import Resolution, Role, ToponymMention
from geomap.places.namesakes import bare_weights
from geomap.places.offsets import kilometers
from geomap.places.other_forms import OtherForms
from geomap.places.points import (
    Grounds,
    Spot,
    placed,
    placed_facility,
    spot_of,
    unplaced,
)
from geomap.places.reasons import reason_for
from geomap.places.sites import known_site
from geomap.places.speaks_of import in_their_towns
from geomap.places.strangers import Setting, is_stranger, setting_of
from geomap.text.memo import made_of
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span

_UNKNOWN = "no known place has this name"
_STRANGE = "the known place of this name is small and far from all others of this article"
_ROUNDS = 2
_SAME_SPOT_KM = 50.0  # a town and the province around it are no rivals
_TOWNS_BACK = 8  # looked at for one that has an airport
_DOUBTFUL = 0.65  # confidence of a choice among namesakes
_SHOWN = 8  # candidates kept in a resolution


class Ranked(NamedTuple):
    """A candidate with what speaks for it; the best comes first in order.

    Attributes:
        against: The sum of all evidence, negative.
        id: Of its place, which decides between equals.
        number: Of the candidate in its group.
        candidate: The candidate.
        supports: What the document adds.
    """

    against: float
    id: str
    number: int
    candidate: Candidate
    supports: tuple[Support, ...]


_ranked = made_of(Ranked)


class Choice(NamedTuple):
    """The outcome for a group: candidates from best to worst, and how sure the first is."""

    ranked: tuple[Ranked, ...]
    confidence: float


def resolver(
    index: GazetteerIndex, *, country: str | None = None, source_country: str | None = None
) -> Callable[[ParsedDocument, Sequence[ToponymMention]], tuple[Resolution, ...]]:
    """Make a resolver.

    Args:
        index: The gazetteer.
        country: ISO alpha-2 code of the country that the articles are about, when it is known.
        source_country: The outlet's own country, a weaker hint.
    """
    countries = (country or "").upper(), (source_country or "").upper()
    forms = OtherForms(index)

    def resolve(
        parsed: ParsedDocument, mentions: Sequence[ToponymMention]
    ) -> tuple[Resolution, ...]:
        groups, keys = groups_of(parsed, mentions, index, forms)
        priors = Priors(*countries, home_of(parsed.language))
        choices = _choices(groups, index, priors)
        setting = _setting(choices)
        spots = {
            key: _spot(groups[key], choice, index)
            for key, choice in choices.items()
            if not is_stranger(
                choice.ranked[0].candidate.place,
                groups[key],
                setting,
                priors,
                doubtful=choice.confidence < _DOUBTFUL,
            )
        }
        done = {
            mention.span: placed(parsed, mention, spots[key])
            if key in spots
            else unplaced(mention, _STRANGE if keys[mention.span] in choices else _UNKNOWN)
            for mention in mentions
            if mention.role is not Role.FACILITY
            for key in (keys[mention.span],)
        }
        found = (
            placed_facility(mention, _anchor(mention, done, index), index, setting.named)
            if mention.role is Role.FACILITY
            else done[mention.span]
            for mention in mentions
        )
        return in_their_towns(parsed, tuple(found))

    return resolve


def _setting(choices: Mapping[Key, Choice]) -> Setting:
    """Where the article is, as its sure choices tell."""
    sure = {k: choice for k, choice in choices.items() if choice.confidence >= _DOUBTFUL}
    return setting_of({key: choice.ranked[0].candidate.place for key, choice in sure.items()})


def _anchor(
    mention: ToponymMention, done: Mapping[Span, Resolution], index: GazetteerIndex
) -> Resolution | None:
    """What a facility phrase hangs on; "the airport" alone only on a town that has one."""
    anchor = done.get(mention.anchor) if mention.anchor else None
    if anchor is None or mention.kind != "airport" or mention.span.covers(anchor.mention.span):
        return anchor
    before = (done[span] for span in sorted(done, reverse=True) if span <= anchor.mention.span)
    towns = islice((r for r in before if r.place and r.precision is Precision.CITY), _TOWNS_BACK)
    served = (r for r in towns if known_site(mention, r.place, index, tied=True))
    return next(served, anchor)


def _choices(
    groups: Mapping[Key, Group], index: GazetteerIndex, priors: Priors
) -> dict[Key, Choice]:
    """A choice for every group that has candidates."""
    open_groups = {key: group for key, group in sorted(groups.items()) if group.candidates}
    bare = {key: bare_weights(group.candidates) for key, group in open_groups.items()}
    chosen = {
        key: group.candidates[bare[key].index(max(bare[key]))].place
        for key, group in open_groups.items()
    }
    homes, ranked = homes_of(open_groups), dict[Key, tuple[Ranked, ...]]()
    context = context_of(chosen, open_groups, homes, priors)
    for _ in range(_ROUNDS):
        ranked = {
            key: _rank(key, group, bare[key], context, index)
            for key, group in open_groups.items()
            if len(group.candidates) > 1
        }
        found = chosen | {key: entries[0].candidate.place for key, entries in ranked.items()}
        if found == chosen:
            break
        chosen = found
        context = context_of(chosen, open_groups, homes, priors)
    return {
        key: _choice(ranked.get(key) or _rank(key, group, bare[key], context, index))
        for key, group in open_groups.items()
    }


def _rank(
    key: Key, group: Group, bare: Sequence[float], context: Context, index: GazetteerIndex
) -> tuple[Ranked, ...]:
    """Candidates of a group under a context, best first."""
    ranked, witness = list[Ranked](), Witness(key, group, context)
    told = bool(group.qualifier or group.beside or group.said)
    for number, (weight, candidate) in enumerate(zip(bare, group.candidates, strict=True)):
        place = candidate[0]
        supports, added = witness.supports(place)
        if told:
            supports = (*beside(candidate, group, context, index), *supports)
            added = sum([support.weight for support in supports])
        ranked.append(_ranked((-(weight + added), place.id, number, candidate, supports)))
    ranked.sort()
    return tuple(ranked)


def _choice(ranked: tuple[Ranked, ...]) -> Choice:
    """The outcome, as sure as the first leads over the second place."""
    table = scale().confidence
    best = ranked[0].candidate.place
    rivals = (r for r in ranked[1:] if kilometers(r.candidate.place, best) > _SAME_SPOT_KM)
    rival = next(rivals, None)
    if rival is None:
        logit = table["single"]
    else:
        logit = table["base"] + table["margin"] * min(
            table["widest"], rival.against - ranked[0].against
        )
    return Choice(ranked, round(1 / (1 + exp(-logit)), 3))


def _spot(group: Group, choice: Choice, index: GazetteerIndex) -> Spot:
    """The place chosen for a group, and why."""
    best = choice.ranked[0]
    places = tuple(r.candidate.place for r in choice.ranked[:_SHOWN])
    reason = reason_for(best.candidate, best.supports, group, index)
    return spot_of(best.candidate.place, Grounds(choice.confidence, reason, places))
