"""Types, sub-types and map layers, as `data/event_types.toml` tells them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from geomap.errors import LexiconError
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
    """One sub-type of the taxonomy."""

    event_type: str
    name: str
    layer: str
    family: str
    crosswalk: Crosswalk


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All that can happen, and how it is shown, merged and weighed.

    Attributes:
        layers: Map layers in legend order.
        sub_types: Every sub-type by (event type, sub-type), in file order.
        weights: Score terms by name, the threshold among them.
    """

    layers: tuple[Layer, ...]
    sub_types: Mapping[tuple[str, str], SubType]
    weights: Mapping[str, float]

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


def taxonomy_from_table(table: Mapping[str, Any], file: str = _FILE) -> Taxonomy:
    """A checked taxonomy from a table in the format of `data/event_types.toml`.

    Raises:
        LexiconError: A key is missing, of the wrong kind, or points to nothing.
    """
    try:
        layers = tuple(Layer(**entry) for entry in table["layers"])
        sub_types = _sub_types(table["types"])
        weights = {name: float(weight) for name, weight in table["score"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LexiconError(f"{file}: missing or misspelled key: {error}") from error
    for complaint in _complaints(layers, sub_types):
        raise LexiconError(f"{file}: {complaint}")
    return Taxonomy(layers, sub_types, weights)


def _sub_types(types: Mapping[str, Any]) -> dict[tuple[str, str], SubType]:
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
        )
        for event_type, entries in types.items()
        for name, entry in entries.items()
    }


def _complaints(
    layers: tuple[Layer, ...], sub_types: Mapping[tuple[str, str], SubType]
) -> list[str]:
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
    return found
