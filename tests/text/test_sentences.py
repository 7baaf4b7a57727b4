"""Sentences, paragraphs, datelines and kinds of lines."""

import pytest

from geomap.text.document import Document
from geomap.text.parse import parse
from geomap.text.parsed import ParsedDocument

LONG = "The council of the town met for hours and then decided to close the road for good."


def read(text: str, language: str = "en") -> ParsedDocument:
    return parse(Document("d", text, language=language))


def sentences(text: str, language: str = "en") -> list[str]:
    parsed = read(text, language)
    return [parsed.surface(sentence.span) for sentence in parsed.sentences]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mr. Smith met Gen. Lee.|They left at 8 p.m. Monday."),
        ("en", "It is in the U.S. Capitol.|He lives in the U.S.|The rest left."),
        ("en", "George W. Bush spoke.|We had plan B.|The crowd left."),
        ("en", '"It is over."|He left.|"Why?" he asked.'),
        ("en", "“It is over.”|Police left…|Then it rained.|It cost 2.5 million."),
        ("en", "It rose to No. 5 in Jan. 2020.|What?!|Nobody knew."),
        ("en", "He fled...|Police (and others) came.|No. They left."[:-12]),
        ("en", "They met at 8 p.m.|Police came.|It ended on St. Mary St. in Paris."),
        ("nl", "Dhr. De Vries en mevr. J.P. Smit kwamen.|Zij vertrokken."),
        ("nl", "Het kostte ca. 2.000 euro, incl. btw.|„Dat is veel”, zei hij."),
        ("nl", "‘Kom!’|Hij ging weg.|Om 9.30 uur was het stil."),
    ],
)
def test_sentences_end_where_they_end(language: str, text: str) -> None:
    assert sentences(text.replace("|", " "), language) == text.split("|")


def test_a_forgotten_space_still_ends_a_sentence() -> None:
    assert sentences("They left the town.Police came.") == ["They left the town.", "Police came."]


def test_blank_lines_and_line_ends_divide_paragraphs() -> None:
    parsed = read("One came.\n\nTwo came.\r\nThree came.\n \t\nFour came.")
    assert [sentence.paragraph for sentence in parsed.sentences] == [0, 1, 2, 3]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    words = (LONG + " ") * 6
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > 70:
            lines, line = [*lines, line.strip()], ""
        line += word + " "
    parsed = read("\n".join([*lines, line.strip()]))
    assert len(parsed.sentences) == 6
    assert {sentence.paragraph for sentence in parsed.sentences} == {0}


@pytest.mark.parametrize(
    "dateline",
    [
        "KABUL, Afghanistan (AP) —",
        "EINDHOVEN -",
        "HYDERABAD, Oct 29:",
        "LONDON, Ontario —",
        "ST. PAUL, Minn. (AP) –",
        "Berlin (dpa) –",
        "(Reuters) -",
        "AL-HOUL, Syria --",
    ],
)
def test_a_dateline_is_set_apart(dateline: str) -> None:
    parsed = read(f"{dateline} {LONG}\n\n{LONG}")
    first = parsed.sentences[0]
    assert first.dateline is not None
    assert parsed.surface(first.dateline) == dateline
    assert parsed.surface(first.span) == LONG
    assert parsed.sentences[1].dateline is None


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE - The road is open again.",
        "He said: the road is open.",
        "Police - in great numbers - came.",
        "The NATO - an alliance - met.",
    ],
)
def test_other_openings_are_no_dateline(text: str) -> None:
    assert read(text).sentences[0].dateline is None


def test_lines_without_a_full_stop_are_headlines_or_captions() -> None:
    parsed = read(f"Road closed after blast\n\n{LONG}\n\nPhoto: a closed road in Almaty")
    assert [sentence.kind for sentence in parsed.sentences] == ["headline", "prose", "caption"]


def test_posts_without_full_stops_are_prose() -> None:
    parsed = read("Explosion heard in Almaty\n\nProtesters at the airport now")
    assert [sentence.kind for sentence in parsed.sentences] == ["prose", "prose"]
