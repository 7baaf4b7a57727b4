"""Which format a name means, and what is common to all of them."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from export_incidents import FILES, many, names_in
from test_geojson import NOWHERE, RIOT

from geomap.errors import GeomapError, OptionError, OutputError
from geomap.outputs.exports import formats, write_incidents
from geomap.outputs.exports.formats import format_of, without_password

ALL = pytest.mark.parametrize("name", FILES.values(), ids=FILES)


@pytest.mark.parametrize(
    ("target", "name"),
    [(suffix, each.name) for each in formats() for suffix in each.suffixes],
)
def test_the_end_of_a_name_chooses_the_format(target: str, name: str) -> None:
    assert (
        format_of(f"{target}user@host/db" if "://" in target else f"A{target.upper()}").name == name
    )


def test_a_named_format_wins_over_the_end_of_the_name() -> None:
    assert format_of("a.csv", "acled").name == "acled"


@pytest.mark.parametrize(
    ("target", "name", "words"),
    [
        ("a.shp", None, "a.shp: no known format; name one of geojson, "),
        ("a", None, "no known format"),
        ("a.csv", "shapefile", "format 'shapefile'"),
        ("-", "gpkg", "gpkg is no text"),
    ],
)
def test_what_no_format_is_meant_by_is_refused(target: str, name: str | None, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        format_of(target, name)


def test_of_a_database_no_password_is_shown() -> None:
    assert without_password("postgresql://me:x@y@host:5/db?password=z") == "postgresql://host:5/db"


@ALL
def test_what_is_told_of_an_export_is_what_it_holds(tmp_path: Path, name: str) -> None:
    written = write_incidents(iter(many(15)), str(tmp_path / name))
    assert (written.count, written.unlocated + written.left_out) in {(15, 3), (12, 3)}
    assert names_in(tmp_path) == [name]


@ALL
def test_the_same_incidents_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_incidents(many(9), str(path))
    before = path.read_bytes()
    write_incidents(many(9), str(path))
    assert path.read_bytes() == before


@ALL
def test_no_incidents_give_a_whole_file(tmp_path: Path, name: str) -> None:
    assert write_incidents([], str(tmp_path / name)).count == 0
    assert (tmp_path / name).stat().st_size >= 0
    assert names_in(tmp_path) == [name]


@ALL
@pytest.mark.fault("encodings")
def test_half_a_character_is_refused_by_name_and_leaves_what_stood_there(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    with pytest.raises(OutputError, match="surrogate"):
        write_incidents([replace(RIOT, place_name="\ud800")], str(path))
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == [name]


@ALL
@pytest.mark.fault("bad dates and coordinates")
@pytest.mark.parametrize("latitude", [143.0, float("nan")])
def test_a_point_that_is_none_is_refused_by_the_id(
    tmp_path: Path, name: str, latitude: float
) -> None:
    with pytest.raises(ValueError, match="latitude"):
        write_incidents([replace(RIOT, latitude=latitude)], str(tmp_path / name))
    assert names_in(tmp_path) == []


@ALL
def test_a_link_is_followed_as_a_shell_does(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to(tmp_path / "target")
    write_incidents([RIOT, NOWHERE], str(tmp_path / name))
    assert (tmp_path / name).is_symlink()
    assert (tmp_path / "target").stat().st_size > 0


@ALL
@pytest.mark.threat("path traversal")
def test_what_somebody_left_under_the_temporary_name_is_not_followed(
    tmp_path: Path, name: str
) -> None:
    planted = tmp_path / f".{name}.{os.getpid()}-0.part"
    planted.symlink_to(tmp_path / "precious")
    write_incidents([RIOT], str(tmp_path / name))
    assert names_in(tmp_path) == sorted([planted.name, name])


@ALL
def test_a_failure_half_way_leaves_what_stood_there(tmp_path: Path, name: str) -> None:
    def broken() -> object:
        yield from many(300)
        raise GeomapError("the store is gone")

    path = tmp_path / name
    path.write_bytes(b"old")
    with pytest.raises(GeomapError, match="the store is gone"):
        write_incidents(broken(), str(path))  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == [name]
