"""Numbers of people belong to the casualty word that governs them."""

from collections.abc import Callable

import pytest

from geomap.events.mention import EventMention

Mentions = Callable[..., tuple[EventMention, ...]]

DEAD = [
    ("en", "Two gunmen on a motorcycle shot dead a police sergeant.", 1),
    ("en", "Soldiers shot and killed a herbalist at the market.", 1),
    ("en", "The scholar was killed when his car blew up.", 1),
    ("en", "Seven people, including five men and two women, and twenty rebels were killed.", 27),
    ("en", "A mine killed one farmer as he was plowing.", 1),
    ("en", "A man, who was sitting at the bar, died in the attack.", 1),
    ("en", "A teacher and her 2 sons were killed in the raid.", 3),
    ("de", "Bewaffnete töteten auf der Straße vor der Schule eine Frau.", 1),
    ("de", "Bei dem Anschlag wurden neun Menschen getötet und 33 verletzt.", 9),
    ("de", "Ein Mann hat in der Stadt zwei Passanten erschossen.", 2),
    ("de", "Ein junger Mann, der dort gerade aß, starb bei dem Anschlag.", 1),
    ("de", "Bei dem Angriff kamen 26 Menschen ums Leben.", 26),
    ("nl", "Schutters doodden in het dorp een generaal.", 1),
    ("en", "A bomb killed seven shoppers in the market.", 7),
    ("en", "Three gunmen killed a journalist.", 1),
    ("en", "The raid left dozens homeless; two women were killed.", 2),
    ("en", "Nine people, including two children, were killed in the attack.", 9),
    ("en", "One soldier was killed and three were wounded in an ambush.", 1),
    ("en", "A 15-year-old boy was shot dead on 3 January 2022.", 1),
    ("en", "Rebels attacked the village but no one was killed.", 0),
    ("nl", "Bij de aanslag kwamen zes mensen om het leven.", 6),
    ("nl", "Een jongen van 12 jaar werd doodgeschoten.", 1),
    ("nl", "Soldaten schoten twee betogers dood.", 2),
    ("nl", "Bij de schietpartij kwam niemand om.", 0),
    ("nl", "In het tehuis verdronken in de nacht van woensdag op donderdag twaalf bewoners.", 12),
    ("de", "Dort ertranken in der Nacht zum Donnerstag zwölf Bewohner eines Wohnheims.", 12),
]


@pytest.mark.parametrize(("language", "sentence", "dead"), DEAD)
def test_the_dead_are_counted(
    language: str, sentence: str, dead: int, mentions_in: Mentions
) -> None:
    told = [m.casualties.fatalities for m in mentions_in(sentence, language)]
    assert dead in told
    assert not [count for count in told if count not in (dead, None)]


def test_coordinated_counts_add_up(sole: Callable[..., EventMention]) -> None:
    text = "A grenade exploded, killing three Americans and two Kenyans."
    assert sole(text, "en", ("Americans", "Kenyans")).casualties.fatalities == 5


def test_at_least_sets_a_minimum_and_keeps_the_words(sole: Callable[..., EventMention]) -> None:
    told = sole("At least 26 demonstrators were killed.").casualties
    assert (told.fatalities, told.fatalities_min) == (None, 26)
    assert told.fatalities_text == "At least 26"


def test_wounded_and_arrested_are_kept_apart(mentions_in: Mentions) -> None:
    text = "Rioters threw stones, four officers were injured and 31 people were arrested."
    told = [m.casualties for m in mentions_in(text)]
    assert 4 in [c.injured for c in told]
    assert 31 in [c.arrested for c in told]


def test_a_crowd_is_no_toll(sole: Callable[..., EventMention]) -> None:
    told = sole("About 400 farmers protested in front of the ministry.").casualties
    assert told.fatalities is None
    assert told.crowd_size == 400


def test_a_correction_replaces_the_first_count(mentions_in: Mentions) -> None:
    text = "A bus overturned. Police spoke of nine dead, but the toll was raised to 17."
    assert [m.casualties.fatalities for m in mentions_in(text)][-1] == 17


def test_houses_and_money_are_not_people(sole: Callable[..., EventMention]) -> None:
    told = sole("The blast destroyed 12 houses worth 3 million euros.").casualties
    assert told.fatalities is None


@pytest.mark.parametrize(
    ("language", "sentence", "dead"),
    [
        ("en", "The toll from Friday's bus crash rose to nine, from six.", 9),
        ("en", "The attacker, 34, was killed by police on Friday.", 1),
        ("de", "Drei Männer im Alter von 17 bis 36 Jahren wurden am Freitag erschossen.", 3),
        ("de", "Schlimmer traf es das Hauptquartier: 42 Polizisten starben bei einem Angriff.", 42),
    ],
)
def test_ages_and_former_counts_are_no_dead(
    language: str, sentence: str, dead: int, mentions_in: Callable[..., tuple[EventMention, ...]]
) -> None:
    told = {m.casualties.fatalities for m in mentions_in(sentence, language)}
    assert told - {None} == {dead}


def test_dead_apart_from_their_verb_belong_to_what_was_told_before(
    mentions_in: Callable[..., tuple[EventMention, ...]],
) -> None:
    text = "A missile hit the town on Monday. Thirteen people, among them two girls, died."
    assert [m.casualties.fatalities for m in mentions_in(text)] == [None, 13]
