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

SHELLING = "Shelling/artillery/missile attack"
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
    ("en", "Gunmen opened fire on a bus without warning.", "Attack"),
    ("en", "Air defense shot down six drones.", "Disrupted weapons use"),
    ("de", "Die Bauern blockierten mit Traktoren die Zufahrt zum Hafen.", "Peaceful protest"),
    ("de", "Die Polizei kesselte Demonstranten ein.", "Protest with intervention"),
    ("de", "Jugendliche bewarfen Polizisten mit Steinen.", "Violent demonstration"),
    ("de", "Rebellen überfielen in der Nacht einen Konvoi der Armee.", "Armed clash"),
    ("de", "Bewaffnete töteten drei Hirten.", "Attack"),
    ("de", "Ein Lieferwagen raste am Abend in eine Menschenmenge.", "Attack"),
    ("de", "Die Stadt stand die ganze Nacht unter Artilleriebeschuss.", SHELLING),
    ("de", "Die Armee schickte Panzer an die Grenze.", "Change to group/activity"),
    ("de", "Vor der Küste kenterte eine Fähre.", "Accident"),
]


@pytest.mark.parametrize(("language", "sentence", "sub_type"), TYPED)
def test_the_type_follows_from_who_does_what_to_whom(
    language: str, sentence: str, sub_type: str, sole: Sole
) -> None:
    assert sole(sentence, language).sub_event_type == sub_type


TOLD = [
    ("en", "Unions will march through the city next week.", Modality.PLANNED),
    ("en", "The rebels threatened to shell the town.", Modality.THREATENED),
    ("en", "Rebels tried to seize the town.", Modality.ATTEMPTED),
    ("en", "Hooligans tried to storm the town hall.", Modality.ACTUAL),
    ("en", "A bomb exploded in the depot without causing casualties.", Modality.ACTUAL),
    ("uk", "У місті пролунав вибух, обійшлося без жертв.", Modality.ACTUAL),
    ("en", "The army denies that its planes bombed the market.", Modality.DENIED),
    ("en", "There were no clashes.", Modality.DENIED),
    ("en", '"We have captured the whole town tonight," the rebel said.', Modality.CLAIMED),
    ("en", "Police said that a bomb exploded near the bridge.", Modality.ACTUAL),
    ("nl", "De vakbonden willen volgende week demonstreren.", Modality.PLANNED),
    ("nl", "De rebellen dreigen de stad te bestormen.", Modality.THREATENED),
    ("nl", "Het leger ontkent dat het de markt heeft gebombardeerd.", Modality.DENIED),
    ("nl", "Volgens de burgemeester braken er rellen uit.", Modality.ACTUAL),
    ("nl", "Zij is bezorgd over het feit dat militairen zijn gestuurd.", Modality.ACTUAL),
    ("en", "There were no protests, clashes or arrests in the city.", Modality.DENIED),
    ("en", "The rally planned for Monday has been postponed.", Modality.DENIED),
    ("en", "Had the bomb exploded, dozens would have died.", Modality.PLANNED),
    ("en", "No one was hurt when a bomb exploded outside the bank.", Modality.ACTUAL),
    ("nl", "Was de bom ontploft, dan waren er doden gevallen.", Modality.PLANNED),
    ("nl", "De betoging is uitgesteld.", Modality.DENIED),
    ("nl", "Niemand raakte gewond toen een bom ontplofte.", Modality.ACTUAL),
    ("de", "In der Stadt gab es keine Proteste, Krawalle oder Festnahmen.", Modality.DENIED),
    ("de", "Die Polizei bestreitet, dass Beamte Tränengas eingesetzt haben.", Modality.DENIED),
    ("de", "Am Samstag werden im ganzen Land Proteste erwartet.", Modality.PLANNED),
    ("de", "Experten warnen vor Krawallen.", Modality.THREATENED),
    ("de", "Niemand wurde verletzt, als eine Bombe explodierte.", Modality.ACTUAL),
]


@pytest.mark.parametrize(("language", "sentence", "modality"), TOLD)
def test_whether_it_happened_is_decided_in_its_own_clause(
    language: str, sentence: str, modality: Modality, sole: Sole
) -> None:
    assert sole(sentence, language).modality is modality


def test_a_plan_in_the_next_clause_does_not_undo_what_happened(mentions_in: Mentions) -> None:
    found = mentions_in("Farmers blocked the highway, but they will not march on Monday.")
    assert found[0].modality is Modality.ACTUAL


def test_a_themed_word_counts_only_in_an_article_about_it(mentions_in: Mentions) -> None:
    filled = "In the north, hundreds of students camped on the embankment."
    assert mentions_in(filled) == ()
    about = mentions_in(f"Students protested against the fees in the capital. {filled}")
    assert [mention.event_type for mention in about] == ["Protests", "Protests"]
    other = mentions_in(f"An earthquake destroyed the village in the south. {filled}")
    assert [mention.event_type for mention in other] == ["Disaster"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "If talks fail, the unions will strike. Then they block the ports."),
        ("nl", "Als het overleg mislukt, gaan de bonden staken. Dan blokkeren ze de haven."),
        ("de", "Wenn die Gespräche scheitern, wird gestreikt. Dann blockieren Bauern die Häfen."),
    ],
)
def test_a_condition_carries_into_the_sentence_that_goes_on_with_it(
    language: str, text: str, mentions_in: Mentions
) -> None:
    assert {m.modality for m in mentions_in(text, language)} == {Modality.PLANNED}


def test_what_is_told_of_a_remembered_happening_is_history_too(mentions_in: Mentions) -> None:
    text = "Hundreds marked the anniversary of the massacre which killed 30 villagers."
    assert all(m.background for m in mentions_in(text))


def test_a_march_that_the_next_sentence_tells_as_stopped_is_one_with_intervention(
    mentions_in: Mentions,
) -> None:
    text = "Teachers marched on Tuesday. Police used tear gas. Forty people were detained."
    found = mentions_in(text)
    assert {m.sub_event_type for m in found} == {"Protest with intervention"}
    assert found[-1].casualties.arrested == 40


def test_a_march_in_another_town_is_not_stopped_with_it(mentions_in: Mentions) -> None:
    text = "Teachers marched in Lyon on Tuesday. In Nice police used tear gas."
    first, _ = mentions_in(text, places=("Lyon", "Nice"))
    assert first.sub_event_type == "Peaceful protest"


def test_the_arrest_of_a_politician_after_a_march_is_an_arrest(mentions_in: Mentions) -> None:
    text = "Teachers marched on Tuesday. Police arrested a senator."
    assert mentions_in(text)[-1].sub_event_type == "Arrests"


def test_the_deaths_a_march_is_about_are_not_its_own(sole: Sole) -> None:
    mention = sole("Hundreds marched through the city over the killing of two boys.")
    assert mention.casualties.fatalities is None


def test_the_date_at_the_head_of_a_sentence_holds_for_all_of_it(sole: Sole) -> None:
    told = sole("On 3 January farmers gathered in protest at the law of 20 December.").date
    assert told is not None
    assert told.start == date(2022, 1, 3)


def test_words_for_the_hour_do_not_move_the_day_before_them(sole: Sole) -> None:
    told = sole("On 2 January 2022, overnight, militants attacked an army base.").date
    assert told is not None
    assert told.start == date(2022, 1, 2)


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
