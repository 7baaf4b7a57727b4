"""Workers change nothing but the time: same findings, same order, and a lost one costs nothing."""

import os
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.errors import OptionError
from geomap.parallel import Findings, findings
from geomap.pipeline import Options
from geomap.sources.problem import Problem
from geomap.text.document import Document

TOWNS = ("Almaty", "Hengelo", "Lviv", "Gaziantep", "Marseille", "Sevilla", "Gdańsk")


def article(number: int) -> Document:
    town = TOWNS[number % len(TOWNS)]
    text = f"A fire in a warehouse in {town} injured {number + 2} people on Sunday."
    return Document(id=f"a{number}", text=text, published=date(2026, 3, 3))


def articles(count: int) -> Iterator[Document]:
    return map(article, range(count))


def children() -> set[int]:
    """The processes that this one has started, by the kernel's own list."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return set(map(int, listed.split()))


@pytest.mark.fault("hash seed, time zone, workers")
def test_two_workers_find_what_one_process_finds_in_the_same_order() -> None:
    alone, together = list(findings(articles(70))), list(findings(articles(70), workers=2))
    assert together == alone
    assert sum(len(told.incidents) for told in alone if isinstance(told, Findings)) == 70


@pytest.mark.fault("a lost worker")
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into Linux's /proc")
def test_a_worker_that_is_killed_costs_no_document() -> None:
    before = children()
    together = findings(articles(200), workers=2)
    first = next(together)
    workers = sorted(children() - before)
    os.kill(workers[-1], signal.SIGKILL)
    assert [first, *together] == list(findings(articles(200)))


def test_documents_are_taken_a_few_ahead_of_what_is_handed_on() -> None:
    taken: list[str] = []

    def watched() -> Iterator[Document]:
        for document in articles(1000):
            taken.append(document.id)
            yield document

    together = findings(watched(), workers=2)
    next(together)
    together.close()  # type: ignore[attr-defined]  # a generator, which an Iterator need not be
    assert len(taken) < 300


def test_an_option_that_makes_no_sense_is_told_before_anything_is_read() -> None:
    with pytest.raises(OptionError, match="country 'XX' is unknown"):
        findings(articles(1), Options(country="XX"), workers=2)


def test_language_and_day_of_the_options_reach_the_workers() -> None:
    document = Document(id="bare", text="Sunday's fire in Hengelo injured two people.")
    options = Options(language="en", published=date(2026, 3, 3))
    (told,) = findings([document], options, workers=2)
    assert isinstance(told, Findings)
    assert (told.language, told.document.published) == ("en", date(2026, 3, 3))


@pytest.mark.fault("one bad record")
@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_the_pipeline_cannot_take_is_a_problem_and_the_rest_go_on(
    workers: int,
) -> None:
    broken = Document(id="broken", text=None)  # type: ignore[arg-type]  # what no reader gives
    told = list(findings([article(1), broken, article(2)], workers=workers))
    assert isinstance(told[1], Problem)
    assert [told[0], told[2]] == list(findings([article(1), article(2)]))


class Deadly(Document):
    """An article that ends the process into which it is sent."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


@pytest.mark.fault("a lost worker")
def test_an_article_that_ends_its_worker_each_time_is_a_problem_and_the_rest_go_on() -> None:
    documents = [*articles(20), Deadly(id="deadly", text=""), *articles(5)]
    told = list(findings(documents, workers=2))
    assert str(told[20]).startswith("deadly: ends the process that reads it")
    assert [*told[:20], *told[21:]] == [*findings(articles(20)), *findings(articles(5))]
