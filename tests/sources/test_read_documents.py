"""Reading: files, folders, JSON lines and standard input, through the room's one door."""

import io
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.sources.problem import Problem, Remark
from geomap.sources.read import read_documents
from geomap.text.document import Document

HEADED = """Title: Unrest in the north
Published: 2022-01-08
LANGUAGE: nl-NL
Source: Our own desk
Url: https://example.org/unrest

First line of the article.
"""


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def documents(*inputs: str, stdin: bytes = b"") -> list[Document]:
    found = read_documents(inputs, stdin=io.BytesIO(stdin))
    return [one for one in found if isinstance(one, Document)]


def problems(*inputs: str) -> list[Problem]:
    return [one for one in read_documents(inputs) if isinstance(one, Problem)]


def remarks(*inputs: str) -> list[Remark]:
    return [one for one in read_documents(inputs) if isinstance(one, Remark)]


def test_header_lines_become_the_facts_of_the_document(tmp_path: Path) -> None:
    [document] = documents(write(tmp_path, "unrest.txt", HEADED))
    assert document.title == "Unrest in the north"
    assert document.published == date(2022, 1, 8)
    assert (document.language, document.source) == ("nl", "Our own desk")
    assert document.url == "https://example.org/unrest"


def test_the_text_begins_after_the_header_so_offsets_refer_to_the_article(tmp_path: Path) -> None:
    [document] = documents(write(tmp_path, "unrest.txt", HEADED))
    assert (document.id, document.text) == ("unrest", "First line of the article.\n")


@pytest.mark.parametrize(
    "text",
    [
        "Update: the road is open again.\n\nMore follows.",
        "Source: the ministry, which said nothing.\nMore follows.",
        "The news.\nTitle: not at the start\n\nMore.",
        "Title: a header\nUpdate: and one line that is none\n\nMore.",
    ],
)
def test_a_text_that_only_looks_headed_is_taken_whole(tmp_path: Path, text: str) -> None:
    [document] = documents(write(tmp_path, "a.txt", text))
    assert (document.text, document.title) == (text, None)


@given(st.text().filter(str.strip))
def test_text_without_a_known_key_is_never_changed(text: str) -> None:
    body = "Start.\n" + text.replace("\0", "")
    assert documents("-", stdin=body.encode())[0].text == body


@given(st.binary() | st.text().map(lambda text: text.encode("cp1252", "ignore")))
def test_any_bytes_are_a_document_or_a_problem_and_never_a_crash(content: bytes) -> None:
    found = list(read_documents(["-"], stdin=io.BytesIO(content)))
    assert [one for one in found if not isinstance(one, Remark)]


def test_line_ends_of_windows_keep_their_place_in_the_text(tmp_path: Path) -> None:
    [document] = documents(write(tmp_path, "a.txt", "Title: x\r\n\r\nOne.\r\nTwo.\r\n"))
    assert (document.title, document.text) == ("x", "One.\r\nTwo.\r\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = "Onrust in Алматы, zegt een café-eigenaar"
    [document] = documents(write(tmp_path, "a.txt", text.encode(encoding)))
    assert document.text == text


def test_windows_1252_is_read_with_a_remark(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "De premier van België zei: “geen idee”".encode("cp1252"))
    assert documents(path)[0].text == "De premier van België zei: “geen idee”"
    assert remarks(path) == [Remark(path, "is not UTF-8; read as Windows-1252")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"Title: x\n\n \n", "has a header but no text"),
        (b"PK\x03\x04\0\0", "is binary"),
        ("plain".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        ("Беспорядки в Алматы".encode("cp1251"), "byte 0 is not UTF-8, nor is it Windows-1252"),
        ("Алматы und Köln".encode() + b"\xff", "is not UTF-8"),
        (b"\xff\xfea\xd8", "is marked as UTF-16-LE"),
        (b"Published: last week\n\nText.", "'last week' is no date; write it as 2022-01-08"),
        (b"Published: 2022-02-30\n\nText.", "'2022-02-30' is no date"),
        (b"a" * 20_000_001, "is longer than 20 MB"),
    ],
)
def test_unreadable_text_is_refused_by_name(tmp_path: Path, content: bytes, words: str) -> None:
    path = write(tmp_path, "bad.txt", content)
    [problem] = problems(path)
    assert problem.source == path
    assert words in problem.message
    assert documents(path) == []


