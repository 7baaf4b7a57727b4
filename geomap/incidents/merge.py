"""Merge reports of one incident across documents.

What could be one incident is told in `same`. The answer does not depend on the order of the input,
and merging twice is merging once: groups are the connected parts of that relation, merged until
nothing merges.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace

from geomap.events.mention import Casualties
from geomap.events.taxonomy import Taxonomy
from geomap.incidents.groups import groups_of
from geomap.incidents.incident import Incident
from geomap.incidents.toll import combined
from geomap.incidents.weights import Weights


def merge(
    incidents: Iterable[Incident], taxonomy: Taxonomy, weights: Weights
) -> tuple[Incident, ...]:
    """Merge duplicates; the result is sorted by date, place and id.

    Args:
        incidents: From any number of documents, in any order.
        taxonomy: For the families within which incidents may be one.
        weights: Windows of time and distance, from `data/incidents.toml`.
    """
    merged = sorted({incident.id: incident for incident in incidents}.values(), key=_order)
    while True:
        groups = groups_of(merged, taxonomy, weights)
        if len(groups) == len(merged):
            return tuple(merged)
        merged = sorted((_one(group) for group in groups), key=_order)


def _one(group: Sequence[Incident]) -> Incident:
    """One record for a group: the surest report leads, evidence adds up, of tolls the highest."""
    if len(group) == 1:
        return group[0]
    lead = min(group, key=lambda incident: (-incident.confidence, _order(incident)))
    rest = [incident for incident in group if incident is not lead]
    evidence = dict.fromkeys(e for incident in (lead, *rest) for e in incident.evidence)
    casualties = _casualties(lead)
    for incident in rest:
        casualties = combined(casualties, _casualties(incident))
    others = ", ".join(sorted({e.document_id for e in evidence} - {lead.evidence[0].document_id}))
    return replace(
        lead,
        **asdict(casualties),
        evidence=tuple(evidence),
        reason=f"{lead.reason}; merged with the report of {others}: same kind, place and time",
    )


def _casualties(incident: Incident) -> Casualties:
    names = (field.name for field in fields(Casualties))
    return Casualties(**{name: getattr(incident, name) for name in names})


def _order(incident: Incident) -> tuple[str, str, str, str]:
    """Earliest first, undated last."""
    day = incident.date_start.isoformat() if incident.date_start else "~"
    return day, incident.place_name or "~", incident.event_type, incident.id
