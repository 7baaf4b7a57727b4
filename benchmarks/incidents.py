"""Measure incidents on material that is not part of the project, beside published figures.

    python benchmarks/incidents.py [--eval FOLDER] [--all]

The folder (or the environment's GEOMAP_EVAL, or ../shared/eval) holds `articles/` with gold and
`incidents/` with rows of ACLED, CASE, GLOCON, MUC-4 and Spanish agency text. Of the articles the
odd-numbered are for building; `--all` opens the sealed even-numbered ones, too. The table, figures
only, is kept in `benchmarks/incidents.md`.
"""

import argparse
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from article_scores import Tally, empty_tally, score_article

from geomap.events.detect import detector
from geomap.events.mention import EventMention, Modality
from geomap.events.taxonomy import load_taxonomy
from geomap.incidents.incident import Incident
from geomap.pipeline import Options, readings
from geomap.text.document import Document
from geomap.text.parse import parse

ROOT = Path(__file__).parent
DEFAULT = ROOT.parent.parent / "shared" / "eval"
TABLE = ROOT / "incidents.md"
TOLD = (Modality.ACTUAL, Modality.CLAIMED, Modality.ATTEMPTED)
VIOLENT = ("Battles", "Explosions/Remote violence", "Violence against civilians", "Riots")
CODED = ("14", "17", "18", "19")  # CAMEO roots that incidents have, too
LEAST = {"glocon": 1.0, "muc": 2.0, "spanish": 1.0}
ARTICLE_COLUMNS = (
    "core recall",
    "precision",
    "one to one",
    "type",
    "sub-type",
    "site @5",
    "@25",
    "date",
    "dead",
    "false a trap",
)


