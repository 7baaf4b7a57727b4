"""Web pages: the article and nothing else, its headline, day, language, site and address."""

import json
from datetime import date
from pathlib import Path

import pytest
from page_layouts import LANGUAGES, LAYOUTS, nameless, page, paragraphs, sentences, words

from geomap.sources.article import Article
from geomap.sources.problem import Problem, Remark
from geomap.sources.read import read_documents
from geomap.sources.web_page import article_in_page, text_of_markup
from geomap.text.document import Document

SENTENCE = "Rebels attacked the town of Kidal on Monday morning and killed five people there. "


def page_of(body: str, head: str = "") -> bytes:
    article = f"<h1>H</h1><p>{SENTENCE * 4}</p>"
    return f"<html><head>{head}</head><body>{article}{body}</body></html>".encode()


def linked(said: str) -> str:
    return f'<script type="application/ld+json">{said}</script>'


def article(head: str = "", body: str = "", url: str = "") -> Article:
    return article_in_page(page_of(body, head), url=url)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_sentence_of_the_article_is_kept(layout: str, language: str) -> None:
    text = article_in_page(page(layout, language).encode()).text
    assert [sentence for sentence in sentences(language) if sentence not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_around_the_article_is_let_in(layout: str, language: str) -> None:
    text = article_in_page(page(layout, language).encode()).text
    assert [phrase for phrase in words(language)["around"] if phrase in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_paragraphs_are_kept_apart_by_blank_lines(layout: str, language: str) -> None:
    found = article_in_page(page(layout, language).encode()).text.split("\n\n")
    apart = [one for one in paragraphs(language)[3:] if one in found]
    assert len(apart) >= len(paragraphs(language)[3:]) - 1


UNTITLED = {"nested_tables"}  # says only "site - headline", and no more about itself


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - UNTITLED))
def test_the_headline_comes_without_the_name_of_the_site(layout: str) -> None:
    assert article_in_page(page(layout, "nl").encode()).title == words("nl")["title"]


UNDATED = {"line_breaks", "nested_tables"}


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - UNDATED))
def test_the_day_is_the_one_in_the_zone_of_the_page(layout: str) -> None:
    assert article_in_page(page(layout, "nl").encode()).published == date(2024, 3, 5)


@pytest.mark.parametrize("layout", sorted(UNDATED))
def test_a_page_without_a_day_has_none(layout: str) -> None:
    assert article_in_page(page(layout, "nl").encode()).published is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2022-01-08T23:30:00-05:00">', 8),
        ('<meta name="date" content="Sat, 08 Jan 2022 23:30:00 -0500">', 8),
        ('<meta name="DC.date" content="20220108">', 8),
        ('<meta name="pubdate" content="08.01.2022">', 8),
        ('<meta name="date" content="2022-02-30">', None),
        ('<meta name="date" content="soon">', None),
        ('<meta property="article:modified_time" content="2022-01-08">', None),
        (
            linked('{"@type":"NewsArticle","datePublished":"2022-01-08"}'),
            8,
        ),
        (linked('{"@type":"NewsArticle",'), None),
        (
            linked('{"@type":"Event","datePublished":"2022-01-08"}'),
            None,
        ),
    ],
)
def test_days_are_read_as_written_or_not_at_all(head: str, day: int | None) -> None:
    published = article(head).published
    assert published == (date(2022, 1, day) if day else None)


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2022/01/08/story", date(2022, 1, 8)),
        ("https://a.example/2022/1/8/story", date(2022, 1, 8)),
        ("https://a.example/story-20220108.html", date(2022, 1, 8)),
        ("https://a.example/2022/01/story", None),
        ("https://a.example/id/320220108", None),
    ],
)
def test_an_address_may_tell_the_day(address: str, day: date | None) -> None:
    assert article(url=address).published == day


def test_a_ticker_above_the_article_does_not_tell_its_day() -> None:
    assert article(body='<nav><time datetime="2022-01-08">x</time></nav>').published is None


def test_the_address_fetched_stands_above_what_the_page_claims() -> None:
    head = '<link rel="canonical" href="https://other.example/x">'
    assert article(head).url == "https://other.example/x"
    assert article(head, url="https://a.example/y").url == "https://a.example/y"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "/relative", ""])
def test_an_address_that_is_no_web_address_is_none(address: str) -> None:
    assert article(f'<link rel="canonical" href="{address}">').url is None


def test_a_page_that_claims_english_and_reads_dutch_is_not_believed() -> None:
    wrong = page("plain_article", "nl").replace('lang="nl"', 'lang="en-US"')
    found = article_in_page(wrong.encode())
    assert found.language is None
    assert found.remarks == ("is said to be in English, which its text is not; taken for nl",)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8", "iso-8859-5"])
