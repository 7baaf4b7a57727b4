"""What holds for every text, and what a damaged language file says."""

import time
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import LexiconError
from geomap.resources import read_table
from geomap.text.document import Document
from geomap.text.hidden import as_seen
from geomap.text.language import language_signs, supported_languages
from geomap.text.language_table import language_table, read_language
from geomap.text.parse import parse
from geomap.text.section import Section

PIECES = st.sampled_from(
    [
        *("KABUL", " (AP)", " — ", "Mr. Lee", "8 p.m.", "“Go!”", "...", "'s", "–", "26", "1,200"),
        *("on Friday", "zeker 26", "vrijdag op zaterdag", "5 januari", "1-", "u.", "J."),
        *("\r\n", "\n\n", "\t", "\u00a0", "\u200b"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join))
JUNK = ["a", "A.", "1", "1,", "'", '."', "(", " -", "\n", "in the ", "20 ", "-a", "u.", "1-", "een"]
JUNK += ["https://", "A B, ", "twee", "tussen ", "the 5 ", "🔥", "\u0301", "at least ", "1 - "]


def document(text: str, language: str = "en") -> Document:
    return Document("d", text, published=date(2022, 1, 8), language=language)


@given(TEXTS, st.sampled_from(supported_languages()))
def test_offsets_cut_the_very_words(text: str, language: str) -> None:
    parsed = parse(document(text, language))
    for sentence in parsed.sentences:
        assert all(as_seen(text[t.start : t.end]) == t.text for t in sentence.tokens)
        assert sentence.span == (sentence.tokens[0].start, sentence.tokens[-1].end)
    for mention in (*parsed.dates, *parsed.numbers):
        assert parsed.surface(mention.span) == mention.text != ""


@given(TEXTS, st.sampled_from(supported_languages()))
def test_sentences_and_mentions_stand_in_order_without_overlap(text: str, language: str) -> None:
    parsed = parse(document(text, language))
    tokens = [token for sentence in parsed.sentences for token in sentence.tokens]
    spans = [(token.start, token.end) for token in tokens]
    for found in (spans, [m.span for m in parsed.dates], [m.span for m in parsed.numbers]):
        assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert [s.index for s in parsed.sentences] == list(range(len(parsed.sentences)))


@given(TEXTS)
def test_every_visible_character_is_in_a_token_or_a_dateline(text: str) -> None:
    parsed = parse(document(text))
    covered = {at for s in parsed.sentences for t in s.tokens for at in range(t.start, t.end)}
    covered |= {at for s in parsed.sentences if s.dateline for at in range(*s.dateline)}
    assert all(not text[at].isalnum() for at in set(range(len(text))) - covered)


@given(TEXTS)
def test_the_same_text_gives_the_same_answer(text: str) -> None:
    assert parse(document(text)) == parse(document(text))


@given(TEXTS)
def test_line_ends_of_windows_change_no_words(text: str) -> None:
    unix = text.replace("\r", "\n")
    windows = parse(document(unix.replace("\n", "\r\n")))
    words = [[t.text for t in s.tokens] for s in parse(document(unix)).sentences]
    assert [[t.text for t in s.tokens] for s in windows.sentences] == words


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_sixty_four_kilobytes_of_junk_do_not_hang(junk: str, language: str) -> None:
    text = junk * (65536 // len(junk))
    start = time.process_time()
    parse(document(text, language))
    assert time.process_time() - start < 3


def test_text_without_words_has_no_sentences() -> None:
    assert parse(document(" \n\u200b\n ")).sentences == ()


@pytest.mark.parametrize("language", supported_languages())
def test_every_language_file_is_whole(language: str) -> None:
    assert language_table(language).dates.grammar.kinds >= 40
    assert language in language_signs().names


@pytest.mark.parametrize(
    ("keys", "value", "message"),
    [
        (("numbers", "words"), 5, "numbers.words must be text"),
        (("numbers", "words"), "vier", "'vier' is not 'value: spellings'"),
        (("numbers", "joined"), "no", "numbers.joined must be true or false"),
        (("numbers", "colour"), "red", "numbers: unknown key 'colour'"),
        (("numbers", "contexts", "money"), "euro", "'euro' needs a # and a word"),
        (("numbers", "contexts", "weight"), "# kg", "'weight' is none of"),
        (("dates", "order"), "dym", "dates.order must be one of"),
        (("dates", "patterns", "slots"), "in {moon}", "unknown slot {moon}"),
        (("dates", "patterns", "slots"), "[in (june]", "brackets do not match"),
        (("dates", "patterns", "someday"), "later", "unknown rule 'someday'"),
        (("dates", "day"), {"soon": "later"}, "'soon' is no whole number"),
    ],
)
def test_a_mistake_in_a_language_file_is_named(
    keys: tuple[str, ...], value: object, message: str
) -> None:
    table = read_table("text", "nl.toml")
    place = table
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    with pytest.raises(LexiconError, match=r"nl\.toml") as caught:
        read_language(Section("nl.toml", table), "nl", frozenset())
    assert message in str(caught.value)


def test_a_missing_key_is_named() -> None:
    table = read_table("text", "nl.toml")
    del table["dates"]["months"]
    with pytest.raises(LexiconError, match=r"nl\.toml\.dates\.months is missing"):
        read_language(Section("nl.toml", table), "nl", frozenset())


def test_the_title_is_not_part_of_the_text() -> None:
    plain = document("A bomb went off.")
    assert parse(replace(plain, title="Bomb")).sentences == parse(plain).sentences
