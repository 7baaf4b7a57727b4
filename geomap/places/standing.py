"""What names stand for in the world, before any text is read."""

from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from geomap.gazetteer.index import GazetteerIndex, NameKind
from geomap.gazetteer.place import Place
from geomap.places.lexicon import PlaceLexicon, lexicon_for
from geomap.text.memo import Memo

_NAMES_KEPT = 65_536
_SHORTEST_BASE = 3  # characters of a base form
_BASES_KEPT = 4
_GREAT = frozenset({"country", "capital", "admin1"})
_UNKNOWN_POPULATION = 15_000  # of places that only the press has made known
_CITY_SIZES = (2_000, 15_000, 100_000, 1_000_000)
_TOWNS = ("hamlet", "village", "town", "city", "metropolis")
_TIERS = {
    "PCL": "country", "ADM1": "admin1", "ADM2": "admin2", "PPLC": "capital", "AIR": "airport",
    "CONT": "region", "RGN": "region", "SEA": "region", "OCN": "region",
}  # fmt: skip


class Standing(NamedTuple):
    """What a name is in the world.

    Attributes:
        tier: `country`, `admin1`, `admin2`, `capital`, `metropolis`, `city`, `town`, `village`,
            `hamlet`, `airport` or `region`, after the place that readers assume.
        kind: What the name is to that place.
        size: Its inhabitants in powers of two; 0 where unknown.
        rivals: How many places bear the name, in powers of two.
    """

    tier: str
    kind: NameKind
    size: int = 0
    rivals: int = 0


UNKNOWN = Standing("unknown", NameKind.NAME)


class Bare(NamedTuple):
    """Names of which a word may be an inflected form.

    Attributes:
        names: At most four, the greatest first.
        standing: Of the first.
        form: `inflected`, `declined` (where a language always does so) or `adjective`.
        cut: Characters of the word that are not the name's: its apostrophe and ending.
    """

    names: tuple[str, ...]
    standing: Standing
    form: str
    cut: int


class Standings:
    """Looks names up and remembers what it found."""

    def __init__(self, index: GazetteerIndex) -> None:
        self._index = index
        self._standings = Memo(self._find_standing, _NAMES_KEPT)
        self._bares = Memo(self._find_bare, _NAMES_KEPT)

    def of(self, name: str) -> Standing | None:
        """What a name is; None when nobody knows it."""
        return self._standings[name]

    def bare(self, word: str, lexicon: PlaceLexicon) -> Bare | None:
        """The known names without the endings of a language; None when there are none."""
        return self._bares[word, lexicon.language]

    def _find_standing(self, name: str) -> Standing | None:
        found = self._index.first_of(name)
        if found is None:
            return None
        (place, kind), rivals = found
        return Standing(tier_of(place), kind, place.population.bit_length(), rivals.bit_length())

    def _find_bare(self, key: tuple[str, str]) -> Bare | None:
        word, lexicon = key[0], lexicon_for(key[1])
        plain = "declined" if lexicon.declines else "inflected"
        for form, endings in ((plain, lexicon.endings), ("adjective", lexicon.adjectives)):
            found: dict[str, Bare] = {}
            for ending, instead in endings:
                if word.endswith(ending):
                    base = word[: len(word) - len(ending)] + instead
                    standing = self.of(base) if len(base) >= _SHORTEST_BASE else None
                    if standing is not None:
                        cut = len(ending) if ending[0] in "'’" else 0
                        found.setdefault(base, Bare((base,), standing, form, cut))
            if found:
                best = sorted(found.values(), key=_greatest_first)[:_BASES_KEPT]
                return best[0]._replace(names=tuple(bare.names[0] for bare in best))
        return None


def _greatest_first(bare: Bare) -> tuple[bool, int]:
    return bare.standing.tier not in _GREAT, -bare.standing.size


def tier_of(place: Place) -> str:
    """Which of the tiers of `Standing` a place belongs to."""
    tier = _tier_of_code(place.feature_code)
    if tier != "town":
        return tier
    return _TOWNS[bisect_right(_CITY_SIZES, place.population or _UNKNOWN_POPULATION)]


@cache
def _tier_of_code(code: str) -> str:
    if code.startswith("PPL") and code != "PPLC":
        return "town"
    return next((tier for prefix, tier in _TIERS.items() if code.startswith(prefix)), "region")
