"""What a sentence says happened: type by who and how, whether it did, and when."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.events.detect import detector
from geomap.events.mention import EventMention, Modality
from geomap.events.taxonomy import load_taxonomy
from geomap.text.document import Document
from geomap.text.parse import parse

Mentions = Callable[..., tuple[EventMention, ...]]
Sole = Callable[..., EventMention]

TYPED = [
    ("en", "Hundreds of students marched through the city against the fees.", "Peaceful protest"),
    ("en", "Police fired tear gas at protesters.", "Protest with intervention"),
    ("en", "Soldiers shot dead three demonstrators.", "Excessive force against protesters"),
    ("en", "Protesters threw stones and set cars on fire.", "Violent demonstration"),
    ("en", "Rebels ambushed an army convoy.", "Armed clash"),
    ("en", "Gunmen killed a farmer and his two sons.", "Attack"),
    ("en", "A roadside bomb hit a minibus.", "Remote explosive/landmine/IED"),
    ("en", "Artillery shelled the harbor.", "Shelling/artillery/missile attack"),
    ("en", "A fire in a mattress factory killed two workers.", "Fire"),
    ("en", "The rebels captured the town after two days.", "Non-state actor overtakes territory"),
    ("en", "Government forces retook the town.", "Government regains territory"),
    ("en", "Marines took control of the port.", "Non-violent transfer of territory"),
    ("nl", "Honderden scholieren gingen de straat op.", "Peaceful protest"),
    ("nl", "Agenten traden hard tegen de betogers op.", "Protest with intervention"),
    ("nl", "Zondag bestormden demonstranten het gemeentehuis.", "Violent demonstration"),
    ("nl", "In de buitenwijk braken zware rellen uit.", "Violent demonstration"),
    ("nl", "Een militie doodde zes dorpelingen.", "Attack"),
    ("nl", "De supermarkt is geplunderd en in brand gestoken.", "Looting/property destruction"),
    ("nl", "De regering stuurde militairen naar de grens.", "Change to group/activity"),
    ("nl", "Bij de halte klonken schoten.", "Armed clash"),
]


@pytest.mark.parametrize(("language", "sentence", "sub_type"), TYPED)
def test_the_type_follows_from_who_does_what_to_whom(
    language: str, sentence: str, sub_type: str, sole: Sole
) -> None:
    assert sole(sentence, language).sub_event_type == sub_type


TOLD = [
    ("en", "Unions will march through the city next week.", Modality.PLANNED),
    ("en", "The rebels threatened to shell the town.", Modality.THREATENED),
    ("en", "Hooligans tried to storm the town hall.", Modality.ATTEMPTED),
    ("en", "The army denies that its planes bombed the market.", Modality.DENIED),
    ("en", "There were no clashes.", Modality.DENIED),
    ("en", '"We have captured the whole town tonight," the rebel said.', Modality.CLAIMED),
    ("en", "Police said that a bomb exploded near the bridge.", Modality.ACTUAL),
    ("nl", "De vakbonden willen volgende week demonstreren.", Modality.PLANNED),
    ("nl", "De rebellen dreigen de stad te bestormen.", Modality.THREATENED),
    ("nl", "Het leger ontkent dat het de markt heeft gebombardeerd.", Modality.DENIED),
    ("nl", "Volgens de burgemeester braken er rellen uit.", Modality.ACTUAL),
    ("nl", "Zij is bezorgd over het feit dat militairen zijn gestuurd.", Modality.ACTUAL),
]


@pytest.mark.parametrize(("language", "sentence", "modality"), TOLD)
def test_whether_it_happened_is_decided_in_its_own_clause(
    language: str, sentence: str, modality: Modality, sole: Sole
) -> None:
    assert sole(sentence, language).modality is modality


def test_a_plan_in_the_next_clause_does_not_undo_what_happened(mentions_in: Mentions) -> None:
    found = mentions_in("Farmers blocked the highway, but they will not march on Monday.")
    assert found[0].modality is Modality.ACTUAL


def test_what_people_protest_against_is_not_what_happened(sole: Sole) -> None:
    mention = sole("Nurses demonstrated against the killing of a doctor.")
    assert mention.event_type == "Protests"


def test_the_day_of_the_telling_is_not_the_day_it_happened(sole: Sole) -> None:
    assert sole("Gunmen killed two herders, the police said on Thursday.").date is None


def test_a_date_is_inherited_within_the_paragraph(mentions_in: Mentions) -> None:
    first, second = mentions_in("On Thursday rebels attacked an outpost. They burned two houses.")
    assert not first.date_inherited
    assert second.date_inherited
    assert second.date is not None
    assert second.date.start == date(2022, 1, 6)


def test_what_happened_years_ago_is_background(sole: Sole) -> None:
    assert sole("In 2014 gunmen kidnapped a bishop in the same valley.").background


def test_what_happened_ten_days_ago_is_news(sole: Sole) -> None:
    assert not sole("Ten days ago gunmen kidnapped a bishop in the same valley.").background


def test_deaths_told_on_their_own_take_the_type_of_what_went_before(mentions_in: Mentions) -> None:
    _, toll = mentions_in("A bomb exploded at a market on Friday. Three people died.")
    assert toll.concepts[0] == "toll"
    assert toll.event_type == "Explosions/Remote violence"


def test_a_toll_without_town_or_day_is_nationwide(sole: Sole) -> None:
    assert sole(
        "Volgens de regering zijn zeker 40 betogers om het leven gekomen.", "nl"
    ).nationwide_toll


def test_place_names_are_not_read_as_words(mentions_in: Mentions) -> None:
    assert mentions_in("She was born in Battle.", places=("Battle",)) == ()


def test_a_name_before_an_actor_belongs_to_it(sole: Sole) -> None:
    actor = sole("Russian troops took control of the port.", places=("Russian",)).actor1
    assert actor is not None
    assert (actor.text, actor.kind) == ("Russian troops", "state_forces")


TRAPS = [
    (
        "en",
        "Their striker shot wide and the champions were hammered in the second half of the match.",
    ),
    ("en", "The dessert is an explosion of flavors."),
    ("en", "Shares rallied after the crash of the stock market."),
    ("nl", "De etappe eindigde als een slagveld, zei de ploegleider."),
    ("nl", "De zaal was bomvol en de brandweer telde de gasten."),
    ("nl", "De koersen schoten omhoog."),
]


@pytest.mark.parametrize(("language", "sentence"), TRAPS)
def test_figures_of_speech_stay_below_the_threshold(
    language: str, sentence: str, mentions_in: Mentions
) -> None:
    weights = load_taxonomy().weights
    for mention in mentions_in(sentence, language):
        assert mention.score + weights["place_explicit"] < weights["threshold"]


def test_a_language_without_lexicon_has_no_mentions(mentions_in: Mentions) -> None:
    assert mentions_in("Uzunköprü'de protesto.", "xx") == ()


CUES = "police killed three , and die dat om te . ' were protesters in brand gestoken 5 bomb ( )"
WORDS = st.sampled_from(CUES.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=80))
def test_any_text_is_read_twice_alike_and_spans_cut_it(text: str) -> None:
    for language in ("en", "nl"):
        parsed = parse(Document("x", text, language=language))
        mentions = detector()(parsed, ())
        assert mentions == detector()(parsed, ())
        for mention in mentions:
            assert mention.clause.overlaps(mention.trigger)
            assert parsed.surface(mention.trigger)
            load_taxonomy().sub_type(mention.event_type, mention.sub_event_type)


@pytest.mark.parametrize("junk", ["police killed the people who ", "threw three ", "( ", "x"])
def test_a_sentence_without_end_is_read_in_bearable_time(junk: str, mentions_in: Mentions) -> None:
    started = time.process_time()
    mentions_in(junk * (60_000 // len(junk)))
    assert time.process_time() - started < 5
