"""Time every regular expression of the package on hostile strings; run as a program.

Prints one JSON array a line for each that takes more than linear time: name, method, string,
seconds at a length and at eight times that. The last line is how many expressions were timed.
"""

import ast
import gc
import json
import re
import sys
import time
import tomllib
from collections import deque
from collections.abc import Iterator
from importlib import import_module
from inspect import getsource
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NamedTuple

import geomap

STORIES = Path(__file__).parent.parent / "stories"
METHODS = {"findall", "finditer", "fullmatch", "match", "search", "split", "sub"}
UNITS = ("a", "A", "0", " ", "\n", "-", "<", "(", "1.", "a ", "Aé'", '<a b="', "x: ", "中")
SIZES = (1_000, 8_000, 64_000)
SLOW_SECONDS = 0.02
STEP = 8
RATIO = 24  # for so many times the length: a linear pattern has 8, a quadratic one 64


class Use(NamedTuple):
    """An expression, what it is called, and the methods that its module calls."""

    name: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def uses_in_modules() -> Iterator[Use]:
    """The expressions that modules hold, alone or in tuples and tables."""
    for module in walk_packages(geomap.__path__, "geomap."):
        if module.name == "geomap.__main__":
            continue
        loaded = import_module(module.name)
        called: dict[str, set[str]] = {}
        for node in ast.walk(ast.parse(getsource(loaded))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                called.setdefault(node.value.id, set()).add(node.attr)
        for name, value in vars(loaded).items():
            methods = frozenset(called.get(name, set()) & METHODS or {"finditer"})
            own = [] if name.startswith("__") else held(value)
            yield from (Use(f"{module.name}.{name}", pattern, methods) for pattern in own)


def held(value: object, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    """The expressions in a value."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        yield from held(tuple(value.values()), depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from held(part, depth - 1)


def uses_made_while_reading() -> Iterator[Use]:
    """The expressions that are made of the languages' tables, found by reading a story in each."""
    stories = [tomllib.loads(p.read_text(encoding="utf-8")) for p in sorted(STORIES.iterdir())]
    of_language = {story["language"]: story for story in stories}
    before = [one for one in gc.get_objects() if isinstance(one, re.Pattern)]
    for language, story in of_language.items():
        document = geomap.Document(id=language, text=story["text"], language=language)
        assert geomap.incidents_in(document) is not None
    known = {id(pattern) for pattern in before}
    for one in gc.get_objects():
        if isinstance(one, re.Pattern) and id(one) not in known:
            yield Use(f"made while reading: {one.pattern[:40]!r}", one, frozenset({"finditer"}))


def seconds(pattern: re.Pattern[Any], method: str, text: str, times: int = 1) -> float:
    """Processor time of a call, the least of so many."""
    subject: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    arguments = (subject[:0], subject) if method == "sub" else (subject,)
    spent = []
    for _ in range(times):
        began = time.process_time()
        answer = getattr(pattern, method)(*arguments)
        if method == "finditer":
            deque(answer, maxlen=0)
        spent.append(time.process_time() - began)
    return min(spent)


def slow_cases(use: Use) -> Iterator[tuple[str, str, str, float, float]]:
    """The strings on which an expression takes more than linear time."""
    for method in sorted(use.methods):
        for unit in UNITS:
            for size in SIZES:
                long = seconds(use.pattern, method, hostile(unit, size))
                if long < SLOW_SECONDS:
                    continue
                short = seconds(use.pattern, method, hostile(unit, size // STEP), times=5)
                if long > RATIO * short:
                    yield use.name, method, unit, short, long
                    break


def hostile(unit: str, size: int) -> str:
    """A string of so many characters that is all alike but for its end."""
    return (unit * size)[: size - 1] + "~"


def main() -> None:
    """Time them all."""
    uses = {use.pattern: use for use in (*uses_in_modules(), *uses_made_while_reading())}
    for use in uses.values():
        for case in slow_cases(use):
            sys.stdout.write(json.dumps(case) + "\n")
    sys.stdout.write(f"{len(uses)}\n")


if __name__ == "__main__":
    main()
