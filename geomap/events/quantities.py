"""How many people a sentence speaks of: numbers, and single persons ("a man", "he").

Only numbers of kind `count` are read: dates, ages, money and the like are masked by their kind. A
number told as part of another ("including two women") is left out.
"""

from itertools import takewhile
from typing import NamedTuple

from geomap.events.patterns import Hit
from geomap.events.reading import Reading
from geomap.text.parsed import NumberMention

NOUN_REACH = 4  # words between a number and the people it counts
OUTCOMES = ("dead", "kill", "deaths", "corrected", "injured", "arrested", "crowd")
_CHAIN = 7  # words between coordinated numbers
_PART_REACH = 6  # words between "including" and the number that is a part
_LARGEST = 5_000_000
_AGE_DIGITS = 3


class Quantity(NamedTuple):
    """A number of people in a sentence, by word positions.

    `bare` tells that no number stands there, only one person ("he", "the driver"); `tail` is where
    its parts end ("seven, including two women").
    """

    start: int
    end: int
    value: int | None
    minimum: int | None
    maximum: int | None
    bare: bool = False
    tail: int = 0


def quantities_in(reading: Reading) -> list[Quantity]:
    """Numbers that count people, and single persons, in order, parts of others left out."""
    return _without_parts(reading, _quantities(reading))


def positions(reading: Reading, number: NumberMention) -> range:
    """The words of a number."""
    return range(reading.position(number.span.start), reading.position(number.span.end - 1) + 1)


def chained_near(reading: Reading, first: Quantity, second: Quantity | None) -> bool:
    """Whether two numbers stand in one list."""
    end = max(first.end, first.tail)
    if second is None or second.start - end > _CHAIN:
        return False
    between = range(end, second.start)
    taken = {h.start for h in reading.of("casualties") if h.label.name in OUTCOMES}
    # "killing three and seizing forty women": a further deed has numbers of its own.
    taken |= {h.start for h in reading.of("concept")}
    joints = {h.start for h in reading.of("casualties", "and")}
    return not any(at in taken for at in between) and any(at in joints for at in between)


def _quantities(reading: Reading) -> list[Quantity]:
    counted = [(n, positions(reading, n)) for n in reading.numbers if n.kind == "count"]
    found = {q for n, span in counted if (q := _number(reading, n, span))}
    taken = {at for _, span in counted for at in span}
    for hit in reading.of("casualties", "one"):
        end = _end_of_person(reading, hit)
        if end and not taken.intersection(range(hit.start, end)):
            found.add(Quantity(hit.start, end, 1, 1, 1))
    taken |= {at for q in found for at in range(q.start, q.end)}
    for hit in reading.of("casualties", "single"):
        if not taken.intersection(range(hit.start, hit.end)):
            found.add(Quantity(hit.start, hit.end, 1, 1, 1, bare=True))
    return sorted(found)


def _end_of_person(reading: Reading, article: Hit) -> int:
    """Where the person ends that a word for one begins; 0 where it is no person.

    Whoever is killed is somebody: "shot dead a herbalist" needs no list of trades.
    """
    reach = range(article.start, min(article.end + NOUN_REACH, len(reading.places)))
    people = {h.start for h in reading.of("casualties", "people")}
    deeds = {at for h in reading.of("casualties", "kill") for at in range(h.start, h.end)}
    within = takewhile(lambda at: at not in deeds, reach)  # "a mine killed one farmer"
    noun = next((at for at in within if at in people), None)
    if noun is not None:
        return noun + 1
    things = {h.start for h in reading.of("casualties", "things")}
    killed = any(h.end == article.start for h in reading.of("casualties", "kill"))
    return article.end if killed and not things.intersection(reach) else 0


def _number(reading: Reading, number: NumberMention, span: range) -> Quantity | None:
    if max(number.value or 0, number.minimum or 0) > _LARGEST:
        return None
    if span.stop in {h.start for h in reading.of("casualties", "things")}:
        return None
    if _is_bare_age(reading, span):
        return None
    governed = any(
        h.end == span.start or h.start < span.start < h.end
        for h in reading.of("casualties", "dead", "kill", "injured")
    )
    if not governed and not _counts_people(reading, span.stop):
        return None
    return Quantity(span.start, span.stop, number.value, number.minimum, number.maximum)


