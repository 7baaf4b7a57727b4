"""Cells that a spreadsheet would run."""

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_geojson import RIOT

from geomap.outputs.exports import write_incidents
from geomap.outputs.exports.formulas import as_written, harmless
from geomap.outputs.exports.table_rows import TABLE_COLUMNS

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"]
BEFORE = ["", " ", "  ", '"', "'", "\u00a0", "\ufeff", "\u200b", "\u202e", ' "']


@pytest.mark.threat("spreadsheet formula")
@pytest.mark.parametrize("start", STARTS, ids=ascii)
@pytest.mark.parametrize("before", BEFORE, ids=ascii)
def test_what_would_run_is_marked_as_text(before: str, start: str) -> None:
    text = f"{before}{start}cmd|' /C calc'!A0"
    assert harmless(text) == f"'{text}"
    assert as_written(harmless(text)) == text


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n\0 '\"ab"), max_size=8))
def test_the_mark_can_always_be_taken_off_again(text: str) -> None:
    assert as_written(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "Almaty", "3 = 3", "a@b", "'s-Hertogenbosch", "2022-01-08"])
def test_what_does_not_run_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_long_text_of_spaces_is_looked_at_in_no_time() -> None:
    assert harmless(" " * 1_000_000 + "x")[0] == " "


@pytest.fixture(params=["a.csv", "a.acled.csv"])
def rows(tmp_path: Path, request: pytest.FixtureRequest) -> list[dict[str, str]]:
    hostile = replace(
        RIOT, id="=1", actor1="@a", place_name=" =b", country='"-c', longitude=-76.9, latitude=-43.2
    )
    write_incidents([hostile], str(tmp_path / request.param))
    with (tmp_path / request.param).open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.threat("spreadsheet formula")
def test_a_negative_number_stays_a_number_and_texts_are_marked(rows: list[dict[str, str]]) -> None:
    [row] = rows
    assert (row["longitude"], row["latitude"], row["actor1"]) == ("-76.9", "-43.2", "'@a")
    texts = [cell for name, cell in row.items() if name not in {"longitude", "latitude"}]
    assert not [cell for cell in texts if cell.lstrip(' "')[:1] in tuple("=+-@")[:4] and cell]


@pytest.mark.threat("spreadsheet formula")
def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    write_incidents(
        [replace(RIOT, actor1="=1+1", reason="+1", longitude=-7.5)], str(tmp_path / "a.xlsx")
    )
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "d"}
    row = dict(zip(TABLE_COLUMNS, (cell.value for cell in sheet[2]), strict=True))
    assert (row["actor1"], row["reason"], row["longitude"]) == ("'=1+1", "'+1", -7.5)