def test_the_encoding_that_a_page_declares_is_believed(encoding: str) -> None:
    coded = page("tables_1999", "ru").replace("—", "-").replace("«", '"').replace("»", '"')
    coded = coded.replace("charset=utf-8", f"charset={encoding}")
    text = article_in_page(coded.encode(encoding)).text
    assert "Прокуратура начала проверку состояния тепловых сетей." in text


@pytest.mark.fault("encodings")
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_utf_16_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert "Havenweg" in article_in_page(page("amp", "nl").encode(encoding)).text


def test_what_the_server_says_about_the_encoding_goes_before_the_page() -> None:
    content = page("amp", "de").replace('charset="utf-8"', 'charset="koi8-r"').encode()
    assert "Straße" in article_in_page(content, charset="utf-8").text


@pytest.mark.fault("encodings")
@pytest.mark.parametrize("odd", ["&#xD800;", "&#0;", "a\0b"])
def test_nul_and_lone_surrogates_become_replacement_characters(odd: str) -> None:
    text = article_in_page(page_of(f"<p>Before {odd} {SENTENCE * 3}</p>")).text
    assert "\N{REPLACEMENT CHARACTER}" in text
    assert text.encode("utf-8")


def test_zero_width_and_bidi_characters_stay_as_they_are() -> None:
    odd = "Al\u200bma\u200dty \u202eabc\u202c \u00adx"
    assert odd in article_in_page(page_of(f"<p>{odd} {SENTENCE * 3}</p>")).text


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page_of("<p>Алматы \xff</p>").replace("ÿ".encode(), b"\xff"))
    remark, document = read_documents([str(path)])
    assert isinstance(remark, Remark)
    assert "no text in its encoding" in remark.message
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body><nav>Home</nav></body></html>",
        b"<html><head><title>Log in</title></head><body><form><input></form></body></html>",
        b"<html></html>",
        b"<script>x</script>",
    ],
)
def test_a_page_without_an_article_is_told_as_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.htm"
    path.write_bytes(content)
    [problem] = read_documents([str(path)])
    assert isinstance(problem, Problem)
    assert (problem.status, problem.message[:21]) == ("empty", "has no article in it;")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two &amp; three.</p>", "One.\n\nTwo & three."),
        ("One<br>line<br><br>Two", "One\nline\n\nTwo"),
        ("a <b>bold</b> <script>x()</script>word", "a bold word"),
        ("5 < 6 & 7", "5 < 6 & 7"),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
        ("<img src=x onerror=alert(1)>Fire", "Fire"),
        ("", ""),
    ],
)
def test_a_piece_of_markup_becomes_paragraphs(markup: str, text: str) -> None:
    assert text_of_markup(markup) == text


def test_comments_longer_than_the_article_stay_out() -> None:
    comment = words("nl")["around"][7]
    long = page("microdata", "nl").replace(f"<p>{comment}.</p>", f"<p>{comment}. </p>" * 300)
    long = long.replace(f'<div class="reactie">{comment}', f'<div class="reactie">{comment * 200}')
    text = article_in_page((long + f'<div class="comments">{comment * 300}</div>').encode()).text
    assert comment not in text
    assert text.startswith("Een grote brand in een loods")


def test_a_page_that_a_script_fills_is_read_from_what_it_says_to_machines() -> None:
    said = {"@type": "NewsArticle", "articleBody": f"{SENTENCE * 3}\n\nThe &quot;end&quot;."}
    content = f"<html><head>{linked(json.dumps(said))}</head><body><div id=app></div></body></html>"
    paragraphs = article_in_page(content.encode()).text.split("\n\n")
    assert paragraphs == [(SENTENCE * 3).strip(), 'The "end".']


@pytest.mark.parametrize("part", ["<div>", '<div class="text">', "<section>"])
def test_an_article_that_stands_in_several_parts_is_kept_whole(part: str) -> None:
    end = "</" + part[1:].partition(" ")[0].rstrip(">") + ">"
    long, short = (
        f"<p>{SENTENCE}</p>" * 9,
        "<p>The road to Gao was closed until Friday evening.</p>",
    )
    body = f"<h1>H</h1><div>{part}{long}{end}<div class=ad>Buy</div>{part}{short}{end}</div>"
    text = article_in_page(f"<html><body>{body}<p>Contact us</p></body></html>".encode()).text
    assert "The road to Gao was closed until Friday evening." in text
    assert text.count(SENTENCE.strip()) == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_whose_names_say_nothing_keeps_its_article_and_little_else(language: str) -> None:
    around = let_in = 0
    for layout in LAYOUTS:
        content = nameless(page(layout, language))
        text = article_in_page(content.encode()).text
        assert [sentence for sentence in sentences(language) if sentence not in text] == []
        said = [phrase for phrase in words(language)["around"] if phrase in content]
        around += len(said)
        let_in += sum(phrase in text for phrase in said)
    assert let_in <= 0.06 * around
