"""Find the place, agency and day that open a paragraph: "KABUL, Afghanistan (AP) -"."""

import re

from geomap.text.language import language_signs
from geomap.text.span import Span

_LONGEST = 100  # characters
_PARTS_AT_MOST = 5  # between commas
_WORDS_AT_MOST = 6
_SHORTEST = 4  # letters of a place that a full stop makes a dateline
_DASH = re.compile(r"\s*[—―]\s*|\s+(?:–|--?)\s+|:\s+")
_STOP = re.compile(r"\.\s+")
_AGENCY = re.compile(r"\s*\([^()]{2,40}\)\s*$")
_OPENERS = "\"'“„”«»‘([¿¡ "


def find_dateline(text: str, paragraph: Span) -> Span | None:
    """The dateline that opens a paragraph, its dash or colon included, or None."""
    head = text[paragraph.start : min(paragraph.end, paragraph.start + _LONGEST)]
    for mark in (_DASH.search(head), _STOP.search(head)):
        if mark is None:
            continue
        rest = text[paragraph.start + mark.end() : paragraph.end]
        if _names_a_place(head[: mark.start()].strip(), mark.group().strip(), rest):
            return Span(paragraph.start, paragraph.start + len(head[: mark.end()].rstrip()))
    return None


def _names_a_place(opening: str, mark: str, rest: str) -> bool:
    """Whether words before a mark are a dateline: a town in capitals, or any name and an agency."""
    agency = _AGENCY.search(opening)
    name = opening[: agency.start()] if agency else opening
    parts = [part.strip() for part in name.split(",")]
    if name.lower() in language_signs().not_datelines or rest.isupper() or not rest:
        return False
    if len(parts) > _PARTS_AT_MOST or not _is_short_name(parts[0]):
        return bool(agency) and not name
    if agency:
        return True
    if mark == ":":
        return _is_capitals(parts[0]) and any(character.isdigit() for character in name)
    if mark == ".":  # "MANAGUA." is one, "A U.S." is not
        return _is_capitals(name) and "." not in name and len(max(parts, key=len)) >= _SHORTEST
    return _is_capitals(parts[0]) or (len(parts) == 1 and _opens_a_sentence(name, rest))


def _is_short_name(part: str) -> bool:
    words = part.split()
    return 0 < len(words) <= _WORDS_AT_MOST and words[0][0].isupper() and words[-1][0].isupper()


def _is_capitals(part: str) -> bool:
    return part.isupper() and sum(character.isalpha() for character in part) > 1


def _opens_a_sentence(name: str, rest: str) -> bool:
    """Whether a plain name stands before a whole sentence: "Berlin - Die Polizei"."""
    return (
        len(name.split()) == 1
        and name.replace("/", "").isalpha()
        and (rest.lstrip(_OPENERS)[:1].isupper() and rest.rstrip()[-1:] in '.!?…”"»')
    )
