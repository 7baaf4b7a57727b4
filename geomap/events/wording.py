"""What the wording of a sentence adds to the patterns found in it.

Words that a pattern names itself ("found without life" denies nothing), verbs whose form tells what
was done, and patterns that a clause put into another parts.
"""

from collections.abc import Iterator, Mapping, Sequence

from geomap.events.clauses import INSERTED, Clause
from geomap.events.patterns import BARRIER, SHORT_GAP, Hit, Ids, PatternIndex, Step

_TELLING = ("concept", "casualties")
_WHOLE = ("around", "after")  # cues that tell by themselves that nothing happened
_NOBODY = "nobody"  # "nobody was hurt" denies the deaths, and does so by its own words


def without_named(
    families: Mapping[str, Sequence[Hit]],
    words: Sequence[Ids],
    limits: Sequence[int],
    index: PatternIndex,
) -> list[Hit]:
    """The modality cues of a sentence but negations that are part of what it tells.

    Args:
        families: Content patterns found, by family.
        words: The elements that each word satisfies.
        limits: For each word the position where its clause ends.
        index: The patterns that were searched.
    """
    cues = families.get("modality", ())
    told = [h for family in _TELLING for h in families.get(family, ()) if h.label.name != _NOBODY]
    return [
        cue
        for cue in cues
        if cue.label.name != "negation"
        or cue.label.detail in _WHOLE
        or not any(
            hit.start <= cue.start < hit.end and _names(cue.start, hit, words, limits, index)
            for hit in told
        )
    ]


def _names(
    at: int, hit: Hit, words: Sequence[Ids], limits: Sequence[int], index: PatternIndex
) -> bool:
    """Whether a pattern that gave a hit asks for the word at a position."""
    return any(
        at in (hit.start, *(_path(pattern.rest, words, hit.start + 1, limits[hit.start]) or ()))
        for element in words[hit.start]
        for pattern in index.by_first.get(element, ())
        if pattern.label == hit.label
    )


def _path(
    rest: Sequence[Step], words: Sequence[Ids], at: int, limit: int
) -> tuple[int, ...] | None:
    """Where the further elements of a pattern stand; None when it does not match."""
    if not rest:
        return ()
    element, gap = rest[0]
    for position in range(at, min(at + gap + 1, limit)):
        if element in words[position]:
            path = _path(rest[1:], words, position + 1, limit)
            if path is not None:
                return (position, *path)
        if gap == SHORT_GAP and BARRIER in words[position]:
            break
    return None


def words_done(
    words: Sequence[Ids], families: Mapping[str, Sequence[Hit]], index: PatternIndex
) -> frozenset[int]:
    """Positions of verbs that tell what was done; asked only where something is in doubt.

    Args:
        words: The elements that each word satisfies.
        families: Content patterns found, by family.
        index: Patterns of such verbs, and of those that only look so ("to be killed").
    """
    if "modality" not in families or "concept" not in families:
        return frozenset()
    hits = index.find(words, [len(words)] * len(words))
    undone = {at for hit in hits if hit.label.name == "undone" for at in range(hit.start, hit.end)}
    return frozenset(hit.end - 1 for hit in hits) - undone


def across(words: Sequence[Ids], clauses: Sequence[Clause], index: PatternIndex) -> Iterator[Hit]:
    """Concepts that a clause put into another parts: "the bus, which carried pilgrims, crashed".

    Args:
        words: The elements that each word satisfies.
        clauses: The clauses of the sentence.
        index: The patterns to search.
    """
    for before, inside, after in zip(clauses, clauses[1:], clauses[2:], strict=False):
        if inside.kind not in INSERTED or after.kind != "main":
            continue
        seam = before.end - (BARRIER in words[before.end - 1])
        joined = [*words[before.start : seam], *words[after.start : after.end]]
        for label, start, end in index.find(joined, [len(joined)] * len(joined)):
            if label.family == "concept" and start < seam - before.start < end:
                yield Hit(label, start + before.start, end + after.start - seam + before.start)
