"""The taxonomy is ACLED's plus Disaster and Diplomatic, on ten layers that differ at sight."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from geomap.errors import LexiconError
from geomap.events.decide import load_rules, rules_from_table
from geomap.events.detect import detector
from geomap.events.taxonomy import (
    SHAPES,
    load_taxonomy,
    taxonomy_from_table,
    taxonomy_from_toml,
)
from geomap.resources import read_table
from geomap.text.document import Document
from geomap.text.parse import parse

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


def own_taxonomy(name: str = "Unrest", extra: str = "") -> str:
    """A taxonomy of two types: crowds, and all the rest."""
    taken = {pair: f"{pair[0]} / {pair[1]}" for pair in TAXONOMY.sub_types}
    crowds = [text for pair, text in taken.items() if pair[0] in ("Protests", "Riots")]
    rest = [text for text in taken.values() if text not in crowds]
    codes = 'cameo_root = "", plover_type = "", disorder_type = ""'
    return f"""
layers = [
  {{ id = "a", label = "Crowds", color = "#111111", shape = "circle", on = true }},
  {{ id = "b", label = "Rest", color = "#222222", shape = "star", on = true }},
]
{extra}
[types.Crowds]
"{name}" = {{ layer = "a", family = "crowd", {codes}, takes = {crowds} }}
[types.Rest]
"Other" = {{ layer = "b", family = "rest", {codes}, takes = {rest} }}
"""


def test_a_users_taxonomy_takes_in_what_the_decision_table_gives() -> None:
    own = taxonomy_from_toml(own_taxonomy(), "own.toml")
    (mention,) = detector(taxonomy=own)(parse(Document("x", "Riots broke out.", language="en")), ())
    assert (mention.event_type, mention.sub_event_type) == ("Crowds", "Unrest")
    assert own.layer_of(mention.event_type, mention.sub_event_type).label == "Crowds"


def test_a_users_taxonomy_keeps_the_weights_it_does_not_name() -> None:
    own = taxonomy_from_toml(own_taxonomy() + "[score]\nthreshold = 4", "own.toml")
    assert own.weights == {**TAXONOMY.weights, "threshold": 4.0}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (own_taxonomy().replace("'Riots / Mob violence'", "'Riots / Mobs'"), "Riots / Mob"),
        (own_taxonomy().replace("'Riots / Mob violence'", "'Disaster / Fire'"), "taken twice"),
        (own_taxonomy().replace('shape = "star"', 'shape = "blob"'), "blob"),
        (own_taxonomy().replace('layer = "b"', 'layer = "c"'), "'c'"),
        (own_taxonomy() + "[score]\nluck = 4", "luck"),
        (own_taxonomy() + "[score]\ndate = 'x'", "x"),
        ("score = 3", "layers"),
        ("[[", "no TOML"),
    ],
)
def test_a_broken_taxonomy_of_a_user_is_refused_by_file_and_key(text: str, named: str) -> None:
    with pytest.raises(LexiconError, match=rf"own\.toml.*{named}"):
        taxonomy_from_toml(text, "own.toml")