def _is_bare_age(reading: Reading, span: range) -> bool:
    """Whether figures stand between commas behind a word: "the attacker, 34, was killed"."""
    texts = reading.sentence.tokens.texts
    if span.start < 2 or span.stop >= len(texts):  # noqa: PLR2004 - a word and a comma
        return False
    marks = texts[span.start - 1], texts[span.stop]
    figures = texts[span.start]
    alone = len(span) == 1 and figures.isdecimal() and len(figures) <= _AGE_DIGITS
    return alone and marks == (",", ",") and texts[span.start - 2][0].isalpha()


def _counts_people(reading: Reading, after: int) -> bool:
    """Whether the words after a number name people, or nothing else that could be counted."""
    texts = reading.sentence.tokens.texts
    if after >= len(texts) or not texts[after][0].isalpha() or reading.places[after]:
        return True
    bare = {h.start for h in reading.of("casualties", "link", *OUTCOMES)}
    if after in bare:
        return True
    named = {h.start for h in reading.of("casualties", "people")}
    named |= {h.start for h in reading.of("actors")}
    turns = {h.start for h in reading.of("roles", "agent", "patient", "locative")}
    for at in range(after, after + NOUN_REACH):
        if at in named or at in turns:
            return at in named
    return _harmed(reading, after)


def _harmed(reading: Reading, noun: int) -> bool:
    """Whether what is counted dies or is hurt, and so is people: "nine parishioners killed"."""
    things = {h.start for h in reading.of("casualties", "things")}
    deeds = {h.start for h in reading.of("concept")}
    cues = {h.start for h in reading.of("casualties", "dead", "kill", "injured")}
    near = range(noun, min(noun + NOUN_REACH, len(reading.places)))
    before = [*takewhile(lambda at: at not in cues, near)]
    texts = reading.sentence.tokens.texts
    return (
        0 < len(before) < len(near)
        and noun not in things | deeds
        and all(texts[at][0].isalpha() for at in before)
    )


def _without_breakdown(reading: Reading, quantities: list[Quantity]) -> list[Quantity]:
    """Quantities without those into which one falls: "five bodies, two men and three women"."""
    for at, whole in enumerate(quantities):
        told, last = 0, whole
        for number, part in enumerate(quantities[at + 1 :], at + 2):
            if part.value is None or not chained_near(reading, last, part):
                break
            told, last = told + part.value, part
            if told == whole.value and number - at > 2:  # noqa: PLR2004 - a list has two parts
                kept = whole._replace(tail=last.end)
                return [*quantities[:at], kept, *quantities[number:]]
    return quantities


def _part_marks(reading: Reading) -> set[int]:
    """Where words stand that make the number before them a part: "41 of them", "zes van hen"."""
    return {h.start for h in reading.of("casualties", "part")}


def _without_parts(reading: Reading, quantities: list[Quantity]) -> list[Quantity]:
    """Quantities without those told as part of another ("including two women and a boy").

    Parts that already add up to the whole take no further one: "seven, including five men and two
    women, and twenty rebels" are 27.
    """
    quantities = _without_breakdown(reading, quantities)
    openers = [h.end for h in reading.of("casualties", "part")]
    if not openers:
        return quantities
    behind = _part_marks(reading)
    verbs = {h.start for h in reading.of("roles", "passive")}
    kept: list[Quantity] = []
    part: Quantity | None = None
    told = 0
    for quantity in quantities:
        opened = any(0 <= quantity.start - end < _PART_REACH for end in openers)
        opened = opened or (bool(kept) and quantity.end in behind)
        full = part is not None and bool(kept) and told == kept[-1].value
        goes_on = part is not None and quantity.end not in verbs and not full
        if opened or (goes_on and part is not None and chained_near(reading, part, quantity)):
            told += quantity.value or 0
            part = quantity
            kept[-1:] = [whole._replace(tail=quantity.end) for whole in kept[-1:]]
        else:
            kept.append(quantity)
            part, told = None, 0
    return kept
