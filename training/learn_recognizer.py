"""Learn the weights of the place recognizer from marked corpora."""

import argparse
import json
import struct
import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import NamedTuple
from zlib import crc32

import numpy as np

from geomap.gazetteer.index import GazetteerIndex
from geomap.places.classifier import MAGIC, UNITS, NameClass
from geomap.places.lexicon import lexicon_for
from geomap.places.lines import lines_of
from geomap.places.proposals import Proposal, Proposer
from geomap.places.shown import shown_in
from geomap.places.traits import finer
from geomap.text.document import Document
from geomap.text.parse import parse

SKIPPED = ("sv", "fi")  # languages that geomap does not read
CLASS_OF = {"PER": NameClass.PERSON, "ORG": NameClass.ORGANIZATION, "MISC": NameClass.OTHER}
ANY_BUT_PLACE = 0b11110


class Sample(NamedTuple):
    """A proposal with the classes it may be, as bits."""

    codes: list[int]
    names: int  # how many of the codes tell the name itself
    classes: int


def bounds_of(text, t):
    """A mark as it is, and without the ending, hash sign or full stop that some corpora include."""
    start, end = t["start"], t["end"]
    yield start, end
    for mark in "'’":
        cut = text.find(mark, start + 2, end)
        if cut > 0 and end - cut < 8:
            yield start, cut
    if text[start] in "#@":
        yield start + 1, end
    if text[end - 1] in ".,:;" :
        yield start, end - 1


class Marks:
    """The marks of one text."""

    def __init__(self, row: dict, none: int) -> None:
        self.places = {bounds for t in row["toponyms"] for bounds in bounds_of(row["text"], t)}
        self.others = [(o["start"], o["end"], CLASS_OF[o["type"]]) for o in row.get("others", [])]
        self.none = none

    def classes_of(self, start: int, end: int, whole_end: int) -> int:
        if (start, end) in self.places or (start, whole_end) in self.places:
            return 1
        for first, last, number in self.others:
            if first <= start and end <= last:
                return 1 << number
        return self.none


def none_of(rows: list[dict]) -> int:
    """What an unmarked proposal of a corpus may be: corpora mark fewer classes than we know."""
    marked = {o["type"] for row in rows for o in row.get("others", [])}
    bits = 1 << NameClass.NONE
    for kind, number in CLASS_OF.items():
        if kind not in marked or (kind == "MISC" and sum(o["type"] == kind for r in rows for o in r.get("others", [])) < 200):
            bits |= 1 << number
    return bits


KIND: dict[int, str] = {}
CODES: dict[str, tuple[int, ...]] = {}


def codes_of(trait: str) -> tuple[int, ...]:
    found = CODES.get(trait)
    if found is None:
        found = CODES[trait] = tuple(crc32(part.encode()) for part in finer(trait))
        for part in finer(trait):
            KIND[crc32(part.encode())] = part[:2]
    return found


def samples_of(path: Path, proposer: Proposer, ceiling: dict, small: Counter) -> Iterator[Sample]:
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    none = none_of(rows)
    for number, row in enumerate(rows):
        language = row["lang"]
        parsed = replace(
            parse(Document(str(number), row["text"], language=language)), language=language
        )
        marks = NounMarks(row) if "pn" in row else Marks(row, none)
        hit = set()
        lines = list(lines_of(parsed))
        for line in lines:
            for word, shape in zip(line.words, line.shapes):
                if shape == "a" and len(word) > 2:
                    small[word] += 1
        for shown in shown_in(lines, lexicon_for(language), proposer):
            p = shown.proposal
            whole_end = p.line.ends[p.last - 1]
            classes = marks.classes_of(p.start, p.end, whole_end)
            if not classes:
                continue
            codes: list[int] = []
            names = 0
            for trait in shown.traits:
                codes.extend(codes_of(trait))
                names = names or len(codes)
            for trait in (f"x:{path.stem}", f"x:{path.stem}:{p.standing.tier}/{p.form}", f"x:{path.stem}:{p.form}:{shown.tie.cue}", f"x:{path.stem}:{p.line.shapes[p.first:p.last]}", f"x:{path.stem}:{p.standing.kind}"):
                codes.append(crc32(trait.encode()))
            if classes == 1:
                hit.add(p.start)
            yield Sample(codes, names, classes)
        ceiling["gold"] = ceiling.get("gold", 0) + len(row["toponyms"])
        ceiling["hit"] = ceiling.get("hit", 0) + len(hit)


class NounMarks:
    """Marks of a text that only tell which words are proper nouns."""

    def __init__(self, row: dict) -> None:
        self.runs = []
        for start, end in row["pn"]:
            if self.runs and row["text"][self.runs[-1][1] : start].strip() == "":
                self.runs[-1][1] = end
            else:
                self.runs.append([start, end])

    def classes_of(self, start: int, end: int, whole_end: int) -> int:
        for first, last in self.runs:
            if first == start and last in (end, whole_end):
                return 0b01111
            if first < end and start < last:
                return 0
        return 1 << NameClass.NONE


def small_words(small: Counter, proposer: Proposer) -> Iterator[Sample]:
    """Names that stand in lower case in running text are words first."""
    for word in sorted(small):
        if small[word] >= 2 and proposer.standing(word) is not None:
            for _ in range(min(small[word].bit_length(), 4) - 1):
                yield Sample([crc32(f"n:{word}".encode())], 0, 1 << NameClass.NONE)


class Data(NamedTuple):
    ids: np.ndarray  # of all traits of all samples
    bounds: np.ndarray
    names: np.ndarray
    classes: np.ndarray
    hashes: np.ndarray
    kinds: np.ndarray


