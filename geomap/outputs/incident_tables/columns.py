"""Which column holds which field of an incident: `data/incident_columns.toml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from geomap.errors import LexiconError
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.outputs.properties import COLUMNS
from geomap.resources import read_table

_FILE = "incident_columns.toml"
POSITION = ("latitude", "longitude")
_DERIVED = ("geo_precision", "where_prec")  # exports carry them beside `precision`


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """Names that tables use.

    Attributes:
        names: For each field the column names that may hold it, the best first.
        codes: For columns of codes, by column name: what each code means.
        sub_types: The sub-type for rows that name only a type.
        former_types: Type and sub-type for names of earlier codebooks, in lower case.
        radii: For columns of precision, by column name: the kilometers that each code stands for.
    """

    names: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Mapping[str, str]]
    sub_types: Mapping[str, str]
    former_types: Mapping[str, tuple[str, str]]
    radii: Mapping[str, Mapping[str, float]]

    def fields_of(self, columns: Iterable[str]) -> dict[str, str]:
        """The column, as written, for each field that has one."""
        written: dict[str, str] = {}
        for column in columns:
            written.setdefault(folded(column), column)
        found = {
            field: next((written[name] for name in names if name in written), None)
            for field, names in self.names.items()
        }
        return {field: column for field, column in found.items() if column is not None}


def folded(column: str) -> str:
    """A column name as names are compared."""
    return column.strip().lower().translate(_BLANKS)


_BLANKS = str.maketrans(" .-", "___")


@cache
def load_columns() -> ColumnNames:
    """The names that ship with the tool.

    Raises:
        LexiconError: The file breaks a rule; the message names the key.
    """
    return columns_from_table(read_table(_FILE), load_taxonomy())


def columns_from_table(table: Mapping[str, Any], taxonomy: Taxonomy) -> ColumnNames:
    """Checked names from a table in the format of `data/incident_columns.toml`.

    Raises:
        LexiconError: A field is missing or unknown, a name is not written as it is compared, codes
            belong to no column, or a sub-type is not in the taxonomy.
    """
    try:
        names = {field: tuple(words) for field, words in table["columns"].items()}
        codes = {name: dict(meanings) for name, meanings in table["codes"].items()}
        sub_types = dict(table["sub_types"])
        former = {name.casefold(): (pair[0], pair[1]) for name, pair in table["former"].items()}
        radii = {name: dict(widths) for name, widths in table["uncertainty_km"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LexiconError(f"data/{_FILE}: missing or misspelled key: {error}") from error
    odd = names.keys() ^ ({*COLUMNS, *POSITION} - {*_DERIVED})
    known = {name for words in names.values() for name in words}
    odd |= {name for name in known if name != folded(name)} | (codes.keys() - known)
    odd |= {name for name in radii if name not in names.get("precision", ())}
    odd |= {name for name, pair in former.items() if pair not in taxonomy.sub_types}
    odd |= {kind for kind, sub in sub_types.items() if (kind, sub) not in taxonomy.sub_types}
    odd |= sub_types.keys() ^ set(taxonomy.event_types)
    if odd:
        raise LexiconError(
            f"data/{_FILE}: missing, unknown or misspelled: {', '.join(sorted(odd))}"
        )
    return ColumnNames(names, codes, sub_types, former, radii)