@pytest.mark.parametrize("day", ["2022-01-08", "2022-01-08T23:59:59Z", "2022-01-08 10:00"])
def test_a_time_of_day_does_not_move_the_day(tmp_path: Path, day: str) -> None:
    [document] = documents(write(tmp_path, "a.txt", f"Published: {day}\n\nText."))
    assert document.published == date(2022, 1, 8)


def test_a_missing_file_is_a_problem_and_the_others_go_on(tmp_path: Path) -> None:
    good, missing = write(tmp_path, "good.txt", "Text."), str(tmp_path / "missing.txt")
    assert [document.id for document in documents(missing, good)] == ["good"]
    assert problems(missing, good) == [
        Problem(missing, "there is no such file or folder; check the name")
    ]


def test_an_empty_name_is_not_the_current_folder() -> None:
    assert problems("") == [Problem("''", "is no name; give a file or a folder")]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="this file is Linux's own")
def test_an_unreadable_file_is_named() -> None:
    [problem] = problems("/proc/self/mem")
    assert problem.source == "/proc/self/mem"
    assert "cannot be read" in problem.message


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_forbidden_file_and_folder_are_named(tmp_path: Path) -> None:
    locked = Path(write(tmp_path, "folder/locked.txt", "Text."))
    locked.chmod(0)
    assert "may not be read" in problems(str(locked))[0].message
    locked.parent.chmod(0)
    found = problems(str(locked.parent))
    locked.parent.chmod(0o700)
    assert "may not be read" in found[0].message


@pytest.mark.parametrize("name", ["x.json", "map.geojson", "a.docx", "a.xls", "a.zip", "a.db"])
def test_files_of_other_kinds_are_refused_with_a_way_out(tmp_path: Path, name: str) -> None:
    [problem] = problems(write(tmp_path, name, "{}"))
    assert ";" in problem.message


def test_an_address_of_another_kind_is_refused() -> None:
    [problem] = problems("ftp://example.org/a.txt")
    assert "give http or https" in problem.message


def test_a_folder_is_read_with_its_subfolders_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.TXT", ".hidden.txt", ".git/d.txt", "notes.doc"):
        write(tmp_path, name, f"Text of {name}.")
    assert [document.id for document in documents(str(tmp_path))] == ["a", "b", "sub/c"]


def test_a_folder_without_articles_says_what_was_looked_for(tmp_path: Path) -> None:
    write(tmp_path, "picture.png", "x")
    [problem] = problems(str(tmp_path))
    assert problem.source == str(tmp_path)
    assert "*.txt, *.md, *.jsonl" in problem.message


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Text.")
    assert len(documents(path, str(tmp_path))) == 1
    assert remarks(path, str(tmp_path)) == [Remark(path, "was read already; not read again")]


def test_two_articles_of_one_name_get_two_names(tmp_path: Path) -> None:
    inputs = [write(tmp_path, f"{name}/a.txt", f"Text {name}.") for name in "xyz"]
    assert [document.id for document in documents(*inputs)] == ["a", "a-2", "a-3"]
    assert remarks(*inputs)[0] == Remark("a-2", "another article is called a already")


def test_a_name_that_is_no_utf_8_becomes_one_that_exports_can_hold(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt")
    Path(path).write_text("Text.", encoding="utf-8")
    assert documents(path)[0].id == "bad\N{REPLACEMENT CHARACTER}"


def test_standard_input_is_text_or_json_lines() -> None:
    [text] = documents("-", stdin=b"Some news.")
    assert (text.id, text.text, text.origin) == ("stdin", "Some news.", None)
    rows = documents("-", stdin=b'{"id": 1, "text": "One."}\n{"id": 2, "text": "Two."}\n')
    assert [document.id for document in rows] == ["1", "2"]
