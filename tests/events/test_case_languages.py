"""Languages in which endings, not places, say who did it to whom."""

from collections.abc import Callable

import pytest

from geomap.events.mention import EventMention


@pytest.mark.parametrize(
    ("language", "sentence", "dead", "hurt"),
    [
        ("ru", "При обстреле погибли 26 человек, ранены 10.", 26, 10),
        ("ru", "При обстреле 26 человек погибли, 10 ранены.", 26, 10),
        ("uk", "Унаслідок обстрілу загинули 26 людей, поранено 10.", 26, 10),
        ("pl", "W ostrzale zginęło 26 osób, a 10 zostało rannych.", 26, 10),
        ("tr", "Saldırıda 26 kişi öldü, 10 kişi yaralandı.", 26, 10),
        ("kk", "Жарылыстан 26 адам қаза тапты, 10 адам жараланды.", 26, 10),
    ],
)
def test_a_number_belongs_to_its_casualty_word_on_either_side(
    language: str, sentence: str, dead: int, hurt: int, sole: Callable[..., EventMention]
) -> None:
    casualties = sole(sentence, language).casualties
    assert (casualties.fatalities, casualties.injured) == (dead, hurt)


def test_an_actor_in_the_instrumental_is_the_doer(sole: Callable[..., EventMention]) -> None:
    mention = sole("В субботу убиты боевиками трое журналистов.", "ru")
    assert mention.actor1 is not None
    assert mention.actor1.kind == "rebels"
    assert mention.actor2 is not None
    assert mention.actor2.kind == "civilians"


def test_a_postposition_marks_the_doer(sole: Callable[..., EventMention]) -> None:
    mention = sole("İki gazeteci militanlar tarafından öldürüldü.", "tr")
    assert mention.actor1 is not None
    assert mention.actor1.kind == "rebels"


def test_a_capital_with_a_dot_reads_like_a_small_letter(
    mentions_in: Callable[..., tuple[EventMention, ...]],
) -> None:
    assert mentions_in("İsyan çıktı ve polise taş atıldı.", "tr")[0].event_type == "Riots"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("tr", "Kentte patlama olmadı."), ("kk", "Қалада жарылыс болған жоқ.")],
)
def test_a_negation_in_the_verb_denies(
    language: str, sentence: str, sole: Callable[..., EventMention]
) -> None:
    assert sole(sentence, language).modality == "denied"
