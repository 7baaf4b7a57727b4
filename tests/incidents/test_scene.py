"""Of several places of a sentence or an article, which is the scene and which is not."""

from dataclasses import replace

from made import AIRPORT, AKTAU, ALMATY, named, parsed, stage, told

from geomap.events.mention import Casualties, EventMention, Modality
from geomap.events.taxonomy import load_taxonomy
from geomap.incidents.incident import Incident
from geomap.incidents.link import link
from geomap.incidents.scene import Scene
from geomap.places.mention import Cue, Role
from geomap.text.span import Span

ATTACK = ("Violence against civilians", "Attack")
MARCH = ("Protests", "Protest with intervention")


def linked(scene: Scene, *mentions: EventMention) -> tuple[Incident, ...]:
    return link(mentions, scene, load_taxonomy())[0]


def places(incidents: tuple[Incident, ...]) -> list[str | None]:
    return [incident.place_name for incident in incidents]


def test_a_site_of_another_town_is_not_meant() -> None:
    text = parsed("In Aktau rioters stormed the airport")
    airport = named(text, "the airport", AIRPORT, Cue.AT, Role.FACILITY)
    scene = stage(text, named(text, "Aktau", AKTAU), airport)
    assert places(linked(scene, told(text, "stormed"))) == ["Aktau"]


def test_a_toll_behind_a_colon_is_of_the_place_before_it() -> None:
    text = parsed("Gunmen fired in Almaty. In Aktau a truck rammed a market: twelve dead")
    clause = Span(text.document.text.index("twelve"), len(text.document.text))
    fired = told(text, "fired", ATTACK, concept="shooting")
    dead = told(text, "twelve dead", ATTACK, concept="toll", casualties=Casualties(12))
    scene = stage(text, named(text, "Almaty", ALMATY), named(text, "Aktau", AKTAU))
    apart = linked(scene, fired, replace(dead, clause=clause))
    assert [(i.place_name, i.fatalities) for i in apart] == [("Almaty", None), ("Aktau", 12)]


def test_a_clause_opened_by_where_happens_at_the_name_before_it() -> None:
    text = parsed("Rioters came to Almaty and Aktau , once quiet , where two died")
    clause = Span(text.document.text.index("where"), len(text.document.text))
    scene = stage(text, named(text, "Almaty", ALMATY), named(text, "Aktau", AKTAU))
    dead = told(text, "died", ATTACK, concept="toll", casualties=Casualties(2))
    assert places(linked(scene, replace(dead, clause=clause))) == ["Aktau"]


def test_who_is_the_subject_of_a_toll_without_another_place_is_its_scene() -> None:
    text = parsed("Aktau came under fire and one man died")
    scene = stage(text, named(text, "Aktau", AKTAU, Cue.NONE))
    dead = told(text, "died", ATTACK, concept="toll", casualties=Casualties(1))
    assert places(linked(scene, dead)) == ["Aktau"]


def test_nothing_takes_over_the_place_of_what_did_not_happen() -> None:
    text = parsed("Rioters gathered in Almaty. They spoke of a march in Aktau. Stones flew")
    scene = stage(text, named(text, "Almaty", ALMATY), named(text, "Aktau", AKTAU))
    march = told(text, "march", MARCH, concept="march", modality=Modality.PLANNED)
    told_here = told(text, "gathered"), march, told(text, "flew")
    assert places(linked(scene, *told_here)) == ["Almaty"]


def test_a_place_named_long_after_an_incident_without_one_is_another() -> None:
    text = parsed("Rioters stormed offices. All was calm. It rained. It snowed. Riots in Aktau")
    scene = stage(text, named(text, "Aktau", AKTAU))
    assert places(linked(scene, told(text, "stormed"), told(text, "Riots"))) == [None, "Aktau"]


def test_a_riot_does_not_take_over_a_crowd_that_forces_hurt() -> None:
    text = parsed("Police charged a march in Almaty. Stones flew in Almaty at night")
    hurt = told(text, "charged", MARCH, concept="dispersal", casualties=Casualties(injured=18))
    scene = stage(text, named(text, "Almaty", ALMATY), named(text, "Almaty at", ALMATY))
    assert len(linked(scene, hurt, told(text, "Stones"))) == 2