class Figure(NamedTuple):
    """One line of the table: what was measured, on how many, and what others reached."""

    corpus: str
    what: str
    value: float
    rows: int
    published: str = ""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything that the folder has, print the table and keep it."""
    parser = argparse.ArgumentParser(description="measure incidents")
    parser.add_argument("--eval", type=Path, default=Path(os.environ.get("GEOMAP_EVAL", DEFAULT)))
    parser.add_argument("--all", action="store_true", help="open the sealed articles, too")
    chosen = parser.parse_args(arguments)
    if not chosen.eval.is_dir():
        print(f"incidents: no material in {chosen.eval}; name its folder with --eval")
        return
    lines = ["# Incidents, measured", "", *_articles(chosen.eval / "articles", sealed=chosen.all)]
    lines += ["", *_corpora(chosen.eval / "incidents")]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _articles(folder: Path, *, sealed: bool) -> list[str]:
    """A table by language and one by type."""
    tallies = _scored(folder, sealed=sealed)
    half = "all articles" if sealed else "odd-numbered articles"
    head = ["", "articles", *ARTICLE_COLUMNS]
    lines = [f"Development articles ({half}).", "", _row(head), _row(["---"] * len(head))]
    for group in ["total", *sorted(set(tallies) - {"total"})]:
        tally = tallies[group]
        cells = [_cell(tally.share(name)) for name in ARTICLE_COLUMNS]
        lines.append(_row([group, str(int(tally.of["articles"])), *cells]))
    total = tallies["total"]
    lines += ["", _row(["core incidents found", "of", "type"]), _row(["---"] * 3)]
    kinds = sorted(name for name in total.of if name.startswith("of "))
    for name in kinds:
        lines.append(_row([str(int(total.right[name])), str(int(total.of[name])), name[3:]]))
    return lines


def _scored(folder: Path, *, sealed: bool) -> dict[str, Tally]:
    """The tallies of all articles and of each language."""
    gold = {row["id"]: row["incidents"] for row in _rows(folder / "gold.jsonl")}
    tallies = {"total": empty_tally()}
    for document, incidents in _told(folder, sealed=sealed):
        found = [_record(i) for i in incidents if i.latitude is not None]
        tally, _ = score_article(gold[document.id], found)
        for group in ("total", f"lang {document.language}"):
            tallies.setdefault(group, empty_tally()).take(tally)
    return tallies


def _told(folder: Path, *, sealed: bool) -> Iterator[tuple[Document, Sequence[Incident]]]:
    """The articles that may be read, and what is found in them."""
    documents = [
        Document(
            row["id"],
            row["text"],
            published=date.fromisoformat(row["published"]),
            language=row["lang"],
        )
        for row in _rows(folder / "texts.jsonl")
        if sealed or int(row["id"].rsplit("-", 1)[1]) % 2 == 1
    ]
    for reading in readings(documents, Options()):
        yield reading.parsed.document, reading.incidents


def _record(incident: Incident) -> dict[str, Any]:
    dead = incident.fatalities
    return {
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "lat": incident.latitude,
        "lon": incident.longitude,
        "date_from": str(incident.date_start) if incident.date_start else None,
        "date_to": str(incident.date_end) if incident.date_end else None,
        "fatalities": incident.fatalities_min if dead is None else dead,
    }


def _corpora(folder: Path) -> list[str]:
    detect = detector()

    def mentions(row: dict[str, Any], published: date | None = None) -> list[EventMention]:
        document = Document(row["id"], row["text"], published=published, language=row["lang"])
        return list(detect(parse(document), ()))

    figures = [
        *_acled(list(_rows(folder / "acled_acledr_2022h1.jsonl")), mentions),
        *_case(list(_rows(folder / "case2021_task2.jsonl")), mentions),
        *_glocon(list(_rows(folder / "glocon_sample.jsonl")), mentions),
        *_muc(list(_rows(folder / "muc4.jsonl")), mentions),
        *_spanish(list(_rows(folder / "universalpetrarch_es.jsonl")), mentions),
    ]
    head = _row(["corpus", "what", "figure", "of", "published by others"])
    rows = [_row([f.corpus, f.what, f"{f.value:.3f}", str(f.rows), f.published]) for f in figures]
    return ["Corpora, without places.", "", head, _row(["---"] * 5), *rows]


Finder = Callable[..., list[EventMention]]


def _acled(rows: list[dict[str, Any]], mentions: Finder) -> Iterator[Figure]:
    found = [mentions(row, date(2022, 7, 1)) for row in rows]
    pairs = list(zip(rows, found, strict=True))
    typed = [(row, _main(told)) for row, told in pairs]
    yield _share("ACLED", "type", (_type(m) == r["event_type"] for r, m in typed), "0.912 (SVM)")
    yield _share("ACLED", "sub-type", (_pair(m) == _gold(r) for r, m in typed))
    deadly = [(r, _dead(told)) for r, told in pairs if r["fatalities"]]
    yield _share("ACLED", "dead, of rows with deaths", (r["fatalities"] == n for r, n in deadly))
    calm = [_dead(told) for r, told in pairs if not r["fatalities"]]
    yield _share("ACLED", "no dead, of rows without", (not n for n in calm))
    yield _share("ACLED", "date", (_on_the_day(r, told) for r, told in pairs))


def _case(rows: list[dict[str, Any]], mentions: Finder) -> Iterator[Figure]:
    typed = [(row, _main(mentions(row))) for row in rows if row["scheme"] == "ACLED"]
    yield _share("CASE", "type", (_type(m) == r["event_type"] for r, m in typed), "0.509 (SVM)")
    subs = (_pair(m) == _gold(r) for r, m in typed)
    yield _share("CASE", "sub-type", subs, "F1 77-84 (transformers)")


def _glocon(rows: list[dict[str, Any]], mentions: Finder) -> Iterator[Figure]:
    def has_event(row: dict[str, Any]) -> bool:
        found = mentions(row, date(2019, 1, 1))
        # A sentence about an event of long ago counts there, too.
        kinds = (*VIOLENT, "Protests", "Strategic developments")
        told = _telling(found, LEAST["glocon"], kinds, past=True)
        return any(
            m.concepts[0] != "toll"
            and (m.event_type != kinds[-1] or m.sub_event_type == "Looting/property destruction")
            for m in told
        )

    rows = [row for row in rows if row["extra"]["level"] == "sentence"]
    answers = [(row["event_type"] != "NONE", has_event(row)) for row in rows]
    yield from _yes_or_no("GLOCON", answers, "P 0.67 R 0.77 F1 0.71 (trigger list)")


def _muc(rows: list[dict[str, Any]], mentions: Finder) -> Iterator[Figure]:
    def told(row: dict[str, Any]) -> bool:
        # What two armed sides do to each other is no incident there.
        return bool(_telling(mentions(row), LEAST["muc"], VIOLENT[1:3]))

    yield from _yes_or_no("MUC-4", [(row["event_type"] != "NONE", told(row)) for row in rows])


def _spanish(rows: list[dict[str, Any]], mentions: Finder) -> Iterator[Figure]:
    def root(row: dict[str, Any]) -> str:
        found = _telling(mentions(row, date.fromisoformat(row["published"])), LEAST["spanish"])
        best = _main(found)
        code = load_taxonomy().crosswalk(*_pair(best)).cameo_root if best else None
        return (code or "")[:2]

    coded = [(row["event_type"], root(row)) for row in rows if row["event_type"] in CODED]
    others = [root(row) for row in rows if row["event_type"] not in CODED]
    yield _share("Spanish", "CAMEO root", (gold == code for gold, code in coded))
    yield _share("Spanish", "silent on words and plans", (code not in CODED for code in others))


def _telling(
    found: Iterable[EventMention], least: float, kinds: Sequence[str] = (), *, past: bool = False
) -> list[EventMention]:
    return [
        m
        for m in found
        if m.modality in TOLD
        and (past or not m.background)
        and m.score >= least
        and (not kinds or m.event_type in kinds)
    ]


def _main(found: Iterable[EventMention]) -> EventMention | None:
    """The mention that tells what a text is about: surest, earliest, no bare toll."""
    rest = ("Diplomatic", "Disaster")
    return max(
        _telling(found, -9.0),
        key=lambda m: (
            m.concepts[0] != "toll",
            m.score - 0.6 * m.sentence - 0.5 * (m.event_type in rest),
        ),
        default=None,
    )


def _type(mention: EventMention | None) -> str | None:
    return mention.event_type if mention else None


def _pair(mention: EventMention | None) -> tuple[str, str]:
    return (mention.event_type, mention.sub_event_type) if mention else ("", "")


def _gold(row: dict[str, Any]) -> tuple[str, str]:
    return row["event_type"], row["event_subtype"]


def _dead(found: Iterable[EventMention]) -> int | None:
    tolls = (m.casualties for m in found)
    told = (c.fatalities_min if c.fatalities is None else c.fatalities for c in tolls)
    return max((n for n in told if n is not None), default=None)


def _on_the_day(row: dict[str, Any], found: Iterable[EventMention]) -> bool:
    first = next((m.date for m in found if m.date), None)
    return first is not None and str(first.start) <= row["event_date"] <= str(first.end)


def _share(corpus: str, what: str, right: Iterable[bool], published: str = "") -> Figure:
    answers = list(right)
    return Figure(corpus, what, sum(answers) / max(1, len(answers)), len(answers), published)


def _yes_or_no(
    corpus: str, answers: Sequence[tuple[bool, bool]], published: str = ""
) -> Iterator[Figure]:
    both = sum(gold and said for gold, said in answers)
    precision = both / max(1, sum(said for _, said in answers))
    recall = both / max(1, sum(gold for gold, _ in answers))
    yield Figure(corpus, "precision", precision, len(answers))
    yield Figure(corpus, "recall", recall, len(answers))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    yield Figure(corpus, "F1", f1, len(answers), published)


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
