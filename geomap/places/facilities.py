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
from geomap.places.facility_names import IsTown, Reading, reading_of
from geomap.places.facility_words import KindWords, kinds_in, own_name
from geomap.places.lexicon import FacilityWords, lexicon_for
from geomap.places.lines import Line
from geomap.places.mention import Cue, Role, ToponymMention
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span

_OWN_WORDS = 4  # of a facility's own name
_REACH = 4  # words between a link and its name, at most
_LINKED_NAMES = 3  # "the airport X of the town Y"
_STANDS_BEFORE = 3  # words between "Eskişehir'deki" and its kind, at most
_OWNED = frozenset({"embassy", "consulate"})  # the country before it is whose it is, not where
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
    lexicon, text = lexicon_for(parsed.language), parsed.document.text
    towns = [m for m in mentions if m.role is not Role.DEMONYM and is_town(m)]
    last_of_kind: dict[str, ToponymMention] = {}
    added = set[Span]()
    for line in lines:
        kinds = [] if line.dateline else list(kinds_in(line, lexicon.facilities))
        if not kinds:
            continue
        reading = reading_of(line, mentions, towns, is_town, knows, lexicon, text)
        for kind in kinds:
            mention, town = _facility(reading, kind, last_of_kind)
            if mention is not None:
                last_of_kind[kind.kind] = mention
                yield mention
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
    named = bool(before.name or after.name)
    if anchor is None and kind.kind in words.by_reference and not named:
        if not (definite or not words.articles) or _is_cut_short(reading, after.edge):
            return None, None
        same = last_of_kind.get(kind.kind)
        if same is not None and same.anchor is not None:
            return _mention(reading, kind, (before, after), definite, same.anchor, same.names), None
        anchor = reading.town_before(kind.first)
    known = any(map(reading.knows, names))
    if anchor is None and not known and not (named and kind.kind in words.by_reference):
        return None, None
    span = anchor.span if anchor else None
    return _mention(reading, kind, (before, after), definite, span, names), tied


def _before(reading: Reading, kind: KindWords) -> _Phrase:
    """What stands before the kind: modifiers, an owner or a town, a name of its own."""
    line, words = reading.line, reading.lexicon.facilities
    own = _past_modifiers(line, kind.first, words)
    owner = reading.name_until(own - (line.word(own - 1) in _POSSESSIVES))
    if not words.links:
        return _in_front(reading, kind, own, owner)
    if owner is None:
        first = _past_own_name(reading, own)
        return _Phrase(first, None, own_name(line, first, kind, words))
    first = bisect_left(line.ends, owner.span.start + 1)
    if not _is_host(reading, kind, owner):
        return _Phrase(first)
    return _Phrase(first, owner, own_name(line, first, kind, words))


def _in_front(
    reading: Reading, kind: KindWords, own: int, owner: ToponymMention | None
) -> _Phrase:
    """The same in languages that put the town in front: "Basra'daki İran konsolosluğu"."""
    line = reading.line
    town = owner if owner is not None and _is_host(reading, kind, owner) else None
    if town is None and owner is None:
        town = reading.town_until(own)
    first = _past_own_name(reading, own) if owner is None else own
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
    last, at = kind.last, _past_adjectives(reading, kind)
    for _ in range(_LINKED_NAMES):
        linked = reading.line.word(at) in words.links
        if not linked and "" not in words.links:
            break
        found = _name_after(reading, at + linked, far=linked)
        if found is None:
            end = _own_run(reading, at, kind, linked=linked) if not name else at
            if end == at:
                break
            name, last, at = reading.text[slice(*_edges(reading, at + linked, end))], end, end
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
    while end - first < _OWN_WORDS and line.capital(end):
        end += 1
    if end == first:
        return at
    names = _with_kind(reading, kind, reading.text[slice(*_edges(reading, first, end))])
    return end if linked or any(map(reading.knows, names)) else at


def _edges(reading: Reading, first: int, last: int) -> tuple[int, int]:
    return reading.line.starts[first], reading.line.ends[last - 1]


def _with_kind(reading: Reading, kind: KindWords, name: str) -> tuple[str, ...]:
    return f"{' '.join(reading.line.words[kind.first : kind.last])} {name}", name


def _names(
    reading: Reading, sides: tuple[_Phrase, _Phrase], kind: KindWords
) -> tuple[str, ...]:
    """The facility's own names, and the whole phrase when the gazetteer has it."""
    before, after = sides
    names = [before.name] if before.name else []
    names.extend(_with_kind(reading, kind, after.name) if after.name else ())
    for first, last in ((before.edge, kind.last), (kind.first, after.edge)):
        whole = reading.text[slice(*_edges(reading, first, last))]
        if last - first > kind.last - kind.first and reading.knows(whole):
            names.append(whole)
    return tuple(dict.fromkeys(names))


def _past_modifiers(line: Line, first: int, words: FacilityWords) -> int:
    while first > 0 and line.lower[first - 1] in words.modifiers:
        first -= 1
    return first


def _past_adjectives(reading: Reading, kind: KindWords) -> int:
    """Over what Romance languages put behind the kind: "internacional", "russa"."""
    line, words, at = reading.line, reading.lexicon.facilities, kind.last
    while line.word(at) in words.modifiers:
        at += 1
    adjective = kind.kind in _OWNED and line.word(at).isalpha() and not line.capital(at)
    if adjective and line.word(at) not in words.links and line.word(at + 1) in words.links:
        return at + 1
    return at


def _past_own_name(reading: Reading, first: int) -> int:
    """Over the capitalized words that touch from before: "Tahrir" of "Tahrir Square"."""
    line, least = reading.line, first - _OWN_WORDS
    small = reading.lexicon.facilities.articles | reading.lexicon.facilities.links
    while first > least and line.capital(first - 1):
        word = line.word(first - 1)
        if word in small or word in reading.lexicon.cues:
            break
        first -= 1
    return first


def _is_host(reading: Reading, kind: KindWords, owner: ToponymMention) -> bool:
    """Whether the name before is where it stands: "Almaty airport", not "the U.S. embassy"."""
    if owner.role is Role.DEMONYM:
        return False
    return reading.is_town(owner) or kind.kind not in _OWNED


def _hosts(reading: Reading, kind: KindWords, name: ToponymMention, link: str) -> bool:
    """Whether the name behind is where it stands: "in Kenya", not "the embassy of Kenya"."""
    if kind.kind not in _OWNED or reading.is_town(name):
        return True
    ties = reading.lexicon.cues.get(link, ())
    return any(cue is Cue.AT and len(words) == 1 for words, cue in ties)


def _is_cut_short(reading: Reading, at: int) -> bool:
    """Whether a word behind makes it something else: "the port of call"."""
    line, lexicon = reading.line, reading.lexicon
    ties = lexicon.cues.get(line.word(at), ())
    if not any(cue is Cue.OF and len(words) == 1 for words, cue in ties):
        return False
    word = line.word(at + 1)
    return word not in lexicon.between and word not in lexicon.facilities.articles


def _mention(
    reading: Reading,
    kind: KindWords,
    sides: tuple[_Phrase, _Phrase],
    definite: bool,  # noqa: FBT001
    anchor: Span | None,
    names: tuple[str, ...],
) -> ToponymMention:
    line, first = reading.line, sides[0].edge
    span = Span(*_edges(reading, first - definite, sides[1].edge))
    return ToponymMention(
        span=span,
        surface=reading.text[span.start : span.end],
        role=Role.FACILITY,
        cue=cue_before(line, first, reading.lexicon),
        sentence=line.sentence,
        names=names,
        kind=kind.kind,
        anchor=anchor,
    )
