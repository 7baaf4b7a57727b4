"""The learned weights, and what is chosen with them."""

import struct
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from geomap.errors import LexiconError
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
from geomap.places.mention import Resolution, Role
from geomap.places.traits import finer
from geomap.resources import languages_with

ROWS = {"l:en": (32, -32, 0, 8), "l:nl": (-16, 0, -8, 0)}
Find = Callable[..., list[Resolution]]


def weights(*rows: tuple[int, tuple[int, ...]]) -> bytes:
    buckets = [sum(code >> FIELD < bucket for code, _ in rows) for bucket in range(BUCKETS + 1)]
    packed = [sum(w << FIELD * at for at, w in enumerate(row)) for _, row in rows]
    numbers = [len(rows), *buckets, *(code for code, _ in rows)]
    return (
        MAGIC + struct.pack(f"<{len(numbers)}I", *numbers) + struct.pack(f"<{len(rows)}q", *packed)
    )


def test_a_verdict_adds_up_what_every_trait_weighs() -> None:
    rows = sorted((crc32(name.encode()), row) for name, row in ROWS.items())
    verdict = Classifier(weights(*rows)).verdict(["l:en", "l:nl", "l:xx"])
    assert verdict == Verdict(1.0, -2.0, -0.5, 0.5, 0.0)


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


def test_the_learned_weights_know_a_place_from_a_person() -> None:
    place = default_classifier().verdict(["l:en", "b:in", "g:en tier_city cue_at"])
    person = default_classifier().verdict(["l:en", "g:en title_before first_name_before"])
    assert place.place > place.person
    assert person.person > person.place


@pytest.mark.parametrize(
    "trait", ["n:", "n:new york", "s:a/b/c:en:^^:.$:A", "t:city::", "r:", "w:"]
)
def test_a_trait_always_stands_for_itself(trait: str) -> None:
    assert next(iter(finer(trait))) == trait


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
