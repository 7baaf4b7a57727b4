"""Event mentions find their place, and mentions of one incident find each other."""

from dataclasses import replace
from datetime import date
from itertools import chain

from made import AIRPORT, AKTAU, ALMATY, KAZAKHSTAN, day, named, parsed, pointer, stage, told

from geomap.events.mention import Casualties, EventMention, Modality
from geomap.events.taxonomy import load_taxonomy
from geomap.incidents.incident import Incident
from geomap.incidents.link import link
from geomap.incidents.scene import Scene
from geomap.incidents.weights import load_weights
from geomap.places.mention import Cue, Role
from geomap.text.span import Span

CLASH = ("Battles", "Armed clash")
ARRESTS = ("Strategic developments", "Arrests")
FLOOD = ("Disaster", "Flood")
ACCIDENT = ("Disaster", "Accident")
MARCH = ("Protests", "Peaceful protest")
TRUCE = ("Strategic developments", "Agreement")


def linked(scene: Scene, *mentions: EventMention) -> tuple[Incident, ...]:
    return link(mentions, scene, load_taxonomy())[0]


def places(incidents: tuple[Incident, ...]) -> list[str | None]:
    return [incident.place_name for incident in incidents]


def test_the_place_is_where_it_happened_not_where_it_was_said() -> None:
    text = parsed("Aktau is calm but rioters stormed offices in Almaty.")
    scene = stage(text, named(text, "Aktau", AKTAU, Cue.NONE), named(text, "Almaty", ALMATY))
    assert places(linked(scene, told(text, "stormed"))) == ["Almaty"]


def test_a_demonym_is_never_the_place() -> None:
    text = parsed("Kazakh rioters stormed offices.")
    scene = stage(text, named(text, "Kazakh", KAZAKHSTAN, Cue.NONE, Role.DEMONYM))
    assert places(linked(scene, told(text, "stormed"))) == [None]


def test_a_facility_stands_before_the_town_inside_its_phrase() -> None:
    text = parsed("Troops fought at the airport of Almaty.")
    airport = named(text, "the airport of Almaty", AIRPORT, Cue.AT, Role.FACILITY)
    scene = stage(text, airport, named(text, "Almaty", ALMATY, Cue.OF))
    assert places(linked(scene, told(text, "fought", CLASH))) == ["Almaty International Airport"]


def test_a_list_of_towns_gives_one_incident_each() -> None:
    text = parsed("Riots broke out in Almaty, and Aktau.")
    scene = stage(text, named(text, "Almaty", ALMATY), named(text, "Aktau", AKTAU, Cue.NONE))
    assert places(linked(scene, told(text, "Riots"))) == ["Almaty", "Aktau"]


def test_a_toll_told_for_a_list_stands_once() -> None:
    text = parsed("Riots in Almaty and Aktau killed 12.")
    scene = stage(text, named(text, "Almaty", ALMATY), named(text, "Aktau", AKTAU, Cue.NONE))
    tolls = [i.fatalities for i in linked(scene, told(text, "Riots", casualties=Casualties(12)))]
    assert tolls == [12, None]


def test_between_two_towns_is_one_stretch() -> None:
    text = parsed("A bus was attacked between Almaty and Aktau.")
    scene = stage(text, named(text, "Almaty", ALMATY, Cue.NONE), named(text, "Aktau", AKTAU))
    assert len(linked(scene, told(text, "attacked"))) == 1


def test_a_sentence_without_place_inherits_from_the_one_before() -> None:
    text = parsed("Almaty woke up to smoke. Rioters had set fire to shops.")
    scene = stage(text, named(text, "Almaty", ALMATY, Cue.NONE))
    (riot,) = linked(scene, told(text, "set fire"))
    assert (riot.place_name, riot.place_source) == ("Almaty", "inherited")


def test_a_place_of_the_sentence_before_wants_more_than_a_word() -> None:
    text = parsed("Almaty woke up to smoke. Rioters had set fire to shops.")
    scene = stage(text, named(text, "Almaty", ALMATY, Cue.NONE))
    assert not linked(scene, told(text, "set fire", score=2.9))


