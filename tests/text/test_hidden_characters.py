"""Words are read as people see them, whatever hides in them."""

import pytest

import geomap
from geomap.text.document import Document
from geomap.text.parse import parse

CLEAN = "A fire in Almaty injured two people on Monday."
HIDDEN = "A fi\u200bre in Al\u200bmaty in\u00adjured two peo\u202eple on Mon\ufeffday."


def words_of(text: str, language: str = "en") -> list[str]:
    parsed = parse(Document(id="a", text=text, language=language))
    return [token.text for sentence in parsed.sentences for token in sentence.tokens]


def notes_of(text: str, language: str) -> tuple[str, ...]:
    return parse(Document(id="a", text=text, language=language)).notes


@pytest.mark.threat("hidden characters")
def test_hidden_signs_change_no_incident() -> None:
    hidden, clean = (
        geomap.incidents_in(Document(id="a", text=text, language="en")) for text in (HIDDEN, CLEAN)
    )
    told, expected = (
        [(i.event_type, i.place_id, i.injured, i.date_text is None) for i in side]
        for side in (hidden, clean)
    )
    assert told == expected != []


@pytest.mark.threat("hidden characters")
@pytest.mark.parametrize(
    "sign", "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2064\ufeff"
)
def test_words_lose_signs_that_nobody_sees(sign: str) -> None:
    assert words_of(f"In Al{sign}maty.") == ["In", "Almaty", "."]


@pytest.mark.threat("hidden characters")
def test_offsets_and_surfaces_stay_as_in_the_text() -> None:
    (place,) = geomap.places_in(Document(id="a", text=HIDDEN, language="en"))
    assert place.mention.surface == "Al\u200bmaty"
    assert HIDDEN[place.mention.span.start : place.mention.span.end] == "Al\u200bmaty"


@pytest.mark.threat("hidden characters")
@pytest.mark.parametrize("written", ["ﬁre", "ｆｉｒｅ", "𝐟𝐢𝐫𝐞"])
def test_letters_in_disguise_are_read_as_letters(written: str) -> None:
    assert words_of(f"A {written} broke out.")[1] == "fire"


@pytest.mark.threat("hidden characters")
def test_a_word_of_two_alphabets_is_told() -> None:
    assert notes_of("A fire in \u0410lmaty.", "en") == ("1 word mixes alphabets: \u0410lmaty",)
    assert notes_of("Пожар в Aлматы и Acтане.", "ru") == ("2 words mix alphabets: Aлматы, Acтане",)


@pytest.mark.threat("hidden characters")
@pytest.mark.parametrize("text", ["Пожар в ТЦ Mega в Алматы.", "IT-компания из ЕС.", "Ein Café."])
def test_words_of_one_alphabet_each_are_not_told(text: str) -> None:
    assert not any("alphabets" in note for note in notes_of(text, "ru"))
