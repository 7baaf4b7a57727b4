"""What a proposal shows to the classifier: traits of its name, its neighbors and its line.

A trait is a short string, "kind:value". A few stand for several finer ones, which `finer` spells out:
a word before the name speaks by itself and by its ending. The classifier keeps the sum of all that a
trait stands for, so that a proposal costs one look-up a trait.
"""

from collections.abc import Iterator, Sequence

from geomap.places.lexicon import PlaceLexicon
from geomap.places.lines import Line
from geomap.places.proposals import Proposal

_SUFFIX = 3  # letters of a neighbor's ending
_LONG = 5  # letters from which an ending says something
_MARK = "\u2423"  # beyond the line


def traits_of(proposal: Proposal, signs: Sequence[str], lexicon: PlaceLexicon) -> list[str]:
    """The traits of a proposal, in a fixed order.

    Args:
        proposal: The proposal.
        signs: Names of the signs that hold for it.
        lexicon: Words of the document's language.
    """
    line, first, last, language = proposal.line, proposal.first, proposal.last, lexicon.language
    lower, shapes, size = line.lower, line.shapes, len(line.lower)
    before = lower[first - 1] if first else _MARK
    second = lower[first - 2] if first > 1 else _MARK
    after = lower[last] if last < size else _MARK
    then = lower[last + 1] if last + 1 < size else _MARK
    tier = proposal.standing.tier
    standing = f"{proposal.standing.tier}/{proposal.standing.kind}/{proposal.form}"
    left = shapes[first - 2 : first] if first > 1 else "^" + shapes[:first]
    right = (shapes[last : last + 2] + "$")[:2]
    name = proposal.names[0].lower()
    return [
        f"n:{name}",
        f"l:{language}",
        f"b:{before}",
        f"c:{second}",
        f"d:{lower[first - 3] if first > 2 else _MARK}",
        f"a:{after}",
        f"e:{then}",
        f"f:{lower[last + 2] if last + 2 < size else _MARK}",
        f"B:{second} {before}",
        f"A:{after} {then}",
        f"C:{before} {after}",
        f"s:{standing}:{language}:{left}:{right}:{shapes[first:last]}",
        f"p:{proposal.standing.size}:{proposal.standing.rivals}:{language}",
        f"t:{tier}:{before}:{after}",
        f"r:{_run_before(lower, shapes, first)}",
        f"q:{_run_after(lower, shapes, last)}",
        f"k:{_kind(lower[first], lexicon)}{_kind(lower[last - 1], lexicon)}{_kind(before, lexicon)}{_kind(after, lexicon)}{min(last - first, 3)}",
        *(f"g:{language}:{sign}" for sign in signs),
        f"h:{tier}:{cue_of(signs)}:{left[-1:]}{shapes[first:last][:2]}{right[0]}",
        f"w:{_before_links(line, first, lexicon)}",
    ]


def cue_of(signs: Sequence[str]) -> str:
    """What the signs tell of the tie before the name and of the area behind it."""
    cue = next((sign for sign in signs if sign.startswith("cue_")), "")
    return f"{cue}{'has_tail' in signs:d}{'listed' in signs:d}{'starts_sentence' in signs:d}"


def _before_links(line: Line, first: int, lexicon: PlaceLexicon) -> str:
    """The word before "of", "de la" and the like that lead to the name, with its shape and kind."""
    at = first - 1
    while at > 0 and first - at < 4 and line.lower[at] in lexicon.connectors:
        at -= 1
    if at == first - 1 or at < 0:
        return ""
    return f"{line.shapes[at]}{_kind(line.lower[at], lexicon)}{line.lower[at]}"


def _kind(word: str, lexicon: PlaceLexicon) -> str:
    """A letter for what the language's tables say of a word."""
    if word in lexicon.heads or word in lexicon.generics or word in lexicon.designators:
        return "g"
    if word in lexicon.facilities.kinds:
        return "f"
    if word in lexicon.organization_words:
        return "o"
    if word in lexicon.titles:
        return "t"
    if word in lexicon.first_names:
        return "n"
    if word in lexicon.connectors:
        return "c"
    if lexicon.tails and word.startswith(lexicon.tails):
        return "e"
    return "-"


def _run_before(lower: Sequence[str], shapes: str, first: int) -> str:
    """The first of the capitalized words that touch a name from before, and their number."""
    at = first
    while at > 0 and first - at < 4 and shapes[at - 1] in "AU":
        at -= 1
    return f"{first - at} {lower[at]}" if at < first else ""


def _run_after(lower: Sequence[str], shapes: str, last: int) -> str:
    """The last of the capitalized words that touch a name from behind, and their number."""
    at = last
    while at < len(shapes) and at - last < 4 and shapes[at] in "AU":
        at += 1
    return f"{at - last} {lower[at - 1]}" if at > last else ""


def finer(trait: str) -> Iterator[str]:
    """All that a trait stands for, itself included."""
    kind, value = trait[0], trait[2:]
    yield trait
    if kind in "bcae" and len(value) > _LONG:
        yield f"{kind}-{value[-_SUFFIX:]}"
    elif kind == "n":
        yield from _of_name(value)
    elif kind == "s":
        yield from _of_standing(value)
    elif kind == "p":
        size, rivals, language = value.split(":")
        yield f"p0{size}"
        yield f"p1{rivals}"
        yield f"p2{size}:{rivals}"
        yield f"p4{size}:{language}"
    elif kind == "h":
        tier, cue, shapes = value.split(":")
        yield f"h1{tier}:{cue}"
        yield f"h2{cue}:{shapes}"
    elif kind == "w" and value:
        yield f"w1{value[0]}"
        yield f"w2{value[:2]}"
    elif kind == "k":
        yield f"k0{value[0]}"
        yield f"k1{value[1]}"
        yield f"k2{value[2]}{value[4]}"
        yield f"k3{value[3]}{value[4]}"
        yield f"k4{value[0]}{value[1]}{value[4]}"
    elif kind == "t":
        tier, before, after = value.split(":", 2) if value.count(":") == 2 else (value, "", "")
        yield f"t1{tier}:{before}"
        yield f"t2{tier}:{after}"
    elif kind in "rq" and value:
        count, word = value.split(" ", 1)
        yield f"{kind}0{count}"
        yield f"{kind}1{word}"
    elif kind == "g":
        yield f"g{value.split(':', 1)[1]}"


def _of_name(name: str) -> Iterator[str]:
    words = name.split()
    head = words[-1] if words else name
    for length in (2, 3, 4):
        if len(head) > length:
            yield f"n-{head[-length:]}"
    for length in (3, 4):
        if len(head) > length:
            yield f"n+{head[:length]}"
    if len(words) > 1:
        yield f"n1{words[0]}"
        yield f"n2{head}"
    yield f"n#{len(words)}:{min(len(name), 12)}"


def _of_standing(value: str) -> Iterator[str]:
    standing, language, left, right, own = value.split(":")
    yield f"s1{standing}"
    yield f"s2{standing}{language}"
    yield f"s3{standing}{left}_{right}"
    yield f"s4{left}_{own}_{right}"
    yield f"s5{left}_"
    yield f"s6_{right}"
    yield f"s7{own}"
    yield f"s8{language}{left[-1:]}_{own}_{right[:1]}"