def test_a_place_does_not_cross_into_the_next_paragraph() -> None:
    text = parsed("Almaty woke up to smoke.", "Rioters had set fire to shops.")
    scene = stage(text, named(text, "Almaty", ALMATY, Cue.NONE))
    assert places(linked(scene, told(text, "set fire"))) == [None]


def test_several_cities_fall_to_the_country() -> None:
    text = parsed("Almaty is calm. Police fought crowds in several cities.")
    vague = pointer(text, "in several cities", vague=True)
    scene = stage(text, named(text, "Almaty", ALMATY), references=(vague,))
    (riot,) = linked(scene, told(text, "fought"))
    assert (riot.place_name, riot.precision) == ("Kazakhstan", "country")


def test_in_the_city_points_back() -> None:
    text = parsed("Almaty is large.", "Shops burned in the city.")
    back = pointer(text, "in the city", vague=False)
    scene = stage(text, named(text, "Almaty", ALMATY, Cue.NONE), references=(back,))
    assert places(linked(scene, told(text, "burned"))) == ["Almaty"]


def test_what_is_told_twice_is_one_incident_with_two_quotes() -> None:
    text = parsed("Riots broke out in Almaty. The unrest in Almaty left 3 dead.")
    almaty = named(text, "Almaty", ALMATY)
    again = named(text, "Almaty left", ALMATY)
    scene = stage(text, almaty, again)
    dead = told(text, "unrest", casualties=Casualties(3))
    (riot,) = linked(scene, told(text, "Riots"), dead)
    assert (riot.fatalities, len(riot.evidence)) == (3, 2)


def test_another_day_is_another_incident() -> None:
    text = parsed("Riots broke out in Almaty. A year ago there was unrest in Almaty too.")
    scene = stage(text, named(text, "Almaty", ALMATY), named(text, "Almaty too", ALMATY))
    now, then = day(date(2022, 1, 5)), day(date(2021, 1, 5))
    assert len(linked(scene, told(text, "Riots", when=now), told(text, "unrest", when=then))) == 2


def test_plans_and_history_are_left_out_with_a_reason() -> None:
    text = parsed("Riots may come to Almaty. In 1986 riots shook Almaty.")
    planned = told(text, "Riots may", modality=Modality.PLANNED)
    old = told(text, "riots shook", background=True)
    incidents, decisions = link([planned, old], stage(text), load_taxonomy())
    assert not incidents
    assert [d.reason for d in decisions] == [
        "left out: planned, not done",
        "left out: told as history",
    ]


def test_weak_evidence_is_left_out_with_its_score() -> None:
    text = parsed("There was an attack of some kind.")
    _, decisions = link([told(text, "attack", score=1.0)], stage(text), load_taxonomy())
    assert decisions[0].reason == "left out: evidence 1.0 is below 3.0"


def test_a_nationwide_toll_joins_the_country_record_once() -> None:
    text = parsed("Riots broke out in Kazakhstan. Rioters stormed Almaty. In all 26 died.")
    scene = stage(text, named(text, "Kazakhstan", KAZAKHSTAN), named(text, "Almaty", ALMATY))
    toll = told(text, "died", concept="toll", casualties=Casualties(26), nationwide=True)
    incidents = linked(scene, told(text, "Riots"), told(text, "stormed"), toll)
    assert [(i.place_name, i.fatalities) for i in incidents] == [
        ("Kazakhstan", 26),
        ("Almaty", None),
    ]


def test_an_umbrella_that_says_no_more_than_its_parts_is_dropped() -> None:
    text = parsed("Riots broke out in Kazakhstan. Rioters stormed Almaty.")
    scene = stage(text, named(text, "Kazakhstan", KAZAKHSTAN), named(text, "Almaty", ALMATY))
    assert places(linked(scene, told(text, "Riots"), told(text, "stormed"))) == ["Almaty"]


