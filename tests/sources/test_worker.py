"""The killable reader: reused, replaced when it ends, never left behind, never hanging."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import pytest
from page_layouts import page
from small_pdf import pdf

from geomap.sources.article import Article
from geomap.sources.options import SourceOptions
from geomap.sources.problem import Problem, UnreadError
from geomap.sources.read import read_documents
from geomap.sources.worker import Job, Limits, Worker
from geomap.text.document import Document

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
PAGE = page("amp", "nl").encode()
ENDLESS = b"From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=q\n\n" + (
    b"--q\nContent-Type: image/png; name=x\n\nx\n" * 100_000
)


def children() -> set[int]:
    found = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return set(map(int, found.read_text().split())) if found.exists() else set()


def read(worker: Worker, content: bytes = PAGE, kind: str = "page") -> Article:
    [article] = worker.read(Job(kind), content)
    assert isinstance(article, Article)
    return article


def test_one_child_serves_many_documents_and_ends_with_the_worker() -> None:
    before = children()
    with Worker() as worker:
        read(worker)
        [child] = children() - before
        read(worker, pdf([["A fire."]]), "pdf")
        assert children() - before == {child}
    assert children() == before


def test_no_child_is_started_for_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")
    found = read_documents([str(tmp_path)])
    before = children()
    next(found)
    assert children() == before


@pytest.mark.threat("deep or huge HTML")
def test_a_document_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with Worker(Limits(seconds=3)) as worker:
        began = time.monotonic()
        with pytest.raises(UnreadError, match="took longer than 3 s"):
            read(worker, ENDLESS, "mail")
        assert time.monotonic() - began < 15
        assert read(worker).title


@pytest.mark.threat("deep or huge HTML")
def test_a_run_goes_on_in_order_behind_a_document_that_hangs(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b.eml").write_bytes(ENDLESS)
    (tmp_path / "c.html").write_bytes(page("amp", "de").encode())
    first, problem, last = read_documents([str(tmp_path)], options=SourceOptions(max_seconds=3))
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(problem, Problem)
    assert (problem.status, problem.message[:18]) == ("unreadable", "took longer than 3")


def test_a_document_that_takes_too_much_memory_is_given_up() -> None:
    many = (
        b"<html><body>" + b"<p>A fire broke out near the port of Hengelo on Sunday.</p>" * 200_000
    )
    with Worker(Limits(megabytes=150)) as worker:
        with pytest.raises(UnreadError, match="more than 150 MB of memory"):
            read(worker, many)
        assert read(worker).title


@pytest.mark.fault("a lost worker")
def test_a_child_that_was_killed_between_two_documents_is_replaced() -> None:
    before = children()
    with Worker() as worker:
        alone = read(worker)
        for child in children() - before:
            os.kill(child, signal.SIGKILL)
        assert read(worker) == alone


@pytest.mark.fault("a lost worker")
def test_a_child_that_is_killed_in_the_middle_loses_nothing() -> None:
    before = children()
    slow = ENDLESS[: len(ENDLESS) // 250].rpartition(b"--q")[0] + b"--q\n\nA fire.\n--q--\n"
    with Worker() as worker:
        alone = read(worker, slow, "mail")
        [child] = children() - before
        Timer(0.05, os.kill, (child, signal.SIGKILL)).start()
        assert read(worker, slow, "mail") == alone
        assert children() - before != {child}


ABANDONED = """
import os, sys
from geomap.sources.worker import Job, Worker
worker = Worker()
content = open(sys.argv[1], "rb").read()
list(worker.read(Job("page"), content))
print(worker._child.pid, flush=True)
os.environ.get("BUSY") and list(worker.read(Job("mail"), open(sys.argv[2], "rb").read()))
sys.stdin.read()
"""


@pytest.mark.parametrize("busy", ["", "1"])
def test_a_parent_that_is_killed_leaves_no_child_behind(tmp_path: Path, busy: str) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b.eml").write_bytes(ENDLESS)
    with subprocess.Popen(
        [sys.executable, "-c", ABANDONED, str(tmp_path / "a.html"), str(tmp_path / "b.eml")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=ENVIRONMENT | {"BUSY": busy},
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.3)
        parent.kill()
    assert gone(child)


def gone(process: int) -> bool:
    """Whether a process ends within five seconds."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_reader_that_is_left_in_the_middle_leaves_no_child_behind(tmp_path: Path) -> None:
    before = children()
    for name in "ab":
        (tmp_path / f"{name}.html").write_bytes(page("amp", "nl" if name == "a" else "de").encode())
    found = read_documents([str(tmp_path)])
    next(found)
    assert children() != before
    found.close()  # type: ignore[attr-defined]  # it is a generator
    assert children() == before


def test_modules_in_the_current_folder_are_not_run(tmp_path: Path) -> None:
    """Whoever reads a folder of downloads from within it runs none of them."""
    (tmp_path / "trafilatura.py").write_text("raise SystemExit('run!')", encoding="utf-8")
    (tmp_path / "orjson.py").write_text("raise SystemExit('run!')", encoding="utf-8")
    (tmp_path / "a.html").write_bytes(PAGE)
    program = (
        "import sys; sys.path = [p for p in sys.path if p]; from geomap.sources.read import *\n"
    )
    program += "print(*(type(one).__name__ for one in read_documents(['a.html'])))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], cwd=tmp_path, env=ENVIRONMENT, stdout=-1, check=True
    )
    assert done.stdout.split() == [b"Document"]
