"""A sentence as the lexicon reads it: what every word satisfies, clauses, and all patterns found.

Place names, dates and figurative phrases are masked before any cue is matched.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Generic, NamedTuple, TypeVar

from geomap.events.clauses import INSERTED, Clause, clauses_of, speech_flags, with_turns
from geomap.events.lexicon import Lexicon
from geomap.events.patterns import NO_IDS, NUMBER, PLACE, Hit, Ids
from geomap.events.wording import across, without_named, words_done
from geomap.text.parsed import DateMention, NumberMention, ParsedDocument, Sentence, Tokens
from geomap.text.span import Span

# Words of a sentence that are read; reading grows faster than the sentence.
_LONGEST = 250
_RESUMED = 2  # a clause goes on behind its relative clause, so many further
Mention = TypeVar("Mention", DateMention, NumberMention)
# Cues that are dates at the same time: "tomorrow", "years ago", "every year".
_DATE_CUES = frozenset(("plan", "history", "generic"))


class Reading(NamedTuple):
    """One sentence, read.

    Attributes:
        text: The text of the document.
        verb_second: Whether a subject may follow its verb in this language.
        free_order: Whether case endings, not places, tell who undergoes it.
        sentence: The sentence.
        clauses: Its clauses.
        clause_at: For each word the position of its clause in `clauses`.
        spoken: For each word whether it is quoted speech.
        places: For each word whether it belongs to a masked place name.
        dates: Dates told in it.
        numbers: Numbers in it.
        has_counts: Whether one of them counts something.
        reporting: Reporting verbs, from the first word to the one after the last.
        done: Words that by their form tell what was done.
        exclusions: Stretches that a concept must not use.
        domains: Words of other pages of the newspaper found in it, with the domain.
        families: Content patterns found by family, concepts in dates and places left out.
        names: The same by family and name.
    """

    text: str
    verb_second: bool
    free_order: bool
    sentence: Sentence
    clauses: tuple[Clause, ...]
    clause_at: tuple[int, ...]
    spoken: tuple[bool, ...]
    places: tuple[bool, ...]
    dates: tuple[DateMention, ...]
    numbers: tuple[NumberMention, ...]
    has_counts: bool
    reporting: tuple[tuple[int, int], ...]
    done: frozenset[int]
    exclusions: tuple[Hit, ...]
    domains: tuple[Hit, ...]
    families: Mapping[str, Sequence[Hit]]
    names: Mapping[tuple[str, str], Sequence[Hit]]

    def of(self, family: str, *names: str) -> Sequence[Hit]:
        """The hits of a family, all or by name."""
        if len(names) == 1:
            return self.names.get((family, *names), ())
        hits = self.families.get(family, ())
        return [hit for hit in hits if hit.label.name in names] if names and hits else hits

    def span(self, start: int, end: int) -> Span:
        """The characters from one word to the one before another."""
        tokens = self.sentence.tokens
        return Span(tokens.starts[start], tokens.ends[end - 1])

    def surface(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]

    def unit(self, number: int) -> int:
        """The clause that a clause goes on with: "a man, who sat at the bar, died" is one."""
        while number >= _RESUMED and self.clauses[number].kind == "main":
            if self.clauses[number - 1].kind not in INSERTED:
                break
            number -= _RESUMED
        return number

    def unit_at(self, position: int) -> int:
        """The unit of the clause that a word stands in."""
        return self.unit(self.clause_at[position])

    def part(self, number: int) -> int:
        """Which day or town of its sentence a clause is about; a turn begins the next."""
        return sum(clause.kind == "turn" for clause in self.clauses[: number + 1])

    def position(self, offset: int) -> int:
        """The position of the first word that ends after a character offset."""
        return self.sentence.tokens.first_beyond(offset)


class _InOrder(NamedTuple, Generic[Mention]):
    """Mentions in text order, and where each begins."""

    mentions: Sequence[Mention]
    starts: Sequence[int]

    def within(self, stretch: Span) -> tuple[Mention, ...]:
        """Those that lie in a stretch."""
        first = bisect_left(self.starts, stretch.start)
        last = bisect_left(self.starts, stretch.end, first)
        found = self.mentions[first:last] if first < last else ()
        return tuple([mention for mention in found if mention.span.end <= stretch.end])


def _in_order(mentions: Sequence[Mention]) -> _InOrder[Mention]:
    return _InOrder(tuple(mentions), [mention.span.start for mention in mentions])


class _Told(NamedTuple):
    """What a document tells besides its words."""

    dates: _InOrder[DateMention]
    numbers: _InOrder[NumberMention]
    toponyms: Sequence[Span]


def read_sentences(
    parsed: ParsedDocument, toponyms: Sequence[Span], lexicon: Lexicon
) -> tuple[Reading, ...]:
    """Read all sentences of a document, of endless ones the beginning."""
    told = _Told(_in_order(parsed.dates), _in_order(parsed.numbers), sorted(toponyms))
    spoken = speech_flags(parsed.sentences)
    return tuple(
        _read(parsed.document.text, _cut(sentence), tuple(flags[:_LONGEST]), told, lexicon)
        for sentence, flags in zip(parsed.sentences, spoken, strict=True)
    )


def _cut(sentence: Sentence) -> Sentence:
    """A sentence of bearable length: no news has longer ones, hostile text has."""
    if len(sentence.tokens) <= _LONGEST:
        return sentence
    tokens = sentence.tokens[:_LONGEST]
    return replace(sentence, tokens=tokens, span=Span(sentence.span.start, tokens.ends[-1]))


def _named(tokens: Tokens, toponyms: Sequence[Span]) -> list[int]:
    """The words of places' names that are written with a capital."""
    return [at for at in _touched(tokens, toponyms) if tokens.texts[at][:1].isupper()]


