"""The gazetteer that ships: what a name means without context."""

from time import perf_counter

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
    ("Delhi", "IN", "PPL"),
    ("Nassiriya", "IQ", "PPL"),
    ("Panshir", "AF", "ADM1"),
    ("Zuid-Sudan", "SS", "PCLI"),
    ("Tsjasiv Jar", "UA", "PPL"),
    ("Czasiw Jar", "UA", "PPL"),
    ("El Facher", "SD", "PPL"),
    ("Kober-gevangenis", "SD", "PRN"),
    ("Бангладеш", "BD", "PCLI"),
    ("Wenzelsplatz", "CZ", "SQR"),
    ("estación de Atocha", "ES", "RSTN"),
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


@pytest.mark.parametrize(
    ("code", "point"), [("EBBR", (50.90, 4.48)), ("EBCI", (50.46, 4.45)), ("EBAR", (49.66, 5.89))]
)
def test_belgian_airports_lie_at_their_towns(
    world: GazetteerIndex, code: str, point: tuple[float, float]
) -> None:
    airport = world.airport(code)
    assert airport is not None
    assert (round(airport.latitude, 2), round(airport.longitude, 2)) == point


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


def test_no_line_of_our_tables_is_left_out(world: GazetteerIndex) -> None:
    assert world.info()["left_out"] == []


@pytest.mark.parametrize("feature", ["PSN", "PCLH", "AIRP", "CONT", "PPL", "XXX"])
@pytest.mark.parametrize("point", [(0.0, -150.0), (-89.0, 10.0), (52.0, 5.0)])
def test_the_nearest_of_any_feature_is_found_fast(
    world: GazetteerIndex, point: tuple[float, float], feature: str
) -> None:
    world.nearest(*point, features=feature)
    started = perf_counter()
    found = world.nearest(*point, features=feature, limit=3)
    assert perf_counter() - started < 0.5
    assert len(found) == (0 if feature == "XXX" else 3)


SITES = [
    ("Kerncentrale van Zaporizja", "PSN", "UA"),
    ("Kachovkadam", "DAM", "UA"),
    ("Manda Bay", "MILB", "KE"),
    ("Tahrirplein", "SQR", "EG"),
    ("Platz des Himmlischen Friedens", "SQR", "CN"),
    ("Красной площади", "SQR", "RU"),
    ("Krimbrug", "BDG", "UA"),
    ("grensovergang Rafah", "PSTB", "PS"),
    ("Élysée", "GOVL", "FR"),
    ("Sednaya-gevangenis", "PRN", "SY"),
    ("al-Hol-kamp", "CMPRF", "SY"),
]


@pytest.mark.parametrize(("name", "feature", "country"), SITES, ids=str)
def test_facilities_of_the_news_are_places(
    world: GazetteerIndex, name: str, feature: str, country: str
) -> None:
    place = world.candidates(name)[0].place
    assert (place.feature_code, place.country_code) == (feature, country)


LANDS = [
    ("Pruissen", "PCLH"),
    ("Sowjetunion", "PCLH"),
    ("Rheins", "STM"),
    ("Lago di Garda", "LK"),
    ("Columbia River", "STM"),
    ("Vierwoudstrekenmeer", "LK"),
    ("Siedmiogród", "RGN"),
    ("Северной Африке", "RGN"),
    ("Свердловской области", "ADM1"),
    ("Чорним морем", "SEA"),
    ("Жамбыл облысы", "ADM1"),
    ("Gagaoezië", "RGN"),
    ("Slangeneiland", "ISL"),
    ("Europäischen Union", "RGN"),
    ("Kano State", "ADM1"),
    ("Provinz Kandahar", "ADM1"),
    ("canton de Vaud", "ADM1"),
]


@pytest.mark.parametrize(("name", "feature"), LANDS, ids=str)
def test_lands_and_waters_are_known_in_many_languages(
    world: GazetteerIndex, name: str, feature: str
) -> None:
    assert world.candidates(name)[0].place.feature_code == feature


@pytest.mark.parametrize("name", ["Kano", "Sennar", "Lamu", "Kirkuk", "Kherson", "Idlib", "Herat"])
def test_a_bare_name_is_the_town_before_its_province(world: GazetteerIndex, name: str) -> None:
    assert world.candidates(name)[0].place.feature_code.startswith("PPL")


@pytest.mark.parametrize("name", ["Jangebe", "Gandscha", "Masanchi", "Petrinja", "Granada"])
def test_towns_of_the_news_are_known(world: GazetteerIndex, name: str) -> None:
    assert world.candidates(name)[0].place.feature_code.startswith("PPL")


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
