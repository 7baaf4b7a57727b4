"""What was planned or feared beside a deed does not undo the deed; what is told as hearsay is."""

from collections.abc import Callable

import pytest

from geomap.events.mention import EventMention, Modality

Reader = Callable[..., tuple[EventMention, ...]]

ASIDES = [
    ("en", "Fearing new riots, taxi drivers went on strike on Wednesday."),
    ("en", "The government, fearing unrest, imposed a curfew on Monday."),
    ("fr", "Craignant de nouveaux pillages, l'armée s'est déployée lundi."),
    ("es", "Para evitar saqueos, el ejército desplegó soldados el lunes."),
    ("it", "Per evitare saccheggi, i soldati sono stati schierati lunedì."),
    ("ru", "Опасаясь беспорядков, власти ввели комендантский час."),
]
DONE = [
    ("en", "Rebels who had vowed to take the capital seized the town on Monday."),
    ("es", "Un hombre que intentaba huir mató a dos policías."),
    ("es", "Un tren que iba a llegar a las ocho descarriló."),
    ("ru", "Пытавшийся бежать мужчина застрелил двух полицейских."),
]
PARTED = [
    ("en", "The bus, which was carrying forty pilgrims, overturned on Monday."),
    ("fr", "Le car, qui transportait quarante pèlerins, s'est renversé lundi."),
    ("ru", "Самолёт, который должен был сесть в Омске, разбился в понедельник."),
    ("pl", "Samolot, który miał lądować o ósmej, rozbił się w poniedziałek."),
]
HEARSAY = [
    ("nl", "In Malmö zou zondag een man zijn neergeschoten."),
    ("de", "Am Sonntag soll eine Rakete ein Wohnhaus getroffen haben."),
]
PLANNED = [
    ("nl", "In Malmö zou zondag een betoging worden gehouden."),
    ("de", "In Ulm sollen am Sonntag 2000 Menschen demonstrieren."),
    ("en", "The rebels vowed to have the mayor killed."),
    ("ru", "Он угрожал убить мэра."),
]


def happened(mentions: tuple[EventMention, ...]) -> list[EventMention]:
    return [m for m in mentions if m.modality in (Modality.ACTUAL, Modality.CLAIMED)]


@pytest.mark.parametrize(("language", "sentence"), ASIDES)
def test_what_is_feared_in_an_aside_leaves_the_main_clause_alone(
    language: str, sentence: str, mentions_in: Reader
) -> None:
    assert happened(mentions_in(sentence, language))


@pytest.mark.parametrize(("language", "sentence"), DONE)
def test_a_verb_that_tells_what_was_done_is_under_no_plan(
    language: str, sentence: str, mentions_in: Reader
) -> None:
    assert happened(mentions_in(sentence, language))


@pytest.mark.parametrize(("language", "sentence"), PARTED)
def test_a_clause_put_into_another_does_not_part_its_words(
    language: str, sentence: str, mentions_in: Reader
) -> None:
    assert [m.event_type for m in happened(mentions_in(sentence, language))] == ["Disaster"]


@pytest.mark.parametrize(("language", "sentence"), HEARSAY)
def test_hearsay_is_claimed_not_planned(language: str, sentence: str, mentions_in: Reader) -> None:
    assert happened(mentions_in(sentence, language))


@pytest.mark.parametrize(("language", "sentence"), PLANNED)
def test_what_is_only_planned_did_not_happen(
    language: str, sentence: str, mentions_in: Reader
) -> None:
    assert not happened(mentions_in(sentence, language))


def test_deaths_make_sure_what_only_its_cause_was_not(mentions_in: Reader) -> None:
    text = "A leak may have caused the explosion that killed six people on Friday."
    assert [m.casualties.fatalities for m in happened(mentions_in(text))] == [6]


def test_a_crowd_hurt_by_the_police_met_excessive_force(mentions_in: Reader) -> None:
    text = "Police charged the march with batons, and eighteen people were hurt."
    assert [m.sub_event_type for m in mentions_in(text)] == ["Excessive force against protesters"]
