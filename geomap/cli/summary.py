"""What `geomap run` says at its end, for people and for other programs."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from geomap.cli.intake import Intake
from geomap.cli.printing import plural
from geomap.cli.second_opinions import SecondOpinions
from geomap.collect import Tally
from geomap.store.admission import STORED, Fate
from geomap.store.figures import Shown

_LABELS = {"page": "map", "geojson": "GeoJSON"}


class Remembered(NamedTuple):
    """What a store has to do with a run.

    Attributes:
        path: Its file.
        documents: How many documents stand in it.
        tally: What the run read and what became of it.
    """

    path: str
    documents: int
    tally: Tally


def summary_of(
    intake: Intake,
    shown: Shown,
    opinions: SecondOpinions,
    files: Mapping[str, str],
    remembered: Remembered | None = None,
) -> dict[str, Any]:
    """Everything that a run has to say, ready for JSON."""
    summary = {
        "articles": intake.count,
        "incidents": shown.incidents,
        "by_type": dict(shown.by_type),
        "geocoder": opinions.summary(),
        "unlocated": shown.unlocated,
        "read": intake.read,
        "rows": intake.rows,
        "duplicates": intake.duplicates,
        "failed": intake.failed,
        "problems": [
            {"source": problem.source, "line": problem.line, "message": problem.message}
            for problem in intake.problems
        ],
        "files": dict(files),
    }
    if remembered is not None:
        fates = remembered.tally.fates
        summary["duplicates"] = fates.get(Fate.DUPLICATE, 0)
        summary["store"] = {
            "path": remembered.path,
            "documents": remembered.documents,
            "read": remembered.tally.read,
            **{fate.name.lower(): fates.get(fate, 0) for fate in Fate},
        }
    return summary


def lines_of(summary: Mapping[str, Any], opinions: str | None) -> Iterator[str]:
    """The summary as a person reads it."""
    store = summary.get("store")
    if store:
        yield _stored(store)
        documents, incidents = store["documents"], summary["incidents"]
        yield f"{store['path']}: {plural(documents, 'document')}, {plural(incidents, 'incident')}"
    else:
        yield _counts(summary["articles"], summary["rows"], summary["incidents"])
    yield from (f"  {count:>5}  {name}" for name, count in summary["by_type"].items())
    if summary["unlocated"]:
        yield f"  {summary['unlocated']:>5}  of them without a place, so not on the map"
    if opinions:
        yield opinions
    if not store and (summary["duplicates"] or summary["failed"]):
        yield _added_up(summary)
    if summary["failed"]:
        yield f"{plural(summary['failed'], 'problem')}, named above"
    if not summary["incidents"]:
        yield "nothing to map"
    yield from (f"{_LABELS[kind]}: {path}" for kind, path in summary["files"].items())


def _counts(articles: int, rows: int, incidents: int) -> str:
    parts = [plural(articles, "article")] if articles or not rows else []
    parts += [plural(rows, "row")] if rows else []
    return ", ".join([*parts, plural(incidents, "incident")])


def _added_up(summary: Mapping[str, Any]) -> str:
    """Where everything that was read has gone, when not all of it became articles."""
    parts = [plural(summary["articles"], "article")]
    parts += [plural(summary["rows"], "row")] if summary["rows"] else []
    parts += [plural(summary["duplicates"], "duplicate")] if summary["duplicates"] else []
    parts += [plural(summary["failed"], "problem")] if summary["failed"] else []
    return f"{summary['read']:,} read = {' + '.join(parts)}"


def _stored(store: Mapping[str, int]) -> str:
    """`12 read = 9 stored (4 new, 5 unchanged) + 2 duplicates + 1 dead letter`."""
    stored = [fate for fate in STORED if store[fate.name.lower()]]
    kinds = ", ".join(f"{store[fate.name.lower()]:,} {fate.value}" for fate in stored)
    total = sum(store[fate.name.lower()] for fate in stored)
    return (
        f"{store['read']:,} read = {total:,} stored{f' ({kinds})' if kinds else ''}"
        f" + {plural(store['duplicate'], 'duplicate')} + {plural(store['dead'], 'dead letter')}"
    )
