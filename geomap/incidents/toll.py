"""Put together what several mentions of one incident tell about its casualties."""

from dataclasses import replace

from geomap.events.mention import Casualties


def combined(told: Casualties, more: Casualties) -> Casualties:
    """What is known after a further mention: a higher count corrects, a lower one is a part.

    The order of the two does not matter.
    """
    dead = max((told, more), key=_deadliness)
    return replace(
        dead,
        injured=_larger(told.injured, more.injured),
        arrested=_larger(told.arrested, more.arrested),
        crowd_size=_larger(told.crowd_size, more.crowd_size),
    )


def _deadliness(casualties: Casualties) -> tuple[int, int, str]:
    """Sorts tolls: untold first, then by the least number of dead, an exact count above a bound."""
    bounds = (casualties.fatalities, casualties.fatalities_min, casualties.fatalities_max)
    least = next((bound for bound in bounds if bound is not None), -1)
    return least, casualties.fatalities is not None, casualties.fatalities_text or ""


def _larger(one: int | None, other: int | None) -> int | None:
    known = [count for count in (one, other) if count is not None]
    return max(known, default=None)