def _read(
    text: str,
    sentence: Sentence,
    spoken: tuple[bool, ...],
    told: _Told,
    lexicon: Lexicon,
) -> Reading:
    tokens = sentence.tokens
    dates = told.dates.within(sentence.span)
    numbers = told.numbers.within(sentence.span)
    places = _named(tokens, _within(told.toponyms, sentence.span))
    ids = _word_ids(tokens, places, numbers, lexicon)
    candidates = lexicon.short_list.candidates(ids)
    structure = _by_family(lexicon.structure.find(ids, [len(tokens)] * len(tokens), candidates))
    for _, start, end in structure.get("mask", ()):
        ids[start:end] = [NO_IDS] * (end - start)
    has_counts = "count" in [number.kind for number in numbers]
    dated = _touched(tokens, [date.span for date in dates])
    counted = _touched(tokens, [number.span for number in numbers])
    opening = _openers(tokens.texts, structure.get("clause", ()), counted, lexicon)
    clauses = with_turns(clauses_of(tokens.texts, opening), tokens.texts, dated, places)
    limits, clause_at = _reaches(clauses)
    found = [*lexicon.content.find(ids, limits, candidates), *across(ids, clauses, candidates)]
    families = _by_family(_undated(found, dated))
    if has_counts or "concept" in families:  # who is in it is asked for only then
        families |= _by_family(_undated(lexicon.people.find(ids, limits, candidates), dated))
    if any(hit.label.name == "negation" for hit in families.get("modality", ())):
        families["modality"] = without_named(families, ids, limits, candidates)
    return Reading(
        text,
        lexicon.verb_second,
        lexicon.free_order,
        sentence,
        clauses,
        tuple(clause_at),
        spoken,
        _flags(places, len(tokens)),
        dates,
        numbers,
        has_counts,
        tuple([(start, end) for _, start, end in structure.get("reporting", ())]),
        words_done(ids, families, lexicon.done, candidates),
        tuple(structure.get("not", ())),
        tuple(structure.get("domain", ())),
        families,
        _by_name(families),
    )


def _openers(
    texts: Sequence[str], opening: Sequence[Hit], counted: Collection[int], lexicon: Lexicon
) -> Sequence[Hit]:
    """Words that open a clause, none in a number ("17 bis 36"); ", die" before a noun is none."""
    if counted:
        opening = [hit for hit in opening if hit.start not in counted]
    if not lexicon.capital_nouns:
        return opening
    return [
        hit
        for hit in opening
        if hit.label.name != "relative" or hit.end >= len(texts) or not texts[hit.end][0].isupper()
    ]


def _reaches(clauses: Sequence[Clause]) -> tuple[list[int], list[int]]:
    """For each word the end of what a pattern may use there, and the number of its clause.

    A pattern stays in its clause; a purpose clause belongs to the one before.
    """
    limits: list[int] = []
    numbers: list[int] = []
    for n, (start, end, _) in enumerate(clauses):
        purpose = n + 1 < len(clauses) and clauses[n + 1].kind == "purpose"
        limits += [clauses[n + 1].end if purpose else end] * (end - start)
        numbers += [n] * (end - start)
    return limits, numbers


def _word_ids(
    tokens: Tokens,
    places: Iterable[int],
    numbers: Sequence[NumberMention],
    lexicon: Lexicon,
) -> list[Ids]:
    word_ids = lexicon.word_ids
    ids = list(map(word_ids.__getitem__, tokens.texts))
    for at in places:
        ids[at] = word_ids[PLACE]
    for at in _touched(tokens, [n.span for n in numbers if n.kind in ("count", "measure")]):
        ids[at] |= word_ids[NUMBER]
    return ids


def _undated(hits: Sequence[Hit], dated: Collection[int]) -> Sequence[Hit]:
    """Hits without what a date only seems to say: "May" is no doubt."""
    if not dated:
        return hits
    return [hit for hit in hits if hit.start not in dated or _speaks_in_dates(hit)]


def _by_family(hits: Sequence[Hit]) -> dict[str, list[Hit]]:
    families: dict[str, list[Hit]] = {}
    for hit in hits:
        families.setdefault(hit[0][0], []).append(hit)
    return families


def _by_name(families: Mapping[str, Sequence[Hit]]) -> dict[tuple[str, str], list[Hit]]:
    names: dict[tuple[str, str], list[Hit]] = {}
    for hits in families.values():
        for hit in hits:
            names.setdefault(hit[0][:2], []).append(hit)
    return names


def _speaks_in_dates(hit: Hit) -> bool:
    family, name, _ = hit.label
    return family not in ("concept", "modality", "roles") or name in _DATE_CUES


def _within(spans: Sequence[Span], stretch: Span) -> Sequence[Span]:
    """Of spans in order those that begin in a stretch: no place name leaves its sentence."""
    return spans[bisect_left(spans, (stretch.start,)) : bisect_left(spans, (stretch.end,))]


def _flags(places: Iterable[int], words: int) -> tuple[bool, ...]:
    flags = [False] * words
    for at in places:
        flags[at] = True
    return tuple(flags)


def _touched(tokens: Tokens, spans: Sequence[Span]) -> Collection[int]:
    """The words that touch one of the spans."""
    if not spans:
        return ()
    return {
        at
        for start, end in spans
        for at in range(tokens.first_beyond(start), tokens.first_from(end))
    }
