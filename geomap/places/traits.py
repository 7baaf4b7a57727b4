"""What a proposal shows to the classifier: traits of its name, its neighbors and its line.

A trait is a short string, "kind:value". It stands for finer ones, which `finer` spells out: a
word before the name speaks by itself and by its ending. The classifier keeps the sum of all that a
trait stands for, so that a proposal costs one look-up a trait.
"""

from collections.abc import Callable, Iterator, Sequence

from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line
from geomap.places.proposals import Proposal

_SUFFIX = 3  # letters of a neighbor's ending
_LONG = 5  # letters from which an ending says something
_MARK = "\u2423"  # beyond the line
_REACH = 4  # words read along a run of capitals, or small words before a name
_LETTERS_TOLD = 12  # of a name's length, at most
_WORDS_TOLD = 3


def traits_of(proposal: Proposal, signs: Sequence[str], lexicon: PlaceLexicon) -> list[str]:
    """The traits of a proposal, in a fixed order.

    Args:
        proposal: The proposal.
        signs: Names of the signs that hold for it.
        lexicon: Words of the document's language.
    """
    line, first, last, language = proposal.line, proposal.first, proposal.last, lexicon.language
    lower, shapes = line.lower, line.shapes
    second, before = ([_MARK] * 2 + lower[max(0, first - 2) : first])[-2:]
    after, then = (lower[last : last + 2] + [_MARK] * 2)[:2]
    tier, kind, population, rivals = proposal.standing
    left = shapes[first - 2 : first] if first > 1 else "^" + shapes[:first]
    right = (shapes[last : last + 2] + "$")[:2]
    own = shapes[first:last]
    words = min(last - first, _WORDS_TOLD)
    kinds = "".join(_kind(word, lexicon) for word in (lower[first], lower[last - 1], before, after))
    tie = _tie_of(signs)
    return [
        f"n:{proposal.names[0].lower()}",
        f"l:{language}",
        f"b:{before}",
        f"c:{second}",
        f"a:{after}",
        f"e:{then}",
        f"s:{tier}/{kind}/{proposal.form}:{language}:{left}:{right}:{own}",
        f"p:{population}:{rivals}:{language}",
        f"t:{tier}:{before}:{after}",
        f"r:{_run_before(lower, shapes, first)}",
        f"q:{_run_after(lower, shapes, last)}",
        f"k:{kinds}{words}",
        f"g:{language} {' '.join(signs)}",
        f"h:{tier}:{tie}:{left[-1:]}{own[:2]}{right[0]}",
        f"w:{_before_links(line, first, lexicon)}",
    ]


def _tie_of(signs: Sequence[str]) -> str:
    """What the signs tell of the tie before the name and of the area behind it."""
    cue = next((sign for sign in signs if sign.startswith("cue_")), "")
    return f"{cue}{'has_tail' in signs:d}{'listed' in signs:d}{'starts_sentence' in signs:d}"


def _before_links(line: Line, first: int, lexicon: PlaceLexicon) -> str:
    """The word before "of", "de la" and the like that lead to the name: shape, kind, word."""
    at = first - 1
    while at > 0 and first - at < _REACH and line.lower[at] in lexicon.connectors:
        at -= 1
    if at == first - 1 or at < 0:
        return ""
    return f"{line.shapes[at]}{_kind(line.lower[at], lexicon)}{line.lower[at]}"


def _kind(word: str, lexicon: PlaceLexicon) -> str:
    """A letter for what the language's tables say of a word."""
    return lexicon.kind_letters.get(word) or _letter_of_tail(word, lexicon)


def _letter_of_tail(word: str, lexicon: PlaceLexicon) -> str:
    return "e" if lexicon.tails and word.startswith(lexicon.tails) else "-"


def _run_before(lower: Sequence[str], shapes: str, first: int) -> str:
    """How many capitalized words touch a name from before, and the first of them."""
    at = first
    while at > 0 and first - at < _REACH and shapes[at - 1] in "AU":
        at -= 1
    return f"{first - at} {lower[at]}" if at < first else ""


def _run_after(lower: Sequence[str], shapes: str, last: int) -> str:
    """How many capitalized words touch a name from behind, and the last of them."""
    at = last
    while at < len(shapes) and at - last < _REACH and shapes[at] in "AU":
        at += 1
    return f"{at - last} {lower[at - 1]}" if at > last else ""


def finer(trait: str) -> Iterator[str]:
    """All that a trait stands for; itself first, unless it only gathers signs."""
    kind, value = trait[0], trait[2:]
    if kind != "g":
        yield trait
    spell = _FINER.get(kind)
    if spell is not None and value:
        yield from spell(kind, value)


def _of_neighbor(kind: str, word: str) -> Iterator[str]:
    if len(word) > _LONG:
        yield f"{kind}-{word[-_SUFFIX:]}"


def _of_name(_: str, name: str) -> Iterator[str]:
    words = name.split() or [name]
    head = words[-1]
    for length in (2, 3, 4):
        if len(head) > length:
            yield f"n-{head[-length:]}"
    for length in (3, 4):
        if len(head) > length:
            yield f"n+{head[:length]}"
    if len(words) > 1:
        yield f"n1{words[0]}"
        yield f"n2{head}"
    yield f"n#{len(words)}:{min(len(name), _LETTERS_TOLD)}"


def _of_standing(_: str, value: str) -> Iterator[str]:
    standing, language, left, right, own = value.split(":")
    yield f"s1{standing}"
    yield f"s2{standing}{language}"
    yield f"s3{standing}{left}_{right}"
    yield f"s4{left}_{own}_{right}"
    yield f"s5{left}_"
    yield f"s6_{right}"
    yield f"s7{own}"
    yield f"s8{language}{left[-1:]}_{own}_{right[:1]}"


def _of_size(_: str, value: str) -> Iterator[str]:
    population, rivals, language = value.split(":")
    yield f"p0{population}"
    yield f"p1{rivals}"
    yield f"p2{population}:{rivals}"
    yield f"p4{population}:{language}"


def _of_tier(_: str, value: str) -> Iterator[str]:
    tier, _, words = value.partition(":")
    before, _, after = words.partition(":")
    yield f"t1{tier}:{before}"
    yield f"t2{tier}:{after}"


def _of_run(kind: str, value: str) -> Iterator[str]:
    count, word = value.split(" ", 1)
    yield f"{kind}0{count}"
    yield f"{kind}1{word}"


def _of_kinds(_: str, value: str) -> Iterator[str]:
    first, last, before, after, words = tuple(value)
    yield f"k0{first}"
    yield f"k1{last}"
    yield f"k2{before}{words}"
    yield f"k3{after}{words}"
    yield f"k4{first}{last}{words}"


def _of_signs(_: str, value: str) -> Iterator[str]:
    language, *signs = value.split()
    for sign in signs:
        yield f"g:{language}:{sign}"
        yield f"g{sign}"


def _of_tie(_: str, value: str) -> Iterator[str]:
    tier, tie, shapes = value.split(":")
    yield f"h1{tier}:{tie}"
    yield f"h2{tie}:{shapes}"


def _of_links(_: str, value: str) -> Iterator[str]:
    yield f"w1{value[0]}"
    yield f"w2{value[:2]}"


_FINER: dict[str, Callable[[str, str], Iterator[str]]] = {
    **dict.fromkeys("bcae", _of_neighbor),
    **dict.fromkeys("rq", _of_run),
    "n": _of_name,
    "s": _of_standing,
    "p": _of_size,
    "t": _of_tier,
    "k": _of_kinds,
    "g": _of_signs,
    "h": _of_tie,
    "w": _of_links,
}
