"""Weigh the evidence of a mention on the scale of `[score]` in `data/event_types.toml`."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from geomap.events.domains import Domain
from geomap.events.mention import NO_CASUALTIES, Casualties, Modality
from geomap.events.modality import Standing

# Pages about places where people gather: the dead of an attack there are counted all the same.
_VENUES = frozenset(("film", "sport"))


class Evidence(NamedTuple):
    """What speaks for and against a mention, places left aside."""

    strength: str
    dated: bool
    date_inherited: bool
    casualties: Casualties
    actor: bool
    lead: bool
    standing: Standing
    domain: Domain | None


def weigh(evidence: Evidence, weights: Mapping[str, float]) -> tuple[float, tuple[str, ...]]:
    """The sum of the weights that apply, and each of them in words."""
    terms = [name for name, applies in _terms(evidence) if applies]
    score = round(sum(weights[name] for name in terms), 2)
    reasons = [_in_words(name, weights[name]) for name in terms]
    if evidence.standing.modality is not Modality.ACTUAL:
        reasons.append(f"told as {evidence.standing.modality}")
    if evidence.domain is not None:
        reasons.append(f"the article reads like {evidence.domain.name}")
    return score, tuple(reasons)


@lru_cache(maxsize=1 << 10)
def _in_words(term: str, weight: float) -> str:
    return f"{term.replace('_', ' ')} {weight:+g}"


def _terms(evidence: Evidence) -> tuple[tuple[str, bool], ...]:
    domain, cues = evidence.domain, evidence.standing.cues
    at_venue = domain is not None and domain.name in _VENUES and _is_counted(evidence)
    return (
        (f"trigger_{evidence.strength}", True),
        ("date", evidence.dated),
        ("date_inherited", evidence.date_inherited),
        ("casualties", evidence.casualties != NO_CASUALTIES),
        ("actor", evidence.actor),
        ("lead", evidence.lead),
        ("quotation", evidence.standing.spoken),
        ("generic", bool(cues & {"generic", "history", "question"})),
        ("topic", "purpose" in cues),
        ("domain_light", domain is not None and (not domain.heavy or at_venue)),
        ("domain_heavy", domain is not None and domain.heavy and not at_venue),
    )


def _is_counted(evidence: Evidence) -> bool:
    """Whether the article begins with it, its day and its dead: no plot and no match is told so."""
    told = evidence.casualties
    return evidence.lead and evidence.dated and bool(told.fatalities or told.fatalities_min)
