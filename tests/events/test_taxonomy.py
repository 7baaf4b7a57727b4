"""The taxonomy is ACLED's plus Disaster and Diplomatic, on ten layers that differ at sight."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from geomap.errors import LexiconError
from geomap.events.decide import load_rules, rules_from_table
from geomap.events.taxonomy import SHAPES, load_taxonomy, taxonomy_from_table
from geomap.resources import read_table

TAXONOMY = load_taxonomy()
ACLED = (
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Protests",
    "Riots",
    "Strategic developments",
)


def test_there_are_acleds_six_types_with_25_sub_types() -> None:
    sub_types = [s for s in TAXONOMY.sub_types.values() if s.event_type in ACLED]
    assert TAXONOMY.event_types[:6] == ACLED
    assert len(sub_types) == 25


def test_ten_layers_have_ten_colors_and_ten_shapes() -> None:
    assert len(TAXONOMY.layers) == 10
    assert {layer.shape for layer in TAXONOMY.layers} == set(SHAPES)
    assert len({layer.color for layer in TAXONOMY.layers}) == 10


def test_every_layer_shows_some_sub_type() -> None:
    shown = {TAXONOMY.layer_of(*pair).id for pair in TAXONOMY.sub_types}
    assert shown == {layer.id for layer in TAXONOMY.layers}


def test_only_political_and_diplomatic_is_off_at_first() -> None:
    assert [layer.id for layer in TAXONOMY.layers if not layer.on] == ["diplomatic"]


def test_a_protest_is_never_of_one_family_with_a_battle() -> None:
    protests = {s.family for s in TAXONOMY.sub_types.values() if s.event_type == "Protests"}
    battles = {s.family for s in TAXONOMY.sub_types.values() if s.event_type == "Battles"}
    assert protests.isdisjoint(battles)


def test_an_unknown_sub_type_is_refused_by_name() -> None:
    with pytest.raises(LexiconError, match="Peaceful riot"):
        TAXONOMY.layer_of("Riots", "Peaceful riot")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda t: t["layers"][0].update(shape="blob"), "blob"),
        (lambda t: t["layers"][0].update(color=t["layers"][1]["color"]), "color"),
        (lambda t: t["layers"].append(t["layers"][0]), "twice"),
        (lambda t: t["types"]["Riots"]["Mob violence"].update(layer="mobs"), "mobs"),
        (lambda t: t["types"]["Riots"]["Mob violence"].pop("family"), "family"),
        (lambda t: t["score"].update(date="much"), "much"),
    ],
)
def test_a_broken_taxonomy_is_refused_by_key(
    change: Callable[[dict[str, Any]], object], named: str
) -> None:
    table = copy.deepcopy(read_table("event_types.toml"))
    change(table)
    with pytest.raises(LexiconError, match=named):
        taxonomy_from_table(table)


def test_every_type_but_other_and_chemical_is_reached_by_some_rule() -> None:
    reached = {(rule.event_type, rule.sub_event_type) for rule in load_rules()}
    unreached = set(TAXONOMY.sub_types) - reached
    assert unreached == {("Diplomatic", "Agreement")}


@pytest.mark.parametrize(
    "rule",
    [
        {"when": [], "gives": ["Riots", "Mob violence"], "because": "x"},
        {"when": ["riot"], "gives": ["Riots", "Mob violence"], "because": ""},
        {"when": ["riot"], "gives": ["Riots", "Nothing"], "because": "x"},
        {"when": ["riot"], "agent": ["aliens"], "gives": ["Riots", "Mob violence"], "because": "x"},
        {"when": ["riot"], "mood": ["bad"], "gives": ["Riots", "Mob violence"], "because": "x"},
    ],
)
def test_a_broken_rule_is_refused(rule: dict[str, object]) -> None:
    with pytest.raises(LexiconError):
        rules_from_table({"rules": [rule]}, TAXONOMY)
