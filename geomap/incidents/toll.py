"""Put together what several mentions of one incident tell about its casualties."""

from dataclasses import replace

from geomap.events.mention import NO_CASUALTIES, Casualties


def combined(told: Casualties, more: Casualties) -> Casualties:
    """What is known after a further mention: a higher count corrects, a lower one is a part.

    The order of the two does not matter.
    """
    if more == NO_CASUALTIES:
        return told
    if told == NO_CASUALTIES:
        return more
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
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)
