"""Stories: one article a file, with the incidents that a careful reader would put on the map.

A story of `tests/stories/*.toml` has the keys `language`, `published` (left out where the day is
unknown), `why` and `text`, a table `[[incident]]` for each incident expected, a table
`[[forbidden]]` for each that must not come out, and `extra_allowed` where a reader may argue about
so many more. Only the keys that stand in a table are compared; "" says that the incident must leave
the field empty; `near` is latitude and longitude.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import pytest

import geomap
from geomap.events.mention import Modality
from geomap.events.taxonomy import load_taxonomy
from geomap.gazetteer.place import Precision
from geomap.text.parsed import DatePrecision

FILES = sorted((Path(__file__).parent / "stories").iterdir())
EARTH_KM = 6371.0
TOWN_KM, SITE_KM = 25.0, 5.0

NUMBERS = ("fatalities", "fatalities_min", "fatalities_max", "injured", "arrested", "crowd_size")
WORDS: Mapping[str, Sequence[str]] = {
    "precision": tuple(Precision),
    "modality": tuple(Modality),
    "date_precision": get_args(DatePrecision),
    "place_source": ("explicit", "inherited", "document"),
}
NAMES = ("event_type", "sub_event_type", "place_name", "country_code")
DATES = ("date_start", "date_end")
KEYS = {*NUMBERS, *WORDS, *NAMES, *DATES, "near"}


def read_story(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def kilometers(here: Sequence[float], there: Sequence[float]) -> float:
    """The great-circle distance between two points, given as latitude and longitude."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*here, *there))
    bow = math.sin((lat2 - lat1) / 2) ** 2
    bow += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(bow))


def fits(wanted: Mapping[str, Any], incident: Any) -> bool:
    """Whether the incident agrees with every key of the table."""
    return not disagreements(wanted, incident)


def disagreements(wanted: Mapping[str, Any], incident: Any) -> list[str]:
    """The keys on which the two differ, with what came out."""
    values = {key: getattr(incident, key) for key in wanted if key != "near"}
    odd = [f"{k}={v!r}" for k, v in values.items() if v != (None if wanted[k] == "" else wanted[k])]
    if "near" in wanted and not is_near(wanted, incident):
        odd.append(f"at {incident.latitude}, {incident.longitude}")
    return odd


def is_near(wanted: Mapping[str, Any], incident: Any) -> bool:
    """Whether the point lies within 25 km, or 5 km where a site is wanted."""
    if incident.latitude is None:
        return False
    reach = SITE_KM if wanted.get("precision") == "site" else TOWN_KM
    return kilometers(wanted["near"], (incident.latitude, incident.longitude)) <= reach


def unpaired(
    wanted: Sequence[Mapping[str, Any]], found: Sequence[Any]
) -> tuple[list[int], set[int]]:
    """Pair each table with an incident of its own, as many as can be; positions left over."""
    holder: dict[int, int] = {}

    def seat(row: int, tried: set[int]) -> bool:
        for column, incident in enumerate(found):
            if column in tried or not fits(wanted[row], incident):
                continue
            tried.add(column)
            if column not in holder or seat(holder[column], tried):
                holder[column] = row
                return True
        return False

    missing = [row for row in range(len(wanted)) if not seat(row, set())]
    return missing, set(range(len(found))) - set(holder)


def told(incident: Any) -> str:
    """An incident in one line, for the message of a failing story."""
    fields = (incident.sub_event_type, incident.place_name, incident.date_start, incident.reason)
    return " | ".join(map(str, fields))


def complaints(story: Mapping[str, Any], found: Sequence[Any]) -> list[str]:
    """What came out wrong: missing, extra and forbidden incidents, in words."""
    wanted = story.get("incident", [])
    missing, extra = unpaired(wanted, found)
    lines = [f"missing: {dict(wanted[row])}" for row in missing]
    lines += [f"  {told(i)}: {disagreements(wanted[row], i)}" for row in missing for i in found]
    if len(extra) > story.get("extra_allowed", 0):
        lines += [f"extra: {told(found[column])}" for column in sorted(extra)]
    for ban in story.get("forbidden", []):
        lines += [f"forbidden {dict(ban)}: {told(i)}" for i in found if fits(ban, i)]
    return lines


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_story_gives_its_incidents_and_no_others(path: Path) -> None:
    story = read_story(path)
    document = geomap.Document(
        id=path.stem,
        text=story["text"],
        published=story.get("published"),
        language=story["language"],
    )
    lines = complaints(story, geomap.incidents_in(document))
    assert not lines, "\n".join([story["why"], *lines])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_story_file_has_the_keys_of_a_story(path: Path) -> None:
    story = read_story(path)
    assert {"language", "text", "why"} <= set(story)
    assert set(story) <= {
        *("language", "published", "text", "why", "incident", "forbidden", "extra_allowed")
    }
    assert isinstance(story.get("published", date.min), date)
    assert path.name.startswith(story["language"] + "_")
    assert 40 <= len(story["text"].split()) <= 200


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_story_expects_is_sound(path: Path) -> None:
    story = read_story(path)
    for table in [*story.get("incident", []), *story.get("forbidden", [])]:
        assert table, "an empty table would match anything"
        assert set(table) <= KEYS
        assert all(is_sound(key, value) for key, value in table.items()), table
    for table in story.get("incident", []):
        assert "event_type" in table
        assert_type_is_known(table)
        assert_dates_run_forward(table, story.get("published"))


