"""Packs from files in the format of a full GeoNames dump."""

import zipfile
from pathlib import Path

import pytest

from geomap.errors import InputError
from geomap.gazetteer.build import build_pack
from geomap.gazetteer.dump import Dump
from geomap.gazetteer.index import GazetteerIndex


def row(number: int, name: str, kind: str, point: str = "52.3 5.1", **more: str) -> str:
    """A line of allCountries: class and code in `kind`, as "P.PPL"."""
    letter, _, code = kind.partition(".")
    latitude, longitude = point.split()
    people, names = more.get("people", "0"), more.get("names", "")
    area = (more.get("country", "NL"), "", more.get("admin1", "07"), more.get("admin2", ""))
    head = (str(number), name, name, names, latitude, longitude, letter, code, *area)
    return "\t".join((*head, "", "", people, "", "2", "Europe/Amsterdam", "2025-06-01"))


PLACES = [
    row(2749879, "Provincie Noord-Holland", "A.ADM1", "52.58 4.87", people="2770000"),
    row(2759793, "Gemeente Amsterdam", "A.ADM2", admin2="0363", people="800000"),
    row(9000001, "Grotezand", "P.PPL", people="41000", names="Grandsable,GTZ,grotezant"),
    row(9000002, "Kleinzand", "P.PPL", "52.31 5.11", admin2="0363"),
    row(9000003, "Zanddam", "S.DAM"),
    row(9000004, "Zandbeek", "H.STM"),
    row(9000005, "Zandweg", "R.RD"),
    row(2750405, "Kingdom of the Netherlands", "A.PCLI", admin1="00"),
]
NAMES = [
    "1\t9000002\tde\tKleinsanden\t\t1\t\t\t\t",
    "2\t9000002\tsv\tLillesand\t\t\t\t\t\t",
    "3\t9000002\tlink\thttps://example.org/\t\t\t\t\t\t",
    "4\t9000002\tnl\tZandje aan Zee\t\t\t1\t\t\t",
    "5\t2749879\ttr\tKuzey Hollanda\t\t\t\t\t\t",
    "6\t1\tnl\tNergens\t\t\t\t\t\t",
]


@pytest.fixture(scope="module")
def dumped(tmp_path_factory: pytest.TempPathFactory) -> GazetteerIndex:
    """The places above, zipped like the real thing, with their alternate names."""
    folder = tmp_path_factory.mktemp("dump")
    for name, lines in (("allCountries", PLACES), ("alternateNamesV2", NAMES)):
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
            archive.writestr("readme.txt", "about")
            archive.writestr(f"{name}.txt", "\n".join(lines) + "\n")
    names = folder / "alternateNamesV2.zip"
    build_pack(folder / "out.pack", dump=Dump(folder / "allCountries.zip", names))
    return GazetteerIndex.open(folder / "out.pack")


@pytest.mark.parametrize("name", ["Grotezand", "Kleinzand", "Zanddam", "Kleinsanden"])
def test_what_the_rule_keeps_is_found(dumped: GazetteerIndex, name: str) -> None:
    assert [candidate.place.country_code for candidate in dumped.candidates(name)] == ["NL"]


@pytest.mark.parametrize("name", ["Zandbeek", "Zandweg", "Lillesand", "Zandje aan Zee", "Nergens"])
def test_streams_roads_and_names_we_cannot_read_are_left_out(
    dumped: GazetteerIndex, name: str
) -> None:
    assert dumped.candidates(name) == ()


def test_divisions_and_counties_come_from_the_dump(dumped: GazetteerIndex) -> None:
    place = dumped.place("9000002")
    assert (place.admin1, place.admin2) == ("North Holland", "Gemeente Amsterdam")
    assert dumped.admin1(place).id == "2749879"
    assert dumped.candidates("Kuzey Hollanda")[0].place.id == "2749879"


def test_countries_keep_their_own_points_and_are_there_once(dumped: GazetteerIndex) -> None:
    found = [c.place for c in dumped.candidates("Nederland") if c.place.feature_code == "PCLI"]
    assert [place.id for place in found] == ["2750405"]


def test_lines_of_our_tables_about_other_towns_are_counted(dumped: GazetteerIndex) -> None:
    assert any("KZ/Almaty" in line for line in dumped.info()["left_out"])


def test_without_alternate_names_the_names_in_the_file_count(tmp_path: Path) -> None:
    (tmp_path / "few.txt").write_text("\n".join(PLACES))
    said: list[str] = []
    build_pack(tmp_path / "few.pack", report=said.append, dump=Dump(tmp_path / "few.txt"))
    few = GazetteerIndex.open(tmp_path / "few.pack")
    assert few.knows("Grandsable")
    assert not few.knows("grotezant")
    assert any(words.startswith("warning:") for words in said)


WRONG = [
    ("\t".join("abc"), "3 columns"),
    (row(1, "Here", "P.PPL", "x 5"), "no number"),
    (row(1, "Here", "P.PPL", "95 5"), "globe"),
    (row(2**40, "Here", "P.PPL"), "out of range"),
    (row(1, "", "P.PPL"), "no name"),
]


@pytest.mark.parametrize(("line", "why"), WRONG)
def test_a_wrong_line_is_named_with_its_file(tmp_path: Path, line: str, why: str) -> None:
    (tmp_path / "bad.txt").write_text(f"{PLACES[0]}\n{line}\n")
    with pytest.raises(InputError, match=rf"bad\.txt line 2: .*{why}"):
        build_pack(tmp_path / "out.pack", dump=Dump(tmp_path / "bad.txt"))


@pytest.mark.parametrize("content", [b"PK\x03\x04junk", b"\xff\xfe\tx\n", b"", b"\x00" * 500])
def test_junk_is_an_input_error_and_leaves_no_pack(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "junk.zip").write_bytes(content)
    with pytest.raises(InputError, match=r"junk\.zip"):
        build_pack(tmp_path / "out.pack", dump=Dump(tmp_path / "junk.zip"))
    assert not (tmp_path / "out.pack").exists()


def test_an_absent_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.zip"):
        build_pack(tmp_path / "out.pack", dump=Dump(tmp_path / "none.zip"))
