"""Tables with a column of text: CSV, TSV and workbooks, in many languages and encodings."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import LexiconError
from geomap.sources.columns import columns_from
from geomap.sources.options import SourceOptions
from geomap.sources.problem import Problem, Remark
from geomap.sources.read import read_documents
from geomap.sources.table import articles_in_table
from geomap.text.document import Document


def read(
    folder: Path, content: str | bytes, name: str = "rows.csv", **columns: str
) -> Sequence[object]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_documents([str(path)], options=SourceOptions(**columns)))  # type: ignore[arg-type]


def documents(found: Sequence[object]) -> list[Document]:
    return [one for one in found if isinstance(one, Document)]


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_told_by_the_header(tmp_path: Path, sign: str) -> None:
    header, row = ["id", "title", "text", "date"], ["7", "T", '"A, fire; big | one"', "2022-01-08"]
    [one] = documents(read(tmp_path, f"{sign.join(header)}\n{sign.join(row)}\n"))
    assert (one.id, one.title, one.text) == ("7", "T", "A, fire; big | one")
    assert one.published == date(2022, 1, 8)
    assert one.origin == f"{tmp_path / 'rows.csv'}#7"


@pytest.mark.parametrize(
    "header",
    [
        "kop;tekst;datum",
        "Überschrift;Inhalt;Datum",
        "titre;texte;date",
        "título;texto;fecha",
        "Заголовок;Текст;Дата",
        "العنوان;النص;التاريخ",
        "标题;正文;日期",
        "Tytuł;Treść;Data publikacji",
        "HEADLINE;Article-Text;Published.At",
    ],
)
def test_columns_are_found_by_their_usual_names(tmp_path: Path, header: str) -> None:
    [one] = documents(read(tmp_path, f"{header}\nT;A fire.;08.01.2022\n"))
    assert (one.title, one.text, one.published) == ("T", "A fire.", date(2022, 1, 8))


def test_columns_may_be_named(tmp_path: Path) -> None:
    rows = "nr,wat,text,wie\n5,A fire.,other,x\n"
    [one] = documents(read(tmp_path, rows, text_column="wat", id_column="nr", title_column="WIE"))
    assert (one.id, one.text, one.title) == ("5", "A fire.", "x")


def test_a_named_column_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    [problem] = read(tmp_path, "a,b\n1,2\n", text_column="c")
    assert isinstance(problem, Problem)
    assert problem.message == "has no column 'c'; it has a, b"


def test_a_table_of_something_else_says_how_to_go_on(tmp_path: Path) -> None:
    [problem] = read(tmp_path, "event_id,latitude,longitude\n1,2,3\n")
    assert isinstance(problem, Problem)
    assert "--text-column" in problem.message
    assert "geomap map" in problem.message


def test_rows_of_several_lines_are_numbered_by_their_first(tmp_path: Path) -> None:
    found = read(tmp_path, 'text,id\n"one\n\ntwo",a\n,b\n"three",c\n')
    assert [one.text for one in documents(found)] == ["one\n\ntwo", "three"]
    [problem] = [one for one in found if isinstance(one, Problem)]
    assert (problem.line, problem.status) == (5, "empty")


@pytest.mark.fault("encodings")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_may_be_in_several_encodings(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, "title;text\nCafé;Vuur in Köln\nb;ascii\n".encode(encoding))
    assert [one.text for one in documents(found)] == ["Vuur in Köln", "ascii"]
    assert documents(found)[0].title == "Café"


@pytest.mark.fault("one bad record")
def test_a_bad_row_is_one_problem_and_the_others_go_on(tmp_path: Path) -> None:
    rows = b"text\nfirst\nbad \xff \xd0\x90\xff\nnul \0 here\nlast\n"
    found = read(tmp_path, rows)
    assert [one.text for one in documents(found)] == ["first", "last"]
    assert [one.line for one in found if isinstance(one, Problem)] == [3, 4]


@pytest.mark.fault("bad dates and coordinates")
@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-01-08T10:00:00Z", 8),
        ("8-1-2022", 8),
        ("31/1/2022", 31),
        ("1/31/2022", 31),
        ("1/2/2022", None),
        ("30.02.2022", None),
        ("last week", None),
    ],
)
def test_a_day_that_can_be_read_in_two_ways_is_left_out(
    tmp_path: Path, written: str, day: int | None
) -> None:
    found = read(tmp_path, f"text;date\nA fire.;{written}\nB;{written}\n")
    assert [one.published for one in documents(found)] == [date(2022, 1, day) if day else None] * 2
    assert sum(isinstance(one, Remark) for one in found) == (0 if day else 1)


def test_every_row_has_a_hash_of_its_own_bytes(tmp_path: Path) -> None:
    one, two = documents(read(tmp_path, "id,text\n1,same text\n2,other\n"))
    [again] = documents(read(tmp_path, "id,text\n1,same text\n", "again.csv"))
    assert (one.content_hash, one.content_hash == two.content_hash) == (again.content_hash, False)


def test_a_table_without_rows_is_empty(tmp_path: Path) -> None:
    assert [one.status for one in read(tmp_path, "text,id\n") if isinstance(one, Problem)] == [
        "empty"
    ]
    assert [one.status for one in read(tmp_path, "\n\n") if isinstance(one, Problem)] == ["empty"]


@pytest.mark.fault("encodings")
def test_an_open_quotation_mark_does_not_swallow_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(b'text\ngood\n"open' + b"a\n" * 20_000 + b'"\nlast\n')
    found = list(read_documents([str(path)], options=SourceOptions(max_bytes=10_000)))
    [problem] = [one for one in found if isinstance(one, Problem)]
    assert (problem.line, problem.status) == (3, "too large")
    assert "quotation mark" in problem.message
    assert "good" in [one.text for one in documents(found)]


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_told(content: bytes) -> None:
    found = list(articles_in_table(io.BytesIO(b"text,id\n" + content), {}, 1000))
    assert all(one.line for one in found)


def test_every_sheet_with_a_column_of_text_is_read(tmp_path: Path) -> None:
    first = [
        ["id", "Текст", "Дата"],
        [7, "Пожар в Алматы.", date(2022, 1, 8)],
        [8, "", None],
    ]
    content = workbook(first, [["x"], [1]], [["body"], ["Second."]])
    found = read(tmp_path, content, "rows.xlsx")
    one, two = documents(found)
    assert (one.id, one.text, one.published) == ("7", "Пожар в Алматы.", date(2022, 1, 8))
    assert two.text == "Second."
    assert [problem.line for problem in found if isinstance(problem, Problem)] == [3]


def test_columns_of_a_workbook_may_be_named(tmp_path: Path) -> None:
    content = workbook([["wat", "text"], ["A fire.", "other"]])
    [one] = documents(read(tmp_path, content, "rows.xlsx", text_column="wat"))
    assert one.text == "A fire."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 damaged", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "encrypted, or a workbook of the old kind"),
        (workbook([["a", "b"], [1, 2]]), "has no column of text"),
        (workbook([]), "no worksheet with rows"),
    ],
)
def test_what_is_no_workbook_of_articles_is_told(
    tmp_path: Path, content: bytes, words: str
) -> None:
    [problem] = read(tmp_path, content, "rows.xlsx")
    assert isinstance(problem, Problem)
    assert words in problem.message


FIELDS = ("text", "title", "published", "url", "source", "language", "id")


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"columns": {"text": ["a"]}},
        {"columns": {field: ["A"] for field in FIELDS}},
        {"columns": dict.fromkeys(FIELDS, "a")},
    ],
)
def test_a_wrong_table_of_column_names_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(LexiconError, match=r"text_columns\.toml"):
        columns_from(table)
