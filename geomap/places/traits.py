"""What a proposal shows to the classifier: traits of its name, its neighbors and its line.

A trait is a field of `Traits`. It stands for finer ones, strings that the weights are known by: a
word before the name speaks by itself and by its ending. `finer` spells them out. The classifier
keeps the sum of all that a trait stands for, so that a proposal costs one look-up a trait; what
belongs into one field is chosen for that, so that most values come again.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from geomap.places.cues import Tie
from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line
from geomap.places.proposals import Proposal
from geomap.places.signs import SPORTS
from geomap.places.standing import Standing
from geomap.text.memo import made_of

_SUFFIX = 3  # letters of a neighbor's ending
_LONG = 5  # letters from which an ending says something
_MARK = "\u2423"  # beyond the line
_REACH = 4  # words read along a run of capitals, or small words before a name
_LETTERS_TOLD = 12  # of a name's length, at most
_WORDS_TOLD = 3

Spell = Callable[[Any, str], Iterator[str]]


class Traits(NamedTuple):
    """All traits of a proposal in a document of one language.

    Attributes:
        name: In lower case.
        size: What the name is in the world: its inhabitants and namesakes count here.
        standing: Tier, kind, form and cue.
        before: Tier and the word before the name.
        after: Tier and the word after the name.
        second: The word but one before.
        then: The word but one after.
        shapes: Shapes of two words before, of the name, of two words behind.
        around: Standing and shapes.
        run_before: How many capitalized words touch from before, and the first of them; or None.
        run_after: How many touch from behind, and the last of them; or None.
        kinds: Letters for what the tables say of the first and last word of the name, the word
            before and the word after, and how many words the name has.
        signs: The signs that hold (`signs.py`).
        tie: Tier, how the name is tied, and the shapes beside it.
        link: The word before "of", "de la" and the like that lead to the name; "" without.
        sport: In sentences about sports, the words around, cue, tier and shapes; or None.
    """

    name: str
    size: Standing
    standing: tuple[str, str, str, str]
    before: tuple[str, str]
    after: tuple[str, str]
    second: str
    then: str
    shapes: tuple[str, str, str]
    around: tuple[tuple[str, str, str, str], tuple[str, str, str]]
    run_before: tuple[int, str] | None
    run_after: tuple[int, str] | None
    kinds: str
    signs: tuple[str, ...]
    tie: tuple[str, Tie, bool, str]
    link: str
    sport: tuple[str, str, str, str, str] | None


_traits = made_of(Traits)
NAMING = "name"  # the field that tells the name itself
# Fields that weigh otherwise in each language; the others are known to all languages alike.
OF_LANGUAGE = frozenset({"size", "standing", "shapes", "around", "signs", "sport"})


def traits_of(
    proposal: Proposal, tie: Tie, signs: tuple[str, ...], lexicon: PlaceLexicon
) -> Traits:
    """The traits of a proposal.

    Args:
        proposal: The proposal.
        tie: How it is tied to its surroundings.
        signs: Names of the signs that hold for it.
        lexicon: Words of the document's language.
    """
    line, first, last, _, _, names, size, form = proposal
    lower, shapes, count = line.lower, line.shapes, len(line.lower)
    name, tier, letters = names[0].lower(), size.tier, lexicon.kind_letters
    before = lower[first - 1] if first else _MARK
    after = lower[last] if last < count else _MARK
    left = shapes[first - 2 : first] if first > 1 else "^" + shapes[:first]
    own = shapes[first:last]
    right = (shapes[last : last + 2] + "$")[:2]
    kinds = letters[lower[first]] + letters[lower[last - 1]] + letters[before] + letters[after]
    standing, around = (tier, size.kind, form, tie.cue), (left, own, right)
    return _traits(
        (
            name,
            size,
            standing,
            (tier, before),
            (tier, after),
            lower[first - 2] if first > 1 else _MARK,
            lower[last + 1] if last + 1 < count else _MARK,
            around,
            (standing, around),
            _run_before(line, first) if left[-1] in "AU" else None,
            _run_after(line, last) if right[0] in "AU" else None,
            f"{kinds}{min(last - first, _WORDS_TOLD)}",
            signs,
            (tier, tie, "starts_sentence" in signs, left[-1] + own[:2] + right[0]),
            _link(line, first, lexicon) if before in lexicon.connectors else "",
            (before, after, tie.cue, tier, left[-1] + right[0]) if SPORTS in signs else None,
        )
    )


def _link(line: Line, first: int, lexicon: PlaceLexicon) -> str:
    """The word before "of", "de la" and the like that lead to the name: shape, kind, word."""
    at = first - 1
    while at > 0 and first - at < _REACH and line.lower[at] in lexicon.connectors:
        at -= 1
    word = line.lower[at]
    return f"{line.shapes[at]}{lexicon.kind_letters[word]}{word}" if at < first - 1 else ""


def _run_before(line: Line, first: int) -> tuple[int, str]:
    at = first - 1
    while at > 0 and first - at < _REACH and line.shapes[at - 1] in "AU":
        at -= 1
    return first - at, line.lower[at]


def _run_after(line: Line, last: int) -> tuple[int, str]:
    at = last + 1
    while at < len(line.shapes) and at - last < _REACH and line.shapes[at] in "AU":
        at += 1
    return at - last, line.lower[at - 1]


def finer(field: str, value: Any, language: str) -> Iterator[str]:
    """All that the value of a field of `Traits` stands for in a language."""
    return _FINER[field](value, language)


def _of_name(name: str, _: str) -> Iterator[str]:
    yield f"n:{name}"
    words = name.split()
    if len(words) > 1:
        yield f"n1{words[0]}"
        yield f"n2{words[-1]}"
    yield f"n#{len(words)}:{min(len(name), _LETTERS_TOLD)}"
    head = words[-1]
    yield from [f"n-{head[-length:]}" for length in (2, 3, 4) if len(head) > length]
    yield from [f"n+{head[:length]}" for length in (3, 4) if len(head) > length]


def _of_size(size: Standing, language: str) -> Iterator[str]:
    yield f"p:{size.size}:{size.rivals}:{language}"
    yield f"p0{size.size}"
    yield f"p1{size.rivals}"
    yield f"p2{size.size}:{size.rivals}"
    yield f"p4{size.size}:{language}"


def _of_standing(standing: tuple[str, str, str, str], language: str) -> Iterator[str]:
    tier, kind, form, cue = standing
    yield f"l:{language}"
    yield f"s1{tier}/{kind}/{form}"
    yield f"s2{tier}/{kind}/{form}{language}"
    signs = (f"tier_{tier}", f"kind_{kind}", f"form_{form}", f"cue_{cue}", f"language_{language}")
    yield from _of_signs(signs, language)


def _of_word(kind: str) -> Spell:
    def spell(word: str, _: str) -> Iterator[str]:
        yield f"{kind}:{word}"
        if len(word) > _LONG:
            yield f"{kind}-{word[-_SUFFIX:]}"

    return spell


def _of_neighbor(kind: str, side: int) -> Spell:
    of_word = _of_word(kind)

    def spell(value: tuple[str, str], language: str) -> Iterator[str]:
        tier, word = value
        yield from of_word(word, language)
        yield f"t{side}{tier}:{word}"

    return spell


def _of_shapes(value: tuple[str, str, str], language: str) -> Iterator[str]:
    left, own, right = value
    yield f"s4{left}_{own}_{right}"
    yield f"s5{left}_"
    yield f"s6_{right}"
    yield f"s7{own}"
    yield f"s8{language}{left[-1:]}_{own}_{right[:1]}"


def _of_around(
    value: tuple[tuple[str, str, str, str], tuple[str, str, str]], language: str
) -> Iterator[str]:
    (tier, kind, form, _), (left, own, right) = value
    yield f"s:{tier}/{kind}/{form}:{language}:{left}:{right}:{own}"
    yield f"s3{tier}/{kind}/{form}{left}_{right}"


def _of_run(kind: str) -> Spell:
    def spell(value: tuple[int, str] | None, _: str) -> Iterator[str]:
        if value is None:
            yield f"{kind}:"
            return
        count, word = value
        yield f"{kind}:{count} {word}"
        yield f"{kind}0{count}"
        yield f"{kind}1{word}"

    return spell


def _of_kinds(value: str, _: str) -> Iterator[str]:
    first, last, before, after, words = tuple(value)
    yield f"k:{value}"
    yield f"k0{first}"
    yield f"k1{last}"
    yield f"k2{before}{words}"
    yield f"k3{after}{words}"
    yield f"k4{first}{last}{words}"


def _of_signs(signs: Iterable[str], language: str) -> Iterator[str]:
    for sign in signs:
        yield f"g:{language}:{sign}"
        yield f"g{sign}"


def _of_tie(value: tuple[str, Tie, bool, str], _: str) -> Iterator[str]:
    tier, (cue, has_tail, listed), starts, shapes = value
    tie = f"cue_{cue}{has_tail:d}{listed:d}{starts:d}"
    yield f"h:{tier}:{tie}:{shapes}"
    yield f"h1{tier}:{tie}"
    yield f"h2{tie}:{shapes}"


def _of_link(link: str, _: str) -> Iterator[str]:
    yield f"w:{link}"
    if link:
        yield f"w1{link[0]}"
        yield f"w2{link[:2]}"


def _of_sport(value: tuple[str, str, str, str, str] | None, language: str) -> Iterator[str]:
    if value is not None:
        before, after, cue, tier, shapes = value
        yield f"u0{before}"
        yield f"u1{after}"
        yield f"u2{cue}:{shapes}"
        yield f"u3{cue}:{tier}"
        yield f"u4{language}:{cue}"


_FINER: dict[str, Spell] = {
    "name": _of_name,
    "size": _of_size,
    "standing": _of_standing,
    "before": _of_neighbor("b", 1),
    "after": _of_neighbor("a", 2),
    "second": _of_word("c"),
    "then": _of_word("e"),
    "shapes": _of_shapes,
    "around": _of_around,
    "run_before": _of_run("r"),
    "run_after": _of_run("q"),
    "kinds": _of_kinds,
    "signs": _of_signs,
    "tie": _of_tie,
    "link": _of_link,
    "sport": _of_sport,
}
