"""What the wording of a sentence adds to the patterns found in it.

Words that a pattern names itself ("found without life" denies nothing), verbs whose form tells what
was done, and patterns that a clause put into another parts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from geomap.events.clauses import INSERTED, Clause
from geomap.events.patterns import (
    BARRIER,
    SHORT_GAP,
    Candidate,
    Hit,
    Ids,
    PatternIndex,
    Step,
    matches,
)

_WHOLE = ("around", "after")  # cues that tell by themselves that nothing happened


def without_named(
    families: Mapping[str, Sequence[Hit]],
    words: Sequence[Ids],
    limits: Sequence[int],
    candidates: Sequence[Candidate],
) -> list[Hit]:
    """The modality cues of a sentence but negations that are part of what it tells.

    Args:
        families: Content patterns found, by family.
        words: The elements that each word satisfies.
        limits: For each word the position where its clause ends.
        candidates: What the short list of all patterns has for the sentence.
    """
    cues = families.get("modality", ())
    told = families.get("concept", ())
    return [
        cue
        for cue in cues
        if cue.label.name != "negation"
        or cue.label.detail in _WHOLE
        or not any(
            hit.start <= cue.start < hit.end and _names(cue.start, hit, words, limits, candidates)
            for hit in told
        )
    ]


def _names(
    at: int, hit: Hit, words: Sequence[Ids], limits: Sequence[int], candidates: Sequence[Candidate]
) -> bool:
    """Whether a pattern that gave a hit asks for the word at a position."""
    return at == hit.start or any(
        at in (_path(pattern.steps, words, hit.start, limits[hit.start]) or ())
        for pattern, _ in candidates
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
    words: Sequence[Ids],
    families: Mapping[str, Sequence[Hit]],
    index: PatternIndex,
    candidates: Sequence[Candidate],
) -> frozenset[int]:
    """Positions of verbs that tell what was done; asked only where something is in doubt.

    Args:
        words: The elements that each word satisfies.
        families: Content patterns found, by family.
        index: Patterns of such verbs, and of those that only look so ("to be killed").
        candidates: What the short list of all patterns has for the sentence.
    """
    if "modality" not in families or "concept" not in families:
        return frozenset()
    hits = index.find(words, [len(words)] * len(words), candidates)
    undone = {at for hit in hits if hit.label.name == "undone" for at in range(hit.start, hit.end)}
    return frozenset(hit.end - 1 for hit in hits) - undone


def across(
    words: Sequence[Ids], clauses: Sequence[Clause], candidates: Iterable[Candidate]
) -> Iterator[Hit]:
    """Concepts that a clause put into another parts: "the bus, which carried pilgrims, crashed".

    Args:
        words: The elements that each word satisfies.
        clauses: The clauses of the sentence.
        candidates: What the short list of all patterns has for the sentence.
    """
    for before, inside, after in zip(clauses, clauses[1:], clauses[2:], strict=False):
        if inside.kind not in INSERTED or after.kind != "main":
            continue
        seam = before.end - (BARRIER in words[before.end - 1])
        gap = range(seam, after.start)
        joined = [*words[:seam], *words[after.start : after.end]]
        own = [
            Candidate(pattern, at if at < seam else at - len(gap))
            for pattern, at in candidates
            if pattern.label.family == "concept" and at < after.end and at not in gap
        ]
        for label, start, end in matches(own, joined, [len(joined)] * len(joined)):
            if before.start <= start < seam < end:
                yield Hit(label, start, end + len(gap))
