"""The gazetteer that ships: what a name means without context."""

import pytest

from geomap.gazetteer.index import GazetteerIndex, NameMatch

FIRST_MEANT = [
    ("Almaty", "KZ", "PPL"),
    ("Alma-Ata", "KZ", "PPL"),
    ("Noersoeltan", "KZ", "PPLC"),
    ("Paris", "FR", "PPLC"),
    ("Keulen", "DE", "PPL"),
    ("Moskou", "RU", "PPLC"),
    ("Москва", "RU", "PPLC"),
    ("Київ", "UA", "PPLC"),
    ("北京", "CN", "PPLC"),
    ("القاهرة", "EG", "PPLC"),
    ("Peking", "CN", "PPLC"),
    ("Sint-Petersburg", "RU", "PPL"),
    ("Georgia", "GE", "PCLI"),
    ("Jordan", "JO", "PCLI"),
    ("Noord-Korea", "KP", "PCLI"),
    ("Қазақстан", "KZ", "PCLI"),
    ("VS", "US", "PCLI"),
    ("VK", "GB", "PCLI"),
    ("New York", "US", "PPL"),
    ("Washington", "US", "PPLC"),
    ("Texas", "US", "ADM1"),
    ("Limburg", "NL", "ADM1"),
    ("Utrecht", "NL", "PPL"),
    ("Vlaanderen", "BE", "ADM1"),
    ("Oblast Donetsk", "UA", "ADM1"),
    ("Gazastrook", "PS", "ADM1"),
    ("Rapides Parish", "US", "ADM2"),
    ("Donbas", "UA", "RGN"),
    ("Zwarte Zee", "", "SEA"),
    ("Midden-Oosten", "", "RGN"),
    ("Afrika", "", "CONT"),
    ("Schiphol", "NL", "AIRP"),
    ("Kazachse", "KZ", "PCLI"),
    ("Amsterdammers", "NL", "PPLC"),
    ("Londoners", "GB", "PPLC"),
    ("Brusselse", "BE", "PPLC"),
]


@pytest.mark.parametrize(("name", "country", "feature"), FIRST_MEANT, ids=str)
def test_the_first_candidate_is_what_readers_assume(
    world: GazetteerIndex, name: str, country: str, feature: str
) -> None:
    place = world.candidates(name)[0].place
    assert (place.country_code, place.feature_code) == (country, feature)


@pytest.mark.parametrize("name", ["us", "vs", "ALA", "ngo", "17"])
def test_codes_and_common_words_name_no_country_or_airport(
    world: GazetteerIndex, name: str
) -> None:
    codes = {candidate.place.feature_code for candidate in world.candidates(name)}
    assert not codes & {"PCLI", "AIRP"}


def test_the_airport_of_almaty_is_the_international_one(world: GazetteerIndex) -> None:
    almaty = world.candidates("Almaty")[0].place
    assert world.airports_of(almaty)[0] == world.airport("ALA") == world.place("icao:UAAA")


def test_countries_lie_where_geonames_puts_them(world: GazetteerIndex) -> None:
    place = world.country("us")
    assert (place.latitude, place.longitude) == (39.76, -98.5)


def test_every_country_has_a_point_a_name_and_names_in_dutch(world: GazetteerIndex) -> None:
    assert world.country_name("KZ") == "Kazakhstan"
    assert world.country_name("??") == "??"


def test_a_state_contains_its_town_and_not_its_namesake(world: GazetteerIndex) -> None:
    texas = world.candidates("Tex.")[0].place
    inside = {c.place.id for c in world.candidates("Paris") if world.contains(texas, c.place)}
    assert inside == {"4717560"}


def test_points_have_countries_also_in_france_and_norway(world: GazetteerIndex) -> None:
    points = [(48.85, 2.35), (60.0, 10.0), (43.25, 76.9), (31.5, 34.45)]
    assert [world.country_at(*point) for point in points] == ["FR", "NO", "KZ", "PS"]


def test_the_pack_tells_its_sources_and_licenses(world: GazetteerIndex) -> None:
    sources = world.info()["sources"]
    assert all(source["license"] and source["version"] for source in sources)


def test_names_are_found_in_running_words(world: GazetteerIndex) -> None:
    for name in ("Alma-Ata", "Sint-Petersburg", "New York", "St. Louis", "Mt. Pleasant", "Xi'an"):
        words = ["in", *name.split(), "is"]
        assert NameMatch(1, len(words) - 1) in world.matches(words), name


def test_every_namesake_stands_under_its_own_name(world: GazetteerIndex) -> None:
    for number in range(2_750_000, 2_760_000):
        place = world.place(str(number))
        if place is not None:
            assert place in [candidate.place for candidate in world.candidates(place.name)]


def test_the_counts_add_up(world: GazetteerIndex) -> None:
    counts = world.info()["counts"]
    assert counts["countries"] == 250
    assert counts["towns"] > 230_000
    assert counts["places"] > sum(counts[kind] for kind in ("towns", "airports", "counties"))
