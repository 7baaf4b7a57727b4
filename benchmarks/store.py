"""Measure the store: writing, reading again, memory, and queries over many incidents.

    python benchmarks/store.py [--incidents 1000000] [--store FILE.db] [--page benchmarks/store.md]

The incidents are made up: towns all over the world, ten years, every type of the taxonomy, and
quotes of twelve words out of two thousand. Articles are read and hashed as always, but what they
tell is made up, too, so that only reader and store are measured.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from geomap.collect import Collection, Tally, reader_of, rules_of
from geomap.events.mention import Modality
from geomap.events.taxonomy import load_taxonomy
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Evidence, Incident
from geomap.parallel import Findings, Told
from geomap.pipeline import Options
from geomap.sources.options import SourceOptions
from geomap.sources.read import read_documents
from geomap.store.query import Query
from geomap.store.store import Store
from geomap.text.document import Document

_PER_ARTICLE = 2
_BATCH = 1_000
_COUNTRIES = ("KZ", "UA", "NL", "FR", "SD", "MM", "CO", "MX", "IN", "ET", "NG", "SY")
_TRIES = 5


class World:
    """Made-up towns, words and incidents, the same for the same seed."""

    def __init__(self) -> None:
        self._chance = random.Random(2022)  # noqa: S311 - no secret
        self._kinds = list(load_taxonomy().sub_types)
        letters = "abcdefghijklmnoprstuvwz"
        self.words = ["".join(self._chance.choices(letters, k=4 + n % 6)) for n in range(2_000)]
        self._towns = [
            (round(self._chance.uniform(-55, 70), 4), round(self._chance.uniform(-180, 180), 4))
            for _ in range(50_000)
        ]

    def incident(self, document: str, at: int) -> Incident:
        """One incident of a document."""
        chance = self._chance
        number = int(len(self._towns) * chance.random() ** 3)  # some towns are in the news
        latitude, longitude = self._towns[number]
        event_type, sub_event_type = chance.choice(self._kinds)
        day = date(2015, 1, 1) + timedelta(chance.randrange(3_650))
        quote = " ".join(chance.choices(self.words, k=12))
        title = " ".join(chance.choices(self.words, k=6))
        evidence = Evidence(document, quote, at, at + len(quote), title=title, published=day)
        town = self.words[number % 2_000].title()
        return Incident(
            id=f"{document}-{at}", event_type=event_type, sub_event_type=sub_event_type,
            cameo_root="145", plover_type="PROTEST", modality=Modality.ACTUAL, date_start=day,
            date_end=day, date_precision="day", date_text="on Friday", date_source="relative",
            place_name=town, place_text=town, place_id=str(number), latitude=latitude,
            longitude=longitude, precision=Precision.CITY, uncertainty_km=10.0,
            place_source="explicit", country_code=_COUNTRIES[number % len(_COUNTRIES)],
            country="Somewhere", admin1="Province", admin2=None, actor1="protesters", actor2=None,
            fatalities=chance.choice((None, None, None, 0, 1, 2, 5, 40)), fatalities_min=None,
            fatalities_max=None, fatalities_text=None, injured=None, arrested=None,
            crowd_size=None, confidence=round(chance.uniform(0.3, 0.95), 3),
            reason="in the same clause; other places of this article lie in the same country",
            evidence=(evidence,),
        )  # fmt: skip

    def busy_area(self) -> tuple[float, float, float, float]:
        """Two degrees around a town that is often in the news."""
        latitude, longitude = self._towns[3]
        return longitude - 1, latitude - 1, longitude + 1, latitude + 1

    def articles(self, count: int) -> Iterator[Document]:
        """Articles without a word: what they tell is made up when they are read."""
        for number in range(count):
            yield Document(f"d{number}", str(number), origin=f"/news/{number}.txt")

    def read(self, documents: Iterable[Document]) -> Iterator[Told]:
        """Make up what documents tell."""
        for document in documents:
            told = (self.incident(document.id, at) for at in range(_PER_ARTICLE))
            yield Findings(document, "en", tuple(told))


WEEK = (date(2021, 5, 1), date(2021, 5, 7))
CONTINENT = (-10.0, 35.0, 40.0, 70.0)


def queries(world: World) -> dict[str, Query]:
    """What is measured, by what it is called in the table."""
    riots = frozenset(pair for pair in load_taxonomy().sub_types if pair[0] == "Riots")
    word, other = world.words[7], world.words[11]
    return {
        "area of 2 x 2 degrees": Query(box=world.busy_area()),
        "area of a continent": Query(box=CONTINENT),
        "a week": Query(start=WEEK[0], end=WEEK[1]),
        "a type": Query(types=riots),
        "a country": Query(country="KZ"),
        "at least 40 dead": Query(min_fatalities=40),
        "a word": Query(text=word),
        "two words": Query(text=f"{word} {other}"),
        "beginning of a word": Query(text=f"{word[:3]}*"),
        "continent, week, type": Query(box=CONTINENT, start=WEEK[0], end=WEEK[1], types=riots),
        "continent and a word": Query(box=CONTINENT, text=word),
        "country, type, dead": Query(country="UA", types=riots, min_fatalities=5),
        "everything": Query(),
    }


def fastest(work: Callable[[], object], tries: int = _TRIES) -> float:
    """The least of some times, in milliseconds."""
    times = []
    for _ in range(tries):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times) * 1_000


def _listed(store: Store, query: Query) -> list[Incident]:
    return list(store.incidents(query))


def query_lines(path: Path, world: World) -> Iterator[str]:
    """A line of the table for each query: how many, to count them, to get the first hundred."""
    yield "| query | incidents | count, ms | first 100, ms |\n|---|--:|--:|--:|"
    with Store.read(path) as store:
        for name, query in queries(world).items():
            found = store.count(query)
            count = fastest(partial(store.count, query))
            first = fastest(partial(_listed, store, replace(query, limit=100)))
            yield f"| {name} | {found:,} | {count:,.1f} | {first:,.1f} |"


def filled(path: Path, found: Iterable[Document], world: World) -> Tally:
    """Store documents with what is made up for them, under the fingerprint of `geomap run`."""
    with Store.open(path, rules_of(Options())) as store:
        run = store.run(reader_of(Options(), SourceOptions()))
        return Collection(run, world.read, batch=_BATCH).collect(found)


def read_from(name: str) -> Iterator[Document]:
    """The articles of an input."""
    return (each for each in read_documents([name]) if isinstance(each, Document))


def articles_in(folder: Path, count: int) -> tuple[Path, Path]:
    """The same short articles as files and as one table."""
    files, table = folder / "files", folder / "rows.jsonl"
    files.mkdir()
    with table.open("w", encoding="utf-8") as stream:
        for number in range(count):
            text = f"Rioters set fire to {number} cars in Hengelo on Friday. The mayor was angry."
            stream.write(json.dumps({"id": str(number), "text": text}) + "\n")
            (files / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return files, table


def again_lines(folder: Path, world: World, count: int = 10_000) -> Iterator[str]:
    """A line of the table for each kind of input: `geomap run` over what is known."""
    yield "| input | articles | second run, s | peak, MB |\n|---|--:|--:|--:|"
    for source in articles_in(folder, count):
        path = folder / f"{source.name}.db"
        filled(path, read_from(str(source)), world)
        command = [
            sys.executable,
            "-m",
            "geomap",
            "run",
            str(source),
            "--store",
            str(path),
            "--json",
        ]
        seconds, peak = [], 0.0
        for _ in range(3):
            began = time.perf_counter()
            done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - ours
            seconds.append(time.perf_counter() - began)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000
            assert json.loads(done.stdout)["store"]["unchanged"] == count  # noqa: S101
        kind = "files" if source.is_dir() else "JSONL"
        yield f"| {kind} | {count:,} | {min(seconds):.2f} | {peak:,.0f} |"


def memory_lines(folder: Path) -> Iterator[str]:
    """A line of the table for each number of articles: the most memory that a run took."""
    yield "| articles in one run | seconds | peak, MB |\n|--:|--:|--:|"
    for count in (1_000, 10_000, 100_000):
        began = time.perf_counter()
        child = os.fork()
        if child == 0:
            filled(folder / f"{count}.db", World().articles(count), World())
            os._exit(0)
        _, status, usage = os.wait4(child, 0)
        assert status == 0  # noqa: S101 - a failed run has no figures
        seconds = time.perf_counter() - began
        yield f"| {count:,} | {seconds:,.0f} | {usage.ru_maxrss / 1_000:,.0f} |"


def writing_lines(path: Path, world: World, incidents: int) -> Iterator[str]:
    """A line about filling a store; one that is there already is taken as it is."""
    yield "| reports | reports per second of processor time | bytes a report |\n|--:|--:|--:|"
    began = time.process_time()
    rate = "not measured"
    if not path.exists():
        filled(path, world.articles(incidents // _PER_ARTICLE), world)
        rate = f"{incidents / (time.process_time() - began):,.0f}"
    with Store.read(path) as store:
        reports = store.figures().reports
    yield f"| {reports:,} | {rate} | {path.stat().st_size / reports:,.0f} |"


def main() -> None:
    """Measure, print, and write the page when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, help="where to keep the large store, or where it is")
    parser.add_argument("--page", type=Path, help="Markdown file to write")
    asked = parser.parse_args()
    lines = [_HEAD]
    with tempfile.TemporaryDirectory() as name:
        folder, world = Path(name), World()
        path = asked.store or folder / "large.db"
        for title, table in (
            ("Memory of a run", memory_lines(folder)),
            ("Reading again what has not changed", again_lines(folder, world)),
            ("Writing", writing_lines(path, world, asked.incidents)),
            ("Queries", query_lines(path, world)),
        ):
            lines += ["", f"## {title}", ""]
            print(f"\n{title}\n")
            for line in table:
                print(line, flush=True)
                lines.append(line)
    if asked.page:
        asked.page.write_text("\n".join(lines) + "\n", encoding="utf-8")


_HEAD = """# The store, measured

`make bench-store` writes this page. Two cores of a virtual machine, other work beside; the best of
some runs. Articles and incidents are made up, so that reader and store are measured and not the
pipeline. `geomap run` begins in about half a second, which the second runs include."""

if __name__ == "__main__":
    main()
