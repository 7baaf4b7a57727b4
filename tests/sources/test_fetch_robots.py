"""What a robots.txt says, after RFC 9309."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.sources.fetch.robots import Rules, rules_for

FILE = b"""\xef\xbb\xbf# a comment
User-agent: other
Disallow: /only-other

user-agent: *
Disallow: /private   # and why
Disallow: /*.pdf$
Disallow: /a/*/b
Allow: /private/open
Disallow: /caf%C3%A9
Disallow: /t?id=
Disallow:
Crawl-delay: 2.5
Sitemap: https://news.example/sitemap.xml

User-Agent: geomap/9.9
User-agent: another
Disallow: /not-for-geomap
Crawl-delay: junk
"""

CASES = {
    "/": True,
    "/only-other": True,
    "/private": False,
    "/privateer": False,
    "/PRIVATE": True,
    "/private/x": False,
    "/private/open": True,
    "/private/open/x": True,
    "/x.pdf": False,
    "/x.pdf?y": True,
    "/a/x/b": False,
    "/a//b/c": False,
    "/a/b": True,
    "/caf%c3%a9/x": False,
    "/café": False,
    "/t?id=3": False,
    "/t?x=3": True,
    "/%70rivate": False,
}


@pytest.mark.parametrize("path", CASES)
def test_the_longest_rule_decides(path: str) -> None:
    assert rules_for("anybot", FILE).allow(path) is CASES[path]


def test_a_group_of_our_own_stands_before_that_for_anybody() -> None:
    rules = rules_for("geomap", FILE)
    assert rules.allow("/private")
    assert not rules.allow("/not-for-geomap")


def test_groups_with_the_same_name_count_together() -> None:
    rules = rules_for("x", b"User-agent: X\nDisallow: /a\nUser-agent: x\nDisallow: /b")
    assert not rules.allow("/a")
    assert not rules.allow("/b")


def test_allow_wins_a_tie() -> None:
    assert rules_for("x", b"User-agent: *\nDisallow: /a\nAllow: /a").allow("/a")


def test_a_delay_is_read_where_it_is_a_number() -> None:
    assert rules_for("anybot", FILE).crawl_delay == 2.5
    assert rules_for("geomap", FILE).crawl_delay == 0.0
    assert rules_for("x", b"User-agent: *\nCrawl-delay: inf\nCrawl-delay: nan").crawl_delay == 0.0


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0", b"<html>", b"Disallow: /", b"\n" * 999])
def test_a_file_that_says_nothing_allows_all(content: bytes) -> None:
    assert rules_for("geomap", content).allow("/a")


@given(st.binary(max_size=300), st.text(max_size=40))
def test_nothing_in_a_file_or_a_path_breaks_the_reading(content: bytes, path: str) -> None:
    content = b"User-agent: *\nDisallow: " + content
    path = path.encode("utf-8", "replace").decode()
    assert rules_for("geomap", content).allow("/" + path) in (True, False)


@pytest.mark.threat("slow patterns")
@pytest.mark.parametrize(
    "line",
    [b"Disallow: /" + b"*a" * 900 + b"b$", b"Disallow: /" + b"*" * 1_900 + b"$", b"\r" * 1_000],
)
def test_a_hostile_file_is_read_in_no_time(line: bytes) -> None:
    content = b"User-agent: *\n" + (line + b"\n") * (512_000 // len(line))
    began = time.process_time()
    assert isinstance(rules_for("geomap", content), Rules)
    rules_for("geomap", content).allow("/" + "a" * 8_000)
    assert time.process_time() - began < 3
