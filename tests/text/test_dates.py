"""Date mentions, phrase by phrase; a language's cases are a file in `cases/`."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.text.document import Document
from geomap.text.parse import parse
from geomap.text.parsed import DateMention

CASES = Path(__file__).parent / "cases"
DAYS = st.dates(date(1900, 2, 1), date(2100, 1, 1))
SATURDAY = date(2022, 1, 8)


def _cases() -> list[tuple[str, date, str, str]]:
    found = []
    for file in sorted(CASES.glob("dates.??.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        language = file.name.split(".")[1]
        found += [(language, table["published"], *pair) for pair in table["phrases"].items()]
    return found


def dates_in(
    text: str, published: date | None = SATURDAY, language: str = "en"
) -> list[DateMention]:
    return list(parse(Document("d", text, published=published, language=language)).dates)


@pytest.mark.parametrize(("language", "published", "phrase", "meaning"), _cases())
def test_a_phrase_means_its_days(language: str, published: date, phrase: str, meaning: str) -> None:
    mention = dates_in(f"XX YY {phrase}.", published, language)[0]
    days = [day.isoformat() for day in (mention.start, mention.end) if day]
    assert (mention.text, " ".join([*dict.fromkeys(days), mention.precision])) == (phrase, meaning)


@pytest.mark.parametrize(("language", "published", "phrase", "meaning"), _cases())
def test_without_a_publication_day_only_full_dates_have_days(
    language: str, published: date, phrase: str, meaning: str
) -> None:
    del published, meaning
    mention = dates_in(f"XX YY {phrase}.", None, language)[0]
    assert mention.text == phrase
    assert mention.start is None or mention.source == "explicit"


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