def is_sound(key: str, value: Any) -> bool:
    """Whether a value is of the kind that its key asks for."""
    if key == "near":
        return len(value) == 2 and abs(value[0]) <= 90 and abs(value[1]) <= 180
    if key in WORDS:
        return value in WORDS[key]
    kind = {**dict.fromkeys(NUMBERS, int), **dict.fromkeys(DATES, date)}.get(key, str)
    return value == "" or isinstance(value, kind)


def assert_type_is_known(table: Mapping[str, Any]) -> None:
    known = load_taxonomy()
    assert table["event_type"] in known.event_types
    if "sub_event_type" in table:
        known.sub_type(table["event_type"], table["sub_event_type"])


def assert_dates_run_forward(table: Mapping[str, Any], published: date | None) -> None:
    days = [table[key] for key in DATES if table.get(key)]
    assert days == sorted(days)
    assert not days or published, "a relative date needs a publication date"
    assert all(day <= published for day in days if published)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_language_has_its_stories_and_its_traps(language: str) -> None:
    stories = [read_story(path) for path in FILES if path.name.startswith(language + "_")]
    assert len(stories) >= 22
    assert sum("incident" not in story for story in stories) >= 10


def test_no_two_stories_are_the_same() -> None:
    texts = [read_story(path)["text"] for path in FILES]
    assert len(set(texts)) == len(texts)


def incident_at(latitude: float | None, longitude: float | None = 0.0, **fields: Any) -> Any:
    base = {"sub_event_type": "Fire", "place_name": "X", "date_start": None, "reason": ""}
    return SimpleNamespace(**(base | {"latitude": latitude, "longitude": longitude} | fields))


def test_the_matcher_pairs_one_to_one() -> None:
    town = incident_at(52.0, place_name="A", injured=2)
    other = incident_at(52.0, place_name="A", injured=3)
    wanted = [{"place_name": "A"}, {"place_name": "A", "injured": 2}]
    assert unpaired(wanted, [town, other]) == ([], set())
    assert unpaired(wanted, [town]) == ([1], set())
    assert unpaired(wanted[:1], [town, other]) == ([], {1})


def test_the_matcher_wants_a_site_closer_than_a_town() -> None:
    ten_km_off = incident_at(52.09, precision="site")
    assert fits({"near": [52.0, 0.0]}, ten_km_off)
    assert not fits({"near": [52.0, 0.0], "precision": "site"}, ten_km_off)
    assert not fits({"near": [0.0, 0.0]}, incident_at(None, None))


def test_the_matcher_reads_an_empty_string_as_left_empty() -> None:
    assert fits({"date_start": ""}, incident_at(52.0))
    assert not fits({"date_start": ""}, incident_at(52.0, date_start=date(2026, 3, 1)))


def test_the_matcher_complains_of_missing_extra_and_forbidden() -> None:
    story = {"incident": [{"place_name": "A"}], "forbidden": [{"place_name": "B"}]}
    lines = complaints(story, [incident_at(1.0, place_name="B")])
    kinds = [line.split()[0].strip(":") for line in lines]
    assert kinds == ["missing", "Fire", "extra", "forbidden"]
    assert complaints({**story, "extra_allowed": 1}, [incident_at(1.0, place_name="A")]) == []


def test_the_matcher_forgives_as_many_extras_as_the_story_allows() -> None:
    pair = [incident_at(1.0), incident_at(2.0)]
    assert not complaints({"extra_allowed": 2}, pair)
    assert len(complaints({"extra_allowed": 1}, pair)) == 2
