"""Types, sub-types and map layers, as `data/event_types.toml` tells them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tomllib import TOMLDecodeError, loads
from typing import Any, NamedTuple

from geomap.errors import InputError, LexiconError
from geomap.resources import read_table

SHAPES = (
    "circle",
    "star",
    "cross",
    "diamond",
    "square",
    "triangle",
    "triangle-down",
    "hexagon",
    "plus",
    "ring",
)
_FILE = "data/event_types.toml"
_BETWEEN = " / "  # how `takes` writes a pair: "Riots / Mob violence"
Pair = tuple[str, str]


class Layer(NamedTuple):
    """A map layer: what the legend shows, and whether it is on at first."""

    id: str
    label: str
    color: str
    shape: str
    on: bool


class Crosswalk(NamedTuple):
    """Codes of other schemes for one sub-type; None where the scheme has none."""

    cameo_root: str | None
    plover_type: str | None
    disorder_type: str | None


class SubType(NamedTuple):
    """One sub-type of the taxonomy; `deadly` names the one it is where people died."""

    event_type: str
    name: str
    layer: str
    family: str
    crosswalk: Crosswalk
    deadly: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All that can happen, and how it is shown, merged and weighed.

    Attributes:
        layers: Map layers in legend order.
        sub_types: Every sub-type by (event type, sub-type), in file order.
        weights: Score terms by name, the threshold among them.
        homes: For each pair that the decision table gives the pair it stands under here, where
            that is another; empty for the taxonomy that ships with the tool.
    """

    layers: tuple[Layer, ...]
    sub_types: Mapping[Pair, SubType]
    weights: Mapping[str, float]
    homes: Mapping[Pair, Pair] = field(default_factory=dict)

    @property
    def event_types(self) -> tuple[str, ...]:
        """The types in file order."""
        return tuple(dict.fromkeys(event_type for event_type, _ in self.sub_types))

    def sub_type(self, event_type: str, sub_event_type: str) -> SubType:
        """The record of a sub-type.

        Raises:
            LexiconError: The pair is not in the taxonomy.
        """
        try:
            return self.sub_types[event_type, sub_event_type]
        except KeyError:
            raise LexiconError(
                f"{_FILE} has no sub-type {event_type!r} / {sub_event_type!r}; add it there"
            ) from None

    def layer_of(self, event_type: str, sub_event_type: str) -> Layer:
        """The map layer that shows a sub-type."""
        wanted = self.sub_type(event_type, sub_event_type).layer
        return next(layer for layer in self.layers if layer.id == wanted)

    def family(self, event_type: str, sub_event_type: str) -> str:
        """The family of a sub-type: only mentions of one family may be one incident."""
        return self.sub_type(event_type, sub_event_type).family

    def rank(self, event_type: str, sub_event_type: str) -> int:
        """Position in the file; of two sub-types of a type the later says more."""
        return list(self.sub_types).index((event_type, sub_event_type))

    def home(self, event_type: str, sub_event_type: str) -> Pair:
        """Where a pair that the decision table gives stands in this taxonomy."""
        pair = event_type, sub_event_type
        return self.homes.get(pair, pair)

    def crosswalk(self, event_type: str, sub_event_type: str) -> Crosswalk:
        """CAMEO, PLOVER and disorder-type codes of a sub-type."""
        return self.sub_type(event_type, sub_event_type).crosswalk


@cache
def load_taxonomy() -> Taxonomy:
    """The taxonomy that ships with the tool.

    Raises:
        LexiconError: The file breaks a rule; the message names the key.
    """
    return taxonomy_from_table(read_table("event_types.toml"))


