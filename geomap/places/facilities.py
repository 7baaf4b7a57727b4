"""Find phrases for airports, embassies, squares and the like, and the name each hangs on.

"het vliegveld van Almaty"          kind, link, name
"the U.S. embassy in Nairobi"       owner, kind, link, name
"l'ambassade de France à Bamako"    kind, link, owner, link, name
"Eindhoven Airport"                 name, kind
"Basra'daki İran konsolosluğu"      name, owner, kind
"Tahrir Square in Cairo"            name of its own, kind, link, name
"the airport"                       kind alone: the last town named before it
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from geomap.places.cues import cue_before
from geomap.places.facility_edges import (
    OWN_WORDS,
    OWNED,
    has_owner_before,
    is_cut_short,
    is_saint,
    is_street,
    past_adjectives,
    past_modifiers,
    past_own_name,
)
from geomap.places.facility_names import IsTown, Known, Reading, base_names, reading_of
from geomap.places.facility_words import KindWords, kinds_in, own_name
from geomap.places.lexicon import lexicon_for
from geomap.places.lines import Line
from geomap.places.mention import Cue, Role, ToponymMention
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span

_REACH = 4  # words between a link and its name, at most
_LINKED_NAMES = 3  # "the airport X of the town Y"
_STANDS_BEFORE = 3  # words between "Eskişehir'deki" and its kind, at most
_POSSESSIVES = frozenset({"'s", "’s"})

Antecedents = Mapping[str, ToponymMention]  # the last facility of each kind


class _Phrase(NamedTuple):
    """What stands on one side of the kind words.

    Attributes:
        edge: The first word of the phrase, or the word after its last.
        anchor: The name it hangs on.
        name: The facility's own name, or "".
    """

    edge: int
    anchor: ToponymMention | None = None
    name: str = ""


def facilities_in(
    parsed: ParsedDocument,
    lines: Sequence[Line],
    mentions: Sequence[ToponymMention],
    is_town: IsTown,
    knows: Callable[[str], bool],
) -> Iterator[ToponymMention]:
    """Facility phrases of a document, and the towns they hang on that are no mentions yet.

    Args:
        parsed: The document.
        lines: Its lines, in order.
        mentions: Its place names, in order.
        is_town: Whether a name is a town's, so that "the airport" may lean on it.
        knows: Whether the gazetteer has a name: "Ben Gurion Airport" needs no town beside it.
    """
    lexicon = lexicon_for(parsed.language)
    towns = [m for m in mentions if m.role is not Role.DEMONYM and is_town(m)]
    known = Known(towns, is_town, knows, lexicon, parsed.document.text)
    last_of_kind: dict[str, ToponymMention] = {}
    added, by_sentence = set[Span](), dict[int, list[ToponymMention]]()
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for line in lines:
        kinds = [] if line.dateline else list(kinds_in(line, lexicon.facilities))
        if not kinds:
            continue
        reading = reading_of(line, by_sentence.get(line.sentence, ()), known)
        for kind in kinds:
            if is_street(reading, kind):
                continue
            phrase, town = _facility(reading, kind, last_of_kind)
            if phrase is not None:
                last_of_kind[kind.kind] = phrase
                yield phrase
            if town is not None and town.span not in added and reading.is_new(town):
                added.add(town.span)
                yield town


def _facility(
    reading: Reading, kind: KindWords, last_of_kind: Antecedents
) -> tuple[ToponymMention | None, ToponymMention | None]:
    """The phrase around kind words when it can be tied to a name, and the town it is tied to."""
    words = reading.lexicon.facilities
    before, after = _before(reading, kind), _Phrase(kind.last)
    if before.anchor is None:
        after = _after(reading, kind)
    tied = anchor = before.anchor or after.anchor
    names = _names(reading, (before, after), kind)
    definite = reading.line.word(before.edge - 1) in words.articles
    stretch = before.edge - definite, after.edge
    named = bool(before.name or after.name)
    if anchor is None and kind.kind in words.by_reference and not named:
        if not (definite or not words.articles) or is_cut_short(reading, after.edge):
            return None, None
        same = last_of_kind.get(kind.kind)
        if same is not None:
            return _mention(reading, kind, stretch, same.anchor, same.names), None
        anchor = reading.town_before(kind.first)
    known = any(map(reading.knows, names))
    told = kind.kind in words.by_reference and (after.name or (named and "" not in words.links))
    if anchor is None and not known and not told:
        return None, None
    span = anchor.span if anchor else None
    return _mention(reading, kind, stretch, span, names), tied


def _before(reading: Reading, kind: KindWords) -> _Phrase:
    """What stands before the kind: modifiers, an owner or a town, a name of its own."""
    line, words = reading.line, reading.lexicon.facilities
    own = past_modifiers(reading, kind)
    owner = reading.name_until(own - (line.word(own - 1) in _POSSESSIVES))
    if not words.links:
        return _in_front(reading, kind, own, owner)
    if owner is None:
        first = past_own_name(reading, own, kind)
        name = own_name(line, first, kind, words)
        return _Phrase(first - (not name and has_owner_before(reading, first, kind)), None, name)
    first = bisect_left(line.ends, owner.span.start + 1)
    if not _is_host(reading, kind, owner):
        named = "" if kind.kind in OWNED else _words(reading, first, kind.last)
        return _Phrase(first, None, named)
    return _Phrase(first, owner, own_name(line, first, kind, words))


def _in_front(reading: Reading, kind: KindWords, own: int, owner: ToponymMention | None) -> _Phrase:
    """The same in languages that put the town in front: "Basra'daki İran konsolosluğu"."""
    line = reading.line
    town = owner if owner is not None and _is_host(reading, kind, owner) else None
    if town is None and owner is None:
        town = reading.town_until(own)
    first = past_own_name(reading, own, kind) if owner is None else own
    name = own_name(line, first, kind, reading.lexicon.facilities) if town is None else ""
    for at in range(first, max(-1, first - _STANDS_BEFORE - 1), -1):
        if town is not None:
            break
        found = reading.name_from(at) if at == first else reading.town_until(at)
        town = found if found is not None and _is_host(reading, kind, found) else None
    if town is None:
        return _Phrase(first, None, name)
    return _Phrase(bisect_left(line.ends, town.span.start + 1), town, name)


def _after(reading: Reading, kind: KindWords) -> _Phrase:
    """What stands behind the kind: owners, a name of its own, the town it lies in."""
    words, name = reading.lexicon.facilities, ""
    last, at = kind.last, past_adjectives(reading, kind)
    for _ in range(_LINKED_NAMES):
        linked = reading.line.word(at) in words.links
        ties = linked or "" in words.links
        found = _name_after(reading, at + linked, far=linked) if ties else None
        if found is None:
            end = _own_run(reading, at, kind, linked=linked) if not name else at
            if end == at:
                break
            name, last, at = _words(reading, at + linked, end), end, end
            continue
        last = at = bisect_left(reading.line.ends, found.span.end) + 1
        if _hosts(reading, kind, found, reading.line.word(at - 2)):
            return _Phrase(last, found, name)
    return _Phrase(last, None, name)


def _name_after(reading: Reading, first: int, *, far: bool) -> ToponymMention | None:
    """The name that begins at a word, or a little later when a link came before."""
    for at in range(first, first + (_REACH if far else 1)):
        name = reading.name_from(at)
        if name is not None:
            return name
        if reading.line.word(at) not in reading.lexicon.between:
            return None
    return None


def _own_run(reading: Reading, at: int, kind: KindWords, *, linked: bool) -> int:
    """The end of capitalized words that name the facility; `at` when there are none.

    Right behind the kind only a known name counts: German writes every noun with a capital.
    """
    line = reading.line
    end = first = at + linked
    while end - first < OWN_WORDS and line.capital(end):
        end += 1
    if end == first:
        return at
    names = _with_kind(reading, kind, _words(reading, first, end))
    if linked or any(map(reading.knows, names)):
        return end
    small = line.shapes[kind.first] == "a"  # not in German
    taken = line.lower[first] in reading.lexicon.common_words | reading.lexicon.titles
    return end if small and not taken else at


def _edges(reading: Reading, first: int, last: int) -> tuple[int, int]:
    return reading.line.starts[first], reading.line.ends[last - 1]


def _words(reading: Reading, first: int, last: int) -> str:
    return reading.text[slice(*_edges(reading, first, last))]


def _with_kind(reading: Reading, kind: KindWords, name: str) -> tuple[str, ...]:
    return f"{' '.join(reading.line.words[kind.first : kind.last])} {name}", name


def _names(reading: Reading, sides: tuple[_Phrase, _Phrase], kind: KindWords) -> tuple[str, ...]:
    """The facility's own names, and the whole phrase when the gazetteer has it."""
    before, after = sides
    names = [before.name] if before.name else []
    names.extend(_with_kind(reading, kind, after.name) if after.name else ())
    for first, last in ((before.edge, kind.last), (kind.first, after.edge)):
        whole = _words(reading, first, last)
        if last - first > kind.last - kind.first and reading.knows(whole):
            names.append(whole)
    if before.name and not any(map(reading.knows, names)):
        names.extend(filter(reading.knows, base_names(reading, before.name, kind)))
        alone = " ".join(before.name.split()[: kind.first - kind.last])
        leans = kind.kind in reading.lexicon.facilities.by_reference
        names.extend([alone] if leans and reading.knows(alone) else [])
    return tuple(dict.fromkeys(names))


