"""Kill a run over many tiny articles again and again, and take it up each time where it stood.

    python killed_runs.py FOLDER ARTICLES KILLS SEED

Every run is a process of its own, ended by SIGKILL at a moment drawn from the seed. When a run
comes to its end, the next store is begun. Prints how many kills there were, then the digest
of each store's export.
"""

import hashlib
import os
import random
import signal
import sys
import time
from pathlib import Path

from told import KINDS, PLACES, article, collect, stored

from geomap.outputs.geojson import to_geojson
from geomap.text.document import Document


def articles(count: int) -> list[Document]:
    """Tiny articles, of which many tell one incident; some cannot be read."""
    chance = random.Random(7)  # noqa: S311
    kinds, places = sorted(KINDS), sorted(PLACES)
    found = []
    for number in range(count):
        words = [
            f"{chance.choice(kinds)}:{chance.choice(places)}:{chance.randint(1, 300)}"
            for _ in range(2)
        ]
        junk = " junk" if number % 97 == 0 else ""
        found.append(article(f"a{number}", f"{number} {' '.join(words)}{junk}"))
    return found


def digest(path: Path) -> str:
    """Of everything that an export of the store holds."""
    return hashlib.sha256(repr(to_geojson(stored(path))).encode()).hexdigest()


def began(path: Path, documents: list[Document]) -> int:
    """Start a run in a process of its own."""
    child = os.fork()
    if child == 0:
        collect(path, documents, batch=20)
        os._exit(0)
    return child


def killed_until_done(
    path: Path, documents: list[Document], kills: int, chance: random.Random
) -> int:
    """Run until the run comes to its end or has been killed often enough; how often it was."""
    count = 0
    while count < kills:
        child = began(path, documents)
        time.sleep(chance.uniform(0.0, 0.1))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            return count
        count += 1
    os.waitpid(began(path, documents), 0)
    return count


def main() -> None:
    """Kill as often as asked."""
    folder, count, kills, seed = Path(sys.argv[1]), *map(int, sys.argv[2:])
    documents, chance = articles(count), random.Random(seed)  # noqa: S311
    done, stores = 0, 0
    while done < kills:
        stores += 1
        done += killed_until_done(folder / f"{stores}.db", documents, kills - done, chance)
    digests = (digest(folder / f"{number}.db") for number in range(1, stores + 1))
    sys.stdout.write("\n".join([str(done), *digests]))


if __name__ == "__main__":
    main()
