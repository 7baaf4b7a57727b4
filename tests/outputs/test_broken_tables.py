"""Tables that cannot be read at all: told apart, told clearly."""

from pathlib import Path
from typing import Any

import pytest

from geomap.errors import InputError
from geomap.outputs.incident_tables.read import read_incidents
from geomap.outputs.incident_tables.table import IncidentsRead

HEAD = "date,event_type,latitude,longitude,title\n"
ROW = "2022-01-08,Riots,52.25,6.16,Fire in Deventer\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "is empty; the first line names the columns"),
        ("a.csv", b"\n\n", "is empty"),
        ("a.csv", b"\0\1\2", "is binary"),
        ("a.csv", b"place,type\nAlmaty,Riots\n", "no column for latitude and longitude (found: p"),
        ("a.csv", b"lat,type\n1,Riots\n", "no column for longitude (found: lat, type)"),
        ("a.geojson", b"{", "is no JSON"),
        ("a.json", b"[]", "is no GeoJSON FeatureCollection"),
        ("a.gpkg", b"<OGRVRTDataSource/>", "is no GeoPackage, whatever its name says"),
        ("a.gpkg", b"SQLite format 3\0" + bytes(84), "is no GeoPackage"),
        (
            "a.gpkg",
            b"SQLite format 3\0" + bytes(52) + b"GPKG" + bytes(99),
            "is a broken GeoPackage",
        ),
        ("a.parquet", b"lat,lon\n", "is no Parquet file"),
        ("a.parquet", b"PAR1 and no more", "is a broken Parquet file"),
        ("a.shp", b"", "is of no kind that can be drawn"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_a_way_out(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_incidents(str(tmp_path / name))
    assert str(caught.value).startswith(f"{tmp_path}/{name}: ")
    assert words in str(caught.value)


def test_an_address_is_no_file() -> None:
    with pytest.raises(InputError, match="is an address; geomap reads no network"):
        read_incidents("https://example.org/a.geojson")


def test_a_cell_without_end_is_told_and_what_stood_before_is_kept(table: Any) -> None:
    read = table(HEAD + ROW + '2022-01-08,Riots,52.25,6.16,"' + "a" * 200_000)
    assert len(read.incidents) == 1
    assert read.problems[0].line == 3
    assert read.problems[0].message.endswith("left out")


@pytest.mark.parametrize("name", ["a.csv", "a.geojson", "a.gpkg", "a.parquet"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_incidents(str(tmp_path / name))


def test_a_header_without_rows_gives_nothing(table: Any) -> None:
    assert table(HEAD) == IncidentsRead(())
