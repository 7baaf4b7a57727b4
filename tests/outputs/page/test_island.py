"""The data island: what goes in comes out, in letters that nothing can run."""

import re
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from page_incidents import NOWHERE, PROTEST, QUOTE, SAMPLE, told
from unpack import Unpacked, _code

from geomap.events.taxonomy import load_taxonomy
from geomap.outputs.page.columns import columns_of, refused_points
from geomap.outputs.page.island import Blocks, pack
from geomap.outputs.page.wording import code_of


def island_of(*incidents: Any) -> Unpacked:
    return Unpacked(pack(*columns_of(incidents, load_taxonomy())))


@given(st.text())
def test_any_text_comes_back_through_harmless_letters(words: str) -> None:
    letters = pack(*columns_of([told("x", quote=words, url=words)], load_taxonomy()))
    assert re.fullmatch(r"[A-Za-z0-9+/=]*", letters)
    assert Unpacked(letters).column("quote") == [words]
    assert Unpacked(letters).column("url") == [words]


@given(st.lists(st.none() | st.integers(-(2**31) + 2, 2**31 - 1)))
def test_any_whole_numbers_come_back(numbers: list[int | None]) -> None:
    blocks = Blocks()
    blocks.add("n", numbers)
    assert Unpacked(pack({}, blocks)).numbers("n") == numbers


def test_codes_of_every_width_come_back() -> None:
    ranks = [0, 1, 191, 192, 255, 15295, 15296, 277439, 277440, 300000, 16_000_000]
    stream = iter(b"".join(map(code_of, ranks)))
    assert [_code(first, stream) for first in stream] == ranks


def test_half_a_surrogate_pair_is_replaced() -> None:
    assert island_of(told("x", quote="a\ud800b")).column("quote") == ["a?b"]


def test_only_types_in_use_are_listed_and_all_layers_are() -> None:
    head = island_of(*SAMPLE).head
    assert [kind["sub"] for kind in head["kinds"]] == [
        *("Shelling/artillery/missile attack", "Peaceful protest", "Mob violence", "Statement")
    ]
    assert len(head["layers"]) == len(load_taxonomy().layers)


def test_a_type_that_nobody_knows_gets_a_layer_of_its_own() -> None:
    head = island_of(told("x", event_type="Parade")).head
    assert head["layers"][head["kinds"][0]["layer"]]["id"] == "other"


def test_off_the_globe_is_unlocated_and_counted() -> None:
    off = [told("a", latitude=91.0), told("b", longitude=float("inf")), told("c", latitude=None)]
    assert set(island_of(*off).numbers("latitude")) == {None}
    assert refused_points(off) == 2


def test_the_unlocated_have_no_precision() -> None:
    assert island_of(told("u", **NOWHERE), PROTEST).numbers("precision") == [None, 1]


def test_places_and_documents_that_recur_are_kept_once() -> None:
    island = island_of(*(told(str(n)) for n in range(50)))
    assert island.numbers("place") == island.numbers("document") == [0] * 50
    assert island.column("title") == [QUOTE.title]


def test_further_evidence_says_which_incident_it_belongs_to() -> None:
    island = island_of(PROTEST, replace(PROTEST, evidence=(QUOTE, replace(QUOTE, quote="More."))))
    assert island.numbers("further") == [1]
    assert island.column("quote") == [QUOTE.quote, QUOTE.quote, "More."]


def test_ids_of_ours_go_as_bytes_and_others_as_text() -> None:
    assert island_of(told("00ff"), told("abcd")).blocks["id"] == b"\x00\xff\xab\xcd"
    assert island_of(told("00ff"), told("ABCD")).column("id") == ["00ff", "ABCD"]
    assert island_of(told("a"), told("ü1")).column("id") == ["a", "ü1"]


def test_numbers_come_back_as_they_were() -> None:
    island = island_of(told("a", confidence=0.123456, fatalities=10**12), PROTEST)
    assert island.number_column("confidence") == [0.123456, PROTEST.confidence]
    assert island.number_column("fatalities") == [10**12, None]


def test_without_quotes_none_stands_in_the_island() -> None:
    island = Unpacked(pack(*columns_of(SAMPLE, load_taxonomy(), quotes=False)))
    assert set(island.column("quote")) == {""}
    assert "Demonstranten" not in island.head["vocabulary"]