def _is_host(reading: Reading, kind: KindWords, owner: ToponymMention) -> bool:
    """Whether the name before is where it stands: "Almaty airport", not "the U.S. embassy"."""
    if owner.role is Role.DEMONYM or is_saint(owner, kind.kind):
        return False
    return reading.is_town(owner) or kind.kind not in OWNED


def _hosts(reading: Reading, kind: KindWords, name: ToponymMention, link: str) -> bool:
    """Whether the name behind is where it stands: "in Kenya", not "the embassy of Kenya"."""
    ties = reading.lexicon.cues.get(link, ())
    if any(cue is Cue.AT and len(words) == 1 for words, cue in ties):
        return True
    if is_saint(name, kind.kind):
        return False
    return kind.kind not in OWNED or reading.is_town(name)


def _mention(
    reading: Reading,
    kind: KindWords,
    stretch: tuple[int, int],
    anchor: Span | None,
    names: tuple[str, ...],
) -> ToponymMention:
    span = Span(*_edges(reading, *stretch))
    return ToponymMention(
        span=span,
        surface=reading.text[span.start : span.end],
        role=Role.FACILITY,
        cue=cue_before(reading.line, stretch[0], reading.lexicon),
        sentence=reading.line.sentence,
        names=names,
        kind=kind.kind,
        anchor=anchor,
    )
