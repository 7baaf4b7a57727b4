"""How many articles a second: `python benchmarks/pipeline.py [--articles FILE.jsonl]`.

Every text is repeated or cut to 3,000 characters, then read through all stages on one core. FILE
holds one article a line: {"text", "language", "published"}, the last two left out where they are
not known; without it the articles of `data/articles` are read. Of several rounds the quickest
counts for each stage of each article, by processor time: what lies above it is the machine.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from geomap.incidents.link import link
from geomap.incidents.scene import Countries, scene
from geomap.pipeline import Stages, default_stages
from geomap.text.document import Document

ROOT = Path(__file__).parents[1]
ARTICLE = 3_000  # characters
PUBLISHED = date(2022, 1, 8)  # when our own articles were
ROUNDS = 7
PROMISED = 150  # articles a second

Answer = TypeVar("Answer")


class Times(NamedTuple):
    """Processor seconds of each stage; dates and numbers are found for the events."""

    parse: float
    places: float
    events: float
    incidents: float


def own_articles() -> Iterator[Document]:
    """The articles that come with the source."""
    for path in sorted((ROOT / "data" / "articles").glob("*.txt")):
        text, language = path.read_text(encoding="utf-8"), path.stem[-2:]
        yield Document(path.stem, long_enough(text), language=language, published=PUBLISHED)


def articles_in(path: Path) -> Iterator[Document]:
    """The articles of a file, one a line."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            published = date.fromisoformat(row["published"]) if row.get("published") else None
            yield Document(
                str(row.get("id", number)),
                long_enough(row["text"]),
                language=row.get("language"),
                published=published,
            )


def long_enough(text: str) -> str:
    """A text of the length of an article."""
    return "\n\n".join([text] * (ARTICLE // max(len(text), 1) + 1))[:ARTICLE]


def timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    """What a piece of work gives, and the processor time it took."""
    began = time.process_time()
    answer = work()
    return answer, time.process_time() - began


def times_of(document: Document, stages: Stages) -> Times:
    """Read a document as `geomap.pipeline.read` does, stage by stage."""
    parsed, parsing = timed(lambda: stages.parse(document))
    mentions, recognizing = timed(lambda: tuple(stages.recognize(parsed)))
    references, referring = timed(lambda: tuple(stages.refer(parsed)))
    resolutions, resolving = timed(lambda: tuple(stages.resolve(parsed, mentions)))
    spans = [mention.span for mention in mentions]
    told, detecting = timed(lambda: tuple(stages.detect(parsed, spans)))
    known, weights = Countries(stages.country_of, stages.capital_of), stages.weights
    places, sorting = timed(
        lambda: scene(parsed, resolutions, references, known=known, weights=weights)
    )
    _, linking = timed(lambda: link(told, places, stages.taxonomy))
    return Times(parsing, recognizing + referring + resolving, detecting, sorting + linking)


def least(document: Document, stages: Stages) -> Times:
    """The least of each stage over all rounds; the first round warms up."""
    return Times(*map(min, zip(*(times_of(document, stages) for _ in range(ROUNDS)), strict=True)))


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description="Measure how fast articles are read.")
    options.add_argument("--articles", type=Path, help="articles of your own, one a line")
    said = options.parse_args()
    documents = list(articles_in(said.articles) if said.articles else own_articles())
    if not documents:
        raise SystemExit(f"{said.articles} holds no article; give one a line")
    stages = default_stages()
    found = [least(document, stages) for document in documents]
    total = sum(map(sum, found))
    for stage, seconds in zip(Times._fields, map(sum, zip(*found, strict=True)), strict=True):
        share = seconds / total
        print(f"{stage:<10}{seconds / len(found) * 1000:>8.2f} ms an article{share:>8.0%}")
    rate = len(found) / total
    verdict = "ok" if rate >= PROMISED else "SLOW"
    print(f"{rate:,.0f} articles of {ARTICLE:,} characters a second; promised {PROMISED} {verdict}")


if __name__ == "__main__":
    main()
