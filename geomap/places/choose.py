"""Choose the place names of a document among its judged proposals, which may overlap.

The thresholds and credits are in `data/places/recognition.toml`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp, log
from typing import NamedTuple

from geomap.gazetteer.index import NameKind
from geomap.places.classifier import Verdict
from geomap.places.mention import Cue
from geomap.places.proposals import Proposal
from geomap.places.shown import Shown
from geomap.places.table import WordTable
from geomap.places.uncased import uncased_words
from geomap.text.memo import made_of

_OPEN_FORMS = frozenset({"run", "generic"})  # names that no gazetteer has
_DOUBTS = frozenset({"organization_word", "common_word", "common_phrase", "in_person"})
_DENIALS = _DOUBTS | {"first_name", "surname", "small_elsewhere", "acronym", "speech_after"}
_SURNAME = frozenset({"surname", "facility_before"})
# Who else may bear a town's name, or what the name is only a part of.
_BEARERS = frozenset(
    {
        "in_person", "organization_before", "organization_after", "facility_before", "title_before",
        "first_name_before", "capital_before", "capital_after", "sports", "loud",
    }
)  # fmt: skip
_AS_WRITTEN = frozenset({"whole", "declined"})
_TIES = frozenset({Cue.AT, Cue.FROM, Cue.NEAR, Cue.OF, Cue.TOWARD})
_GREAT = frozenset({"country", "admin1"})
_FEWER = 2  # up to three of them, in powers of two
_FEW_RIVALS = 3  # powers of two of the places that bear a name
_LONG_NAME = 5  # letters
_TOWN = 11  # powers of two of its inhabitants
_BARELY = 0.1  # above the threshold
_NEVER = -99.0


@dataclass(frozen=True, slots=True)
class Bar:
    """Where the line is drawn, in logits.

    Attributes:
        thresholds: By language; `other` for the rest.
        credits: What is added to log odds, by reason.
        uncased: Log odds of names in scripts without capitals, by tier.
        cut: The same in documents whose lines are cut anew, so that only likely names are left.
    """

    thresholds: Mapping[str, float]
    credits: Mapping[str, float]
    uncased: Mapping[str, float]
    cut: Mapping[str, float]


class Chosen(NamedTuple):
    """A proposal taken for a place name.

    Attributes:
        shown: The proposal with what was seen of it.
        weight: Log odds that it is one, credits included, above the threshold.
        embedded: Whether it counts only as part of an organization's name.
    """

    shown: Shown
    weight: float
    embedded: bool


_chosen = made_of(Chosen)


@cache
def default_bar() -> Bar:
    """The bar that ships with geomap."""
    table = WordTable.read("places", "recognition.toml")
    keys = ("threshold", "credit", "uncased", "uncased_cut")
    return Bar(*map(table.numbers, keys))


def choose(judged: Iterable[tuple[Shown, Verdict]], language: str, bar: Bar) -> list[Chosen]:
    """The proposals that are place names, in order; none overlaps another."""
    threshold = bar.thresholds.get(language, bar.thresholds["other"])
    if language in uncased_words():
        bar = replace(bar, uncased=bar.cut)
    least = threshold - bar.credits["again"]
    weighed = [
        _weigh(shown, verdict, bar, threshold)
        for shown, verdict in judged
        if shown.proposal.form != "run" or verdict.lead > least  # runs have no other credit
    ]
    above = [c for c in _with_credit(weighed, bar) if c.weight > threshold]
    above.sort(key=lambda c: (-c.weight, c.shown.proposal.start))
    taken, covered = list[Chosen](), set[int]()
    for chosen in above:
        words = _words(chosen)
        if covered.isdisjoint(words):
            covered.update(words)
            taken.append(chosen)
    return sorted(taken, key=lambda c: c.shown.proposal.start)


def _words(chosen: Chosen) -> list[int]:
    """First characters of a proposal's words; a part of a hyphenated word has its own."""
    proposal = chosen.shown.proposal
    starts = proposal.line.starts[proposal.first : proposal.last]
    return [proposal.start, *starts[1:]] if proposal.form == "compound" else [*starts]


def is_demonym(shown: Shown) -> bool:
    """Whether a proposal is an adjective or inhabitant of a place."""
    proposal = shown.proposal
    return proposal.standing.kind is NameKind.DEMONYM or proposal.form == "adjective"


def _weigh(shown: Shown, verdict: Verdict, bar: Bar, threshold: float) -> Chosen:
    """The log odds of a proposal before the rest of the document speaks."""
    added, proposal = bar.credits, shown.proposal
    if is_uncased(proposal.names[0]):
        return _chosen((shown, _uncased_odds(shown, bar), False))
    if is_demonym(shown):
        return _chosen((shown, _demonym_odds(shown, verdict, bar) + threshold, False))
    weight = verdict.margin
    if proposal.form == "compound":
        weight += added["compound"]
    if shown.tie.cue is Cue.DATELINE:
        weight += added["dateline"]
    if "common_phrase" in shown.signs:
        weight += added["phrase"]
    if _SURNAME.issubset(shown.signs):
        weight += added["surname"]
    if weight <= threshold and _may_be_embedded(shown, verdict):
        inside = (verdict.place, verdict.organization + added["embedded"])
        weight = _odds(inside, (verdict.person, verdict.other, verdict.none))
        return _chosen((shown, weight, True))
    if weight <= threshold and (
        opens_as_town(proposal, shown.signs)
        or is_long_name(proposal, shown.signs)
        or (weight + added["lone"] > threshold and is_lone(shown))
    ):
        weight = threshold + _BARELY
    return _chosen((shown, weight, False))


