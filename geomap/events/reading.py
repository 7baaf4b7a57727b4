"""A sentence as the lexicon reads it: what every word satisfies, clauses, and all patterns found.

Place names, dates and figurative phrases are masked before any cue is matched.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from geomap.events.clauses import Clause, clauses_of, speech_flags
from geomap.events.lexicon import Lexicon
from geomap.events.patterns import NO_IDS, NUMBER, PLACE, Hit, Ids
from geomap.text.parsed import DateMention, NumberMention, ParsedDocument, Sentence, Token
from geomap.text.span import Span

# Words of a sentence that are read; reading grows faster than the sentence.
_LONGEST = 250
_RESUMED = 2  # a clause goes on behind its relative clause, so many further
Told = TypeVar("Told", DateMention, NumberMention)
# Cues that are dates at the same time: "tomorrow", "years ago", "every year".
_DATE_CUES = frozenset(("plan", "history", "generic"))
# The lower case of the Turkish "İ" keeps a dot of its own, which no pattern writes.
_APOSTROPHES = str.maketrans("’ʼ‐‑", "''--", "\u0307")


@dataclass(frozen=True, slots=True)
class Reading:
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
        reporting: Reporting verbs, from the first word to the one after the last.
        exclusions: Stretches that a concept must not use.
        domains: Words of other pages of the newspaper found in it, with the domain.
        families: Content patterns found by family, concepts in dates and places left out.
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
    reporting: tuple[tuple[int, int], ...]
    exclusions: tuple[Hit, ...]
    domains: tuple[Hit, ...]
    families: Mapping[str, Sequence[Hit]]

    def of(self, family: str, *names: str) -> Iterator[Hit]:
        """The hits of a family, all or by name."""
        hits = self.families.get(family, ())
        return (hit for hit in hits if hit.label.name in names) if names else iter(hits)

    def span(self, start: int, end: int) -> Span:
        """The characters from one word to the one before another."""
        tokens = self.sentence.tokens
        return Span(tokens[start].start, tokens[end - 1].end)

    def surface(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]

    def unit(self, number: int) -> int:
        """The clause that a clause goes on with: "a man, who sat at the bar, died" is one."""
        while number >= _RESUMED and self.clauses[number].kind == "main":
            if self.clauses[number - 1].kind != "relative":
                break
            number -= _RESUMED
        return number

    def unit_at(self, position: int) -> int:
        """The unit of the clause that a word stands in."""
        return self.unit(self.clause_at[position])

    def position(self, offset: int) -> int:
        """The position of the first word that ends after a character offset."""
        tokens = self.sentence.tokens
        return next((at for at, t in enumerate(tokens) if t.end > offset), len(tokens))


def read_sentences(
    parsed: ParsedDocument, toponyms: Sequence[Span], lexicon: Lexicon
) -> tuple[Reading, ...]:
    """Read all sentences of a document, of endless ones the beginning."""
    spoken = speech_flags(parsed.sentences)
    spans = sorted(toponyms)
    return tuple(
        _read(
            parsed, _cut(sentence), tuple(flags[:_LONGEST]), _within(spans, sentence.span), lexicon
        )
        for sentence, flags in zip(parsed.sentences, spoken, strict=True)
    )


def _cut(sentence: Sentence) -> Sentence:
    """A sentence of bearable length: no news has longer ones, hostile text has."""
    if len(sentence.tokens) <= _LONGEST:
        return sentence
    tokens = sentence.tokens[:_LONGEST]
    return replace(sentence, tokens=tokens, span=Span(sentence.span.start, tokens[-1].end))


def _read(
    parsed: ParsedDocument,
    sentence: Sentence,
    spoken: tuple[bool, ...],
    toponyms: Sequence[Span],
    lexicon: Lexicon,
) -> Reading:
    tokens = sentence.tokens
    dates = tuple(_told_within(parsed.dates, sentence.span))
    numbers = tuple(_told_within(parsed.numbers, sentence.span))
    places = _flags(tokens, toponyms)
    places = tuple(p and t.text[:1].isupper() for p, t in zip(places, tokens, strict=True))
    ids = _word_ids(tokens, places, numbers, lexicon)
    whole = [len(tokens)] * len(tokens)
    structure = lexicon.structure.find(ids, whole)
    for hit in structure:
        if hit.label.family == "mask":
            ids[hit.start : hit.end] = [NO_IDS] * (hit.end - hit.start)
    clauses = clauses_of(tokens, _openers(tokens, structure, lexicon))
    limits = [end for clause, end in _reaches(clauses) for _ in range(clause.start, clause.end)]
    return Reading(
        parsed.document.text,
        lexicon.verb_second,
        lexicon.free_order,
        sentence,
        clauses,
        tuple(n for n, clause in enumerate(clauses) for _ in range(clause.start, clause.end)),
        spoken,
        places,
        dates,
        numbers,
        tuple((h.start, h.end) for h in structure if h.label.family == "reporting"),
        tuple(h for h in structure if h.label.family == "not"),
        tuple(h for h in structure if h.label.family == "domain"),
        _by_family(lexicon.content.find(ids, limits), _flags(tokens, [d.span for d in dates])),
    )


def _told_within(mentions: Sequence[Told], stretch: Span) -> Iterator[Told]:
    """The mentions, in text order, that lie in a stretch."""
    for at in range(bisect_left(mentions, stretch.start, key=_start), len(mentions)):
        if mentions[at].span.start >= stretch.end:
            return
        if mentions[at].span.end <= stretch.end:
            yield mentions[at]


def _start(mention: DateMention | NumberMention) -> int:
    return mention.span.start


def _openers(tokens: Sequence[Token], structure: Sequence[Hit], lexicon: Lexicon) -> Iterator[Hit]:
    """Words that open a clause; before a noun in capitals ", die" is an article."""
    for hit in structure:
        article = (
            lexicon.capital_nouns
            and hit.label.name == "relative"
            and hit.end < len(tokens)
            and tokens[hit.end].text[0].isupper()
        )
        if hit.label.family == "clause" and not article:
            yield hit


def _reaches(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, int]]:
    """Each clause with the end of what a pattern in it may use: a purpose clause belongs to it."""
    for n, clause in enumerate(clauses):
        purpose = n + 1 < len(clauses) and clauses[n + 1].kind == "purpose"
        yield clause, clauses[n + 1].end if purpose else clause.end


def _word_ids(
    tokens: Sequence[Token],
    places: Sequence[bool],
    numbers: Sequence[NumberMention],
    lexicon: Lexicon,
) -> list[Ids]:
    word_ids = lexicon.word_ids
    ids = [
        word_ids(PLACE) if place else word_ids(token.text.lower().translate(_APOSTROPHES))
        for token, place in zip(tokens, places, strict=True)
    ]
    counted = _flags(tokens, [n.span for n in numbers if n.kind in ("count", "measure")])
    for at, flag in enumerate(counted):
        if flag:
            ids[at] |= word_ids(NUMBER)
    return ids


def _by_family(hits: Sequence[Hit], dated: Sequence[bool]) -> dict[str, list[Hit]]:
    """Hits without what a date only seems to say: no concept, and "May" is no doubt."""
    families: dict[str, list[Hit]] = {}
    for hit in hits:
        if not dated[hit.start] or _speaks_in_dates(hit):
            families.setdefault(hit.label.family, []).append(hit)
    return families


def _speaks_in_dates(hit: Hit) -> bool:
    family, name, _ = hit.label
    return family not in ("concept", "modality", "roles") or name in _DATE_CUES


def _within(spans: Sequence[Span], stretch: Span) -> list[Span]:
    return [span for span in spans if stretch.overlaps(span)]


def _flags(tokens: Sequence[Token], spans: Sequence[Span]) -> tuple[bool, ...]:
    """For each word whether it touches one of the spans."""
    flags = [False] * len(tokens)
    starts = [token.start for token in tokens] if spans else []
    for span in spans:
        first = max(bisect_right(starts, span.start) - 1, 0)
        for at in range(first, bisect_left(starts, span.end)):
            flags[at] = flags[at] or span.start < tokens[at].end
    return tuple(flags)