def read(folder: Path, least: int) -> Data:
    proposer = Proposer(GazetteerIndex.open())
    codes, bounds, names, classes = array("I"), array("q", [0]), array("i"), array("b")
    small: Counter = Counter()
    for path in [*sorted((folder / "places").glob("*.jsonl")), *sorted((folder / "unlabeled").glob("*.jsonl"))]:
        if path.stem.split("_")[0] in SKIPPED:
            continue
        began, seen, ceiling = perf_counter(), len(classes), {}
        for sample in samples_of(path, proposer, ceiling, small):
            codes.extend(sample.codes)
            bounds.append(len(codes))
            names.append(sample.names)
            classes.append(sample.classes)
        CODES.clear()
        print(f"{path.stem}: {len(classes) - seen} proposals, of {ceiling['gold']} places {ceiling['hit'] / max(1, ceiling['gold']):.3f} proposed, {perf_counter() - began:.1f} s", flush=True)
    for sample in small_words(small, proposer):
        codes.extend(sample.codes)
        bounds.append(len(codes))
        names.append(0)
        classes.append(sample.classes)
    flat = np.frombuffer(codes, dtype=np.uint32)
    hashes, counts = np.unique(flat, return_counts=True)
    kept = hashes[counts >= least]
    ids = np.searchsorted(kept, flat).astype(np.int32)
    ids[ids == len(kept)] = 0
    ids = np.where(kept[ids] == flat, ids + 1, 0).astype(np.int32)  # 0 is no trait
    return Data(ids, np.frombuffer(bounds, dtype=np.int64), np.frombuffer(names, dtype=np.int32), np.frombuffer(classes, dtype=np.int8), kept, np.array([KIND.get(int(h), 'x:') for h in kept]))


def learn(data: Data, epochs: int, rate: float, ridge: np.ndarray, drop: float, batch: int) -> np.ndarray:
    """Multinomial logistic regression by AdaGrad, the weights of the later epochs averaged."""
    chance = np.random.default_rng(1)
    size = len(data.hashes) + 1
    weights = np.zeros((size, 5), np.float32)
    squares = np.full((size, 5), 1e-2, np.float32)
    mean = np.zeros((size, 5), np.float64)
    allowed = (data.classes[:, None] >> np.arange(5)) & 1
    count = len(data.classes)
    lengths = np.diff(data.bounds)
    averaged = 0
    for epoch in range(epochs):
        order, loss = chance.permutation(count), 0.0
        for at in range(0, count, batch):
            chosen = order[at : at + batch]
            n = lengths[chosen]
            starts = data.bounds[chosen]
            offsets = np.concatenate(([0], np.cumsum(n)[:-1]))
            owner = np.repeat(np.arange(len(chosen)), n)
            place = np.arange(n.sum()) - offsets[owner]
            ids = data.ids[starts[owner] + place].copy()
            if drop:
                hidden = chance.random(len(chosen)) < drop
                ids[hidden[owner] & (place < data.names[chosen][owner])] = 0
            used, inverse = np.unique(ids, return_inverse=True)
            local = weights[used]
            if used[0] == 0:
                local[0] = 0
            logits = np.add.reduceat(local[inverse], offsets, axis=0)
            logits -= logits.max(axis=1, keepdims=True)
            p = np.exp(logits)
            p /= p.sum(axis=1, keepdims=True)
            target = p * allowed[chosen]
            total = target.sum(axis=1, keepdims=True)
            loss -= float(np.log(total + 1e-9).sum())
            target /= total + 1e-9
            g = (p - target)[owner]
            gradient = np.stack([np.bincount(inverse, weights=g[:, c], minlength=len(used)) for c in range(5)], axis=1).astype(np.float32)
            gradient /= 32.0
            gradient += ridge[used] * local
            squares[used] += gradient * gradient
            weights[used] = local - rate * gradient / np.sqrt(squares[used])
        if epoch >= epochs // 2:
            mean += weights
            averaged += 1
        print(f"epoch {epoch + 1}: {loss / count:.4f}", flush=True)
    return (mean / averaged)[1:]


def write(path: Path, hashes: np.ndarray, weights: np.ndarray) -> None:
    units = np.clip(np.rint(weights * UNITS), -127, 127).astype(np.int8)
    kept = (np.abs(units).max(axis=1)) >= 2
    hashes, units = hashes[kept], units[kept]
    path.write_bytes(MAGIC + struct.pack("<I", len(hashes)) + hashes.astype("<u4").tobytes() + units.tobytes())
    print(f"{len(hashes)} traits, {path.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--ridge", type=float, default=1e-4)
    parser.add_argument("--drop", type=float, default=0.2)
    parser.add_argument("--least", type=int, default=2)
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--weak", type=float, default=1e-3)
    parser.add_argument("--without", default="")
    a = parser.parse_args()
    began = perf_counter()
    if a.cache and a.cache.exists():
        data = Data(*(np.load(a.cache)[k] for k in Data._fields))
    else:
        data = read(a.folder, a.least)
        if a.cache:
            np.savez(a.cache, **data._asdict())
    print(f"{len(data.classes)} proposals, {len(data.ids)} traits, {len(data.hashes)} different, {perf_counter() - began:.0f} s", flush=True)
    if a.without:
        gone = np.concatenate(([False], np.isin(data.kinds, a.without.split(","))))
        data = data._replace(ids=np.where(gone[data.ids], 0, data.ids))
    first = np.array([k[0] for k in data.kinds])
    ridge = np.where(np.isin(first, list("gskplxhw")), a.weak, a.ridge)
    ridge = np.concatenate(([0], ridge))[:, None].astype(np.float32)
    weights = learn(data, a.epochs, a.rate, ridge, a.drop, a.batch)
    write(a.output, data.hashes, weights)
    print(f"{perf_counter() - began:.0f} s", flush=True)


main()
