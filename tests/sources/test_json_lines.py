"""JSON lines: one article a line, one bad line is one problem."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from geomap.sources.problem import Problem
from geomap.sources.read import read_documents
from geomap.text.document import Document

FULL = {
    "id": "a1",
    "text": "Text.",
    "title": "T",
    "published": "2022-01-08T10:00:00Z",
    "lang": "NL",
    "source": "S",
    "url": "https://example.org",
    "extra": {"ignored": True},
}


def read(folder: Path, *lines: object, encoding: str = "utf-8") -> list[object]:
    path = folder / "rows.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_bytes("\n".join(texts).encode(encoding))
    return list(read_documents([str(path)]))


def test_every_key_becomes_a_fact_of_the_document(tmp_path: Path) -> None:
    [document] = read(tmp_path, FULL)
    assert isinstance(document, Document)
    assert (document.id, document.text, document.title) == ("a1", "Text.", "T")
    assert (document.published, document.language) == (date(2022, 1, 8), "nl")
    assert (document.source, document.url) == ("S", "https://example.org")


def test_a_row_is_told_by_its_own_hash_and_place(tmp_path: Path) -> None:
    [document] = read(tmp_path, FULL)
    assert isinstance(document, Document)
    assert document.content_hash == sha256(json.dumps(FULL).encode()).hexdigest()
    assert document.origin == f"{tmp_path / 'rows.jsonl'}#a1"


def test_language_may_be_spelled_out_and_nulls_are_nothing(tmp_path: Path) -> None:
    row = {"id": 7, "text": "Text.", "language": "en", "title": None, "published": None}
    [document] = read(tmp_path, row)
    assert isinstance(document, Document)
    assert (document.id, document.language, document.published) == ("7", "en", None)


def test_a_row_without_id_is_called_after_file_and_line(tmp_path: Path) -> None:
    [_, second] = read(tmp_path, FULL, {"text": "Other text."})
    assert isinstance(second, Document)
    assert second.id == "rows-2"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"id": "a", "text": "cut o', "is no JSON"),
        ("[1, 2]", "is no JSON object"),
        ('{"id": "a"}', 'has no "text"'),
        ('{"id": "a", "text": " "}', '"text" is empty'),
        ('{"id": "a", "text": 5}', '"text" is 5, not text in quotes'),
        ('{"id": {}, "text": "b"}', '"id" is {}, not text in quotes'),
        ('{"id": "a", "text": "b", "published": "yesterday"}', "'yesterday' is no date"),
        ('{"id": "a", "text": "b", "title": ["c"]}', '"title" is'),
        ('{"id": "a", "text": "half a \\ud800"}', "is no JSON"),
        ("[" * 5000, "is no JSON"),
    ],
)
def test_a_malformed_line_is_named_by_number_and_the_others_go_on(
    tmp_path: Path, line: str, words: str
) -> None:
    before, problem, after = read(tmp_path, {"text": "One."}, line, {"text": "Three."})
    assert isinstance(problem, Problem)
    assert problem.line == 2
    assert words in problem.message
    assert str(problem).startswith(f"{tmp_path / 'rows.jsonl'}:2: ")
    assert isinstance(before, Document)
    assert isinstance(after, Document)


def test_blank_lines_are_passed_over_and_still_counted(tmp_path: Path) -> None:
    [_, problem] = read(tmp_path, "", FULL, " ", "broken")
    assert isinstance(problem, Problem)
    assert problem.line == 4


def test_an_empty_file_is_a_problem(tmp_path: Path) -> None:
    [problem] = read(tmp_path, "")
    assert isinstance(problem, Problem)
    assert (problem.message[:8], problem.status) == ("is empty", "empty")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, '{"text": "Алматы"}', '{"text": "é"}', encoding=encoding)
    assert [one.text for one in found if isinstance(one, Document)] == ["Алматы", "é"]


def test_a_line_in_another_encoding_is_one_problem(tmp_path: Path) -> None:
    first, second = read(tmp_path, '{"text": "café"}', '{"text": "cafe"}', encoding="cp1252")
    assert isinstance(first, Problem)
    assert isinstance(second, Document)


def test_a_line_too_long_to_be_an_article_is_one_problem(tmp_path: Path) -> None:
    long = json.dumps({"text": "a" * 20_000_000})
    first, second = read(tmp_path, long + "b" * 30_000_000, {"text": "Two."})
    assert isinstance(first, Problem)
    assert (first.line, first.message[:25]) == (1, "is longer than 20 MB; spl")
    assert isinstance(second, Document)


def test_rows_of_one_id_get_two_names(tmp_path: Path) -> None:
    found = read(tmp_path, FULL, FULL | {"text": "Another."})
    assert [one.id for one in found if isinstance(one, Document)] == ["a1", "a1-2"]


@pytest.mark.fault("one bad record")
def test_one_bad_line_in_100_000_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    lines = [b'{"text": "Text %d."}' % number for number in range(100_000)]
    lines[70_000] = b'{"text": "cut o'
    path.write_bytes(b"\n".join(lines))
    found = list(read_documents([str(path)]))
    [problem] = [one for one in found if isinstance(one, Problem)]
    assert (len(found), problem.line) == (100_000, 70_001)
