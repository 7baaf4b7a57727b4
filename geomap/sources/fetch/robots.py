"""Read robots.txt: what a site allows programs to fetch (RFC 9309)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

_READ_AT_MOST = 512_000  # bytes; the standard asks for 500 KiB
_LONGEST_RULE = 2_000
_ANYBODY = "*"
_RULES = ("allow", "disallow", "crawl-delay")  # other lines stand outside the groups
_KEEP = "/:?#[]@!$&'()*+,;=-._~%"


class Rule(NamedTuple):
    """One line of a group: whether paths like this may be fetched."""

    pattern: str
    allows: bool


class Rules(NamedTuple):
    """What a site says to us.

    Attributes:
        rules: In no order that matters.
        crawl_delay: Seconds that it wants between two requests; 0 when it does not say.
    """

    rules: tuple[Rule, ...] = ()
    crawl_delay: float = 0.0

    def allow(self, target: str) -> bool:
        """Whether a path with its query may be fetched: the longest rule decides, then "allow"."""
        plain = _plain(target)
        fitting = [(len(r.pattern), r.allows) for r in self.rules if _fits(r.pattern, plain)]
        return max(fitting, default=(0, True))[1]


NOTHING = Rules((Rule("/", allows=False),))
"""The rules of a site that lets nobody in."""


def rules_for(robot: str, content: bytes) -> Rules:
    """The rules for a robot: those of all groups with its name, or else of those for anybody.

    Args:
        robot: Our name, lower case.
        content: The file; undecodable bytes do no harm.
    """
    text = content[:_READ_AT_MOST].decode("utf-8-sig", "replace")
    groups = list(_groups(text))
    ours = [lines for names, lines in groups if robot in names]
    lines = ours or [lines for names, lines in groups if _ANYBODY in names]
    return _rules([line for group in lines for line in group])


def _rules(lines: Sequence[tuple[str, str]]) -> Rules:
    rules = tuple(
        Rule(_plain(value), allows=key == "allow")
        for key, value in lines
        if key != "crawl-delay" and value and len(value) <= _LONGEST_RULE
    )
    delays = [_seconds(value) for key, value in lines if key == "crawl-delay"]
    return Rules(rules, max(delays, default=0.0))


def _seconds(words: str) -> float:
    try:
        seconds = float(words)
    except ValueError:
        return 0.0
    return seconds if 0 < seconds < float("inf") else 0.0


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """Groups of a file: the robots that they are for, and their lines."""
    names: set[str] = set()
    lines: list[tuple[str, str]] = []
    for key, value in _lines(text):
        if key == "user-agent":
            if lines:
                yield names, lines
                names, lines = set(), []
            names.add(value.split("/")[0].strip().lower())
        elif names and key in _RULES:
            lines.append((key, value))
    yield names, lines


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _plain(path: str) -> str:
    """A path with every letter outside ASCII percent-encoded, and none that need not be."""
    return quote(unquote_to_bytes(path.replace("%2F", "%252F").replace("%2f", "%252F")), safe=_KEEP)


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins like a pattern, in which "*" is anything and a last "$" the end.

    Pieces between stars are looked for one after the other, each as early as it comes: that needs
    no going back, so a pattern full of stars costs no more than a long one.
    """
    ends = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    position = len(first)
    if not pieces:
        return not ends or position == len(path)
    last = pieces.pop() if ends else ""
    for piece in pieces:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    return not ends or (len(path) - len(last) >= position and path.endswith(last))
