"""Cut the tokens of a paragraph into sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from geomap.text.parsed import SentenceKind, Tokens
from geomap.text.tokens import Abbreviations

_STOPS = frozenset(".!?…。！？॥।։؟")
_SURE_STOPS = frozenset("。！？")  # no space follows these, and no abbreviation ends in them
_CLOSERS = frozenset("\"'”’“»«›)]」』")
_OPENERS = frozenset("\"'“„”«»‘‚‹›([—–-―•*¿¡")
_APOSTROPHES = "'’"  # "'s Avonds" shows its case in the next word
_HEADLINE_WORDS = 18  # tokens at most
_CAPTION_WORDS = 45


@dataclass(frozen=True, slots=True)
class SentenceSigns:
    """What a language adds to the cutting of sentences.

    Attributes:
        abbreviations: Words with a full stop of their own.
        small_words: Words that, with a capital, open a sentence.
        calendar_words: Weekdays and months: after "8 p.m." they go on.
        ordinal_dot: A full stop after a number makes it an ordinal ("am 5. Januar").
        captions: First words of picture captions and credits, lower case.
    """

    abbreviations: Abbreviations
    small_words: frozenset[str]
    calendar_words: frozenset[str]
    ordinal_dot: bool
    captions: frozenset[str]


def split_sentences(tokens: Tokens, signs: SentenceSigns) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph as ranges of its tokens, in order; together they are all."""
    begin = 0
    for index in [at for at, text in enumerate(tokens.texts) if text[-1] in _STOPS]:
        if index < begin:
            continue
        last = _with_closers(tokens, index)
        if _ends_at(tokens, index, last, signs):
            yield begin, last + 1
            begin = last + 1
    if begin < len(tokens):
        yield begin, len(tokens)


def _with_closers(tokens: Tokens, index: int) -> int:
    """The last of the quotes, brackets and further stops that touch a stop."""
    last = index
    while last + 1 < len(tokens) and _touch(tokens, last):
        text = tokens.texts[last + 1]
        if text not in _CLOSERS and text[0] not in _STOPS:
            break
        last += 1
    return last


def _touch(tokens: Tokens, at: int) -> bool:
    """Whether nothing stands between a token and the next."""
    return tokens.starts[at + 1] == tokens.ends[at]


def _ends_at(tokens: Tokens, index: int, last: int, signs: SentenceSigns) -> bool:
    following = _next_word(tokens, last + 1)
    if following is None:
        return last + 1 == len(tokens) or _is_mark_run(tokens, last + 1)
    text = tokens.texts[index]
    if text[-1] in _SURE_STOPS:
        return True
    if not (following[0].isalnum() and not following[0].islower()):
        return False
    if _touch(tokens, last):
        return _is_glued_end(tokens, index, following)
    if len(text) > 1 and text[0].isalnum():
        return _abbreviation_ends(text, following, signs)
    return not _is_ordinal(tokens, index, following, signs)


def _next_word(tokens: Tokens, index: int) -> str | None:
    """The word that shows its case, past opening quotes, brackets and dashes."""
    for text in tokens.texts[index : index + 4]:
        if text not in _OPENERS and text[0] not in _APOSTROPHES:
            return text
    return None


def _is_mark_run(tokens: Tokens, index: int) -> bool:
    return all(text in _OPENERS for text in tokens.texts[index : index + 4])


def _is_glued_end(tokens: Tokens, index: int, following: str) -> bool:
    """Whether a space was forgotten: "the end.Then" but not "Booking.com" or "U.Sam"."""
    before = tokens.texts[index - 1] if index else ""
    return len(before) > 2 and before[-1].islower() and following[0].isupper()  # noqa: PLR2004


def _abbreviation_ends(abbreviation: str, following: str, signs: SentenceSigns) -> bool:
    word, lower = abbreviation[:-1].lower(), following.lower()
    if word in signs.abbreviations.titles or lower in signs.calendar_words:
        return False
    if word in signs.abbreviations.closing:
        return True
    return lower in signs.small_words


def _is_ordinal(tokens: Tokens, index: int, following: str, signs: SentenceSigns) -> bool:
    if not (signs.ordinal_dot and index and tokens.texts[index] == "."):
        return False
    number = tokens.texts[index - 1]
    return number.isdigit() and len(number) < 3 and following.lower() not in signs.small_words  # noqa: PLR2004


def kind_of_line(tokens: Tokens, sentences: int, signs: SentenceSigns) -> SentenceKind:
    """What a paragraph looks like by itself: a line without a full stop is no prose."""
    texts = tokens.texts
    if texts[0].lower() in signs.captions and len(texts) <= _CAPTION_WORDS:
        return "caption"
    if sentences == 1 and any(text.lower() in signs.captions for text in texts[-6:]):
        return "caption" if texts[-1][-1] not in _STOPS else "prose"
    if sentences > 1 or len(tokens) > _HEADLINE_WORDS or _is_stopped(tokens):
        return "prose"
    return "headline"


def _is_stopped(tokens: Tokens) -> bool:
    return any(text[-1] in _STOPS or text == ":" for text in tokens.texts[-3:])
