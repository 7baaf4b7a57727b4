"""Incidents out of whatever a user names: a store, or a table of this or another program."""

from collections.abc import Iterator
from pathlib import Path

from geomap.incidents.incident import Incident
from geomap.sources.problem import Problem, Remark

STORES = (".db", ".sqlite")


def is_store(path: str) -> bool:
    """Whether a name is that of a store."""
    return Path(path).suffix.lower() in STORES


def incidents_from(path: str) -> Iterator[Incident | Problem | Remark]:
    """The incidents of a store, merged and with decisions applied, or the rows of a table.

    Raises:
        InputError: It cannot be read at all; the message names it.
    """
    from geomap.outputs.incident_tables.read import incident_rows  # noqa: PLC0415 - one of the two
    from geomap.store.store import Store  # noqa: PLC0415 - is needed

    if is_store(path):
        with Store.read(path) as store:
            yield from store.incidents()
    else:
        yield from incident_rows(path)
