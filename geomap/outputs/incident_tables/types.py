"""Which type and sub-type of the taxonomy a row means."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from geomap.events.taxonomy import Taxonomy
from geomap.outputs.incident_tables.cells import code_of, text
from geomap.outputs.incident_tables.columns import ColumnNames

UNTYPED = "Type not given"
"""The type of a row without one; like every unknown type it has the layer of other types."""


class Kind(NamedTuple):
    """What a row is shown as, and whether that is more than it says."""

    event_type: str
    sub_event_type: str
    guess: str = ""


class Kinds:
    """Types by the words of the rows, and what to tell about them.

    A known type or sub-type is found in any case of letters. One that the taxonomy does not know
    stays as it is written; the map shows it in a layer of its own.
    """

    def __init__(self, taxonomy: Taxonomy, columns: ColumnNames, type_column: str) -> None:
        self._codes = columns.codes.get(type_column, {})
        self._widest, self._former = columns.sub_types, columns.former_types
        self._pairs = {(t.casefold(), s.casefold()): (t, s) for t, s in taxonomy.sub_types}
        self._types = {event_type.casefold(): event_type for event_type in taxonomy.event_types}
        self._subs = {s.casefold(): (t, s) for t, s in reversed(list(taxonomy.sub_types))}

    def read(self, types: Sequence[object], subs: Sequence[object]) -> list[Kind]:
        """A kind for each row."""
        pairs = list(zip(map(text, types), map(text, subs), strict=True))
        known = {pair: self._kind(*pair) for pair in set(pairs)}
        return [known[pair] for pair in pairs]

    def _kind(self, written: str | None, sub: str | None) -> Kind:
        kind = (written or "").strip()
        kind = self._codes.get(code_of(kind) or "", kind)
        sub = (sub or "").strip()
        if former := self._former.get(kind.casefold()):
            kind, sub = former if not sub or sub.casefold() == kind.casefold() else (kind, sub)
        if pair := self._pairs.get((kind.casefold(), sub.casefold())):
            return Kind(*pair)
        if event_type := self._types.get(kind.casefold()):
            if sub:
                return Kind(event_type, sub, "strange")
            return Kind(event_type, self._widest[event_type], "widest")
        if pair := self._subs.get((sub or kind).casefold()):
            return Kind(*pair) if not (kind and sub) else Kind(kind, sub, "strange")
        if not kind and not sub:
            return Kind(UNTYPED, UNTYPED, "untyped")
        return Kind(kind or sub, sub or kind, "strange")


def told_of(counted: Counter[Kind]) -> list[str]:
    """What to tell about the types of a file, with counts."""
    told = []
    for guess, words in _TOLD.items():
        found = {kind: n for kind, n in counted.items() if kind.guess == guess}
        names = sorted({" / ".join(dict.fromkeys(kind[:2])) for kind in found})
        if found:
            shown = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")  # noqa: PLR2004
            told.append(words.format(count=f"{sum(found.values()):,}", names=shown))
    return told


_TOLD = {
    "untyped": "{count} without an event type; they are shown among the other types",
    "strange": "{count} of types that geomap does not know ({names}); shown among the other types",
    "widest": "{count} with a type but no sub-type; taken as {names}",
}
