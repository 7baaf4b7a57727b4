"""The log: silent unless asked, whole lines, JSON on request, never a secret."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geomap.cli import main
from geomap.cli.log import JsonLines, Lines, masked

KEY = "s3cr3t-K3Y-0042"


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text("Published: 2026-03-03\n\nA fire in Hengelo injured two.", encoding="utf-8")
    return str(path)


def places(article: str, *flags: str) -> Result:
    return CliRunner().invoke(main, ["places", article, *flags])


def test_nothing_is_logged_unless_asked(article: str) -> None:
    assert places(article).stderr == ""


def test_json_lines_are_objects_with_time_level_and_logger(article: str) -> None:
    lines = places(article, "--log-json").stderr.splitlines()
    assert lines
    for line in lines:
        assert json.loads(line).keys() >= {"time", "level", "logger", "message"}


@pytest.mark.parametrize("flags", [["-v"], ["-vv"], ["-vv", "--log-json"]])
def test_the_text_of_articles_is_not_logged(article: str, flags: list[str]) -> None:
    shown = places(article, *flags).stderr
    assert "geomap" in shown
    assert "injured" not in shown


def test_the_log_of_one_command_does_not_go_on_in_the_next(article: str) -> None:
    places(article, "-v")
    assert places(article).stderr == ""
    assert not logging.getLogger("geomap").handlers


def records(words: str) -> Iterator[str]:
    """What both formatters make of a record that holds words from outside."""
    record = logging.makeLogRecord({"name": "geomap.x", "msg": words, "address": words})
    yield Lines().format(record)
    yield JsonLines().format(record)


@pytest.mark.threat("secrets")
@pytest.mark.parametrize(
    "words",
    [
        f"GET https://maps.example/search?q=Almaty&key={KEY}&limit=1",
        f"GET https://maps.example/search?api_key={KEY}",
        f"postgresql://ann:{KEY}@127.0.0.1/news",
        f"Authorization: Bearer {KEY}",
        f'{{"access_token": "{KEY}"}}',
        f"password={KEY}",
    ],
)
def test_what_looks_like_a_secret_is_masked(words: str) -> None:
    for line in records(words):
        assert KEY not in line
        assert "***" in line


def test_other_words_are_left_alone() -> None:
    words = "https://news.example/monkey-keys?page=2: 200, 14 kB; the key question: who"
    assert masked(words) == words


@pytest.mark.threat("text that steers the terminal")
def test_a_log_line_cannot_steer_the_terminal() -> None:
    for line in records("a\x1b[2J\nb\u202e"):
        assert line.isprintable()


@pytest.mark.threat("slow patterns")
def test_masking_takes_long_junk_in_its_stride() -> None:
    for junk in ("key=" * 20_000, "://" * 20_000, "://a:" * 20_000, "token" + " " * 60_000):
        assert len(masked(junk)) <= len(junk)
