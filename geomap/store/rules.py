"""By what reports are merged, kept in the store so that every command merges alike."""

import sqlite3
from dataclasses import replace
from typing import Any, NamedTuple

import orjson

from geomap.events.taxonomy import Crosswalk, SubType, Taxonomy, load_taxonomy
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Incident
from geomap.incidents.weights import Weights, load_weights
from geomap.version import __version__

_NAME = "merged with"
_NO_CODES = Crosswalk(None, None, None)


class Rules(NamedTuple):
    """Families of types, and windows of time and distance."""

    taxonomy: Taxonomy
    weights: Weights

    def know(self, incident: Incident) -> bool:
        """Whether its type has a family; those of other makers' types are never merged."""
        return (incident.event_type, incident.sub_event_type) in self.taxonomy.sub_types

    def told(self) -> str:
        """All that merging depends on, as JSON; the same text merges alike."""
        kinds = self.taxonomy.sub_types
        told = {
            "version": __version__,
            "families": sorted([*pair, kind.family] for pair, kind in kinds.items()),
            "days": self.weights.merge_days,
            "kilometers": {str(name): km for name, km in sorted(self.weights.merge_km.items())},
        }
        return orjson.dumps(told).decode()


def default_rules() -> Rules:
    """The rules that ship with the tool."""
    return Rules(load_taxonomy(), load_weights())


def told_rules(connection: sqlite3.Connection) -> str | None:
    """What `Rules.told` said when the incidents of a store were merged; None in a new store."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (_NAME,)).fetchone()
    return None if row is None else str(row[0])


def rules_of(connection: sqlite3.Connection) -> Rules:
    """The rules that a store was merged with; those that ship with the tool for a new one."""
    told = told_rules(connection)
    if told is None:
        return default_rules()
    row = orjson.loads(told)
    kinds = {(kind, name): _kind(kind, name, family) for kind, name, family in row["families"]}
    return Rules(
        Taxonomy((), kinds, {}),
        replace(
            load_weights(),
            merge_days=row["days"],
            merge_km={Precision(name): km for name, km in row["kilometers"].items()},
        ),
    )


def write_rules(connection: sqlite3.Connection, rules: Rules) -> None:
    """Note by what rules the incidents are merged."""
    bound: tuple[Any, ...] = (_NAME, rules.told())
    connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", bound)


def _kind(event_type: str, name: str, family: str) -> SubType:
    return SubType(event_type, name, "", family, _NO_CODES, name)
