"""Count the common words that are also foreign names of towns: see README.md beside this file.

    python training/count_common_words.py FOLDER [--output data/gazetteer/common_words.toml]

Such names are taken off when the gazetteer is built (`geomap/gazetteer/names_dropped.py`). Same
folder, same sources of the gazetteer: same bytes.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from geomap.gazetteer.build import gather_all
from geomap.gazetteer.draft import Draft
from geomap.gazetteer.fold import fold
from geomap.gazetteer.names_dropped import is_loose
from geomap.places.lines import lines_of
from geomap.text.document import Document
from geomap.text.parse import parse

SKIPPED = frozenset({"sv", "fi"})  # languages that geomap does not read
OUTPUT = Path(__file__).parents[1] / "data" / "gazetteer" / "common_words.toml"
LEAST = 3  # times that a word must stand in lower case
SHARE = 0.5  # of all times that it stands within a line
MOST = 400  # words of a language that are such names
ALWAYS = 300  # most frequent words of a language: a fuller gazetteer may have them as names
SHORTEST = 2  # letters; shorter names are taken off anyway
WIDTH = 112
HEAD = """\
# Common words by language: the most frequent ones, then those that are also foreign or former
# names of towns. Counted by training/count_common_words.py; not to be edited by hand. What is
# done with them, and what is taken off besides, is told in dropped.toml.

[common]
"""

Counts = dict[str, Counter[str]]


def main() -> None:
    """Count, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="holds places/*.jsonl and unlabeled/*.jsonl")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    small, great = count(arguments.folder)
    names = loose_names()
    chosen = {code: common_words(small[code], great[code], names) for code in sorted(small)}
    tables = "\n".join(f'{code} = """\n{table(words)}\n"""' for code, words in chosen.items())
    arguments.output.write_text(f"{HEAD}{tables}\n", encoding="utf-8")
    sys.stdout.write(f"{sum(map(len, chosen.values()))} words in {len(chosen)} languages\n")


def count(folder: Path) -> tuple[Counts, Counts]:
    """How often words stand in lower case, and with a capital within a line, by language."""
    small: Counts = defaultdict(Counter)
    great: Counts = defaultdict(Counter)
    for path in (*sorted(folder.glob("places/*.jsonl")), *sorted(folder.glob("unlabeled/*.jsonl"))):
        language = path.stem.split("_")[0]
        if language not in SKIPPED:
            for word, is_small in words_of(path, language):
                (small if is_small else great)[language][word.lower()] += 1
    return small, great


def words_of(path: Path, language: str) -> Iterator[tuple[str, bool]]:
    """Words of a corpus whose case tells something, and whether they are in lower case."""
    for row in path.read_text(encoding="utf-8").splitlines():
        parsed = parse(Document("row", json.loads(row)["text"], language=language))
        for line in lines_of(replace(parsed, language=language)):
            for at, (word, shape) in enumerate(zip(line.words, line.shapes, strict=True)):
                if shape == "a" or (shape in "AU" and at and not line.loud):
                    yield word, shape == "a"


def loose_names() -> frozenset[str]:
    """Folded foreign and former names of places that a common word may take off."""
    draft = Draft()
    gather_all(draft, lambda _: None)
    return frozenset(fold(name.name) for name in draft.names if is_loose(name, draft))


def common_words(small: Counter[str], great: Counter[str], names: frozenset[str]) -> list[str]:
    """The most frequent words of a language, and the frequent ones that are such names."""
    found = [
        word
        for word, times in small.items()
        if times >= LEAST and len(word) >= SHORTEST and word.isalpha()
        if times >= SHARE * (times + great[word])
    ]
    found.sort(key=lambda word: (-small[word], word))
    named = [word for word in found if fold(word) in names][:MOST]
    return list(dict.fromkeys([*found[:ALWAYS], *named]))


def table(words: list[str]) -> str:
    """Words in lines of even length, a space between."""
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) >= WIDTH:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)


if __name__ == "__main__":
    main()
