"""Feeds: each entry an article, every field plain text; the pages fetched when asked for."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from page_layouts import page

from geomap.errors import BlockedError
from geomap.sources.fetched import Fetch, Fetched
from geomap.sources.options import SourceOptions
from geomap.sources.problem import Problem, Remark
from geomap.sources.read import read_documents
from geomap.text.document import Document

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>The &lt;b&gt;Ledger&lt;/b&gt;</title><language>nl-NL</language>{}</channel></rss>"""
ENTRY = """<entry><title type="html">Fire &amp;amp; flood</title><id>urn:7</id>
<link href="https://news.example/7"/><published>2022-01-08T23:30:00+06:00</published>
<summary>Short.</summary><content type="html">&lt;p&gt;The whole text.&lt;p&gt;Two.</content>
</entry>"""
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>A</title>{}</feed>'
WHEN = datetime(2022, 1, 9, 12, tzinfo=UTC)


def entry(**fields: str) -> str:
    return (
        "<item>" + "".join(f"<{name}>{said}</{name}>" for name, said in fields.items()) + "</item>"
    )


def read(
    folder: Path, content: str, *, follow: bool = False, fetch: Fetch | None = None
) -> Sequence[object]:
    path = folder / "news.rss"
    path.write_text(content, encoding="utf-8")
    found = read_documents([str(path)], options=SourceOptions(follow=follow), fetch=fetch)
    return [one for one in found if not isinstance(one, Remark)]


def document(found: object) -> Document:
    assert isinstance(found, Document), found
    return found


def test_an_entry_becomes_a_document_with_its_facts(tmp_path: Path) -> None:
    [found] = read(
        tmp_path,
        RSS.format(
            entry(
                title="Brand in Hengelo",
                link="https://news.example/1",
                pubDate="Sat, 08 Jan 2022 23:30:00 -0500",
                description="&lt;p&gt;Een brand.&lt;/p&gt;&lt;p&gt;Twee gewonden.&lt;/p&gt;",
            )
        ),
    )
    one = document(found)
    assert (one.title, one.text) == ("Brand in Hengelo", "Een brand.\n\nTwee gewonden.")
    assert (one.published, one.language) == (date(2022, 1, 8), "nl")
    assert (one.source, one.url, one.id) == ("The Ledger", *["https://news.example/1"] * 2)
    assert one.origin == f"{tmp_path / 'news.rss'}#https://news.example/1"


def test_the_whole_text_of_an_entry_goes_before_its_summary(tmp_path: Path) -> None:
    one = document(read(tmp_path, ATOM.format(ENTRY))[0])
    assert (one.title, one.text) == ("Fire & flood", "The whole text.\n\nTwo.")
    assert (one.published, one.language) == (date(2022, 1, 8), "de")


@pytest.mark.threat("XML bomb")
def test_every_field_of_a_feed_is_text(tmp_path: Path) -> None:
    hostile = "&lt;img src=x onerror=alert(1)&gt;Fire&lt;script&gt;alert(2)&lt;/script&gt;"
    one = document(read(tmp_path, RSS.format(entry(title=hostile, description=hostile)))[0])
    assert (one.title, one.text) == ("Fire", "Fire")


def test_an_entry_with_a_headline_alone_has_that_for_text(tmp_path: Path) -> None:
    assert document(read(tmp_path, RSS.format(entry(title="Fire")))[0]).text == "Fire"


def test_an_entry_without_text_is_told_by_number_and_the_others_go_on(tmp_path: Path) -> None:
    empty, good = read(tmp_path, RSS.format("<item/>" + entry(title="Fire")))
    assert isinstance(empty, Problem)
    assert (empty.line, empty.status) == (1, "empty")
    assert document(good).id == "news-2"


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (RSS.format(""), "empty", "without entries"),
        ("just text", "unreadable", "no RSS or Atom feed"),
        ("<html><body><p>x</p></body></html>", "unreadable", "no RSS or Atom feed"),
    ],
)
def test_what_is_no_feed_is_told(tmp_path: Path, content: str, status: str, words: str) -> None:
    [problem] = read(tmp_path, content)
    assert isinstance(problem, Problem)
    assert problem.status == status
    assert words in problem.message


def pages(**found: bytes) -> Fetch:
    answers = {
        f"https://news.example/{name}": Fetched(
            f"https://news.example/{name}", content, "text/html; charset=utf-8", WHEN
        )
        for name, content in found.items()
    }

    def fetch(url: str) -> Fetched:
        if url not in answers:
            raise BlockedError("may not be fetched: robots.txt forbids it; save the page")
        return answers[url]

    return fetch


TWO = RSS.format(
    entry(title="T", link="https://news.example/a", pubDate="Sat, 08 Jan 2022 10:00:00 GMT")
    + entry(title="Closed", link="https://news.example/closed", description="Text")
)


def test_followed_entries_are_read_from_their_pages_in_order(tmp_path: Path) -> None:
    fetch = pages(a=page("line_breaks", "nl").encode())
    found, blocked = read(tmp_path, TWO, follow=True, fetch=fetch)
    one = document(found)
    assert one.text.startswith("Een grote brand in een loods")
    assert (one.url, one.fetched, one.origin) == ("https://news.example/a", WHEN, one.url)
    assert one.published == date(2022, 1, 8)  # the page says none, the feed does
    assert isinstance(blocked, Problem)
    assert (blocked.source, blocked.status) == ("https://news.example/closed", "blocked")


def test_nothing_is_fetched_unless_it_is_asked_for(tmp_path: Path) -> None:
    def fetch(url: str) -> Fetched:
        raise AssertionError(url)

    assert len(read(tmp_path, TWO, fetch=fetch)) == 2


def test_a_feed_of_first_words_says_how_to_get_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.atom"
    path.write_text(ATOM.format(ENTRY), encoding="utf-8")
    remark, _ = read_documents([str(path)])
    assert isinstance(remark, Remark)
    assert "--follow" in remark.message
