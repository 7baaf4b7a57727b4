"""Inputs built to hang, burst, break or spy: each told by name, none over its memory."""

import sys
from pathlib import Path

import pytest
from hostile_files import (
    HIDDEN,
    LAUGHS,
    NAMES,
    feed,
    make,
    measured,
    outside,
    workbook,
    xhtml,
)

from geomap.sources.problem import Problem
from geomap.sources.read import read_documents
from geomap.text.document import Document

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux caps and counts memory so")
MOST_MEGABYTES = 500
WHOLE = {"keys.md"}  # large, and text all the same


LINES = tuple(name for name in NAMES if name.startswith("line."))
BOMBS = tuple(name for name in NAMES if ".gz" in name)
OTHERS = sorted(set(NAMES) - set(LINES) - set(BOMBS))


def is_told(name: str, folder: Path) -> bool:
    """Whether reading a hostile file gives problems, within its memory."""
    reading = measured(make(name, folder))
    assert reading.found
    assert reading.megabytes < MOST_MEGABYTES
    return all(kind == "Problem" for kind, *_ in reading.found)


@linux
@pytest.mark.threat("deep or huge HTML")
@pytest.mark.parametrize("name", OTHERS)
def test_a_hostile_file_is_told_within_its_memory_and_time(tmp_path: Path, name: str) -> None:
    assert is_told(name, tmp_path) is (name not in WHOLE)


@linux
@pytest.mark.threat("gzip bomb")
@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_is_packed_to_burst_is_told_within_its_memory(
    tmp_path: Path, name: str
) -> None:
    assert is_told(name, tmp_path)


@linux
@pytest.mark.fault("encodings")
@pytest.mark.parametrize("name", LINES)
def test_a_line_of_100_mb_is_told_within_its_memory(tmp_path: Path, name: str) -> None:
    assert is_told(name, tmp_path)


CANARY = "the canary sings"
ENTRIES = {
    "a.rss": feed,
    "a.atom": feed,
    "a.xml": feed,
    "a.xhtml": xhtml,
    "a.html": xhtml,
    "a.xlsx": workbook,
}


@pytest.mark.threat("XML bomb")
@pytest.mark.parametrize("hidden", ["", HIDDEN])
@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_the_text_of_another_file_never_comes_in(tmp_path: Path, name: str, hidden: str) -> None:
    canary = tmp_path / "canary"
    canary.write_text(CANARY, encoding="utf-8")
    (tmp_path / name).write_bytes(ENTRIES[name](hidden + outside(canary)))
    found = list(read_documents([str(tmp_path / name)]))
    assert found
    assert CANARY not in repr(found)


@pytest.mark.threat("XML bomb")
@pytest.mark.parametrize("kind", ["rss", "html", "xlsx", "pdf", "eml"])
def test_a_file_that_is_the_name_of_another_is_not_that_file(tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(feed("", CANARY))
    for number, name in enumerate([str(secret), secret.as_uri()]):
        (tmp_path / f"{number}.{kind}").write_text(name, encoding="utf-8")
        found = list(read_documents([str(tmp_path / f"{number}.{kind}")]))
        assert found
        assert CANARY not in repr(found)


@pytest.mark.threat("XML bomb")
@pytest.mark.parametrize("hidden", ["", HIDDEN])
@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_entities_of_a_file_s_own_are_not_multiplied(
    tmp_path: Path, name: str, hidden: str
) -> None:
    (tmp_path / name).write_bytes(ENTRIES[name](hidden + LAUGHS))
    found = list(read_documents([str(tmp_path / name)]))
    assert found
    assert "lollol" not in repr(found)


@pytest.mark.fault("encodings")
@pytest.mark.parametrize(
    "suffix",
    ["txt", "md", "html", "csv", "jsonl", "eml", "pdf", "rss", "xlsx", "warc", "gz", "mht"],
)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 1000,
        bytes(range(256)) * 50,
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1f\x8b",
        b"\x89PNG\r\n\x1a\n" * 99,
    ],
    ids=["nothing", "zeros", "bytes", "mark", "utf-8 mark", "gzip", "picture"],
)
def test_no_file_of_any_kind_is_dropped_or_breaks_the_run(
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(content)
    found = list(read_documents([str(path)]))
    assert [one for one in found if isinstance(one, Problem | Document)]
    assert content or found[0].status == "empty"  # type: ignore[union-attr]
