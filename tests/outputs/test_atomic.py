"""Writing wholly or not at all."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geomap.errors import OutputError
from geomap.outputs.atomic import (
    check_writable,
    make_folder,
    replacing,
    replacing_file,
    write_bytes,
    write_stream,
)

WRITE_10_KB = """
import sys
from geomap.outputs.atomic import write_bytes
write_bytes(sys.argv[1], b"x" * 10_000)
"""


def test_the_file_appears_whole_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a.txt", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.txt", b"new")]


def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_bytes(target, b"old")
    with pytest.raises(TypeError), replacing(target) as stream:
        stream.writelines([b"half", None])  # type: ignore[list-item]
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_full_disk_leaves_the_old_file_and_names_the_target(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_bytes(target, b"old")
    done = subprocess.run(
        [sys.executable, "-c", WRITE_10_KB, str(target)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert f"OutputError: {target}: cannot be written (File too large)" in done.stderr
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_link_is_followed_as_a_shell_does(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a.txt")
    write_bytes(tmp_path / "link", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_bytes(os.devnull, b"gone")
    assert not Path(os.devnull).is_file()


def test_a_left_over_part_of_somebody_else_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / f".a.txt.{os.getpid()}-0.part").symlink_to(tmp_path / "precious")
    write_bytes(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert not (tmp_path / "precious").exists()


@pytest.mark.parametrize(
    ("name", "words"), [("", "is a folder"), ("none/a.txt", "create it first")]
)
def test_a_target_that_cannot_be_is_refused_before_the_work(
    tmp_path: Path, name: str, words: str
) -> None:
    with pytest.raises(OutputError, match=words):
        check_writable(tmp_path / name)


def test_a_folder_is_made_with_its_parents_and_taken_when_it_exists(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "a/b")
    assert make_folder(folder) == folder
    assert folder.is_dir()


@pytest.mark.parametrize("name", ["a.txt", "a.txt/b"])
def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path, name: str) -> None:
    write_bytes(tmp_path / "a.txt", b"")
    with pytest.raises(OutputError, match="is a file; name a folder"):
        make_folder(tmp_path / name)


def test_a_file_that_reads_back_otherwise_does_not_take_the_name(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a.txt", b"old")

    def blocks() -> Iterator[bytes]:
        yield b"one" * 100_000
        [part] = tmp_path.glob("*.part")
        part.write_bytes(b"two" * 100)  # somebody else, or a disk that lies
        yield b""

    with pytest.raises(OutputError, match="reads back otherwise"):
        write_stream(tmp_path / "a.txt", blocks())
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_writer_of_several_files_leaves_one(tmp_path: Path) -> None:
    with replacing_file(tmp_path / "a.db") as path:
        (path.parent / "a.db-wal").write_bytes(b"beside")
        path.write_bytes(b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.db", b"new")]


def test_a_writer_that_fails_leaves_the_old_file_alone(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a.db", b"old")
    with pytest.raises(ZeroDivisionError), replacing_file(tmp_path / "a.db") as path:
        path.write_bytes(b"half" * (1 // 0))
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_a_writer_that_writes_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"), replacing_file(tmp_path / "a.db"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_device_is_no_place_for_a_writer_that_opens_files_itself() -> None:
    with pytest.raises(OutputError, match="needs a file"), replacing_file("/dev/null"):
        pass


@pytest.mark.fault("kill during export")
def test_what_a_killed_run_left_under_the_same_process_number_is_in_nobody_s_way(
    tmp_path: Path,
) -> None:
    for number in range(3):
        (tmp_path / f".a.txt.{os.getpid()}-{number}.part").write_bytes(b"half")
    write_bytes(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
