"""What people say of incidents. Decisions are added, never changed, and win over every extraction.

A decision names an incident as it was called that day and the quote it rested on. Merging may give
the incident another lead and re-reading another place, and with it another name: then the report
or the quote still tells what was meant.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

import orjson

from geomap.errors import OptionError
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Incident

Action = Literal["accept", "reject", "move", "retype", "reset"]
ACTIONS: tuple[str, ...] = get_args(Action)
_MOVES = {"latitude", "longitude", "place_name"}
_RETYPES = {"event_type", "sub_event_type"}
_POLE, _ANTIMERIDIAN = 90, 180


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    Attributes:
        incident: The incident's id when the decision was made.
        action: accept or reject it, move its point, give it another type, or reset what was
            decided before.
        who: Who decided.
        changes: For move `latitude`, `longitude` and maybe `place_name`; for retype `event_type`
            and `sub_event_type`.
        note: Why.
        made: When, UTC, ISO 8601; None until it is stored.
    """

    incident: str
    action: Action
    who: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    note: str | None = None
    made: str | None = None


class Decided:
    """An incident with its decisions applied.

    Attributes:
        incident: As people see it.
        rejected: Whether it is to be left out.
    """

    __slots__ = ("incident", "rejected")

    def __init__(self, incident: Incident, decisions: Iterable[Decision]) -> None:
        machine, self.incident, self.rejected = incident, incident, False
        for decision in decisions:
            match decision.action:
                case "reset":
                    self.incident, self.rejected = machine, False
                case "reject" | "accept":
                    self.rejected = decision.action == "reject"
                    self._say(f"{decision.action}ed", decision)
                case "move":
                    self._move(decision)
                case "retype":
                    self.incident = replace(self.incident, **decision.changes)
                    self._say("given another type", decision)

    def _move(self, decision: Decision) -> None:
        named = decision.changes.get("place_name")
        changes = {"place_id": None, "place_name": named} if named else {}
        self.incident = replace(
            self.incident,
            **{**decision.changes, **changes},
            precision=Precision.SITE,
            uncertainty_km=0.0,
            place_source="decision",
        )
        self._say("moved", decision)

    def _say(self, done: str, decision: Decision) -> None:
        why = f": {decision.note}" if decision.note else ""
        reason = f"{self.incident.reason}; {done} by {decision.who}{why}"
        self.incident = replace(self.incident, reason=reason)


def check(decision: Decision) -> None:
    """Refuse a decision that makes no sense.

    Raises:
        OptionError: Unknown action, nobody decided, or the changes do not fit the action.
    """
    if decision.action not in ACTIONS:
        raise OptionError(f"{decision.action!r:.40}: say one of {', '.join(ACTIONS)}")
    if not decision.who.strip():
        raise OptionError("a decision needs a name: say who decides")
    given = set(decision.changes)
    if decision.action == "move":
        _check_point(decision.changes)
    elif decision.action == "retype" and given != _RETYPES:
        raise OptionError("retype needs a type and a sub-type")
    elif decision.action not in ("move", "retype") and given:
        raise OptionError(f"{decision.action} changes nothing else")


def _check_point(changes: Mapping[str, Any]) -> None:
    try:
        latitude, longitude = float(changes["latitude"]), float(changes["longitude"])
    except (KeyError, TypeError, ValueError):
        raise OptionError("move needs a latitude and a longitude, in degrees") from None
    if not (abs(latitude) <= _POLE and abs(longitude) <= _ANTIMERIDIAN) or set(changes) - _MOVES:
        raise OptionError(f"{latitude}, {longitude} is no point of the globe")


def add(connection: sqlite3.Connection, decision: Decision, incident: Incident) -> None:
    """Store a decision about an incident, with the quote that the incident rests on."""
    quote = incident.evidence[0]
    connection.execute(
        "INSERT INTO decisions (incident, document, quote_start, quote_end, action, payload, who,"
        " note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(decision.incident, quote.document_id, quote.quote_start, quote.quote_end),
            *(decision.action, orjson.dumps(dict(decision.changes)).decode()),
            *(decision.who, decision.note),
        ),
    )


def decisions_on(
    connection: sqlite3.Connection, reports: Iterable[tuple[int, Incident]]
) -> tuple[Decision, ...]:
    """The decisions about an incident that rests on these numbered reports, oldest first."""
    found: dict[int, Decision] = {}
    for number, report in reports:
        quote = report.evidence[0]
        bound = {
            "id": report.id,
            "report": number,
            "document": quote.document_id,
            "quote_start": quote.quote_start,
            "quote_end": quote.quote_end,
        }
        found.update((row[0], _decision(row[1:])) for row in connection.execute(_ABOUT, bound))
    return tuple(found[number] for number in sorted(found))


_COLUMNS = "decisions.incident, action, who, payload, note, made"
_NAMED = "SELECT {} FROM reports WHERE reports.id = decisions.incident"
_QUOTED = """
SELECT {} FROM documents JOIN reports ON reports.document = documents.number
WHERE documents.id = decisions.document
    AND json_extract(reports.record, '$.evidence[0].quote_start') = decisions.quote_start
    AND json_extract(reports.record, '$.evidence[0].quote_end') = decisions.quote_end
"""
_ABOUT = f"""
SELECT number, {_COLUMNS} FROM decisions WHERE incident = :id
UNION
SELECT number, {_COLUMNS} FROM decisions
WHERE document = :document AND quote_start = :quote_start AND quote_end = :quote_end
    AND NOT EXISTS ({_NAMED.format("1")}) AND :report = ({_QUOTED.format("min(reports.number)")})
"""  # noqa: S608 - constants
_ALL = f"""
SELECT coalesce(
    ({_NAMED.format("reports.incident")} LIMIT 1),
    ({_QUOTED.format("reports.incident")} ORDER BY reports.number LIMIT 1)
), {_COLUMNS}
FROM decisions ORDER BY number
"""  # noqa: S608 - constants


def decisions_of(connection: sqlite3.Connection) -> Iterator[tuple[int | None, Decision]]:
    """Every decision, oldest first, with the number of the incident that it is about.

    The number is None where no report is left that the decision could be about.
    """
    for number, *row in connection.execute(_ALL):
        yield number, _decision(row)


def _decision(row: Sequence[Any]) -> Decision:
    incident, action, who, payload, note, made = row
    return Decision(incident, action, who, orjson.loads(payload), note, made)
