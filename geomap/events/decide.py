"""From concepts and actors to type and sub-type, by the shared table `lexicon/decisions.toml`."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

from geomap.errors import LexiconError
from geomap.events.lexicon import ACTOR_CLASSES
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.resources import read_table

_FILE = "lexicon/decisions.toml"
_LISTS = ("when", "with", "near", "without", "agent", "patient", "actors", "unless")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a clause shows, as far as rules may ask.

    Attributes:
        concepts: Concepts of the clause in order of appearance.
        near: Concepts anywhere in the sentence.
        agents: Classes of those who do it.
        patients: Classes of those it is done to.
        others: Classes named besides.
        dead: Whether people died.
        hurt: Whether people died or were wounded.
    """

    concepts: tuple[str, ...]
    near: frozenset[str] = field(default=frozenset())
    agents: frozenset[str] = field(default=frozenset())
    patients: frozenset[str] = field(default=frozenset())
    others: frozenset[str] = field(default=frozenset())
    dead: bool = False
    hurt: bool = False


class Rule(NamedTuple):
    """One row of the table; empty conditions always hold. The file tells what each means."""

    when: frozenset[str]
    first: bool
    with_: frozenset[str]
    near: frozenset[str]
    without: frozenset[str]
    agent: frozenset[str]
    patient: frozenset[str]
    actors: frozenset[str]
    unless: frozenset[str]
    dead: bool
    hurt: bool
    unhurt: bool
    event_type: str
    sub_event_type: str
    because: str

    def holds(self, facts: Facts, named: frozenset[str]) -> bool:
        """Whether every condition is met, where these classes of people are named."""
        asked = facts.concepts[:1] if self.first else facts.concepts
        return not (
            self.when.isdisjoint(asked)
            or (self.dead and not facts.dead)
            or (self.hurt and not facts.hurt)
            or (self.unhurt and facts.hurt)
            or (self.with_ and self.with_.isdisjoint(facts.concepts))
            or (self.near and self.near.isdisjoint(facts.near))
            or (self.agent and self.agent.isdisjoint(facts.agents))
            or (self.patient and self.patient.isdisjoint(facts.patients))
            or (self.actors and self.actors.isdisjoint(named))
            or not self.without.isdisjoint(facts.concepts)
            or not self.unless.isdisjoint(named)
        )


class Decision(NamedTuple):
    """A type with the concept that decided and the reason."""

    event_type: str
    sub_event_type: str
    concept: str
    because: str


class Rules:
    """The rules of a table in order, quick to ask for those that speak of given concepts.

    Args:
        rules: In order.
        themes: Concepts that one article often tells together, by theme.
    """

    def __init__(self, rules: Iterable[Rule], themes: Mapping[str, Sequence[str]]) -> None:
        self._rules = tuple(rules)
        self._themes = tuple(map(frozenset, themes.values()))
        self.asking = lru_cache(maxsize=1 << 12)(self._asking)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)

    def themes_of(self, concepts: Collection[str]) -> frozenset[str]:
        """All concepts of the themes that some concepts belong to."""
        told = (theme for theme in self._themes if not theme.isdisjoint(concepts))
        return frozenset[str]().union(*told)

    def _asking(self, concepts: tuple[str, ...]) -> tuple[Rule, ...]:
        """The rules, in order, of which a concept may be what happened."""
        return tuple(rule for rule in self._rules if not rule.when.isdisjoint(concepts))


def decide(facts: Facts, rules: Rules) -> Decision | None:
    """The first rule that holds; None when the clause tells nothing that the table knows."""
    named = facts.agents | facts.patients | facts.others
    for rule in rules.asking(facts.concepts):
        if rule.holds(facts, named):
            concept = next(c for c in facts.concepts if c in rule.when)
            return Decision(rule.event_type, rule.sub_event_type, concept, rule.because)
    return None


@cache
def load_rules() -> Rules:
    """The decision table that ships with the tool."""
    return rules_from_table(read_table("lexicon", "decisions.toml"), load_taxonomy())


def rules_from_table(table: Mapping[str, Any], taxonomy: Taxonomy) -> Rules:
    """Checked rules.

    Raises:
        LexiconError: A rule has an unknown key, actor class or type, or a theme an unknown
            concept; the message names it.
    """
    rules = [_rule(n, entry, taxonomy) for n, entry in enumerate(table["rules"], 1)]
    themes: Mapping[str, Sequence[str]] = table.get("themes", {})
    known = {concept for rule in rules for concept in rule.when}
    strange = {concept for theme in themes.values() for concept in theme} - known
    if strange:
        raise LexiconError(
            f"{_FILE}: [themes] names what no rule asks: {', '.join(sorted(strange))}"
        )
    return Rules(rules, themes)


def _rule(number: int, entry: Mapping[str, Any], taxonomy: Taxonomy) -> Rule:
    unknown = set(entry) - {*_LISTS, "first", "dead", "hurt", "unhurt", "gives", "because"}
    actors = {a for key in ("agent", "patient", "actors", "unless") for a in entry.get(key, ())}
    unknown |= actors - set(ACTOR_CLASSES)
    if unknown or not entry.get("when") or not entry.get("because"):
        wrong = ", ".join(sorted(unknown)) or "when or because is missing"
        raise LexiconError(f"{_FILE}: rule {number} is wrong: {wrong}")
    event_type, sub_event_type = entry["gives"]
    taxonomy.sub_type(event_type, sub_event_type)
    sets = {key: frozenset(entry.get(key, ())) for key in _LISTS}
    return Rule(
        when=sets["when"],
        first=entry.get("first", False),
        with_=sets["with"],
        near=sets["near"],
        without=sets["without"],
        agent=sets["agent"],
        patient=sets["patient"],
        actors=sets["actors"],
        unless=sets["unless"],
        dead=entry.get("dead", False),
        hurt=entry.get("hurt", False),
        unhurt=entry.get("unhurt", False),
        event_type=event_type,
        sub_event_type=sub_event_type,
        because=entry["because"],
    )
