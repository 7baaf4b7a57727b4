"""Show less than is known: positions on a coarse grid.

For maps that could lead somebody to a witness or a shelter. Only the position is made coarse here;
the page hides names of places too (`outputs/page/blurred.py`).
"""

import math
from collections.abc import Iterable
from dataclasses import replace

from geomap.errors import OptionError
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Incident
from geomap.outputs.coordinates import ANTIMERIDIAN, DECIMALS, POLE

KM_PER_DEGREE = 111.195
"""Length of a degree on a sphere of 6371 km."""

COARSEST_KM = 1000.0
_FULL_TURN = 360.0


def coarsened(incidents: Iterable[Incident], km: float) -> tuple[Incident, ...]:
    """The same incidents, each in the middle of its cell of a grid.

    All points of a cell move to one point, so the true one cannot be told from where it is shown.
    The uncertainty grows by half a cell's diagonal, a site is one no longer, and the reason says
    so.

    Args:
        incidents: In any order; the unlocated stay as they are.
        km: Side of a cell.

    Raises:
        OptionError: The side is not above 0 and at most `COARSEST_KM`.
    """
    if not 0 < km <= COARSEST_KM:
        raise OptionError(f"a grid of {km:g} km: give a number above 0 and up to {COARSEST_KM:g}")
    return tuple(_moved(incident, km) for incident in incidents)


def _moved(incident: Incident, km: float) -> Incident:
    if incident.latitude is None or incident.longitude is None:
        return incident
    latitude, longitude = cell_middle(incident.latitude, incident.longitude, km)
    site = incident.precision is Precision.SITE
    note = f"position rounded to a grid of {km:g} km"
    return replace(
        incident,
        latitude=latitude,
        longitude=longitude,
        precision=Precision.CITY if site else incident.precision,
        uncertainty_km=round((incident.uncertainty_km or 0.0) + km * math.sqrt(0.5), 1),
        reason=f"{incident.reason}; {note}" if incident.reason else note,
    )


def cell_middle(latitude: float, longitude: float, km: float) -> tuple[float, float]:
    """The middle (latitude, longitude) of the cell in which a point lies.

    Rows of cells are of one height; each row is divided into a whole number of equal cells, so that
    the antimeridian cuts none.
    """
    rows = math.ceil(2 * POLE * KM_PER_DEGREE / km)
    height = 2 * POLE / rows
    row = min(int((latitude + POLE) / height), rows - 1)
    middle = (row + 0.5) * height - POLE
    around = _FULL_TURN * KM_PER_DEGREE * math.cos(math.radians(middle))
    cells = max(1, round(around / km))
    cell = min(int((longitude + ANTIMERIDIAN) / _FULL_TURN * cells), cells - 1)
    east = (cell + 0.5) * _FULL_TURN / cells - ANTIMERIDIAN
    return round(middle, DECIMALS), round(east, DECIMALS)
