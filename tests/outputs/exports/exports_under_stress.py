"""Run by test_faults.py in a process of its own: exports on a full disk, and exports killed.

`full` writes each format with less and less room; `killed` writes each in a child that is killed.
Both print what they saw as JSON, a line a case.
"""

import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import geopandas
import pyarrow.parquet
import pyogrio
from export_incidents import FILES, many, names_in

from geomap.errors import OutputError
from geomap.outputs.exports import write_incidents

LOADED = (geopandas, pyarrow.parquet, pyogrio)  # before children are made, for they take seconds
COUNT = 700
SHARES = (0.01, 0.5, 0.97)
MOMENTS = (0.1, 0.5, 0.9)
OLD = b"what stood there before"


@contextmanager
def room_for(size: int) -> Iterator[None]:
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def full(folder: Path) -> None:
    for name, file in FILES.items():
        path = folder / file
        write_incidents(many(COUNT), str(path))
        size = path.stat().st_size
        for share in SHARES:
            path.write_bytes(OLD)
            message = ""
            with room_for(int(size * share)):
                try:
                    write_incidents(many(COUNT), str(path))
                except OutputError as error:
                    message = str(error)
            report(name, share, path, message=message)
        path.unlink()


def killed(folder: Path) -> None:
    for name, file in FILES.items():
        path = folder / file
        seconds = timed(path)
        new = path.read_bytes()
        for moment in MOMENTS:
            path.write_bytes(OLD)
            child = writing(path)
            time.sleep(seconds * moment)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            report(name, moment, path, is_new=path.read_bytes() == new)
            for left in folder.iterdir():
                if left.name.startswith("."):
                    shutil.rmtree(left) if left.is_dir() else left.unlink()
        path.unlink()


def timed(path: Path) -> float:
    start = time.perf_counter()
    os.waitpid(writing(path), 0)
    return time.perf_counter() - start


def writing(path: Path) -> int:
    """The number of a process that writes."""
    child = os.fork()
    if child == 0:
        try:
            write_incidents(many(COUNT), str(path))
        finally:
            os._exit(0)
    return child


def report(name: str, point: float, path: Path, **seen: object) -> None:
    is_old = path.read_bytes() == OLD
    beside = [left for left in names_in(path.parent) if left != path.name]
    print(json.dumps({"name": name, "point": point, "is_old": is_old, "beside": beside, **seen}))  # noqa: T201 - it answers so


if __name__ == "__main__":
    {"full": full, "killed": killed}[sys.argv[1]](Path(sys.argv[2]))
