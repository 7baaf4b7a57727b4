"""Gather the mentions of a document that must share one place, and say what stands beside them."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from geomap.gazetteer.index import Candidate, GazetteerIndex, NameKind
from geomap.gazetteer.place import Place
from geomap.places.lexicon import lexicon_for
from geomap.places.mention import Cue, Role, ToponymMention
from geomap.places.other_forms import OtherForms
from geomap.text.parsed import ParsedDocument
from geomap.text.span import Span

_CANDIDATES = 80  # of one name, at most
_TAIL_GAP = 3  # characters between a town and the area that qualifies it
_BESIDE_GAP = 12
_ADJECTIVE_REACH = 3  # words between "syrischen" and "Homs", at most, and itself
_SHORTEST_ADJECTIVE = 4
_DEMONYMS = 4  # candidates of an adjective that are looked at
_BESIDE_CUES = frozenset({Cue.AT, Cue.OF})

Key = tuple[str, str]  # a name and the name that qualifies it, in lower case


class Group(NamedTuple):
    """Mentions that share one place: one sense a document, unless qualified otherwise.

    Attributes:
        name: The name as written first.
        qualifier: Key of the area that stands right beside it, or None.
        beside: Keys of areas that stand a little further off.
        said: Countries that an adjective before it tells: "der syrischen Stadt Homs".
        times: How often it is mentioned.
        candidates: What it could be, the one readers assume first.
        others: Keys of the areas that tell namesakes apart from it, one a mention.
    """

    name: str
    qualifier: Key | None
    beside: tuple[Key, ...]
    said: tuple[Place, ...]
    times: int
    candidates: tuple[Candidate, ...]
    others: tuple[Key, ...] = ()


class _Seen(NamedTuple):
    mention: ToponymMention
    qualifier: Key | None
    beside: Key | None


def groups_of(
    parsed: ParsedDocument,
    mentions: Sequence[ToponymMention],
    index: GazetteerIndex,
    forms: OtherForms,
) -> tuple[dict[Key, Group], dict[Span, Key]]:
    """Groups by key, and the key of every mention that is no facility phrase, by its span."""
    by_span = {m.span: m for m in mentions if m.role is not Role.FACILITY}
    named = [by_span[span] for span in sorted(by_span)]
    seen = [_seen(parsed, named, at) for at in range(len(named))]
    qualified: dict[str, list[_Seen]] = {}
    plain: dict[str, list[_Seen]] = {}
    told_apart: dict[str, list[Key]] = {}
    for entry in seen:
        name = name_of(entry.mention)
        if entry.qualifier is None:
            plain.setdefault(name, []).append(entry)
        elif name in qualified or not _is_told_already(plain.get(name, ())):
            qualified.setdefault(name, []).append(entry)
        else:
            told_apart.setdefault(name, []).append(entry.qualifier)
    keys, gathered = {}, dict[Key, list[_Seen]]()
    for entry in seen:
        key = _key(entry, qualified)
        keys[entry.mention.span] = key
        gathered.setdefault(key, []).append(entry)
    found = {
        key: _candidates(entries[0].mention, parsed.language, index, forms)
        for key, entries in gathered.items()
    }
    groups = {
        key: _group(key, entries, _said(parsed, entries, index), found[key], index)
        for key, entries in gathered.items()
    }
    for key in gathered.keys() & {(name, "") for name in told_apart}:
        groups[key] = groups[key]._replace(others=tuple(told_apart[key[0]]))
    return groups, keys


def name_of(mention: ToponymMention) -> str:
    """The form under which mentions of the same name are gathered."""
    return mention.names[0].lower() if mention.names else mention.surface.lower()


def _seen(parsed: ParsedDocument, named: Sequence[ToponymMention], at: int) -> _Seen:
    """A mention with the area behind it."""
    mention = named[at]
    if at + 1 == len(named) or named[at + 1].sentence != mention.sentence:
        return _Seen(mention, None, None)
    following = named[at + 1]
    gap = following.span.start - mention.span.end
    key = (name_of(following), "")
    if following.cue is Cue.TAIL and gap <= _TAIL_GAP:
        return _Seen(mention, key, None)
    between = parsed.document.text[mention.span.end : following.span.start]
    close = gap <= _BESIDE_GAP and not any(mark in between for mark in ".;:")
    return _Seen(mention, None, key if close and following.cue in _BESIDE_CUES else None)


def _is_told_already(before: Sequence[_Seen]) -> bool:
    """Whether a name is in use before an area tells one apart: "Lagos, Portugal, is quiet".

    An article says at first which one it means, and a dateline need not.
    """
    return len(before) > 1 or any(entry.mention.cue is Cue.DATELINE for entry in before)


def _key(entry: _Seen, qualified: Mapping[str, Sequence[_Seen]]) -> Key:
    """A mention without qualifier takes the one that its name has elsewhere, the last before."""
    name = name_of(entry.mention)
    if entry.qualifier is not None:
        return name, entry.qualifier[0]
    same = qualified.get(name, ())
    if not same:
        return name, ""
    at = bisect_left(same, entry.mention.span, key=lambda s: s.mention.span)
    chosen = same[max(0, at - 1)].qualifier
    return (name, chosen[0]) if chosen else (name, "")


def _said(
    parsed: ParsedDocument, entries: Sequence[_Seen], index: GazetteerIndex
) -> tuple[Place, ...]:
    """Countries told by adjectives before the mentions of a group."""
    between = lexicon_for(parsed.language).between
    said = (_adjective_before(parsed, entry.mention, between, index) for entry in entries)
    return tuple(dict.fromkeys(place for place in said if place is not None))


def _adjective_before(
    parsed: ParsedDocument, mention: ToponymMention, between: frozenset[str], index: GazetteerIndex
) -> Place | None:
    tokens = parsed.sentences[mention.sentence].tokens
    at = tokens.first_from(mention.span.start)
    for word in reversed(tokens.texts[max(0, at - _ADJECTIVE_REACH) : at]):
        if word.lower() not in between:
            told = index.candidates(word)[:_DEMONYMS] if len(word) >= _SHORTEST_ADJECTIVE else ()
            return next((place for place, kind in told if kind is NameKind.DEMONYM), None)
    return None


def _candidates(
    mention: ToponymMention, language: str, index: GazetteerIndex, forms: OtherForms
) -> tuple[Candidate, ...]:
    """What a name could be; one that nobody knows as written is looked up in other forms."""
    found = next((c for c in map(index.candidates, mention.names) if c), ())
    if found or mention.role is not Role.LITERAL:
        return found
    known = forms.of(mention.surface, language)
    return index.candidates(known) if known else ()


def _group(
    key: Key,
    entries: Sequence[_Seen],
    said: tuple[Place, ...],
    found: tuple[Candidate, ...],
    index: GazetteerIndex,
) -> Group:
    if found and (key[1] or said or any(s.beside for s in entries)):
        found = _with_namesakes(found, index)
    return Group(
        name=entries[0].mention.surface,
        qualifier=(key[1], "") if key[1] else None,
        beside=tuple(sorted({s.beside for s in entries if s.beside is not None})),
        said=said,
        times=len(entries),
        candidates=found[:_CANDIDATES],
    )


def _with_namesakes(found: tuple[Candidate, ...], index: GazetteerIndex) -> tuple[Candidate, ...]:
    """Candidates with those of the first one's own name: "Londres" in Ontario is London."""
    known = {place.id for place, _ in found}
    others = index.candidates(found[0].place.name)
    more = (c.place for c in others if c.place.id not in known)
    return (*found, *(Candidate(place, NameKind.ALTERNATE) for place in more))
