"""What a user may name, by the commands that read articles: they all read through one door."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from geomap.cli import main

TEXT = "Rioters set fire to cars in Rotterdam on Friday, and police arrested ten people there. "
PAGE = f"<html lang='en'><body><nav>Home</nav><h1>T</h1><p>{TEXT}</p><p>{TEXT}</p></body></html>"


def places(*arguments: str | Path) -> list[dict[str, object]]:
    outcome = CliRunner().invoke(main, ["places", "-q", *map(str, arguments)])
    assert outcome.exit_code == 0, outcome.output
    return [json.loads(line) for line in outcome.stdout.splitlines()]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", PAGE.encode()),
        ("a.html.gz", gzip.compress(PAGE.encode())),
        ("a.md", f"---\ntitle: T\n---\n{TEXT}".encode()),
        ("a.eml", f"From: a@b.example\nSubject: T\n\n{TEXT}".encode()),
        (
            "a.rss",
            f"<rss><channel><item><description>{TEXT}</description></item></channel></rss>".encode(),
        ),
        ("a.csv", f'id,text\na,"{TEXT}"\n'.encode()),
    ],
)
def test_places_reads_every_kind(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    [document] = places(tmp_path / name)
    assert "Rotterdam" in json.dumps(document)


def test_a_pattern_in_quotes_is_expanded(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/a.txt").write_text(TEXT, encoding="utf-8")
    assert len(places(f"{tmp_path}/**/*.txt")) == 1


def test_a_column_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'nr,wat\n7,"{TEXT}"\n', encoding="utf-8")
    [document] = places(tmp_path / "a.csv", "--text-column", "wat", "--id-column", "nr")
    assert document["id"] == "7"


def test_explain_reads_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    outcome = CliRunner().invoke(main, ["explain", str(tmp_path / "a.html")])
    assert outcome.exit_code == 0
    assert "Rotterdam" in outcome.stdout


def test_a_page_without_an_article_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html></html>", encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE, encoding="utf-8")
    outcome = CliRunner().invoke(main, ["places", str(tmp_path)])
    assert outcome.exit_code == 3
    assert f"geomap: {tmp_path}/a.html: has no article in it" in outcome.stderr
    assert "Rotterdam" in outcome.stdout
