"""How large the wheel is, and what makes it so: `python benchmarks/wheel_size.py`."""

import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PROMISED = 30
LARGEST = 5


def main() -> None:
    """Build a wheel aside; print its size and its largest files, as stored in it."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own
        (wheel,) = Path(folder).glob("*.whl")
        size = wheel.stat().st_size / 1e6
        with zipfile.ZipFile(wheel) as archive:
            files = sorted(archive.infolist(), key=lambda f: f.compress_size, reverse=True)
    verdict = "ok" if size < PROMISED else "OVER"
    print(f"{'wheel':<36}{size:>10.1f} MB  promised < {PROMISED:>5} MB  {verdict}")
    for file in files[:LARGEST]:
        print(f"  {file.filename:<34}{file.compress_size / 1e6:>10.1f} MB")


if __name__ == "__main__":
    main()
