"""Date mentions, phrase by phrase; a language's cases are a file in `cases/`."""

import re
import time
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.text.dates import find_dates
from geomap.text.document import Document
from geomap.text.language_table import language_table
from geomap.text.parse import parse
from geomap.text.parsed import DateMention
from geomap.text.words import sentence_words

CASES = Path(__file__).parent / "cases"
DAYS = st.dates(date(1900, 2, 1), date(2100, 1, 1))
SATURDAY = date(2022, 1, 8)
LEAST_KINDS = 40
HOSTILE = [
    "between Monday and ",
    "5 - ",
    "May 5, ",
    "the night of ",
    "in the ",
    "2022 ",
    "1/1/2022",
    "from 1 to 2 January and ",
    "the day before the day after ",
    "Friday, January 5, 2022 in the early morning ",
]

TABLES = {
    file.name.split(".")[1]: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted(CASES.glob("dates.??.toml"))
}
KINDS = tomllib.loads((CASES / "kinds.toml").read_text(encoding="utf-8"))
MEANINGS = {
    kind: (date.fromisoformat(day), meaning)
    for day, kinds in KINDS.items()
    for kind, meaning in kinds.items()
}


def _phrases() -> Iterator[tuple[str, date, str, str]]:
    for language, table in TABLES.items():
        for phrase, meaning in table.get("phrases", {}).items():
            yield language, table["published"], phrase, meaning


def _sentences() -> Iterator[tuple[str, str, str]]:
    for language, table in TABLES.items():
        for kind, sentence in table.get("kinds", {}).items():
            yield language, kind, sentence


def _nothing() -> Iterator[tuple[str, str]]:
    for language, table in TABLES.items():
        for sentence in table.get("nothing", {"sentences": []})["sentences"]:
            yield language, sentence


def dates_in(
    text: str, published: date | None = SATURDAY, language: str = "en"
) -> list[DateMention]:
    return list(parse(Document("d", text, published=published, language=language)).dates)


def said(mention: DateMention) -> str:
    days = [day.isoformat() for day in (mention.start, mention.end) if day]
    return " ".join([*dict.fromkeys(days), mention.precision])


def marked(sentence: str, published: date | None, language: str) -> list[DateMention]:
    """The mentions that touch the words in brackets."""
    start, end = sentence.index("["), sentence.index("]") - 1
    found = dates_in(re.sub(r"[\[\]]", "", sentence), published, language)
    return [mention for mention in found if mention.span.start < end and mention.span.end > start]


@pytest.mark.parametrize(("language", "kind", "case"), list(_sentences()))
def test_every_kind_of_phrase_is_resolved(language: str, kind: str, case: str) -> None:
    sentence, _, own = case.partition(" = ")
    published, meaning = MEANINGS[kind]
    (mention,) = marked(sentence, published, language)
    assert f"{said(mention)} {mention.source}" == (own or meaning)


@pytest.mark.parametrize(("language", "kind", "case"), list(_sentences()))
def test_without_a_publication_day_nothing_relative_is_filled(
    language: str, kind: str, case: str
) -> None:
    del kind
    for mention in marked(case.partition(" = ")[0], None, language):
        assert mention.start is None or mention.source == "explicit"


@pytest.mark.parametrize("language", TABLES)
def test_every_language_shows_forty_kinds(language: str) -> None:
    assert len(TABLES[language].get("kinds", {})) >= LEAST_KINDS


@pytest.mark.parametrize(("language", "sentence"), list(_nothing()))
def test_what_only_looks_like_a_date_is_none(language: str, sentence: str) -> None:
    assert dates_in(sentence, SATURDAY, language) == []


@pytest.mark.parametrize(("language", "published", "phrase", "meaning"), list(_phrases()))
def test_a_phrase_means_its_days(language: str, published: date, phrase: str, meaning: str) -> None:
    mention = dates_in(f"XX YY {phrase}.", published, language)[0]
    assert (mention.text, said(mention)) == (phrase, meaning)


