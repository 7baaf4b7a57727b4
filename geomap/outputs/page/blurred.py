"""What a page shows of incidents: how many, on a grid, with or without quotes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geomap.errors import OptionError
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Incident
from geomap.outputs.attribution import service_of
from geomap.outputs.coarsen import coarsened

MOST_WITH_QUOTES = 1_000_000
MOST_WITHOUT_QUOTES = 2_000_000
"""Pages up to here were opened in Chromium with 2 processors; see benchmarks/page.md."""

PROVINCE_KM = 200.0
"""Grids wider than this hide provinces too: only the country is named."""
_PLACE_REASON = "; place: "


def shown_incidents(
    incidents: Sequence[Incident], *, coarsen_km: float | None, quotes: bool
) -> tuple[Incident, ...]:
    """What a page shows of the incidents; `quotes` tells whether it will hold their quotes.

    Raises:
        OptionError: They are more than a browser opens, or the grid makes no sense.
    """
    if len(incidents) > MOST_WITHOUT_QUOTES or (quotes and len(incidents) > MOST_WITH_QUOTES):
        raise OptionError(_too_many(len(incidents), quotes=quotes))
    return tuple(incidents) if coarsen_km is None else blurred(incidents, coarsen_km)


def _too_many(count: int, *, quotes: bool) -> str:
    most = MOST_WITH_QUOTES if quotes else MOST_WITHOUT_QUOTES
    way_out = f"leave quotes out (up to {MOST_WITHOUT_QUOTES:,}), or " if quotes else ""
    return (
        f"{count:,} incidents are more than the {most:,} that a page holds"
        f"{' with quotes' if quotes else ''}; {way_out}choose a shorter period or fewer types"
    )


def blurred(incidents: Iterable[Incident], km: float) -> tuple[Incident, ...]:
    """The same incidents in the middle of the cells of a grid, named after province or country.

    What titles and quotes say, they still say.

    Args:
        incidents: In any order; the unlocated stay as they are.
        km: Side of a cell. Places known less finely than this keep their names.

    Raises:
        OptionError: The side makes no sense.
    """
    told = tuple(incidents)
    return tuple(
        moved if _is_coarse(before, km) else _renamed(moved, before.reason, km)
        for before, moved in zip(told, coarsened(told, km), strict=True)
    )


def _is_coarse(incident: Incident, km: float) -> bool:
    return incident.latitude is None or (incident.uncertainty_km or 0.0) >= km


def _renamed(incident: Incident, reason: str, km: float) -> Incident:
    """The incident under the name of the area around it; the reason for its place would name it."""
    province = incident.admin1 if km <= PROVINCE_KM else None
    about_type, _, about_place = reason.partition(_PLACE_REASON)
    service = service_of(incident)  # is credited, whatever it said
    return replace(
        incident,
        place_name=province or incident.country,
        place_text=None,
        place_id=service and f"{service}:",
        precision=Precision.ADMIN1 if province else Precision.COUNTRY,
        admin1=province,
        admin2=None,
        reason=about_type if about_place else "",
    )
