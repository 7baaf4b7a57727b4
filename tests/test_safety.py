"""Each threat and fault that SECURITY.md names has tests that carry its name; none is unnamed."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SECURITY = (TESTS.parent / "SECURITY.md").read_text(encoding="utf-8")


def marks(path: Path) -> Iterator[tuple[str, str]]:
    """The threats and faults whose names stand in a file's `pytest.mark.threat("…")`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Attribute(attr="mark"), attr="threat" | "fault" as kind
                ),
                args=[ast.Constant(value=str(name))],
            ):
                yield kind, name


def proofs() -> Mapping[tuple[str, str], set[str]]:
    """The files of tests by the threat or fault that they prove something about."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(TESTS.rglob("test_*.py")):
        for named in marks(path):
            found[named].add(path.relative_to(TESTS.parent).as_posix())
    return found


def table() -> list[str]:
    """The lines that SECURITY.md should hold, threats before faults."""
    return [
        f"| {kind} | {name} | {', '.join(f'`{file}`' for file in sorted(files))} |"
        for (kind, name), files in sorted(
            proofs().items(), key=lambda e: (e[0][0] == "fault", e[0])
        )
    ]


def test_the_table_of_threats_and_faults_names_exactly_the_tests_that_prove_them() -> None:
    lines = [line for line in SECURITY.splitlines() if line.startswith(("| threat |", "| fault |"))]
    assert lines == table(), "write into SECURITY.md:\n" + "\n".join(table())


@pytest.mark.parametrize(
    "name",
    [
        *("text that runs", "spreadsheet formula", "SSRF", "gzip bomb", "slow drip", "XML bomb"),
        *("deep or huge HTML", "path traversal", "slow patterns", "hidden characters"),
        *("poisoned cache or store", "secrets", "text that steers the terminal"),
    ],
)
def test_a_threat_that_was_measured_has_a_test(name: str) -> None:
    assert ("threat", name) in proofs()


@pytest.mark.parametrize(
    "name",
    [
        *("kill -9", "two writers", "disk full", "kill during export", "interrupt", "broken pipe"),
        *("corrupt gazetteer", "corrupt store", "encodings", "one bad record"),
        *("bad dates and coordinates", "geocoder faults", "fetch faults"),
        *("hash seed, time zone, workers", "a lost worker"),
    ],
)
def test_a_fault_that_was_measured_has_a_test(name: str) -> None:
    assert ("fault", name) in proofs()
