"""Reads a data island back, by the layout that island.py and wording.py tell."""

import gzip
import json
from base64 import b64decode
from typing import Any


class Unpacked:
    """Head and blocks of an island."""

    def __init__(self, letters: str) -> None:
        whole = gzip.decompress(b64decode(letters))
        size = int.from_bytes(whole[:4], "little")
        self.head = json.loads(whole[4 : 4 + size])
        self.blocks: dict[str, bytes] = {}
        at = 4 + size
        for name, (width, count, _) in self.head["blocks"].items():
            self.blocks[name] = whole[at : at + (width or 1) * count]
            at += len(self.blocks[name])

    def numbers(self, name: str) -> list[int | None]:
        """A column of whole numbers."""
        width, count, none = self.head["blocks"][name]
        planes = self.blocks[name]
        rows = [bytes(planes[k + plane * count] for plane in range(width)) for k in range(count)]
        told = [int.from_bytes(row, "little", signed=True) for row in rows]
        return [None if number == none else number for number in told]

    def column(self, name: str) -> list[str | None]:
        """A column of texts."""
        base, texts = self.head["texts"][name], self._texts()
        joint = "" if name in self.head["in_pieces"] else " "
        codes = self.numbers(name)
        return [None if code is None else joint.join(texts[base + code]) for code in codes]

    def number_column(self, name: str) -> list[Any]:
        """A column of numbers that are kept once."""
        return [self.head["numbers"][name][code] for code in self.numbers(name) if code is not None]

    def _texts(self) -> list[list[str]]:
        found: list[list[str]] = [[]]
        stream = iter(self.blocks["words"])
        for first in stream:
            if first == 0:
                found.append([])
            else:
                found[-1].append(self.head["vocabulary"][_code(first, stream) - 1])
        return found


def _code(first: int, stream: Any) -> int:
    if first < 192:
        return first
    if first < 251:
        return 192 + (first - 192) * 256 + next(stream)
    base = 192 + 59 * 256
    if first < 255:
        return base + (first - 251) * 65536 + next(stream) * 256 + next(stream)
    return base + 4 * 65536 + next(stream) * 65536 + next(stream) * 256 + next(stream)
