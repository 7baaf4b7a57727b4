"""Gzip, Markdown, patterns and folders: what a user may name, and what is found there."""

import gzip
import io
import os
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.sources.gunzip import unpacked
from geomap.sources.problem import Problem, UnreadError
from geomap.sources.read import read_documents
from geomap.text.document import Document


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def documents(*inputs: str) -> list[Document]:
    return [one for one in read_documents(inputs) if isinstance(one, Document)]


def problem(*inputs: str) -> Problem:
    [found] = read_documents(inputs)
    assert isinstance(found, Problem)
    return found


@pytest.mark.parametrize(
    ("name", "content", "ids"),
    [
        ("a.txt.gz", b"A fire.", ["a"]),
        ("a.gz", b"A fire.", ["a"]),
        ("a.gz", b'{"text": "A fire."}', ["a-1"]),
        ("b.jsonl.gz", b'{"text": "One."}\n{"text": "Two."}', ["b-1", "b-2"]),
        ("c.CSV.GZ", b"id,text\n7,A fire.\n", ["7"]),
        ("d.html.gz", b"<html><body><p>" + b"A fire broke out here. " * 9, ["d"]),
    ],
)
def test_packed_files_are_read_as_what_is_in_them(
    tmp_path: Path, name: str, content: bytes, ids: list[str]
) -> None:
    assert [one.id for one in documents(write(tmp_path, name, gzip.compress(content)))] == ids


def test_a_file_that_is_packed_without_saying_so_is_read(tmp_path: Path) -> None:
    assert documents(write(tmp_path, "a.txt", gzip.compress(b"A fire.")))[0].text == "A fire."


@given(st.lists(st.binary(max_size=200_000), max_size=3), st.integers(1, 70_000))
def test_members_are_unpacked_one_behind_the_other(members: list[bytes], step: int) -> None:
    stream = unpacked(io.BytesIO(b"".join(map(gzip.compress, members))))
    assert b"".join(iter(lambda: stream.read(step), b"")) == b"".join(members)


@pytest.mark.parametrize("end", [-1, -9, 12])
def test_a_gzip_file_that_was_cut_off_is_told(tmp_path: Path, end: int) -> None:
    content = gzip.compress(os.urandom(1000))
    assert "cut off" in problem(write(tmp_path, "a.txt.gz", content[:end])).message


def test_a_damaged_gzip_file_is_told(tmp_path: Path) -> None:
    content = bytearray(gzip.compress(os.urandom(1000)))
    content[-6] ^= 1
    assert "damaged" in problem(write(tmp_path, "a.jsonl.gz", bytes(content))).message


@pytest.mark.threat("gzip bomb")
def test_what_is_packed_to_burst_is_stopped_early() -> None:
    read = 0
    stream = unpacked(io.BytesIO(gzip.compress(bytes(200_000_000))))
    with suppress(UnreadError):
        while chunk := stream.read(100_000):
            read += len(chunk)
    assert 10_000_000 < read < 25_000_000


FRONT = """---
title: "Unrest: again"
date: 2022-01-08T10:00:00+01:00
lang: nl-NL
tags: [a, b]
nested:
  title: other
permalink: https://news.example/x
---

# Heading

Text.
"""


def test_front_matter_becomes_the_facts_of_the_document(tmp_path: Path) -> None:
    [one] = documents(write(tmp_path, "a.md", FRONT))
    assert (one.title, one.published, one.language) == ("Unrest: again", date(2022, 1, 8), "nl")
    assert (one.text, one.url) == ("# Heading\n\nText.\n", "https://news.example/x")


def test_front_matter_in_toml_counts_as_well(tmp_path: Path) -> None:
    [one] = documents(write(tmp_path, "a.md", "+++\ntitle = 'T'\ndate = 2022-01-08\n+++\nText."))
    assert (one.title, one.published, one.text) == ("T", date(2022, 1, 8), "Text.")


@pytest.mark.parametrize("text", ["---\ntitle: x\nno end", "--- a dash\n\nText.", "# H\n---\nx"])
def test_markdown_without_front_matter_is_taken_whole(tmp_path: Path, text: str) -> None:
    assert documents(write(tmp_path, "a.md", text))[0].text == text


def test_markdown_may_have_the_header_lines_of_plain_text(tmp_path: Path) -> None:
    [one] = documents(write(tmp_path, "a.md", "Title: T\n\nText."))
    assert (one.title, one.text) == ("T", "Text.")


def test_front_matter_in_plain_text_is_text(tmp_path: Path) -> None:
    assert documents(write(tmp_path, "a.txt", FRONT))[0].text == FRONT


def test_a_pattern_that_the_shell_did_not_expand_finds_its_files(tmp_path: Path) -> None:
    for name in ("news/b.txt", "news/x/a.txt", "news/.hidden/c.txt", "news/.d.txt", "news/e.csv"):
        write(tmp_path, name, f"Text of {name}.")
    assert [one.id for one in documents(f"{tmp_path}/news/**/*.txt")] == ["b", "a"]
    assert [one.id for one in documents(f"{tmp_path}/news/[ab].t?t")] == ["b"]


def test_a_pattern_that_matches_nothing_is_a_problem(tmp_path: Path) -> None:
    assert problem(f"{tmp_path}/**/*.txt").message == "matches no file; check the pattern"


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    assert documents(write(tmp_path, "what?.txt", "Text."))[0].id == "what?"


def test_the_parts_of_a_saved_page_are_not_read(tmp_path: Path) -> None:
    page = "<html><body><p>" + "A fire broke out in the port. " * 9
    write(tmp_path, "story.html", page)
    write(tmp_path, "story_files/frame.html", page.replace("fire", "flood"))
    write(tmp_path, "other_files/note.txt", "Text.")
    assert [one.id for one in documents(str(tmp_path))] == ["story", "other_files/note"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path, "news/a.txt", "Text.")
    (tmp_path / "news/again").symlink_to(tmp_path / "news", target_is_directory=True)
    (tmp_path / "news/self.txt").symlink_to(tmp_path / "news/self.txt")
    found = list(read_documents([str(tmp_path), f"{tmp_path}/**/*.txt"]))
    assert [one.id for one in found if isinstance(one, Document)] == ["news/a"]
    assert any("cannot be read" in one.message for one in found if isinstance(one, Problem))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system knows no named pipes")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is a pipe or a device" in problem(str(tmp_path / "pipe.txt")).message


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_a_device_is_not_read(device: str) -> None:
    assert problem(device).status == "unreadable"