def _demonym_odds(shown: Shown, verdict: Verdict, bar: Bar) -> float:
    """Corpora mark demonyms as other names, or not at all: all languages have the same bar."""
    inside = (verdict.place, verdict.other + bar.credits["demonym"])
    odds = _odds(inside, (verdict.person, verdict.none)) + bar.credits["listed_demonym"]
    return odds + bar.credits["adjective"] if shown.proposal.form == "adjective" else odds


def _uncased_odds(shown: Shown, bar: Bar) -> float:
    """Without capitals only great places count, no name of one sign, no word of organizations."""
    proposal = shown.proposal
    if "organization_word" in shown.signs:
        return _NEVER
    if len(proposal.names[0]) < 2 or proposal.form in _OPEN_FORMS:  # noqa: PLR2004
        return _NEVER
    return bar.uncased.get(proposal.standing.tier, _NEVER)


def is_uncased(name: str) -> bool:
    """Whether a name is written in a script without capitals."""
    first = name[0]
    return not first.isascii() and first.isalpha() and first.lower() == first.upper()


def opens_as_town(proposal: Proposal, signs: Sequence[str]) -> bool:
    """Whether a sentence opens with a long name that is one town's alone, or a capital's."""
    line, standing, last = proposal.line, proposal.standing, proposal.last
    if "starts_sentence" not in signs or not _DENIALS.isdisjoint(signs):
        return False
    if len(proposal.names[0]) < _LONG_NAME or last == len(line.shapes) or line.shapes[last] in "AU":
        return False
    known = proposal.form in {"whole", "inflected", "declined"}
    alone = proposal.form == "whole" and standing.rivals == 1 and standing.size >= _TOWN
    return known and (alone or standing.tier in {"capital", "country"})


def is_long_name(proposal: Proposal, signs: Sequence[str]) -> bool:
    """Whether a name of several words is hardly any other place's: "Santiago de Compostela"."""
    standing = proposal.standing
    if proposal.form != "whole" or proposal.last - proposal.first == 1 or is_named_after(signs):
        return False
    return 0 < standing.rivals <= _FEW_RIVALS and standing.size >= _TOWN


def is_lone(shown: Shown) -> bool:
    """Whether a name is hardly any other place's, and its words do not speak against it.

    A town must be tied to a sentence: "in Bern"; a country, a province or a village that only the
    press has made known need not be.
    """
    standing, signs, tie = shown.proposal.standing, shown.signs, shown.tie
    if shown.proposal.form not in _AS_WRITTEN or "short" in signs or is_named_after(signs):
        return False
    if standing.tier == "town" and not standing.size:
        return standing.rivals <= _FEWER
    tied = tie.cue in _TIES or tie.has_tail or tie.listed
    likely = tied and standing.kind is NameKind.NAME
    return standing.rivals == 1 and (likely or standing.tier in _GREAT)


def is_named_after(signs: Sequence[str]) -> bool:
    """Whether signs tell that somebody else bears the name, or that it is part of a longer one."""
    return not (_DENIALS.isdisjoint(signs) and _BEARERS.isdisjoint(signs))


def _may_be_embedded(shown: Shown, verdict: Verdict) -> bool:
    """Whether a known name stands inside an organization's name and is more than a word of it."""
    doubtful = shown.proposal.form in _OPEN_FORMS or not _DOUBTS.isdisjoint(shown.signs)
    return verdict.organization == max(verdict) and not doubtful


def _odds(inside: Sequence[float], against: Sequence[float]) -> float:
    return _together(inside) - _together(against)


def _together(logits: Sequence[float]) -> float:
    """The logit of any of several classes."""
    top = max(logits)
    return top + log(sum(exp(logit - top) for logit in logits))


def _with_credit(weighed: Sequence[Chosen], bar: Bar) -> list[Chosen]:
    """Let names that are sure somewhere in the document lend credit to the same names elsewhere."""
    sure, credit = bar.credits["sure"], bar.credits["again"]
    best: dict[str, float] = {}
    for chosen in weighed:
        name = _name(chosen)
        best[name] = max(best.get(name, chosen.weight), chosen.weight)
    return [
        chosen._replace(weight=chosen.weight + credit)
        if sure < best[_name(chosen)] > chosen.weight
        else chosen
        for chosen in weighed
    ]


def _name(chosen: Chosen) -> str:
    return chosen.shown.proposal.names[-1].lower()