def taxonomy_at(path: Path) -> Taxonomy:
    """A user's own taxonomy from a file; see `taxonomy_from_toml`.

    Raises:
        InputError: The file cannot be read.
        LexiconError: It breaks a rule.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); name a TOML file") from error
    return taxonomy_from_toml(text, str(path))


def taxonomy_from_toml(text: str, file: str) -> Taxonomy:
    """A user's own taxonomy, in the format of `data/event_types.toml`, checked like that one.

    A sub-type may say which pairs of the shipped taxonomy it takes in (`takes = ["Riots / Mob
    violence"]`); a pair that no sub-type takes stands under its own name. Weights that the file
    leaves out are the shipped ones.

    Args:
        text: The content of the file.
        file: Named in errors.

    Raises:
        LexiconError: No TOML, a rule is broken, or a pair of the shipped taxonomy has no home.
    """
    try:
        table = loads(text)
    except TOMLDecodeError as error:
        raise LexiconError(f"{file}: no TOML: {error}") from error
    shipped = load_taxonomy()
    given = table.get("score", {})
    weights = {**shipped.weights, **given} if isinstance(given, Mapping) else given
    own = taxonomy_from_table({**table, "score": weights}, file)
    for name in sorted(set(own.weights) - set(shipped.weights)):
        raise LexiconError(f"{file}: unknown weight {name!r} in [score]")
    for pair in sorted(set(own.homes) - set(shipped.sub_types)):
        raise LexiconError(f"{file}: `takes` names {_BETWEEN.join(pair)!r}, which is no pair")
    for pair in shipped.sub_types:
        if pair not in own.homes and pair not in own.sub_types:
            raise LexiconError(
                f"{file}: nothing takes {_BETWEEN.join(pair)!r}; add it to a `takes`"
            )
    return own


def taxonomy_from_table(table: Mapping[str, Any], file: str = _FILE) -> Taxonomy:
    """A checked taxonomy from a table in the format of `data/event_types.toml`.

    Raises:
        LexiconError: A key is missing, of the wrong kind, or points to nothing.
    """
    try:
        layers = tuple(Layer(**entry) for entry in table["layers"])
        sub_types = _sub_types(table["types"])
        weights = {name: float(weight) for name, weight in table["score"].items()}
        homes = _homes(table["types"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LexiconError(f"{file}: missing or misspelled key: {error}") from error
    for complaint in _complaints(layers, sub_types):
        raise LexiconError(f"{file}: {complaint}")
    return Taxonomy(layers, sub_types, weights, homes)


def _homes(types: Mapping[str, Any]) -> dict[Pair, Pair]:
    """Where the pairs named by `takes` stand."""
    homes: dict[Pair, Pair] = {}
    for event_type, entries in types.items():
        for name, entry in entries.items():
            for taken in entry.get("takes", ()):
                shipped_type, _, shipped_name = taken.partition(_BETWEEN)
                if (shipped_type, shipped_name) in homes:
                    raise ValueError(f"{taken!r} is taken twice")
                homes[shipped_type, shipped_name] = (event_type, name)
    return homes


def _sub_types(types: Mapping[str, Any]) -> dict[Pair, SubType]:
    return {
        (event_type, name): SubType(
            event_type,
            name,
            entry["layer"],
            entry["family"],
            Crosswalk(
                entry["cameo_root"] or None,
                entry["plover_type"] or None,
                entry["disorder_type"] or None,
            ),
            entry.get("deadly", name),
        )
        for event_type, entries in types.items()
        for name, entry in entries.items()
    }


def _complaints(layers: tuple[Layer, ...], sub_types: Mapping[Pair, SubType]) -> list[str]:
    """What breaks a rule: unknown or doubled layers, colors, shapes."""
    ids = [layer.id for layer in layers]
    found = [f"layer {i} stands twice" for i in ids if ids.count(i) > 1]
    found += [f"layer {y.id}: unknown shape {y.shape!r}" for y in layers if y.shape not in SHAPES]
    for key in ("color", "shape", "label"):
        values = [getattr(layer, key) for layer in layers]
        found += [f"two layers share {key} {v!r}" for v in values if values.count(v) > 1]
    found += [
        f"{s.name}: unknown layer {s.layer!r}" for s in sub_types.values() if s.layer not in ids
    ]
    found += [
        f"{s.name}: `deadly` names {s.deadly!r}, which {s.event_type} lacks"
        for s in sub_types.values()
        if (s.event_type, s.deadly) not in sub_types
    ]
    return found
