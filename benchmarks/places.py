"""How well and how fast places are found: `python benchmarks/places.py [FOLDER] [--page FILE]`.

FOLDER, or the variable GEOMAP_CORPORA, holds corpora that are not ours to ship: one file each,
named <language>_<corpus>.jsonl, one document a line: {"id", "text", "toponyms": [{"start", "end",
"lat", "lon"}]}. Without them nothing is measured. Beside our figures stand those of geotext and
flashgeotext where they are installed (`pip install 'geomap[bench]'`). They know no coordinates:
each of their names is put where our gazetteer puts it first.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from place_rivals import Found, Story, Tool, flashgeotext_tool, geotext_tool
from place_speed import ARTICLE, articles_a_second
from published import published_tables

from geomap.gazetteer.grid import distance_km
from geomap.gazetteer.index import GazetteerIndex
from geomap.pipeline import default_stages
from geomap.text.document import Document

ROOT = Path(__file__).parents[1]
NEAR_KM = 161.0  # 100 miles, as the literature has it
# These count demonyms and places in names of organizations; the others do not.
WIDE = {"en_lgl", "en_trnews", "en_geowebnews"}
NARROW_ROLES = {"literal", "metonymic"}
WIDE_ROLES = NARROW_ROLES | {"demonym", "embedded"}
BINS = 10


class Figures(NamedTuple):
    """What a tool makes of a corpus.

    Attributes:
        f1: Of exact spans.
        near: Share of the names with a point that were found and put within 161 km; None without.
        near_of_placed: The same among those found and put anywhere.
        speed: Characters a second.
        calls: For every name found and put somewhere: how sure, and whether within 161 km.
    """

    f1: float
    near: float | None
    near_of_placed: float | None
    speed: float
    calls: tuple[tuple[float, bool], ...]


Rates = dict[str, float | None]  # by tool


def stories_of(path: Path) -> list[Story]:
    """The documents of a file."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [
        Story(str(row["id"]), path.name[:2], row["text"], tuple(map(_gold, row["toponyms"])))
        for row in rows
    ]


def _gold(toponym: dict[str, float]) -> Found:
    return Found(int(toponym["start"]), int(toponym["end"]), toponym.get("lat"), toponym.get("lon"))


def ours() -> Tool:
    """The place step of geomap: parse, recognize, resolve; the language is given."""
    stages = default_stages()

    def find(story: Story, corpus: str) -> list[Found]:
        roles = WIDE_ROLES if corpus in WIDE else NARROW_ROLES
        parsed = stages.parse(Document(story.id, story.text, language=story.language))
        return [
            Found(*r.mention.span, r.latitude, r.longitude, r.confidence)
            for r in stages.resolve(parsed, stages.recognize(parsed))
            if r.mention.role in roles
        ]

    return find


def tools(index: GazetteerIndex) -> dict[str, Tool]:
    """Everything that is installed, by name."""
    found: dict[str, Tool] = {"geomap": ours()}
    makers = {"flashgeotext": flashgeotext_tool, "geotext": geotext_tool}
    for name, make in makers.items():
        try:
            found[name] = make(index)
        except ImportError:
            print(f"{name} is not installed: pip install 'geomap[bench]'", file=sys.stderr)
    return found


def measured(tool: Tool, corpus: str, stories: Sequence[Story]) -> Figures:
    """Run a tool over a corpus and compare."""
    tool(Story("", stories[0].language, "Two died in Paris.", ()), corpus)  # loads its words
    began = time.process_time()
    answers = [tool(story, corpus) for story in stories]
    seconds = time.process_time() - began
    right = guessed = wanted = 0
    near, pointed, calls = Counter[bool](), 0, list[tuple[float, bool]]()
    for story, answer in zip(stories, answers, strict=True):
        right += _shared(story.gold, answer)
        guessed, wanted = guessed + len(answer), wanted + len(story.gold)
        pointed += sum(gold.latitude is not None for gold in story.gold)
        for confidence, hit in _calls(story.gold, answer):
            near[hit] += 1
            calls.append((confidence, hit))
    return Figures(
        f1=2 * right / (guessed + wanted) if guessed + wanted else 0.0,
        near=near[True] / pointed if pointed else None,
        near_of_placed=near[True] / near.total() if near else None,
        speed=sum(len(story.text) for story in stories) / seconds,
        calls=tuple(calls),
    )


def rate_of(tool: Tool, texts: Sequence[str]) -> float | None:
    """Articles that a tool reads in a second."""
    return articles_a_second(lambda text: tool(Story("", "en", text, ()), "en_trnews"), texts)


def _shared(gold: Iterable[Found], answer: Iterable[Found]) -> int:
    """Spans that both have, each counted once."""
    one, other = (Counter((f.start, f.end) for f in side) for side in (gold, answer))
    return (one & other).total()


