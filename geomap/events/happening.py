"""What a sentence tells: its clauses' concepts decided, deaths joined to what caused them."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from geomap.events.actors import Parties, parties
from geomap.events.casualties import Count, casualties_in, counts_in
from geomap.events.decide import Decision, Facts, Rules, decide
from geomap.events.lexicon import STRENGTHS
from geomap.events.mention import Casualties, Modality
from geomap.events.modality import Standing, standing
from geomap.events.patterns import Hit, Label
from geomap.events.reading import Reading
from geomap.events.taxonomy import Taxonomy, load_taxonomy

_HAPPENED = (Modality.ACTUAL, Modality.CLAIMED)
_DEADLY = frozenset(("kill", "toll", "massacre"))
# Told in a clause of their own, these may be no more than the outcome of what its sentence tells.
_OUTCOME = frozenset(("kill", "toll", "counted"))
# What a number of dead tells where no other word does: that they were counted, or killed.
_IMPLIED = (Label("concept", "counted", "plain"), Label("concept", "kill", "plain"))
_LIGHT = ("weak", "themed")
# Deaths told with one are what it is about: "marched over the killing of two boys".
_PEACEFUL = ("Protests", "Peaceful protest")


class Happening(NamedTuple):
    """The concepts of one clause that stand alike, the deciding one first."""

    hits: tuple[Hit, ...]
    standing: Standing
    decision: Decision
    parties: Parties
    casualties: Casualties


def concepts_told(readings: Iterable[Reading]) -> frozenset[str]:
    """The concepts that strong words of an article tell, wherever in it."""
    return frozenset(
        hit.label.name
        for reading in readings
        for hit in reading.of("concept")
        if hit.label.detail == "strong"
    )


def happenings_in(
    reading: Reading, rules: Rules, themes: frozenset[str] = frozenset()
) -> list[Happening]:
    """What the clauses of a sentence say happened, in order.

    Args:
        reading: The sentence.
        rules: From concepts to types.
        themes: The concepts that its article is about; themed words count for no others.
    """
    if not reading.of("concept") and not reading.has_counts:
        return []
    counts = counts_in(reading)
    concepts = _concept_hits(reading, counts, themes)
    near = frozenset(hit.label.name for hit in concepts)
    found = []
    for _, own in groupby(concepts, lambda hit: reading.clause_at[hit.start]):
        happening = _decide_clause(reading, list(own), near, counts, rules)
        if happening is not None:
            found.append(happening)
    if len(found) <= 1:
        return found
    return _without_echoes(reading, _with_tolls_joined(reading, found))


def under_condition(happening: Happening) -> Happening:
    """A happening told under a condition of the sentence before: none that was."""
    return happening._replace(standing=happening.standing._replace(modality=Modality.PLANNED))


def _concept_hits(reading: Reading, counts: Sequence[Count], themes: Container[str]) -> list[Hit]:
    """Concepts of a sentence, one hit a concept and clause, the strongest first found."""
    best: dict[tuple[str, int], Hit] = {}
    for hit in reading.of("concept"):
        if hit.label.detail == "themed" and hit.label.name not in themes:
            continue
        if any(
            n.label.name == hit.label.name and n.start < hit.end and hit.start < n.end
            for n in reading.exclusions
        ):
            continue
        key = (hit.label.name, reading.clause_at[hit.start])
        if key not in best or _strength(hit) < _strength(best[key]):
            best[key] = hit
    found = [*best.values(), *_counted(reading, counts, {clause for _, clause in best})]
    return sorted(found, key=lambda h: (h.start, h.end, h.label))


def _counted(reading: Reading, counts: Sequence[Count], told: Container[int]) -> Iterator[Hit]:
    """Dead who are counted in a clause that tells nothing else: "two officers fell"."""
    if reading.has_counts:
        for count in counts:
            silent = reading.clause_at[count.cue.start] not in told
            if silent and count.outcome == "dead" and not count.quantity.bare:
                yield Hit(_IMPLIED[count.cue.label.name == "kill"], count.cue.start, count.cue.end)


def _strength(hit: Hit) -> int:
    return STRENGTHS.index(hit.label.detail)


def _decide_clause(
    reading: Reading,
    hits: Sequence[Hit],
    near: frozenset[str],
    counts: Sequence[Count],
    rules: Rules,
) -> Happening | None:
    """The happening of a clause: what is told as actual decides, else what is not."""
    standings = {hit: standing(reading, hit) for hit in hits}
    kept = _without(hits, standings, "purpose")
    named = _without(kept, standings, "generic")
    if {hit.label.name for hit in named} - _OUTCOME:
        kept = named  # "a wave of blasts killed six" is blasts, not only deaths
    told = (Modality.ACTUAL, Modality.CLAIMED)
    actual = [h for h in kept if standings[h].modality in told]
    kept = _without_weak(actual or kept)
    number = reading.clause_at[kept[0].start]
    casualties = casualties_in(reading, number, counts)
    names = tuple(dict.fromkeys(hit.label.name for hit in kept))
    sides = parties(reading, min(kept, key=_strength))
    decision = decide(_facts(names, near, sides, casualties), rules)
    if decision is None:
        return None
    if decision[:2] == _PEACEFUL:
        casualties = casualties.without_dead()
    trigger = next(hit for hit in kept if hit.label.name == decision.concept)
    rest = (hit for hit in kept if hit is not trigger)
    stands = standings[trigger]
    if casualties.fatalities == 0 and _OUTCOME.issuperset(names):
        # "Nobody was killed" denies no incident: it tells of one without deaths.
        stands = stands._replace(modality=Modality.ACTUAL)
    return Happening((trigger, *rest), stands, decision, sides, casualties)


def _without(hits: Sequence[Hit], standings: Mapping[Hit, Standing], cue: str) -> Sequence[Hit]:
    """Hits that a cue does not govern, where there are any."""
    return [hit for hit in hits if cue not in standings[hit].cues] or hits


def _without_weak(hits: Sequence[Hit]) -> list[Hit]:
    """Weak words speak only where nothing stronger does; deaths alone are not stronger."""
    stronger = [hit for hit in hits if hit.label.detail not in _LIGHT]
    return stronger if {hit.label.name for hit in stronger} - _OUTCOME else list(hits)


def _facts(
    names: tuple[str, ...], near: frozenset[str], sides: Parties, casualties: Casualties
) -> Facts:
    died = bool(casualties.fatalities or casualties.fatalities_min)
    only_hurt = casualties.injured is not None and not died
    deadly = _DEADLY - {"toll"} if only_hurt else _DEADLY
    dead = died or not deadly.isdisjoint(names)
    return Facts(
        names,
        near,
        frozenset(a.kind for a in sides.agents),
        frozenset(a.kind for a in sides.patients),
        frozenset(a.kind for a in sides.others),
        dead=dead,
        hurt=dead or bool(casualties.injured) or not _DEADLY.isdisjoint(near),
    )


def _with_tolls_joined(reading: Reading, found: Sequence[Happening]) -> list[Happening]:
    """Deaths told in a clause of their own belong to the happening of the sentence.

    Not to that of another day or town: "..., and on Friday six died in".
    """

    def part(happening: Happening) -> int:
        return reading.part(reading.clause_at[happening.hits[0].start])

    return [f for _, told in groupby(found, part) for f in _with_its_tolls([*told])]


def _with_its_tolls(found: Sequence[Happening]) -> Sequence[Happening]:
    tolls = [f for f in found if is_outcome(f)]
    main = [f for f in found if f not in tolls]
    if not main or not tolls:
        return found
    first = main[0]
    if "hypothesis" in first.standing.cues:
        # "A leak may have caused the blast that killed six": the blast is sure.
        first = first._replace(standing=first.standing._replace(modality=Modality.ACTUAL))
    for toll in tolls if first.decision[:2] != _PEACEFUL else ():
        first = first._replace(casualties=_joined(first.casualties, toll.casualties))
    return [first, *main[1:]]


def is_outcome(found: Happening) -> bool:
    """Whether a clause tells deaths and nobody who caused them."""
    names = {hit.label.name for hit in found.hits}
    told = found.standing.modality in (Modality.ACTUAL, Modality.CLAIMED)
    nobody = not found.parties.agents or found.decision.concept in ("toll", "counted")
    return told and nobody and _OUTCOME.issuperset(names)


def _joined(own: Casualties, told: Casualties) -> Casualties:
    """Two statements of one sentence as one: what the first leaves open the second fills."""
    fill = {
        name: getattr(told, name) for name in ("injured", "arrested") if getattr(own, name) is None
    }
    if own.fatalities_text is None and told.fatalities_text is not None:
        dead = ("fatalities", "fatalities_min", "fatalities_max", "fatalities_text")
        fill |= {name: getattr(told, name) for name in dead}
    return replace(own, **fill)


def _without_echoes(reading: Reading, found: Sequence[Happening]) -> list[Happening]:
    """One happening of a family where a clause names no place of its own.

    "Nurses were marching when police fired tear gas" is one demonstration, with intervention: of
    the two sub-types the one that stands later in the taxonomy says more.
    """
    taxonomy = load_taxonomy()
    kept: dict[str, Happening] = {}
    placed: list[Happening] = []
    for happening in found:
        family = taxonomy.family(*happening.decision[:2])
        if family not in kept:
            kept[family] = happening
        elif _has_place(reading, happening):
            placed.append(happening)
        elif happening.standing.modality in _HAPPENED:
            # Not so "unless people are arrested": it makes no arrests at the march.
            kept[family] = _with_echo(kept[family], happening, taxonomy)
    return sorted([*kept.values(), *placed], key=lambda h: h.hits[0].start)


def _with_echo(told: Happening, again: Happening, taxonomy: Taxonomy) -> Happening:
    """A happening with what a further clause adds: a sub-type that says more, a toll."""
    says_more = taxonomy.rank(*again.decision[:2]) > taxonomy.rank(*told.decision[:2])
    return told._replace(
        decision=again.decision if says_more else told.decision,
        casualties=_joined(told.casualties, again.casualties),
    )


def _has_place(reading: Reading, happening: Happening) -> bool:
    clause = reading.clauses[reading.clause_at[happening.hits[0].start]]
    return any(reading.places[clause.start : clause.end])
