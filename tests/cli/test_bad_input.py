"""Bad input: one line that names the offender and the way out; nothing half-written."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geomap.cli import main

TEXT = "Rioters set fire to cars in Rotterdam on Friday.\n"
ROW = '{"id": "a", "text": "Rioters set fire to cars in Rotterdam."}\n'


def run(folder: Path, *arguments: str, stdin: str | None = None) -> Result:
    """`geomap run` into folder/out; {} in an argument stands for the folder."""
    words = [argument.replace("{}", str(folder)) for argument in arguments]
    return CliRunner().invoke(main, ["run", *words, "--out", str(folder / "out")], input=stdin)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "is empty; "),
        ("kyrillic.txt", "Беспорядки".encode("cp1251"), "save it as UTF-8"),
        ("binary.txt", b"\x7fELF\0\0", "is binary"),
        ("dated.txt", b"Published: 8 January\n\nText.", "write it as 2022-01-08"),
        ("page.html", b"<p>Text", "has no article in it; save its text"),
    ],
)
def test_an_input_that_cannot_be_read_is_named_with_a_way_out(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    outcome = run(tmp_path, f"{{}}/{name}")
    assert outcome.exit_code == 3
    [line] = outcome.stderr.splitlines()
    assert line.startswith(f"geomap: {tmp_path}/{name}: ")
    assert words in line


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    outcome = run(tmp_path, "{}/gone.txt")
    assert (outcome.exit_code, len(outcome.stderr.splitlines())) == (3, 1)
    assert f"{tmp_path}/gone.txt: there is no such file or folder; check" in outcome.stderr


def test_when_nothing_could_be_read_nothing_is_written(tmp_path: Path) -> None:
    run(tmp_path, "{}/gone.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_articles_says_what_was_looked_for(tmp_path: Path) -> None:
    outcome = run(tmp_path, "{}")
    assert outcome.exit_code == 3
    assert f"geomap: {tmp_path}: no article in this folder" in outcome.stderr


def test_a_malformed_line_is_named_by_number_and_the_others_are_mapped(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(
        f"{ROW}{{broken\n{ROW.replace('cars', 'shops')}", encoding="utf-8"
    )
    outcome = run(tmp_path, "{}/rows.jsonl")
    assert outcome.exit_code == 3
    assert f"geomap: {tmp_path}/rows.jsonl:2: is no JSON" in outcome.stderr
    assert outcome.stdout.startswith("2 articles, ")


def test_an_unknown_language_is_said_and_the_article_read_all_the_same(tmp_path: Path) -> None:
    outcome = run(tmp_path, "-", "--language", "tlh", stdin=TEXT)
    assert outcome.exit_code == 0
    assert "tlh" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--published", "soon"], "invalid value for '--published': "),
        (["--published", "2022-02-30"], "'2022-02-30' is no date; write it as 2022-01-08"),
        (["--country", "Narnia"], "'NARNIA' is unknown"),
        (["--colour"], "no such option '--colour'"),
    ],
)
def test_a_wrong_option_is_wrong_use(tmp_path: Path, arguments: list[str], words: str) -> None:
    outcome = run(tmp_path, "-", *arguments, stdin=TEXT)
    assert outcome.exit_code == 2
    [line] = outcome.stderr.splitlines()
    assert line.startswith("geomap")
    assert words in line


def call(*arguments: str | Path) -> tuple[int, Sequence[str]]:
    outcome = CliRunner().invoke(main, list(map(str, arguments)), input=TEXT)
    return outcome.exit_code, outcome.stderr.splitlines()


def test_run_without_input_or_out_is_wrong_use() -> None:
    assert call("run", "--out", "x") == (
        2,
        ["geomap run: missing argument 'INPUT...'; see 'geomap run --help'"],
    )
    assert call("run", "-") == (2, ["geomap run: missing option '--out'; see 'geomap run --help'"])


def test_a_command_that_is_none_is_wrong_use() -> None:
    assert call("draw")[0] == 2


@pytest.mark.parametrize(
    "content", ["", "{}", '{"type": "FeatureCollection", "features": [1]}', "<html>"]
)
def test_geojson_that_is_none_is_named_and_no_page_appears(tmp_path: Path, content: str) -> None:
    wrong = tmp_path / "wrong.geojson"
    wrong.write_text(content, encoding="utf-8")
    code, [line] = call("map", wrong, "--out", tmp_path / "page.html")
    assert code == 3
    assert line.startswith(f"geomap: {wrong}: ")
    assert list(tmp_path.iterdir()) == [wrong]


def test_a_folder_for_results_that_is_a_file_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, [line] = call("run", "-", "--out", tmp_path / "file")
    assert (code, line) == (
        2,
        f"geomap: {tmp_path}/file: {tmp_path}/file is a file; name a folder",
    )


@pytest.mark.parametrize(
    ("name", "words"), [("", "is a folder"), ("none/x", "create it first"), ("file/x", "create")]
)
@pytest.mark.parametrize("command", ["places", "map"])
def test_a_file_for_results_that_cannot_be_is_refused(
    tmp_path: Path, command: str, name: str, words: str
) -> None:
    (tmp_path / "file").touch()
    code, [line] = call(command, "-", "--out", tmp_path / name)
    assert code == 2
    assert line.startswith(f"geomap: {tmp_path}")
    assert words in line


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_closed_to_writing_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    code, [line] = call("run", "-", "--out", tmp_path)
    tmp_path.chmod(0o700)
    assert code == 2
    assert "is closed to writing" in line
