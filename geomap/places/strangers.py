"""Small towns of lands that an article has nothing to do with: more likely unknown villages.

An article about Mali that tells of a village means one in Mali, though the gazetteer knows its name
from the Gambia only. Better no place than that one: what happened there falls to the region around.
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from geomap.gazetteer.place import Place
from geomap.places.evidence import Priors, is_wide
from geomap.places.groups import Group, Key
from geomap.places.offsets import kilometers

_SMALL = 50_000  # inhabitants below which a town is hardly known abroad
_SMALL_IN_DOUBT = 300_000  # the same where another town of its name is nearly as likely
_OTHERS = 3  # towns of the article, at least
_SHARE = 0.8  # of them in one country
_FAR_KM = 400.0


class Setting(NamedTuple):
    """Where an article plays: in one country, or nowhere that can be told.

    Attributes:
        country: ISO alpha-2 code of the country of most towns, or "".
        named: How many of its names lie in each country.
        towns: The towns in that country.
    """

    country: str
    named: Counter[str]
    towns: tuple[Place, ...]


def setting_of(chosen: Mapping[Key, Place]) -> Setting:
    """Where an article plays, by the places chosen for its names."""
    towns = [place for place in chosen.values() if not is_wide(place.feature_code)]
    times = Counter(place.country_code for place in towns)
    country, most = times.most_common(1)[0] if times else ("", 0)
    clear = most >= _OTHERS and most >= _SHARE * (len(towns) - 1)
    named = Counter(place.country_code for place in chosen.values())
    inside = tuple(place for place in towns if place.country_code == country)
    return Setting(country if clear else "", named, inside)


def is_stranger(
    place: Place, group: Group, setting: Setting, priors: Priors, *, doubtful: bool = False
) -> bool:
    """Whether a town lies in a land that nothing else in the article speaks of.

    Args:
        place: The town.
        group: The mentions that would mean it.
        setting: Where the article plays.
        priors: What was known of the article before.
        doubtful: Whether it is hardly more likely than another of its name; then it may be larger.
    """
    code = place.country_code
    if not setting.country or code == setting.country or setting.named[code] > 1:
        return False
    if not place.feature_code.startswith("PPL") or place.feature_code == "PPLC":
        return False
    if group.qualifier or group.beside or group.said:
        return False
    if place.population >= (_SMALL_IN_DOUBT if doubtful else _SMALL):
        return False
    at_home = code in priors.home and setting.country not in priors.home
    if at_home or code in {priors.country, priors.source_country}:
        return False
    return all(kilometers(place, town) > _FAR_KM for town in setting.towns)
