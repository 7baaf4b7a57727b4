"""Learn the weights of the place recognizer from marked corpora: see README.md beside this file.

    python training/learn_recognizer.py FOLDER [--output data/places/recognizer.bin]

Same folder, same gazetteer, same tables of words: same bytes.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

import numpy as np
from corpora import Sample, samples_of, small_words
from numpy.typing import NDArray
from regression import Examples, learn

from geomap.gazetteer.index import GazetteerIndex
from geomap.places.classifier import BUCKETS, FIELD, MAGIC, UNITS, NameClass
from geomap.places.proposals import Proposer

SKIPPED = frozenset({"sv", "fi"})  # languages that geomap does not read
OUTPUT = Path(__file__).parents[1] / "data" / "places" / "recognizer.bin"
LEAST = 2  # proposals that a trait must occur in
SLIGHTEST = 2  # units that a weight must have to be kept


def main() -> None:
    """Read the corpora, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="holds places/*.jsonl and unlabeled/*.jsonl")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    began = perf_counter()
    examples, hashes = gather(arguments.folder)
    say(f"{len(examples.classes)} proposals, {len(hashes)} traits", began)
    weights = learn(examples, len(hashes), say)
    kept = write(arguments.output, hashes, weights)
    say(f"{kept} traits kept, {arguments.output.stat().st_size / 1e6:.2f} MB", began)


def say(line: str, began: float | None = None) -> None:
    """Tell how far the learning is."""
    spent = "" if began is None else f", {perf_counter() - began:.0f} s"
    sys.stdout.write(f"{line}{spent}\n")
    sys.stdout.flush()


def gather(folder: Path) -> tuple[Examples, NDArray[np.uint32]]:
    """All examples of a folder, and the hashes of the traits that occur often enough."""
    proposer, small = Proposer(GazetteerIndex.open()), Counter[str]()
    samples: list[Sample] = []
    for path in (*sorted(folder.glob("places/*.jsonl")), *sorted(folder.glob("unlabeled/*.jsonl"))):
        if path.stem.split("_")[0] not in SKIPPED:
            before, began = len(samples), perf_counter()
            samples.extend(samples_of(path, proposer, small))
            say(f"{path.stem}: {len(samples) - before} proposals", began)
    samples.extend(small_words(small, proposer))
    flat = np.concatenate([np.frombuffer(sample.codes, np.uint32) for sample in samples])
    found, counts = np.unique(flat, return_counts=True)
    hashes = found[counts >= LEAST]
    at = np.minimum(np.searchsorted(hashes, flat), len(hashes) - 1)
    numbers = np.where(hashes[at] == flat, at + 1, 0).astype(np.int32)
    bounds = np.concatenate(([0], np.cumsum([len(sample.codes) for sample in samples])))
    names = np.array([sample.names for sample in samples], np.int32)
    classes = np.array([sample.classes for sample in samples], np.int8)
    return Examples(numbers, bounds, names, classes), hashes


def write(path: Path, hashes: NDArray[np.uint32], weights: NDArray[np.float64]) -> int:
    """Write the file that `geomap/places/classifier.py` describes; returns the traits kept."""
    apart = weights[:, : NameClass.NONE] - weights[:, NameClass.NONE :]
    units = np.clip(np.rint(apart * UNITS), -127, 127).astype(np.int64)
    kept = np.abs(units).max(axis=1) >= SLIGHTEST
    hashes, units = hashes[kept], units[kept]
    starts = np.searchsorted(hashes >> FIELD, np.arange(BUCKETS + 1))
    rows = sum(units[:, number] << (FIELD * number) for number in range(NameClass.NONE))
    head = np.concatenate(([len(hashes)], starts, hashes)).astype("<u4")
    path.write_bytes(MAGIC + head.tobytes() + np.asarray(rows, "<i8").tobytes())
    return len(hashes)


if __name__ == "__main__":
    main()
