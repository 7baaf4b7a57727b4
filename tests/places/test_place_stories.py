"""Short stories in a dozen languages: facilities, ways off a town, senses of names, names alone.

A new story needs no code. Each test holds a whole file of stories to the share that is promised for
it and names those that fail.
"""

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from geopy.distance import great_circle

from geomap.gazetteer.index import GazetteerIndex
from geomap.gazetteer.place import Precision
from geomap.places.mention import Resolution, Role

Find = Callable[..., list[Resolution]]
Story = dict[str, Any]

STORIES = Path(__file__).parent / "stories"
SOFT = {Role.DEMONYM, Role.EMBEDDED, Role.FACILITY}  # roles that no set of names asks for
NAMES = {"uk": 0.88, "tr": 0.88, "ar": 0.95, "zh": 0.95}  # exact F1 promised for a language


def told_in(*parts: str) -> list[Story]:
    """The stories of a file, each with its language."""
    file = STORIES.joinpath(*parts)
    stories = tomllib.loads(file.read_text(encoding="utf-8"))["story"]
    return [{"language": file.stem, **story} for story in stories]


def languages_of(folder: str) -> list[str]:
    return sorted(file.stem for file in (STORIES / folder).glob("*.toml"))


def hold(stories: Iterable[Story], holds: Callable[[Story], bool], promised: float) -> None:
    """Assert that the promised share of stories holds; the message tells those that do not."""
    stories = list(stories)
    failed = [story["text"] for story in stories if not holds(story)]
    assert len(failed) <= round((1 - promised) * len(stories), 6), failed


def is_near(found: Resolution, story: Story) -> bool:
    if found.latitude is None or found.longitude is None:
        return False
    away = great_circle((found.latitude, found.longitude), story["near"])
    return bool(away.kilometers <= story["within_km"])


@pytest.mark.parametrize("language", languages_of("facilities"))
def test_facilities_lie_at_their_site_or_in_their_town(find: Find, language: str) -> None:
    def holds(story: Story) -> bool:
        found = find(story["text"], language, role=Role.FACILITY)
        meant = [r for r in found if r.mention.surface == story["phrase"]]
        return any(
            r.mention.kind == story["kind"] and r.precision is Precision.SITE and is_near(r, story)
            for r in meant
        )

    hold(told_in("facilities", f"{language}.toml"), holds, 0.9)


def test_facilities_that_the_gazetteer_knows_lie_where_they_are(
    find: Find, index: GazetteerIndex
) -> None:
    def holds(story: Story) -> bool:
        placed = [r for r in find(story["text"], story["language"]) if r.place]
        return any(r.place.name == story["site"] and is_near(r, story) for r in placed)

    hold([s for s in told_in("sites.toml") if index.knows(s["site"])], holds, 0.9)


def test_where_no_facility_is_known_none_is_put_on_the_map(find: Find) -> None:
    def holds(story: Story) -> bool:
        found = find(story["text"], story["language"], role=Role.FACILITY)
        return not any(r.place and r.precision is Precision.SITE for r in found)

    hold(told_in("no_facilities.toml"), holds, 1.0)


def test_a_told_way_moves_the_point_and_sets_the_circle(find: Find) -> None:
    def holds(story: Story) -> bool:
        least, most = story["radius"]
        found = find(story["text"], story["language"])
        return any(is_near(r, story) and least <= r.uncertainty_km <= most for r in found)

    hold(told_in("directions.toml"), holds, 0.97)


@pytest.mark.parametrize("language", languages_of("senses"))
def test_names_mean_the_places_that_their_stories_tell(find: Find, language: str) -> None:
    def holds(story: Story) -> bool:
        told = {"country": story["country"]} if "country" in story else {}
        found = [r for r in find(story["text"], language, **told) if not r.mention.kind]
        placed = {(r.mention.surface, r.place.name, r.place.country_code) for r in found if r.place}
        known = {surface for surface, *_ in placed}
        wanted = [(tuple(place), place[0]) for place in story["places"]]
        return all(w in placed if len(w) > 1 else name not in known for w, name in wanted)

    hold(told_in("senses", f"{language}.toml"), holds, 0.8)


@pytest.mark.parametrize("language", sorted(NAMES))
def test_the_names_of_a_language_are_found_as_promised(find: Find, language: str) -> None:
    right = wrong = missed = 0
    for story in told_in("names", f"{language}.toml"):
        found = [r.mention.surface for r in find(story["text"], language) if is_hard(r)]
        hard = [name[0] for name in story["names"] if len(name) == 3]
        soft = [name[0] for name in story["names"] if len(name) > 3]
        right += sum(surface in found for surface in hard)
        missed += sum(surface not in found for surface in hard)
        wrong += sum(surface not in hard + soft for surface in found)
    assert 2 * right / (2 * right + wrong + missed) >= NAMES[language]


def is_hard(found: Resolution) -> bool:
    return found.mention.role not in SOFT
