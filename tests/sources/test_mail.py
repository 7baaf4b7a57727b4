"""Mail and pages saved as one file: the text part, the headers, attachments only named."""

from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from page_layouts import page

from geomap.sources.problem import Problem, Remark
from geomap.sources.read import read_documents
from geomap.text.document import Document


def mail(
    text: str | None = "A fire in Hengelo.\n\nTwo hurt.", html: str | None = None
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = '"Desk of Zoë" <desk@news.example>'
    message["Subject"] = "Brand bij Köln"
    message["Date"] = "Sat, 08 Jan 2022 23:30:00 -0500"
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def read(folder: Path, content: bytes | EmailMessage, name: str = "m.eml") -> list[object]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.as_bytes())
    return list(read_documents([str(path)]))


def test_headers_become_the_facts_of_the_document(tmp_path: Path) -> None:
    [document] = read(tmp_path, mail())
    assert isinstance(document, Document)
    assert (document.title, document.source) == ("Brand bij Köln", "Desk of Zoë")
    assert document.published == date(2022, 1, 8)
    assert document.text == "A fire in Hengelo.\n\nTwo hurt.\n"


def test_plain_text_goes_before_html(tmp_path: Path) -> None:
    [document] = read(tmp_path, mail(html="<p>Other</p>"))
    assert isinstance(document, Document)
    assert document.text.startswith("A fire")


def test_html_alone_becomes_text(tmp_path: Path) -> None:
    [document] = read(tmp_path, mail(None, "<p>A <b>fire</b>.</p><script>x()</script><p>Two.</p>"))
    assert isinstance(document, Document)
    assert document.text == "A fire.\n\nTwo."


def test_attachments_are_named_and_not_read(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment(b"secret", maintype="application", subtype="pdf", filename="rapport.pdf")
    remark, document = read(tmp_path, message)
    assert remark == Remark(str(tmp_path / "m.eml"), "attachments are not read: rapport.pdf")
    assert isinstance(document, Document)
    assert "secret" not in document.text


def test_a_mail_of_attachments_alone_is_empty(tmp_path: Path) -> None:
    message = mail(None)
    message.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    [problem] = read(tmp_path, message)
    assert isinstance(problem, Problem)
    assert (problem.status, problem.message) == (
        "empty",
        "is a mail without text; attached are a.png",
    )


def test_what_has_no_headers_is_no_mail(tmp_path: Path) -> None:
    [problem] = read(tmp_path, b"\n\nJust text.")
    assert isinstance(problem, Problem)
    assert "is no mail" in problem.message


@pytest.mark.fault("encodings")
@pytest.mark.parametrize("charset", ["iso-8859-1", "nonsense-8", "utf-8"])
def test_any_bytes_of_a_mail_become_text_that_can_be_stored(tmp_path: Path, charset: str) -> None:
    head = (
        f"From: \udcff a@b.example\nSubject: \udcfe x\nContent-Type: text/plain; charset={charset}"
    )
    content = f"{head}\n\nCaf\udce9 \0 open.".encode("utf-8", "surrogateescape")
    [document] = read(tmp_path, content)
    assert isinstance(document, Document)
    assert all(field.encode("utf-8") for field in (document.text, document.title, document.source))


@pytest.mark.parametrize("name", ["page.mht", "page.mhtml"])
def test_a_page_saved_as_one_file_is_read_as_a_page(tmp_path: Path, name: str) -> None:
    saved = EmailMessage()
    saved["From"] = "<Saved by a browser>"
    saved["Snapshot-Content-Location"] = "https://news.example/story"
    saved.set_content(page("wordpress", "nl"), subtype="html", cte="quoted-printable")
    saved.make_related()
    [document] = read(tmp_path, saved, name)
    assert isinstance(document, Document)
    assert document.url == "https://news.example/story"
    assert document.text.startswith("Een grote brand in een loods")
