"""What a cold command costs in time and memory: `python benchmarks/startup.py`.

Every command is a process of its own, run several times. The least of the times is what the command
costs; what lies above it is the machine.
"""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
GEOMAP = Path(sys.executable).with_name("geomap")
ROUNDS = 5


class Cost(NamedTuple):
    """One run of a command: CPU and wall seconds, and the largest resident memory in megabytes."""

    cpu: float
    wall: float
    memory: float


def run(command: list[str]) -> Cost:
    """Run a command to its end, its output thrown away."""
    started = time.perf_counter()
    silence = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=silence)
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{' '.join(command)} failed; run it by hand to see why")
    # Linux counts resident memory in kilobytes, macOS in bytes.
    megabyte = 1e6 if sys.platform == "darwin" else 1e3
    wall = time.perf_counter() - started
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / megabyte)


def least(command: list[str]) -> Cost:
    """The least of each cost over all rounds."""
    return Cost(*map(min, zip(*(run(command) for _ in range(ROUNDS)), strict=True)))


def line(name: str, measured: float, promised: float, unit: str) -> str:
    """One row: what was measured beside what was promised."""
    verdict = "ok" if measured < promised else "OVER"
    return f"{name:<36}{measured:>10.0f} {unit:<3} promised < {promised:>5.0f} {unit:<3} {verdict}"


def main() -> None:
    """Measure and print."""
    article = str(ROOT / "data" / "articles" / "almaty-nl.txt")
    with TemporaryDirectory() as folder:
        shown = least([str(GEOMAP), "--help"])
        mapped = least([str(GEOMAP), "run", article, "--out", folder])
    print(line("geomap --help, CPU", shown.cpu * 1000, 150, "ms"))
    print(line("geomap run, one article, wall", mapped.wall * 1000, 2500, "ms"))
    print(line("geomap run, one article, memory", mapped.memory, 400, "MB"))


if __name__ == "__main__":
    main()
