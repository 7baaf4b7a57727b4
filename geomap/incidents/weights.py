"""The numbers of `data/incidents.toml`, checked and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from geomap.errors import LexiconError
from geomap.gazetteer.place import Precision
from geomap.places.mention import Cue
from geomap.resources import read_table

_FILE = "incidents.toml"


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights for choosing places and windows for merging; see the file for their meaning."""

    clause: float
    far: float
    possessive: float
    least: float
    cue: Mapping[Cue, float]
    precision: Mapping[Precision, float]
    movement: frozenset[str]
    movement_toward: float
    aim: frozenset[str]
    no_aim: float
    origin: frozenset[str]
    no_origin: float
    consequences: frozenset[str]
    consequence_families: frozenset[str]
    harmless: frozenset[str]
    deadly: frozenset[str]
    becomes: Mapping[str, frozenset[str]]
    aftermath: Mapping[str, frozenset[str]]
    aftermath_sentences: int
    talk: frozenset[str]
    named: frozenset[str]
    stale_days: int
    stray_others: int
    stray_km: float
    stray_population: int
    stray_confidence: float
    conjunctions: Mapping[str, frozenset[str]]
    between: Mapping[str, frozenset[str]]
    where: Mapping[str, frozenset[str]]
    umbrellas: frozenset[str]
    merge_days: int
    merge_km: Mapping[Precision, float]


@cache
def load_weights() -> Weights:
    """Read `data/incidents.toml`.

    Raises:
        LexiconError: A key is missing or no number; the message names it.
    """
    try:
        return _weights(read_table(_FILE))
    except (KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"data/{_FILE}: missing or wrong key {error}") from error


def _weights(table: Mapping[str, Any]) -> Weights:
    place, merge = table["place"], table["merge"]
    return Weights(
        clause=float(place["clause"]),
        far=float(place["far"]),
        possessive=float(place["possessive"]),
        least=float(place["least"]),
        cue={Cue(name): float(weight) for name, weight in place["cue"].items()},
        precision={Precision(name): float(weight) for name, weight in place["precision"].items()},
        movement=frozenset(place["movement"]["concepts"]),
        movement_toward=float(place["movement"]["toward"]),
        aim=frozenset(place["aim"]["concepts"]),
        no_aim=float(place["aim"]["otherwise"]),
        origin=frozenset(place["origin"]["concepts"]),
        no_origin=float(place["origin"]["otherwise"]),
        consequences=frozenset(table["consequence"]["concepts"]),
        consequence_families=frozenset(table["consequence"]["families"]),
        harmless=frozenset(table["consequence"]["harmless"]),
        deadly=frozenset(table["deadly"]["sub_types"]),
        becomes={k: frozenset(names) for k, names in table["becomes"].items()},
        aftermath={k: frozenset(names) for k, names in table["aftermath"]["of"].items()},
        aftermath_sentences=int(table["aftermath"]["sentences"]),
        named=frozenset(table["named"]["concepts"]),
        talk=frozenset(table["talk"]["families"]),
        stale_days=int(table["stale"]["days"]),
        stray_others=int(table["stray"]["others"]),
        stray_km=float(table["stray"]["km"]),
        stray_population=int(table["stray"]["population"]),
        stray_confidence=float(table["stray"]["confidence"]),
        conjunctions={k: frozenset(words) for k, words in table["conjunctions"].items()},
        between={k: frozenset(words) for k, words in table["between"].items()},
        where={k: frozenset(words) for k, words in table["where"].items()},
        umbrellas=frozenset(table["umbrella"]["families"]),
        merge_days=int(merge["days"]),
        merge_km={Precision.SITE: float(merge["site_km"]), Precision.CITY: float(merge["city_km"])},
    )