def test_without_a_date_the_week_before_publication_is_meant() -> None:
    text = parsed("Riots broke out in Almaty.", published=date(2022, 1, 8))
    (riot,) = linked(stage(text, named(text, "Almaty", ALMATY)), told(text, "Riots"))
    assert (riot.date_start, riot.date_end) == (date(2022, 1, 2), date(2022, 1, 8))
    assert riot.date_source == "publication"


def test_without_publication_date_nothing_is_filled() -> None:
    text = parsed("Riots broke out in Almaty.")
    (riot,) = linked(stage(text, named(text, "Almaty", ALMATY)), told(text, "Riots"))
    assert (riot.date_start, riot.date_source) == (None, "none")


def test_the_identity_is_the_same_in_every_run() -> None:
    text = parsed("Riots broke out in Almaty.")
    scene = stage(text, named(text, "Almaty", ALMATY))
    assert linked(scene, told(text, "Riots")) == linked(scene, told(text, "Riots"))


def test_every_family_of_the_weights_is_one_of_the_taxonomy() -> None:
    weights, taxonomy = load_weights(), load_taxonomy()
    families = {kind.family for kind in taxonomy.sub_types.values()}
    named = {*weights.consequence_families, *weights.becomes, *chain(*weights.becomes.values())}
    assert named <= families


def test_a_march_at_which_stones_are_thrown_becomes_a_riot() -> None:
    text = parsed("Crowds marched in Almaty. They threw stones.")
    scene = stage(text, named(text, "Almaty", ALMATY))
    march = told(text, "marched", ("Protests", "Peaceful protest"), concept="march")
    (riot,) = linked(scene, march, told(text, "threw stones"))
    assert (riot.event_type, riot.place_name, len(riot.evidence)) == ("Riots", "Almaty", 2)


def test_a_facility_is_tied_to_the_clause_like_the_town_in_it() -> None:
    text = parsed("In Aktau they say shells hit a depot in Almaty.")
    depot = named(text, "a depot in Almaty", AIRPORT, Cue.NONE, Role.FACILITY)
    depot = replace(depot, mention=replace(depot.mention, anchor=Span(40, 46)))
    scene = stage(text, named(text, "Aktau", AKTAU), depot, named(text, "Almaty", ALMATY))
    assert text.surface(Span(40, 46)) == "Almaty"
    assert places(linked(scene, told(text, "hit", CLASH))) == ["Almaty International Airport"]


def test_a_dropped_umbrella_is_told_in_the_decisions() -> None:
    text = parsed("Riots broke out in Kazakhstan. Rioters stormed Almaty.")
    scene = stage(text, named(text, "Kazakhstan", KAZAKHSTAN), named(text, "Almaty", ALMATY))
    _, decisions = link([told(text, "Riots"), told(text, "stormed")], scene, load_taxonomy())
    assert [d.reason for d in decisions] == [
        "left out: says no more than the incidents inside its area",
        "opens the incident",
    ]


def test_troops_sent_to_a_country_are_no_umbrella_of_guards_in_a_town() -> None:
    text = parsed("Soldiers guard Almaty. Troops were sent to Kazakhstan.")
    scene = stage(text, named(text, "Almaty", ALMATY), named(text, "Kazakhstan", KAZAKHSTAN))
    moved = ("Strategic developments", "Change to group/activity")
    mentions = [told(text, word, moved, concept="deploy") for word in ("guard", "sent")]
    assert places(linked(scene, *mentions)) == ["Almaty", "Kazakhstan"]


def test_a_bare_count_of_the_dead_does_not_change_the_kind() -> None:
    text = parsed("Drones hit Almaty. Nobody died.")
    scene = stage(text, named(text, "Almaty", ALMATY))
    blast = "Explosions/Remote violence"
    drones = told(text, "Drones", (blast, "Air/drone strike"), concept="drone_strike")
    toll = told(
        text, "died", (blast, "Grenade"), concept="toll", casualties=Casualties(fatalities=0)
    )
    (strike,) = linked(scene, drones, toll)
    assert (strike.sub_event_type, strike.fatalities) == ("Air/drone strike", 0)


