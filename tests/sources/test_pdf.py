"""PDF: the text layer in paragraphs; scans, locks and damage told by name."""

from pathlib import Path

import pytest
from small_pdf import pdf

from geomap.sources.problem import Problem
from geomap.sources.read import read_documents
from geomap.text.document import Document

LINES = [
    "A fire broke out in a ware-",
    "house near Hengelo on Sunday evening,",
    "and two people (both men) were hurt.",
    "It is over.",
    "The police are looking into the cause",
    "of the fire, said a man in Zürich.",
]


def found(folder: Path, content: bytes) -> Document | Problem:
    path = folder / "paper.pdf"
    path.write_bytes(content)
    [one] = read_documents([str(path)])
    assert isinstance(one, Document | Problem)
    return one


def text_of(folder: Path, content: bytes) -> str:
    document = found(folder, content)
    assert isinstance(document, Document), document
    return document.text


def test_lines_become_paragraphs_and_cut_words_whole(tmp_path: Path) -> None:
    first, second = text_of(tmp_path, pdf([LINES])).split("\n\n")
    assert first.startswith("A fire broke out in a warehouse near Hengelo on Sunday evening, and")
    assert first.endswith("hurt. It is over.")
    assert second.endswith("of the fire, said a man in Zürich.")


def test_a_sentence_may_go_on_on_the_next_page(tmp_path: Path) -> None:
    text = text_of(tmp_path, pdf([LINES[:2], LINES[2:]]))
    assert "Sunday evening, and two people" in text


def test_page_numbers_and_running_heads_are_left_out(tmp_path: Path) -> None:
    pages = [["The Ledger", *LINES, f"Page text {n}.", str(n)] for n in range(1, 5)]
    text = text_of(tmp_path, pdf(pages))
    assert "Ledger" not in text
    assert "Page text 3." in text
    assert not any(line.isdigit() for line in text.split())


@pytest.mark.parametrize(
    ("written", "title"),
    [("Fire near Hengelo", "Fire near Hengelo"), ("Microsoft Word - x", None), ("x.docx", None)],
)
def test_a_title_that_is_a_file_name_is_none(
    tmp_path: Path, written: str, title: str | None
) -> None:
    document = found(tmp_path, pdf([LINES], written))
    assert isinstance(document, Document)
    assert document.title == title


def test_a_scan_without_text_is_empty_with_a_way_out(tmp_path: Path) -> None:
    problem = found(tmp_path, pdf([[], []]))
    assert isinstance(problem, Problem)
    assert problem.status == "empty"
    assert "OCR" in problem.message


def test_an_encrypted_file_is_told_as_such(tmp_path: Path) -> None:
    locked = pdf([LINES]).replace(
        b"/Info 4 0 R",
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>"
        b" /ID [<%s> <%s>]" % (b"41" * 32, b"42" * 32, b"43" * 16, b"43" * 16),
    )
    problem = found(tmp_path, locked)
    assert isinstance(problem, Problem)
    assert (problem.status, problem.message[:12]) == ("unreadable", "is encrypted")


@pytest.mark.parametrize("content", [b"%PDF-1.7\njunk", b"no pdf", pdf([LINES])[:300]])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    problem = found(tmp_path, content)
    assert isinstance(problem, Problem)
    assert "damaged" in problem.message
