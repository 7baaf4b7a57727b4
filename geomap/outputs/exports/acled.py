"""CSV in ACLED's columns, in its order and codes, for scripts that expect its files.

Codebook of 2024. What ACLED does not know (injured, several sources, why a place was chosen) is
left out, what we do not know (interaction, region, scale of the source) is left empty. Dates finer
or coarser than its three steps, and places finer than a town, take the nearest step.
"""

from collections.abc import Iterable, Iterator

from geomap.events.taxonomy import load_taxonomy
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Evidence, Incident
from geomap.outputs.country_codes import load_codes
from geomap.outputs.exports.csv_table import csv_blocks
from geomap.outputs.exports.geojson import point_of
from geomap.outputs.exports.table_rows import Cell, text_cell
from geomap.outputs.exports.tally import ExportOptions, Tally
from geomap.outputs.properties import GEO_PRECISION

ACLED_COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type"),
    *("event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1"),
    *("actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3"),
    *("location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
_TIME_PRECISION = {"day": 1, "week": 2, "month": 3, "year": 3}
_AT_CIVILIANS = (
    ("Violence against civilians", None),
    ("Protests", "Excessive force against protesters"),
)
_STRANGE = "{n} of types that ACLED does not have; their disorder_type is empty"
_WIDE = "{n} places as wide as a country; ACLED has nothing wider than a region"


def blocks(incidents: Iterable[Incident], options: ExportOptions, tally: Tally) -> Iterator[bytes]:
    """The bytes, piece by piece, the names of the columns first.

    Raises:
        ValueError: An incident's coordinates are no point of the globe.
        UnicodeEncodeError: A text holds half a character.
    """
    chunks = tally.chunks(incidents)
    rows = ([_row(incident, tally) for incident in chunk] for chunk in chunks)
    return csv_blocks(ACLED_COLUMNS, rows, options)


def _row(incident: Incident, tally: Tally) -> list[Cell]:
    """The cells of a row; those not named here stay empty."""
    cells = {**_what(incident), **_who(incident), **_where(incident)}
    if not cells["disorder_type"]:
        tally.told[_STRANGE] += 1
    if incident.precision is Precision.COUNTRY:
        tally.told[_WIDE] += 1
    return [cells.get(column) for column in ACLED_COLUMNS]


def _what(incident: Incident) -> dict[str, Cell]:
    day, main = incident.date_start, incident.evidence[0]
    return {
        "event_id_cnty": text_cell(incident.id),
        "event_date": day,
        "year": day and day.year,
        "time_precision": _TIME_PRECISION.get(incident.date_precision) if day else None,
        "disorder_type": _disorder(incident),
        "event_type": text_cell(incident.event_type),
        "sub_event_type": text_cell(incident.sub_event_type),
        "source": text_cell(_sources(incident.evidence)),
        "notes": text_cell(main.quote or main.title),
        "fatalities": _deaths(incident),
    }


def _who(incident: Incident) -> dict[str, Cell]:
    pair = incident.event_type, incident.sub_event_type
    targeted = any(pair[0] == kind and sub in {None, pair[1]} for kind, sub in _AT_CIVILIANS)
    return {
        "actor1": text_cell(incident.actor1),
        "actor2": text_cell(incident.actor2),
        "civilian_targeting": "Civilian targeting" if targeted else None,
    }


def _where(incident: Incident) -> dict[str, Cell]:
    point = point_of(incident)
    precision = incident.precision
    return {
        "iso": load_codes().numbers.get(incident.country_code or ""),
        "country": text_cell(incident.country),
        "admin1": text_cell(incident.admin1),
        "admin2": text_cell(incident.admin2),
        "location": text_cell(incident.place_name),
        "latitude": point and point[1],
        "longitude": point and point[0],
        "geo_precision": precision and GEO_PRECISION[precision],
    }


def _disorder(incident: Incident) -> str | None:
    known = load_taxonomy().sub_types.get((incident.event_type, incident.sub_event_type))
    return known.crosswalk.disorder_type if known else None


def _deaths(incident: Incident) -> int | None:
    """The count; where only a bound is told, the least, as ACLED codes in doubt."""
    return incident.fatalities_min if incident.fatalities is None else incident.fatalities


def _sources(evidence: Iterable[Evidence]) -> str:
    """The publishers between semicolons, as ACLED writes them; addresses where none is named."""
    names = (each.source or each.url for each in evidence)
    return "; ".join(dict.fromkeys(name for name in names if name))
