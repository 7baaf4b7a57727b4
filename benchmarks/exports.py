"""Exports beside `GeoDataFrame.to_file`, in one run: `make bench-exports`.

The same made-up incidents (`_corpus.py`) are written by every format and, as GeoJSON, by geopandas.
The frame for geopandas is made before its clock starts, so the ratio is of writers alone; what the
frame costs stands in a row of its own. Our writers flush to the disk and read back what they wrote,
geopandas does neither, and all of that is in our times. The two GeoJSON writers take turns, and the
ratio is of the sums of their turns. Memory is measured in processes of their own, into which
incidents come one by one: what the export adds to the process after it has written a hundred.
The last table stands in benchmarks/exports.md.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count as numbers
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from _corpus import made_incidents

from geomap.incidents.incident import Incident
from geomap.outputs.exports import formats, write_incidents
from geomap.outputs.frame import Frame, to_frame

COUNTS = (100_000, 1_000_000)
TURNS = 2
SAMPLE = 5_000


class Cost(NamedTuple):
    """What a way of writing takes."""

    wall: float
    cpu: float
    size: float = 0.0


def timed(act: Callable[[], object], path: Path) -> Cost:
    """Seconds of the clock and of the processor, and megabytes written."""
    path.unlink(missing_ok=True)
    os.sync()  # nobody flushes what another has written
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Cost(wall, cpu, path.stat().st_size / 1e6 if path.exists() else 0.0)


def to_file(frame: Frame, path: Path) -> None:
    """What `to_file` writes when asked for GeoJSON and nothing else."""
    frame.to_file(path, driver="GeoJSON")


def turns(incidents: list[Incident], frame: Frame, folder: Path) -> tuple[Cost, Cost]:
    """Our GeoJSON and that of geopandas in turns; the sums."""
    path, other = folder / "ours.geojson", folder / "theirs.geojson"
    ours, theirs = Cost(0, 0), Cost(0, 0)
    for _ in range(TURNS):
        ours = added(ours, timed(lambda: write_incidents(incidents, str(path)), path))
        theirs = added(theirs, timed(lambda: to_file(frame, other), other))
    path.unlink()
    other.unlink()
    return ours, theirs


def added(one: Cost, other: Cost) -> Cost:
    """Times are summed, the size is the last."""
    return Cost(one.wall + other.wall, one.cpu + other.cpu, other.size)


def files() -> list[tuple[str, str]]:
    """Name and suffix of each format that is a file."""
    return [(each.name, each.suffixes[0]) for each in formats() if each.name != "postgis"]


def endless() -> Iterator[Incident]:
    """Incidents one by one, made of a few thousand, each with an id of its own."""
    sample = made_incidents(SAMPLE)
    for number in numbers():
        yield replace(sample[number % SAMPLE], id=f"{number:016x}")


def measure_memory(suffix: str, count: int) -> None:
    """Print the megabytes that an export adds; run in a process of its own."""
    incidents = endless()
    with TemporaryDirectory() as folder:
        path = f"{folder}/incidents{suffix}"
        write_incidents(islice(incidents, 100), path)
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        before = status("VmRSS")
        write_incidents(islice(incidents, count), path)
    print((status("VmHWM") - before) / 1e3)


def status(name: str) -> int:
    """A line of the process's own status, in kilobytes (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(words.split()[1]) for words in lines if words.startswith(f"{name}:"))


def memory_of(suffix: str, count: int) -> float:
    """Megabytes, from a process of its own."""
    command = [sys.executable, __file__, "--memory-of", suffix, "--counts", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return float(done.stdout)


def rows(count: int, only: list[str], *, with_memory: bool) -> Iterator[str]:
    """The table of one number of incidents, line by line."""
    incidents = made_incidents(count)
    with TemporaryDirectory() as name:
        folder = Path(name)
        start = time.process_time()
        frame = to_frame(incidents)
        making = time.process_time() - start
        ours, theirs = turns(incidents, frame, folder)
        del frame
        yield f"| making the frame for `to_file` | {count:,} | - | {making:.1f} | - | - | - |"
        yield line("`GeoDataFrame.to_file`, GeoJSON", count, theirs, TURNS, "1.0")
        ratio = f"**{theirs.wall / ours.wall:.1f}** (processor {theirs.cpu / ours.cpu:.1f})"
        for each, suffix in files():
            if only and each not in only:
                continue
            path = folder / f"incidents{suffix}"
            is_first = each == "geojson"
            cost = ours if is_first else timed(lambda: write_incidents(incidents, str(path)), path)  # noqa: B023
            path.unlink(missing_ok=True)
            memory = f"{memory_of(suffix, count):.0f}" if with_memory else "-"
            yield line(
                each, count, cost, TURNS if is_first else 1, ratio if is_first else "-", memory
            )


def line(  # noqa: PLR0913, PLR0917 - a line has so many cells
    way: str, count: int, cost: Cost, turns_taken: int, ratio: str, memory: str = "-"
) -> str:
    """A line of the table; times are the mean of the turns."""
    wall, cpu = cost.wall / turns_taken, cost.cpu / turns_taken
    return f"| {way} | {count:,} | {wall:.1f} | {cpu:.1f} | {cost.size:.0f} | {memory} | {ratio} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    parser.add_argument("--only", nargs="+", default=[], metavar="FORMAT")
    parser.add_argument("--no-memory", action="store_true")
    parser.add_argument("--memory-of", metavar="SUFFIX", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.memory_of:
        measure_memory(asked.memory_of, asked.counts[0])
        return
    print("| way | incidents | seconds | of processor | MB | memory, MB | times as fast |")
    print("|---|---|---|---|---|---|---|")
    for count in asked.counts:
        for told in rows(count, asked.only, with_memory=not asked.no_memory):
            print(told, flush=True)


if __name__ == "__main__":
    main()
