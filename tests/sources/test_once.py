"""Each article once: duplicates, what an earlier run knows, and the sum that always holds."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from page_layouts import page

from geomap.sources.problem import Duplicate, Problem, Unchanged
from geomap.sources.read import read_documents
from geomap.text.document import Document

TEXT = "A fire broke out in a warehouse near Hengelo on Sunday evening. " * 5


def write(folder: Path, **texts: str) -> str:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return str(folder)


def kinds(found: Sequence[object]) -> list[str]:
    return [type(one).__name__ for one in found]


def test_the_same_bytes_under_another_name_are_a_duplicate(tmp_path: Path) -> None:
    document, duplicate = read_documents([write(tmp_path, a=TEXT, b=TEXT)])
    assert isinstance(document, Document)
    assert duplicate == Duplicate("b", "a", document.content_hash)


@pytest.mark.parametrize("other", [TEXT.replace(" ", "  \n"), TEXT.replace("fi", "ﬁ"), TEXT + "\n"])
def test_the_same_text_spaced_or_composed_otherwise_is_a_duplicate(
    tmp_path: Path, other: str
) -> None:
    assert kinds(list(read_documents([write(tmp_path, a=TEXT, b=other)]))) == [
        "Document",
        "Duplicate",
    ]


def test_the_same_text_of_another_day_is_another_document(tmp_path: Path) -> None:
    folder = write(tmp_path, a=TEXT, b=f"Published: 2022-01-08\n\n{TEXT}")
    assert kinds(list(read_documents([folder]))) == ["Document", "Document"]


def test_short_texts_under_other_headlines_are_two_documents(tmp_path: Path) -> None:
    folder = write(tmp_path, a="Title: Fire\n\nRead more.", b="Title: Flood\n\nRead more.")
    assert kinds(list(read_documents([folder]))) == ["Document", "Document"]


def test_what_is_known_is_not_read_again(tmp_path: Path) -> None:
    folder = write(tmp_path, a=TEXT, b="Other.")
    hashes = {one.content_hash for one in read_documents([folder]) if isinstance(one, Document)}
    found = list(read_documents([folder], known=hashes.__contains__))
    assert kinds(found) == ["Unchanged", "Unchanged"]
    assert {one.content_hash for one in found if isinstance(one, Unchanged)} == hashes


def test_known_pages_cost_no_extraction(tmp_path: Path) -> None:
    """A page that would be told as empty is not even looked at."""
    path = tmp_path / "a.html"
    path.write_text("<html></html>", encoding="utf-8")
    assert kinds(list(read_documents([str(path)], known=lambda _: True))) == ["Unchanged"]


def test_rows_are_known_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [json.dumps({"text": f"Text {number}."}) for number in range(3)]
    path.write_text("\n".join(rows), encoding="utf-8")
    _, second, _ = read_documents([str(path)])
    assert isinstance(second, Document)
    found = list(read_documents([str(path)], known=lambda said: said == second.content_hash))
    assert kinds(found) == ["Document", "Unchanged", "Document"]
    assert [one.id for one in found if isinstance(one, Document)] == ["rows-1", "rows-3"]


def test_a_name_stays_that_of_its_document_when_the_first_of_that_name_is_known(
    tmp_path: Path,
) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(f"Text {folder}.", encoding="utf-8")
    inputs = [str(tmp_path / "a/x.txt"), str(tmp_path / "b/x.txt")]
    first, _, second = read_documents(inputs)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    again = list(read_documents(inputs, known=lambda said: said == first.content_hash))
    assert [one.id for one in again if isinstance(one, Document)] == [second.id] == ["x-2"]


@pytest.mark.fault("one bad record")
def test_every_article_is_a_document_a_problem_a_duplicate_or_unchanged(tmp_path: Path) -> None:
    folder = write(tmp_path, a=TEXT, b=TEXT, empty="", known="Known.")
    (tmp_path / "page.html").write_text(page("amp", "nl"), encoding="utf-8")
    (tmp_path / "bad.pdf").write_bytes(b"junk")
    (tmp_path / "rows.jsonl").write_text('{"text": "One."}\nbroken\n{"text": "One."}\n')
    [known] = [
        one for one in read_documents([str(tmp_path / "known.txt")]) if isinstance(one, Document)
    ]
    found = list(read_documents([folder], known=lambda said: said == known.content_hash))
    counted = (Document, Problem, Duplicate, Unchanged)
    assert sum(isinstance(one, counted) for one in found) == 6 + 3
    assert [sum(isinstance(one, kind) for one in found) for kind in counted] == [3, 3, 2, 1]


def test_a_problem_tells_the_hash_of_what_could_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(b"junk")
    [problem] = read_documents([str(path)])
    assert isinstance(problem, Problem)
    assert problem.content_hash
    assert kinds(list(read_documents([str(path)], known=problem.content_hash.__eq__))) == [
        "Unchanged"
    ]
