"""Words, numbers and marks."""

import pytest

from geomap.text.document import Document
from geomap.text.parse import parse


def tokens(text: str, language: str) -> list[str]:
    parsed = parse(Document("d", text, language=language))
    return [token.text for sentence in parsed.sentences for token in sentence.tokens]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "Noord-Korea en zo'n auto", ["Noord-Korea", "en", "zo'n", "auto"]),
        ("nl", "foto's van 's-Hertogenbosch", ["foto's", "van", "'s-Hertogenbosch"]),
        ("nl", "om 9 uur 's avonds", ["om", "9", "uur", "'s", "avonds"]),
        ("nl", "20.000 mensen, 2,2 miljoen", ["20.000", "mensen", ",", "2,2", "miljoen"]),
        ("nl", "de 23-jarige, o.a. dr. Vos", ["de", "23-jarige", ",", "o.a.", "dr.", "Vos"]),
        ("en", "O'Brien's car", ["O'Brien", "'s", "car"]),
        ("en", "Kenya’s army didn’t go", ["Kenya", "’s", "army", "didn’t", "go"]),
        (
            "en",
            "1,200 at 3:30 a.m. in the U.S.",
            ["1,200", "at", "3:30", "a.m.", "in", "the", "U.S."],
        ),
        ("en", "Gen. J. Smith (Jan. 5)", ["Gen.", "J.", "Smith", "(", "Jan.", "5", ")"]),
        ("en", "a 20-year-old—armed", ["a", "20-year-old", "—", "armed"]),
        ("en", "from 10-15 on the A16", ["from", "10", "-", "15", "on", "the", "A16"]),
        (
            "en",
            "#Almaty: see https://a.example/b.",
            ["#", "Almaty", ":", "see", "https://a.example/b", "."],
        ),
        ("en", "Al\u00admaty and\u00a0x", ["Almaty", "and", "x"]),
    ],
)
def test_text_is_cut_into_words_and_marks(language: str, text: str, expected: list[str]) -> None:
    assert tokens(text, language) == expected


def test_an_invisible_sign_at_the_start_is_no_word() -> None:
    assert tokens("\ufeffKabul fell.", "en") == ["Kabul", "fell", "."]
