"""The learned weights, and what is chosen with them."""

import struct
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from geomap.errors import LexiconError
from geomap.gazetteer.index import NameKind
from geomap.places.choose import default_bar
from geomap.places.classifier import (
    BUCKETS,
    FIELD,
    MAGIC,
    Classifier,
    NameClass,
    Verdict,
    default_classifier,
)
from geomap.places.cues import Tie
from geomap.places.mention import Cue, Resolution, Role
from geomap.places.standing import Standing
from geomap.places.traits import OF_LANGUAGE, Traits, finer
from geomap.resources import languages_with

ROWS = {"c:the": (32, -32, 0, 8), "e:said": (-16, 0, -8, 0), "l:en": (1, 2, 3, 4)}
Find = Callable[..., list[Resolution]]


def weights(*rows: tuple[int, tuple[int, ...]]) -> bytes:
    buckets = [sum(code >> FIELD < bucket for code, _ in rows) for bucket in range(BUCKETS + 1)]
    packed = [sum(w << FIELD * at for at, w in enumerate(row)) for _, row in rows]
    numbers = [len(rows), *buckets, *(code for code, _ in rows)]
    return (
        MAGIC + struct.pack(f"<{len(numbers)}I", *numbers) + struct.pack(f"<{len(rows)}q", *packed)
    )


def traits(**told: object) -> Traits:
    plain = Traits(
        name="almaty",
        size=Standing("city", NameKind.NAME),
        standing=("city", "name", "whole", "none"),
        before=("city", ""),
        after=("city", ""),
        second="",
        then="",
        shapes=("^", "A", "$"),
        around=(("city", "name", "whole", "none"), ("^", "A", "$")),
        run_before=None,
        run_after=None,
        kinds="----1",
        signs=(),
        tie=("city", Tie(Cue.NONE, has_tail=False, listed=False), False, "^A$"),
        link="",
        sport=None,
    )
    return plain._replace(**told)


def test_a_verdict_adds_up_what_every_trait_weighs() -> None:
    rows = sorted((crc32(name.encode()), row) for name, row in ROWS.items())
    classifier = Classifier(weights(*rows))
    assert classifier.weigh(["c:the", "e:said", "c:xx"]) == classifier.weigh(["c:the"]) + (
        classifier.weigh(["e:said"])
    )
    verdict = classifier.judge_of("nl")(traits(second="the", then="said"))
    assert verdict == Verdict(1.0, -2.0, -0.5, 0.5, 0.0)


def test_a_trait_speaks_in_its_language() -> None:
    classifier = Classifier(weights((crc32(b"l:en"), (16, 0, 0, 0))))
    assert classifier.judge_of("en")(traits()).place == 1.0
    assert classifier.judge_of("nl")(traits()).place == 0.0


def test_the_margin_is_the_log_odds_of_a_place() -> None:
    assert Verdict(0.0, -99.0, -99.0, -99.0, 0.0).margin == pytest.approx(0.0)
    assert Verdict(3.0, -99.0, -99.0, -99.0, 1.0).margin == pytest.approx(2.0)


@pytest.mark.parametrize("content", [b"", b"GMR1", b"no weights at all"])
def test_a_file_that_holds_no_weights_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match=r"weights\.bin"):
        Classifier.open(path)


def test_weights_that_are_missing_are_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"none\.bin"):
        Classifier.open(tmp_path / "none.bin")


def test_the_lead_is_never_less_than_the_margin() -> None:
    verdict = Verdict(2.0, 1.0, -3.0, 0.5, 0.0)
    assert verdict.lead == 1.0
    assert verdict.margin < verdict.lead


def test_the_learned_weights_know_a_place_from_a_person() -> None:
    judge = default_classifier().judge_of("en")
    place = judge(traits(before=("city", "in"), standing=("city", "name", "whole", "at")))
    person = judge(traits(signs=("title_before", "first_name_before")))
    assert place.place > place.person
    assert person.person > person.place


def test_every_field_of_traits_is_spelled_out() -> None:
    spelled = [list(finer(field, value, "en")) for field, value in traits()._asdict().items()]
    assert [bool(parts) for parts in spelled].count(False) == 2  # no sign holds, no sports
    assert len({part for parts in spelled for part in parts}) == sum(map(len, spelled))


@pytest.mark.parametrize("field", sorted(set(Traits._fields) - OF_LANGUAGE))
def test_what_all_languages_share_is_spelled_alike_in_each(field: str) -> None:
    value = getattr(traits(), field)
    assert list(finer(field, value, "en")) == list(finer(field, value, "kk"))


def test_every_language_has_a_threshold_or_takes_the_common_one() -> None:
    bar = default_bar()
    assert "other" in bar.thresholds
    assert set(bar.thresholds) - {"other"} <= set(languages_with("places"))


def test_the_classes_stand_in_the_order_of_the_weights() -> None:
    assert [name.name.lower() for name in NameClass] == list(Verdict._fields)


@pytest.mark.parametrize(
    ("text", "language", "surface", "role"),
    [
        ("Zierikzee is een stil stadje.", "nl", "Zierikzee", Role.LITERAL),
        ("Bambari was attacked at dawn.", "en", "Bambari", Role.LITERAL),
        ("Police in Minsk detained ten people.", "en", "Minsk", Role.LITERAL),
        ("Minsk police detained ten people.", "en", "Minsk", Role.EMBEDDED),
        ("The army said U.S. forces entered Iraq.", "en", "U.S.", Role.DEMONYM),
        ("A U.S. strike killed three people in Somalia.", "en", "U.S.", Role.DEMONYM),
        ("Tehran's threats alarmed Israel.", "en", "Tehran", Role.METONYMIC),
        ("EXPLOSION IN ALMATY KILLS THREE", "en", "ALMATY", Role.LITERAL),
        ("explosion in almaty kills three people", "en", "almaty", Role.LITERAL),
        ("叙利亚首都大马士革发生爆炸。", "zh", "大马士革", Role.LITERAL),
        ("انفجار في بغداد", "ar", "بغداد", Role.LITERAL),
    ],
)
def test_names_are_found_in_their_role_however_they_are_written(
    find: Find, text: str, language: str, surface: str, role: Role
) -> None:
    assert {r.mention.surface: r.mention.role for r in find(text, language)}[surface] is role


@pytest.mark.parametrize("text", ["The White House denied it.", "Valley residents left the Park."])
def test_names_that_hardly_ever_mean_the_place_are_left_out(find: Find, text: str) -> None:
    assert find(text) == []
