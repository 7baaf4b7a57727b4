"""Merge reports of one incident across documents.

Two incidents are one when they are of one family, stand on the same place within their precision,
and their dates overlap. The answer does not depend on the order of the input, and merging twice is
merging once: groups are the connected parts of that relation, merged until nothing merges.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace
from datetime import timedelta

from geomap.events.mention import Casualties
from geomap.events.taxonomy import Taxonomy
from geomap.gazetteer.grid import distance_km
from geomap.gazetteer.place import Precision
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
        groups = _groups(merged, taxonomy, weights)
        if len(groups) == len(merged):
            return tuple(merged)
        merged = sorted((_one(group) for group in groups), key=_order)


def same_incident(one: Incident, other: Incident, taxonomy: Taxonomy, weights: Weights) -> bool:
    """Whether two reports tell one incident. Symmetric."""
    return (
        _family(one, taxonomy) == _family(other, taxonomy)
        and _documents(one).isdisjoint(_documents(other))
        and _same_time(one, other, weights)
        and _same_place(one, other, weights)
    )


def _groups(
    incidents: Sequence[Incident], taxonomy: Taxonomy, weights: Weights
) -> list[list[Incident]]:
    """Connected groups; only incidents of one family and country are compared."""
    leader = list(range(len(incidents)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for block in _blocks(incidents, taxonomy):
        for position, left in enumerate(block):
            for right in block[position + 1 :]:
                if same_incident(incidents[left], incidents[right], taxonomy, weights):
                    leader[max(find(left), find(right))] = min(find(left), find(right))
    groups: dict[int, list[Incident]] = defaultdict(list)
    for at, incident in enumerate(incidents):
        groups[find(at)].append(incident)
    return list(groups.values())


def _blocks(incidents: Sequence[Incident], taxonomy: Taxonomy) -> Iterable[list[int]]:
    """Positions of incidents that could be one: of one family, precision and country."""
    blocks: dict[tuple[str, str | None, Precision | None], list[int]] = defaultdict(list)
    for at, incident in enumerate(incidents):
        if incident.latitude is not None and incident.date_start is not None:
            key = (_family(incident, taxonomy), incident.country_code, incident.precision)
            blocks[key].append(at)
    return blocks.values()


def _one(group: Sequence[Incident]) -> Incident:
    """One record for a group: the surest report leads, evidence and tolls add up."""
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


def _documents(incident: Incident) -> frozenset[str]:
    """Within a document `gather` has decided already what is one incident and what is two."""
    return frozenset(evidence.document_id for evidence in incident.evidence)


def _family(incident: Incident, taxonomy: Taxonomy) -> str:
    return taxonomy.family(incident.event_type, incident.sub_event_type)


def _same_time(one: Incident, other: Incident, weights: Weights) -> bool:
    """Whether the dates overlap; a week guessed from publication is no date to merge on."""
    if "publication" in (one.date_source, other.date_source):
        return False
    if one.date_start is None or other.date_start is None:
        return False
    slack = timedelta(days=weights.merge_days)
    return (
        one.date_start <= (other.date_end or other.date_start) + slack
        and other.date_start <= (one.date_end or one.date_start) + slack
    )


def _same_place(one: Incident, other: Incident, weights: Weights) -> bool:
    if one.place_id is not None and one.place_id == other.place_id:
        return True
    near = weights.merge_km.get(one.precision) if one.precision else None
    return near is not None and _apart_km(one, other) <= near


def _apart_km(one: Incident, other: Incident) -> float:
    """Great-circle distance; infinite where one is not located."""
    if one.latitude is None or one.longitude is None:
        return float("inf")
    if other.latitude is None or other.longitude is None:
        return float("inf")
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)


def _order(incident: Incident) -> tuple[str, str, str, str]:
    """Earliest first, undated last."""
    day = incident.date_start.isoformat() if incident.date_start else "~"
    return day, incident.place_name or "~", incident.event_type, incident.id