@pytest.mark.parametrize(("language", "published", "phrase", "meaning"), list(_phrases()))
def test_without_a_publication_day_only_full_dates_have_days(
    language: str, published: date, phrase: str, meaning: str
) -> None:
    del published, meaning
    mention = dates_in(f"XX YY {phrase}.", None, language)[0]
    assert mention.text == phrase
    assert mention.start is None or mention.source == "explicit"


def test_the_next_day_leans_on_the_day_told_in_the_sentence_before() -> None:
    (before,) = dates_in("The mine caved in on January 5.")
    text, table = "The next day it burned.", language_table("en")
    tokens = parse(Document("d", text, language="en")).sentences[0].tokens
    words = sentence_words(text, tokens, table.small_words)
    (mention,) = find_dates(words, table.dates, SATURDAY, before)
    assert mention.start == date(2022, 1, 6)


@pytest.mark.parametrize("junk", HOSTILE)
@pytest.mark.parametrize("language", ["en", "nl", "ru"])
def test_hostile_text_takes_time_in_proportion(language: str, junk: str) -> None:
    spent = {}
    for size in (1024, 8192, 65536):
        text = junk * (size // len(junk))
        start = time.process_time()
        dates_in(text, SATURDAY, language)
        spent[size] = time.process_time() - start
    assert spent[65536] < 16 * spent[8192] + 1.0
    assert spent[65536] < 3


@given(DAYS)
def test_yesterday_is_the_day_before_publication(published: date) -> None:
    assert dates_in("It began yesterday.", published)[0].start == published - timedelta(days=1)


@given(DAYS, st.sampled_from(["Monday", "Wednesday", "Saturday"]))
def test_a_weekday_lies_within_the_last_seven_days(published: date, weekday: str) -> None:
    start = dates_in(f"It began on {weekday}.", published)[0].start
    assert start is not None
    assert f"{start:%A}" == weekday
    assert timedelta(0) <= published - start < timedelta(days=7)


@given(DAYS, st.sampled_from(["maandag", "vrijdag", "zondag"]))
def test_a_coming_weekday_lies_within_the_next_seven_days(published: date, weekday: str) -> None:
    start = dates_in(f"Dat is komende {weekday}.", published, "nl")[0].start
    assert start is not None
    assert timedelta(0) < start - published <= timedelta(days=7)


@given(DAYS, st.integers(1, 31), st.sampled_from(["January", "February", "June", "December"]))
def test_a_day_without_a_year_is_never_in_the_future(published: date, day: int, month: str) -> None:
    for mention in dates_in(f"It began on {month} {day}.", published):
        assert mention.start is None or mention.start <= published


def test_an_announcement_may_speak_of_a_day_ahead() -> None:
    assert dates_in("The talks will be held on February 3.")[0].start == date(2022, 2, 3)
    assert dates_in("The talks were held on February 3.")[0].start == date(2021, 2, 3)


@pytest.mark.parametrize(
    "text", ["It may rain.", "They march on.", "He sat down.", "The Sun wrote it."]
)
def test_small_letters_make_no_english_months_or_weekdays(text: str) -> None:
    assert dates_in(text) == []


def test_a_day_outside_the_calendar_is_kept_without_days() -> None:
    mention = dates_in("It began on 31 February 2021.")[0]
    assert (mention.text, mention.start, mention.precision) == (
        "on 31 February 2021",
        None,
        "unknown",
    )


@pytest.mark.parametrize("text", ["It cost 45/45/2021.", "Room 13.14.15.", "Scores: 2-1, 3-0."])
def test_figures_that_are_no_date_give_none(text: str) -> None:
    assert dates_in(text) == []


def test_the_day_of_a_dateline_is_found() -> None:
    mention = dates_in("HYDERABAD, Oct 29: A man was killed in the blast.", date(2013, 10, 30))[0]
    assert (mention.text, mention.start) == ("Oct 29", date(2013, 10, 29))


def test_a_year_of_its_own_makes_a_date_explicit() -> None:
    assert [m.source for m in dates_in("On January 5, 2021 and on January 6.")] == [
        "explicit",
        "relative",
    ]
