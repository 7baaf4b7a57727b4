"""Which words are place names, and what each does in its sentence."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.gazetteer.index import GazetteerIndex
from geomap.places.classifier import Verdict
from geomap.places.mention import Cue, Resolution, Role
from geomap.places.recognize import recognizer
from geomap.text.parsed import ParsedDocument

Find = Callable[..., list[Resolution]]
Read = Callable[..., ParsedDocument]


def surfaces(resolutions: Iterable[Resolution]) -> list[str]:
    return [r.mention.surface for r in resolutions]


@pytest.mark.parametrize(
    ("text", "language", "surface", "role"),
    [
        ("Protesters gathered in Almaty on Friday.", "en", "Almaty", Role.LITERAL),
        ("Betogers kwamen in Almaty bijeen.", "nl", "Almaty", Role.LITERAL),
        ("Moscow said the talks had failed.", "en", "Moscow", Role.METONYMIC),
        ("Moskou zegt dat het overleg is mislukt.", "nl", "Moskou", Role.METONYMIC),
        ("Den Haag zette vier diplomaten uit.", "nl", "Den Haag", Role.METONYMIC),
        ("Russian troops entered the town.", "en", "Russian", Role.DEMONYM),
        ("Volgens de Kazachse overheid is het rustig.", "nl", "Kazachse", Role.DEMONYM),
        ("The Paris Police Department declined to comment.", "en", "Paris", Role.EMBEDDED),
        ("The Texas-based company closed.", "en", "Texas", Role.EMBEDDED),
    ],
)
def test_a_name_gets_the_role_it_has_in_its_sentence(
    find: Find, text: str, language: str, surface: str, role: Role
) -> None:
    roles = {r.mention.surface: r.mention.role for r in find(text, language)}
    assert roles[surface] is role


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Most of them left. Of course nobody came back.", "en"),
        ("Een brand brak uit. Ook de buren vluchtten. In het huis was niemand.", "nl"),
        ("Die Frau lief weg. Als sie ankam, war es zu spät.", "de"),
        ("The meeting is on Monday, or perhaps in March.", "en"),
        ("Mr. Houston and Dr. Lincoln did not answer.", "en"),
        ("Karim Masimov. Volgens Masimov is het rustig.", "nl"),
    ],
)
def test_common_words_days_and_persons_are_no_places(find: Find, text: str, language: str) -> None:
    assert surfaces(find(text, language)) == []


def test_a_full_name_makes_its_surname_a_person_later_on(find: Find) -> None:
    text = "Minister Antony Blinken flew to Paris. Volgens Blinken was het gesprek goed."
    assert "Antony" not in surfaces(find(text, "nl"))
    assert "Blinken" not in surfaces(find(text, "nl"))


@pytest.mark.parametrize(
    ("text", "language", "surface", "cue"),
    [
        ("A bomb exploded in northern Mosul.", "en", "Mosul", Cue.AT),
        ("Soldiers fought near Bakhmut.", "en", "Bakhmut", Cue.NEAR),
        ("He fled from Aleppo.", "en", "Aleppo", Cue.FROM),
        ("Het konvooi reed naar Kiev.", "nl", "Kiev", Cue.TOWARD),
        ("De burgemeester van Utrecht sprak.", "nl", "Utrecht", Cue.OF),
        ("He lives in Paris, Texas.", "en", "Texas", Cue.TAIL),
        ("Rallies were held in Almaty, Astana and Shymkent.", "en", "Shymkent", Cue.AT),
        ("Наразылық Алматыда өтті.", "kk", "Алматыда", Cue.AT),
        ("KABUL, Afghanistan (AP) - A bomb killed two people.", "en", "KABUL", Cue.DATELINE),
    ],
)
def test_the_words_before_a_name_tell_how_it_is_tied(
    find: Find, text: str, language: str, surface: str, cue: Cue
) -> None:
    cues = {r.mention.surface: r.mention.cue for r in find(text, language)}
    assert cues[surface] is cue


def test_a_possessive_ending_is_not_part_of_the_name(find: Find) -> None:
    assert "Kenya" in surfaces(find("Kenya's president spoke in Nairobi."))


def test_inflected_names_carry_their_base_form(find: Find) -> None:
    (found,) = find("В Москве прошла акция.", "ru")
    assert (found.mention.surface, found.mention.names) == ("Москве", ("Москва",))


def test_another_judge_can_take_the_decision(index: GazetteerIndex, read: Read) -> None:
    refuse_all = recognizer(index, judge=lambda _traits: Verdict(-9.0, 0.0, 0.0, 0.0, 9.0))
    assert refuse_all(read("Protesters gathered in Almaty.")) == ()


WORDS = ["Paris", "Texas", ",", "in", "Almaty", "The", "of", "London", ".", "\n", "Mr.", "airport"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=20))
def test_spans_always_cut_the_text(find: Find, words: list[str]) -> None:
    text = " ".join(words)
    for resolution in find(text):
        span = resolution.mention.span
        assert text[span.start : span.end] == resolution.mention.surface


@pytest.mark.parametrize("junk", ["Paris, " * 9000, "A" * 64_000, "- " * 32_000, "Ü'-" * 20_000])
def test_hostile_text_is_read_in_linear_time(find: Find, junk: str) -> None:
    find(junk[:64_000])
