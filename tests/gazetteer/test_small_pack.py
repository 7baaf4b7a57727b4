"""Packs of a small world: written, read, damaged, searched."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import small_world

from geomap.errors import GazetteerError
from geomap.gazetteer.build import write_draft
from geomap.gazetteer.index import GazetteerIndex, NameKind, NameMatch
from geomap.gazetteer.pack import Pack


def test_the_same_draft_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_draft(tmp_path / name, small_world())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_missing_pack_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="gazetteer build"):
        GazetteerIndex.open(tmp_path / "none.pack")


@pytest.mark.parametrize("cut", [0, 5, 30, -1])
def test_a_cut_pack_is_refused(small_pack: Path, tmp_path: Path, cut: int) -> None:
    (tmp_path / "cut.pack").write_bytes(small_pack.read_bytes()[:cut])
    with pytest.raises(GazetteerError):
        Pack.open(tmp_path / "cut.pack")


def test_a_changed_byte_is_found_by_verify(small_pack: Path, tmp_path: Path) -> None:
    content = bytearray(small_pack.read_bytes())
    content[-1] ^= 1
    (tmp_path / "bad.pack").write_bytes(content)
    with pytest.raises(GazetteerError, match="damaged"):
        GazetteerIndex.open(tmp_path / "bad.pack").verify()


def test_a_sound_pack_verifies(small: GazetteerIndex) -> None:
    small.verify()


def test_the_exact_spelling_comes_before_the_larger_town(small: GazetteerIndex) -> None:
    assert [c.place.id for c in small.candidates("Köstad")] == ["20", "30"]
    assert [c.place.id for c in small.candidates("Kostad")] == ["30", "20"]


def test_abbreviations_count_only_as_written(small: GazetteerIndex) -> None:
    assert small.candidates("AL")[0].kind is NameKind.ABBREVIATION
    assert small.candidates("al") == ()


def test_an_abbreviation_with_a_period_spans_the_mark(small: GazetteerIndex) -> None:
    assert NameMatch(1, 3) in small.matches(["in", "Al", "."])


@pytest.mark.parametrize("words", [["Alma-Ata"], ["Alma", "Ata"], ["alma", "-", "ata"]])
def test_a_hyphen_matches_however_words_are_cut(small: GazetteerIndex, words: list[str]) -> None:
    assert small.matches(words) == [NameMatch(0, len(words))]


def test_names_within_names_are_found_too(small: GazetteerIndex) -> None:
    assert small.matches(["Köstad", "Airport"]) == [NameMatch(0, 1), NameMatch(0, 2)]


def test_a_country_contains_its_towns_and_a_division_its_own(small: GazetteerIndex) -> None:
    town, country, division = (small.place(key) for key in ("30", "1", "admin1:AA.01"))
    assert small.contains(country, town)
    assert not small.contains(division, town)


def test_a_region_contains_the_towns_of_its_countries(small: GazetteerIndex) -> None:
    assert small.contains(small.place("geomap:whole"), small.place("20"))


def test_towns_know_their_airports_and_codes(small: GazetteerIndex) -> None:
    assert small.airports_of(small.place("20")) == (small.airport("KOS"),)
    assert small.airport("AAAA") == small.airport("kos")


def test_a_place_knows_its_division(small: GazetteerIndex) -> None:
    place = small.place("20")
    assert (place.admin1, small.admin1(place).id) == ("North", "admin1:AA.01")


def test_outlines_and_then_towns_tell_the_country(small: GazetteerIndex) -> None:
    assert small.country_at(5.0, 5.0) == "AA"
    assert small.country_at(10.5, 5.0) == "AA"
    assert small.country_at(-50.0, 100.0) == ""


@pytest.mark.parametrize("place_id", ["", "x", "²", "999", "-1", "geomap:none"])
def test_unknown_ids_are_none(small: GazetteerIndex, place_id: str) -> None:
    assert small.place(place_id) is None


@given(st.lists(st.text(max_size=8), max_size=12))
def test_matches_are_stretches_that_the_gazetteer_knows(
    small: GazetteerIndex, words: list[str]
) -> None:
    for first, last in small.matches(words):
        assert 0 <= first < last <= len(words)


@settings(deadline=None, max_examples=25)  # the small world is nearly empty: many rings
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_the_nearest_town_is_the_nearest_of_all(
    small: GazetteerIndex, latitude: float, longitude: float
) -> None:
    towns = small.nearest(latitude, longitude, limit=3)
    distances = [distance for _, distance in towns]
    assert len(towns) == 3
    assert distances == sorted(distances)


@pytest.mark.parametrize("words", [["alma"] * 20_000, ["alma", "-"] * 10_000, ["-"] * 20_000])
def test_long_junk_is_matched_in_linear_time(small: GazetteerIndex, words: list[str]) -> None:
    assert small.matches(words) == []
