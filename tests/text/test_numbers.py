"""Numbers in digits and words, their bounds and what they count; `cases/` has each language's."""

import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.text.document import Document
from geomap.text.parse import parse
from geomap.text.parsed import NumberMention


def numbers_in(text: str, language: str) -> list[NumberMention]:
    return list(parse(Document("d", text, language=language)).numbers)


CASES = Path(__file__).parent / "cases"
MEANINGS = tomllib.loads((CASES / "number_kinds.toml").read_text(encoding="utf-8"))
TABLES = {
    file.name.split(".")[1]: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted(CASES.glob("numbers.??.toml"))
}
LEAST_KINDS = 20


def _cases(part: str) -> list[tuple[str, str, str]]:
    return [
        (language, *pair) for language in TABLES for pair in TABLES[language].get(part, {}).items()
    ]


def marked(sentence: str, language: str) -> list[NumberMention]:
    """The mentions that touch the words in brackets."""
    start, end = sentence.index("["), sentence.index("]") - 1
    found = numbers_in(re.sub(r"[\[\]]", "", sentence), language)
    return [mention for mention in found if mention.span.start < end and mention.span.end > start]


def said(mention: NumberMention) -> str:
    if mention.value is not None:
        return str(mention.value)
    if mention.minimum is None:
        return f"..{mention.maximum}"
    return f"{mention.minimum}" + (f"..{mention.maximum}" if mention.maximum is not None else "+")


@pytest.mark.parametrize(("language", "kind", "case"), _cases("kinds"))
def test_every_kind_of_number_is_read(language: str, kind: str, case: str) -> None:
    sentence, _, own = case.partition(" = ")
    (mention,) = marked(sentence, language)
    assert (said(mention), mention.kind) == (own or MEANINGS[kind], "count")


@pytest.mark.parametrize("language", TABLES)
def test_every_language_shows_twenty_kinds(language: str) -> None:
    assert len(TABLES[language].get("kinds", {})) >= LEAST_KINDS


@pytest.mark.parametrize(("language", "kind", "sentence"), _cases("masked"))
def test_a_number_that_counts_nobody_says_what_it_is(
    language: str, kind: str, sentence: str
) -> None:
    assert [mention.kind for mention in marked(sentence, language)] == [kind]


