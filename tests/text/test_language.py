"""Which language a document is read in."""

import pytest

from geomap.text.document import Document
from geomap.text.language import identify_language, supported_languages
from geomap.text.parse import parse

SAMPLES = {
    "nl": "De politie heeft in de stad een man opgepakt die van de brand wordt verdacht.",
    "en": "Police in the city have arrested a man who is suspected of the attack.",
    "de": "Die Polizei hat in der Stadt einen Mann festgenommen, der verdächtigt wird.",
    "fr": "La police a arrêté dans la ville un homme qui est soupçonné d'une attaque.",
    "es": "La policía detuvo en la ciudad a un hombre que es sospechoso del ataque.",
    "ru": "Полиция задержала в городе мужчину, которого подозревают в нападении.",
    "uk": "Поліція затримала у місті чоловіка, якого підозрюють у нападі.",
    "kk": "Полиция қалада шабуыл жасады деп күдікті ер адамды ұстады және бұл туралы айтты.",
    "pt": "A polícia prendeu na cidade um homem que é suspeito do ataque, segundo ele.",
    "it": "La polizia ha arrestato nella città un uomo che è sospettato di un attacco.",
    "pl": "Policja zatrzymała w mieście mężczyznę, który jest podejrzany o napad.",
    "tr": "Polis şehirde saldırı ile ilgili olarak bir adamı gözaltına aldı ve bu açıklandı.",
}


@pytest.mark.parametrize(("language", "text"), SAMPLES.items())
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert identify_language(text) == language


def test_the_given_language_wins_over_the_text() -> None:
    parsed = parse(Document("d", SAMPLES["en"], language="nl-NL"))
    assert (parsed.language, parsed.notes) == ("nl", ())


def test_an_unsupported_language_is_read_as_the_best_supported_one_and_said_so() -> None:
    parsed = parse(Document("d", SAMPLES["nl"], language="xx"))
    assert parsed.language == "nl"
    assert parsed.notes == ('language "xx" is not supported; read as Dutch',)


@pytest.mark.parametrize("text", ["", "12345", "…", "東京で火事がありました。"])
def test_text_that_tells_no_supported_language_is_read_as_english(text: str) -> None:
    parsed = parse(Document("d", text))
    assert parsed.language == "en"
    assert "read as English" in parsed.notes[0]


def test_dutch_and_english_are_supported() -> None:
    assert {"nl", "en"} <= set(supported_languages())