def _calls(gold: Iterable[Found], answer: Iterable[Found]) -> Iterator[tuple[float, bool]]:
    """How sure and how right, for gold names with a point that were found and put somewhere."""
    by_span = {(f.start, f.end): f for f in answer}
    for name in gold:
        found = by_span.get((name.start, name.end))
        if found is None or name.latitude is None or found.latitude is None:
            continue
        there = found.latitude, found.longitude or 0.0
        distance = distance_km(name.latitude, name.longitude or 0.0, *there)
        yield found.confidence, distance <= NEAR_KM


def report(figures: dict[str, dict[str, Figures]], rates: Rates) -> Iterator[str]:
    """The page: tables in Markdown."""
    names = list(next(iter(figures.values())))
    yield from ("# Places: how well, how fast", "")
    yield (
        "Made by `make bench-places` from development parts of public corpora, which are not ours "
        "to ship; the tool was tuned on them. F1 is of exact spans; near is the share of all names "
        "with a known point that were found and put within 161 km of it (in brackets: of those "
        "that were found and put anywhere). Speed is by processor time on one core, one tool after "
        "the other on the same text."
    )
    yield from ("", *_accuracy(figures, names), "", *_speed(figures, rates))
    yield from ("", "## How sure we are, and how often we are right", "")
    yield "Names of all corpora that we put somewhere and whose point is known, by our confidence."
    calls = [call for by_tool in figures.values() for call in by_tool["geomap"].calls]
    yield from ("", *_reliability(calls), "", *published_tables())


def _accuracy(figures: dict[str, dict[str, Figures]], names: list[str]) -> Iterator[str]:
    heads = [f"{name} {what}" for name in names for what in ("F1", "near")]
    yield f"| corpus | {' | '.join(heads)} |"
    yield "|---|" + "---:|" * len(heads)
    for corpus, by_tool in figures.items():
        cells = [
            cell for name in names for cell in (_share(by_tool[name].f1), _near(by_tool[name]))
        ]
        yield f"| {corpus} | {' | '.join(cells)} |"
    means = [fmean(by_tool[name].f1 for by_tool in figures.values()) for name in names]
    yield f"| mean F1 | {' | '.join(f'{_share(mean)} | ' for mean in means)} |"


def _speed(figures: dict[str, dict[str, Figures]], rates: Rates) -> Iterator[str]:
    names = list(rates)
    yield f"| thousand characters a second | {' | '.join(names)} |"
    yield "|---|" + "---:|" * len(names)
    for corpus, by_tool in figures.items():
        yield f"| {corpus} | {' | '.join(f'{by_tool[n].speed / 1000:,.0f}' for n in names)} |"
    cells = " | ".join(f"{rate:,.0f}" if rate else "–" for rate in rates.values())
    yield f"| English articles of {ARTICLE:,} characters a second, all new | {cells} |"


def _reliability(calls: Sequence[tuple[float, bool]]) -> Iterator[str]:
    yield from ("| confidence | names | said | right |", "|---|---:|---:|---:|")
    for number in range(BINS):
        inside = [c for c in calls if min(BINS - 1, int(c[0] * BINS)) == number]
        if inside:
            said, right = fmean(c[0] for c in inside), fmean(float(c[1]) for c in inside)
            bounds = f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}"
            yield f"| {bounds} | {len(inside):,} | {_share(said)} | {_share(right)} |"


def _near(figures: Figures) -> str:
    if figures.near is None:
        return "–"
    return f"{_share(figures.near)} ({_share(figures.near_of_placed or 0.0)})"


def _share(share: float) -> str:
    return f"{share:.3f}"


def corpora(folder: str | None) -> list[Path]:
    """The files to measure on, in order of their names."""
    given = folder or os.environ.get("GEOMAP_CORPORA")
    place = Path(given) if given else ROOT.parent / "shared" / "eval"
    inner = place / "places"
    return sorted((inner if inner.is_dir() else place).glob("??_*.jsonl"))


def main() -> None:
    """Measure, print, and write the page when asked."""
    options = argparse.ArgumentParser(description="Measure how places are found.")
    options.add_argument("folder", nargs="?", help="folder of corpora")
    options.add_argument("--page", type=Path, help="file to write the tables to")
    said = options.parse_args()
    paths = corpora(said.folder)
    if not paths:
        print("places: no corpora; name their folder, or set GEOMAP_CORPORA")
        return
    every = tools(GazetteerIndex.open())
    english = [story.text for path in paths if path.stem in WIDE for story in stories_of(path)]
    rates = {name: rate_of(tool, english) for name, tool in every.items()}
    figures = {
        path.stem: {n: measured(tool, path.stem, stories) for n, tool in every.items()}
        for path in paths
        for stories in [stories_of(path)]
    }
    page = "\n".join(report(figures, rates)) + "\n"
    print(page, end="")
    if said.page:
        said.page.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