@pytest.mark.parametrize("junk", ["1, ", "12 ", "between 1 and ", "a million ", "twenty-", "5-5-"])
def test_hostile_numbers_take_little_time(junk: str) -> None:
    start = time.process_time()
    numbers_in(junk * (65536 // len(junk)), "en")
    assert time.process_time() - start < 3


Reading = tuple[str, int | None, int | None, int | None]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "Er vielen 26 doden.", ("26", 26, None, None)),
        ("nl", "Er vielen zeker 26 doden.", ("zeker 26", None, 26, None)),
        ("nl", "Er vielen zesentwintig doden.", ("zesentwintig", 26, None, None)),
        ("nl", "Er vielen tweeëntwintig doden.", ("tweeëntwintig", 22, None, None)),
        ("nl", "Er vielen honderdvijf doden.", ("honderdvijf", 105, None, None)),
        ("nl", "Er waren tweeduizend man.", ("tweeduizend", 2000, None, None)),
        ("nl", "Er waren vijfentwintigduizend man.", ("vijfentwintigduizend", 25000, None, None)),
        ("nl", "Er waren driehonderdvijftig man.", ("driehonderdvijftig", 350, None, None)),
        ("nl", "Er waren anderhalf miljoen mensen.", ("anderhalf miljoen", 1500000, None, None)),
        ("nl", "Er waren 20.000 mensen.", ("20.000", 20000, None, None)),
        ("nl", "Er waren 20 000 mensen.", ("20 000", 20000, None, None)),
        ("nl", "Er waren 2,2 miljoen mensen.", ("2,2 miljoen", 2200000, None, None)),
        ("nl", "Er waren tientallen mensen.", ("tientallen", None, 20, None)),
        (
            "nl",
            "Er waren tientallen duizenden mensen.",
            ("tientallen duizenden", None, 20000, None),
        ),
        ("nl", "Er was een tiental mensen.", ("een tiental", 10, None, None)),
        ("nl", "Er waren meer dan honderd mensen.", ("meer dan honderd", None, 100, None)),
        ("nl", "Er waren hooguit tien mensen.", ("hooguit tien", None, None, 10)),
        ("nl", "Er waren zo'n 75 mensen.", ("zo'n 75", 75, None, None)),
        ("nl", "Er waren 10 tot 15 mensen.", ("10 tot 15", None, 10, 15)),
        ("nl", "Er waren tussen de 10 en 15 mensen.", ("tussen de 10 en 15", None, 10, 15)),
        ("nl", "Het dodental steeg tot 26.", ("tot 26", 26, None, None)),
        ("nl", "Het is tot 26 opgelopen.", ("tot 26", 26, None, None)),
        ("nl", "Er waren 10 of meer mensen.", ("10 of meer", None, 10, None)),
        ("nl", "Er waren geen gewonden.", ("geen", 0, None, None)),
        ("nl", "Er viel geen enkele dode.", ("geen enkele", 0, None, None)),
        ("nl", "Er kwam niemand om.", ("niemand", 0, None, None)),
        ("en", "It killed twenty-six people.", ("twenty-six", 26, None, None)),
        ("en", "It killed a hundred and five people.", ("a hundred and five", 105, None, None)),
        ("en", "It killed two dozen people.", ("two dozen", 24, None, None)),
        ("en", "It killed at least two dozen people.", ("at least two dozen", None, 24, None)),
        ("en", "It killed dozens.", ("dozens", None, 24, None)),
        ("en", "It killed hundreds of men.", ("hundreds", None, 200, None)),
        ("en", "It drew tens of thousands.", ("tens of thousands", None, 20000, None)),
        ("en", "It drew 1,200 people.", ("1,200", 1200, None, None)),
        ("en", "It drew 1.5 million people.", ("1.5 million", 1500000, None, None)),
        ("en", "It drew two hundred thousand men.", ("two hundred thousand", 200000, None, None)),
        (
            "en",
            "It drew two to three million men.",
            ("two to three million", None, 2000000, 3000000),
        ),
        ("en", "It killed no fewer than 12 men.", ("no fewer than 12", None, 12, None)),
        ("en", "It killed over 12 men.", ("over 12", None, 12, None)),
        ("en", "There was anger over three deaths.", ("three", 3, None, None)),
        ("en", "At least 12 went missing.", ("At least 12", None, 12, None)),
        ("en", "It killed up to 12 men.", ("up to 12", None, None, 12)),
        ("en", "It killed around 12 men.", ("around 12", 12, None, None)),
        ("en", "It killed between 10 and 15 men.", ("between 10 and 15", None, 10, 15)),
        ("en", "It killed three or four men.", ("three or four", None, 3, 4)),
        ("en", "It drew a 200-strong crowd.", ("200-strong", 200, None, None)),
        ("en", "It drew several hundred men.", ("several hundred", None, 200, None)),
        ("en", "There were no deaths.", ("no", 0, None, None)),
        ("en", "No one was hurt.", ("No one", 0, None, None)),
    ],
)
def test_a_number_of_people_is_read(language: str, text: str, expected: Reading) -> None:
    (mention,) = numbers_in(text, language)
    assert (mention.text, mention.value, mention.minimum, mention.maximum) == expected
    assert mention.kind == "count"


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("nl", "Een man van 23 jaar kwam.", "age"),
        ("nl", "De 23-jarige kwam.", "age"),
        ("nl", "Het begon om half twaalf.", "clock"),
        ("nl", "Het begon rond 11 uur.", "clock"),
        ("nl", "Het kostte 300 euro.", "money"),
        ("nl", "Het kostte € 5 miljoen.", "money"),
        ("nl", "Het steeg 10 procent.", "percent"),
        ("nl", "Het ligt 14 kilometer verderop.", "measure"),
        ("nl", "Het duurde drie dagen.", "measure"),
        ("nl", "De A16 was dicht.", "name"),
        ("nl", "De 7e brigade kwam.", "ordinal"),
        ("nl", "De tweede keer.", "ordinal"),
        ("nl", "Dat was in 2014.", "year"),
        ("en", "Madiha Salman, 44, died.", "age"),
        ("en", "A 20-year-old man came.", "age"),
        ("en", "A nine-year-old boy came.", "age"),
        ("en", "A man aged 44 came.", "age"),
        ("en", "It began at 8:40 p.m. then.", "clock"),
        ("en", "It began at 8 p.m. then.", "clock"),
        ("en", "It cost $20,000 then.", "money"),
        ("en", "It cost 5 million dollars.", "money"),
        ("en", "It rose 10 percent.", "percent"),
        ("en", "It is 10 km deep.", "measure"),
        ("en", "It took three days.", "measure"),
        ("en", "The G7 met.", "name"),
        ("en", "A KV-2 tank came.", "name"),
        ("en", "They shot down flight 752.", "name"),
        ("en", "After Covid-19 it ended.", "name"),
        ("en", "The 5th army came.", "ordinal"),
        ("en", "The 2014 war ended.", "year"),
        ("en", "They won 2-1 at home.", "name"),
        ("en", "On January 5 it began.", "ordinal"),
    ],
)
def test_other_numbers_count_nobody(language: str, text: str, kind: str) -> None:
    assert [mention.kind for mention in numbers_in(text, language)] == [kind]


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("nl", "Kinderen van 4, 6 en 9 jaar.", ["age"] * 3),
        ("en", "Children aged 4, 6 and 9.", ["age"] * 3),
        ("en", "Between 15 and 16 percent.", ["percent"]),
        ("en", "It killed 12, three days later.", ["count", "measure"]),
        ("en", "The toll rose from 12 to 26.", ["count", "count"]),
        ("en", "It is open 24/7 now.", ["name", "name"]),
    ],
)
def test_numbers_of_a_list_are_of_one_kind(language: str, text: str, kinds: list[str]) -> None:
    assert [mention.kind for mention in numbers_in(text, language)] == kinds


@pytest.mark.parametrize("text", ["A man came.", "One of them came.", "No, he said.", "No doubt."])
def test_these_words_are_no_numbers(text: str) -> None:
    assert numbers_in(text, "en") == []


@given(st.integers(1, 999_999))
def test_digits_mean_themselves_in_both_notations(number: int) -> None:
    assert [m.value for m in numbers_in(f"They saw {number:,} men.", "en")] == [number]
    dutch = f"{number:,}".replace(",", ".")
    assert [m.value for m in numbers_in(f"Er waren {dutch} man.", "nl")] == [number]