def test_arrests_at_a_riot_belong_to_it() -> None:
    text = parsed("Rioters stormed offices in Almaty. Police arrested twelve")
    arrests = told(text, "arrested", ARRESTS, concept="arrest", casualties=Casualties(arrested=12))
    (one,) = linked(stage(text, named(text, "Almaty", ALMATY)), told(text, "stormed"), arrests)
    assert (one.sub_event_type, one.arrested) == ("Violent demonstration", 12)


def test_arrests_far_behind_a_riot_stand_alone() -> None:
    text = parsed("Rioters stormed offices in Almaty", *"abcdef", "Police arrested twelve there")
    scene = stage(text, named(text, "Almaty", ALMATY))
    arrests = told(text, "arrested", ARRESTS, concept="arrest")
    assert len(linked(scene, told(text, "stormed"), arrests)) == 2


def test_what_follows_has_no_say_in_the_day_of_a_riot() -> None:
    text = parsed("Rioters stormed offices in Almaty. Police arrested twelve")
    arrests = told(text, "arrested", ARRESTS, concept="arrest", when=day(date(2022, 1, 9)))
    riot = told(text, "stormed", when=day(date(2022, 1, 5), date(2022, 1, 6)))
    (one,) = linked(stage(text, named(text, "Almaty", ALMATY)), riot, arrests)
    assert one.date_end == date(2022, 1, 6)


def test_a_toll_of_a_later_day_counts_for_the_earlier_flood() -> None:
    text = parsed("Mud buried a village near Almaty. On Monday the toll rose to nine")
    flood = told(text, "buried", FLOOD, concept="flood", when=day(date(2022, 1, 3)))
    toll = told(
        text, "toll", FLOOD, concept="toll", casualties=Casualties(9), when=day(date(2022, 1, 6))
    )
    (one,) = linked(stage(text, named(text, "Almaty", ALMATY)), flood, toll)
    assert (one.fatalities, one.date_start) == (9, date(2022, 1, 3))


def test_a_correction_downward_replaces_the_toll() -> None:
    text = parsed("A bus crash near Almaty killed 15. Later they counted 12")
    crash = told(text, "crash", ACCIDENT, concept="accident", casualties=Casualties(15))
    less = told(text, "counted", ACCIDENT, concept="toll", casualties=Casualties(12))
    scene = stage(text, named(text, "Almaty", ALMATY))
    (one,) = linked(scene, crash, replace(less, toll_order="final"))
    assert one.fatalities == 12


def test_last_year_without_a_place_of_its_own_is_history() -> None:
    text = parsed("Rioters stormed offices in Almaty. Last year they rioted, too")
    old = told(text, "rioted", when=day(date(2021, 1, 1)))
    new = told(text, "stormed", when=day(date(2022, 1, 5)))
    assert len(linked(stage(text, named(text, "Almaty", ALMATY)), new, old)) == 1


def test_where_somebody_says_so_is_no_scene() -> None:
    text = parsed("Rioters stormed offices, police in Aktau said")
    said = replace(told(text, "stormed"), telling=(Span(24, 44),))
    assert places(linked(stage(text, named(text, "Aktau", AKTAU)), said)) == [None]


def test_a_riot_takes_over_the_march_of_its_town() -> None:
    text = parsed("Students marched in Almaty. In Almaty stones flew")
    scene = stage(text, named(text, "Almaty", ALMATY), named(text, "Almaty stones", ALMATY))
    (one,) = linked(scene, told(text, "marched", MARCH, concept="march"), told(text, "stones"))
    assert one.event_type == "Riots"


def test_a_fight_takes_over_no_place_from_talks() -> None:
    text = parsed("A truce was signed in Aktau. Shots were fired at the front")
    truce = told(text, "signed", TRUCE, concept="agreement")
    shots = told(text, "Shots", CLASH, concept="firefight")
    scene = stage(text, named(text, "Aktau", AKTAU))
    assert places(linked(scene, truce, shots)) == ["Aktau", None]
