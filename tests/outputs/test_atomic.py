"""Writing wholly or not at all."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.errors import OutputError
from geomap.outputs.atomic import check_writable, make_folder, replacing, write_bytes

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
    (tmp_path / f".a.txt.{os.getpid()}.part").symlink_to(tmp_path / "precious")
    with pytest.raises(OutputError, match="cannot be written"):
        write_bytes(tmp_path / "a.txt", b"new")
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
