"""Made-up incidents with texts of real length and variety, for measuring the map page.

Words: 8,000, made of syllables, two to fifteen letters long, drawn by Zipf's law (a word of rank r
comes 1/r as often as the first), as in running text. A quote is 170 to 230 characters, a title 40
to 80, and no two quotes are alike. One incident in three shares an article with another, as in
news, and one in twenty has a second source. Ids are hashes; half the addresses carry the words of
the title and half a number. Everything comes from a fixed seed.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate

from geomap.events.mention import Modality
from geomap.events.taxonomy import load_taxonomy
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Evidence, Incident

WORDS = 8_000
ONSETS = (*"bdfghklmnprstvwz", "st", "tr", "pl", "sch")
NUCLEI = (*"aeiou", "aa", "ee", "oe", "ie", "ij", "ou")
SOURCES = 120
FIRST_DAY = date(2022, 1, 1)
DAYS = 1000
RADII = {
    Precision.SITE: 1.0,
    Precision.CITY: 10.0,
    Precision.ADMIN1: 120.0,
    Precision.COUNTRY: 400.0,
}
Place = tuple[str, float, float, Precision, str]


class Prose:
    """Endless made-up text."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.words = [self._word() for _ in range(WORDS)]
        self._weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
        self._store: Iterator[str] = iter(())

    def _word(self) -> str:
        syllables = self.chance.choices((1, 2, 3, 4), (3, 4, 2, 1))[0]
        parts = (self.chance.choice(ONSETS) + self.chance.choice(NUCLEI) for _ in range(syllables))
        return "".join(parts) + self.chance.choice(("", "n", "r", "t", "s", "ng"))

    def word(self) -> str:
        """The next word."""
        found = next(self._store, None)
        if found is None:
            drawn = self.chance.choices(self.words, cum_weights=self._weights, k=50_000)
            self._store = iter(drawn)
            found = next(self._store)
        return found

    def sentence(self, least: int, most: int) -> str:
        """Words up to a length between two, with commas, a capital and a full stop."""
        length = self.chance.randint(least, most)
        words = [self.word().capitalize()]
        used = len(words[0])
        while used < length:
            word = self.word()
            words.append(f"{word}," if self.chance.random() < 0.07 else word)  # noqa: PLR2004
            used += len(words[-1]) + 1
        return " ".join(words) + "."


def made_incidents(count: int, seed: int = 5) -> list[Incident]:
    """So many incidents; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    prose = Prose(chance)
    kinds = list(load_taxonomy().sub_types)
    weights = [1 / rank for rank in range(1, len(kinds) + 1)]
    places = _places(prose, chance)
    town_weights = [1 / rank for rank in range(1, len(places) + 1)]
    drawn_kinds = chance.choices(kinds, weights, k=count)
    drawn_places = chance.choices(places, town_weights, k=count)
    documents = [_document(prose, number) for number in range(max(1, count * 2 // 3))]
    rows = zip(drawn_kinds, drawn_places, strict=True)
    return [
        _incident(number, kind, place, documents, prose)
        for number, (kind, place) in enumerate(rows)
    ]


def _places(prose: Prose, chance: random.Random) -> list[Place]:
    """Towns, sites in them, provinces and the country, of an area like Ukraine's."""
    middles = [(45.2 + row * 1.6, 24.0 + column * 2.8) for row in range(4) for column in range(6)]
    found: list[Place] = [("Ukraine", 49.0, 32.0, Precision.COUNTRY, "")]
    found += [
        (f"Oblast {number}", *middle, Precision.ADMIN1, f"Oblast {number}")
        for number, middle in enumerate(middles)
    ]
    chance.shuffle(found)
    for rank in range(3000):
        precision = chance.choices((Precision.SITE, Precision.CITY), (20, 80))[0]
        name = prose.word().capitalize() + (f" {rank}" if rank % 3 else "")
        spot = (round(chance.uniform(44.5, 52), 5), round(chance.uniform(22, 40), 5))
        province = f"Oblast {chance.randrange(24)}"
        found.append((name, *spot, precision, province))
    # By Zipf's law the first places get most; towns come first there, areas in between.
    return [*found[25:40], *found[:25], *found[40:]]


def _document(prose: Prose, number: int) -> Evidence:
    title = prose.sentence(40, 80)[:-1]
    day = FIRST_DAY + timedelta(days=number * DAYS // 70_000 % DAYS)
    source = f"Paper {sha256(title.encode()).digest()[0] % SOURCES}"
    host = source.lower().replace(" ", "")
    slug = title.lower().replace(",", "").replace(" ", "-")
    page = f"{slug}-{number + 400_000}" if number % 2 else f"{number * 7919 % 10**7:07}"
    url = f"https://www.{host}.example.org/{day:%Y/%m/%d}/{page}"
    return Evidence(f"doc-{number}", "", 0, 0, title, source, url, day, "nl")


def _told(document: Evidence, prose: Prose) -> Evidence:
    quote = prose.sentence(170, 230)
    return Evidence(
        document.document_id,
        quote,
        *(0, len(quote)),
        document.title,
        document.source,
        document.url,
        document.published,
        document.language,
    )


def _incident(
    number: int, kind: tuple[str, str], place: Place, documents: list[Evidence], prose: Prose
) -> Incident:
    chance = prose.chance
    name, latitude, longitude, precision, province = place
    main = _told(documents[number % len(documents)], prose)
    more = (_told(chance.choice(documents), prose),) if number % 20 == 0 else ()
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    dead = chance.choice((None, None, None, 1, 2, 3, 12))
    score = chance.randint(30, 99) / 100
    return Incident(
        id=sha256(f"{number}".encode()).hexdigest()[:16],
        event_type=kind[0],
        sub_event_type=kind[1],
        cameo_root="18",
        plover_type=None,
        modality=Modality.ACTUAL if number % 25 else Modality.PLANNED,
        date_start=day,
        date_end=day,
        date_precision="day",
        date_text=chance.choice(("woensdag", "gisteren", "5 januari", None)),
        date_source="relative",
        place_name=name,
        place_text=name,
        place_id=None,
        latitude=latitude,
        longitude=longitude,
        precision=precision,
        uncertainty_km=RADII[precision],
        place_source="explicit",
        country_code="UA",
        country="Ukraine",
        admin1=province or None,
        admin2=None,
        actor1=f"{prose.word()} {prose.word()}",
        actor2=None,
        fatalities=dead,
        fatalities_min=dead,
        fatalities_max=dead,
        fatalities_text=None,
        injured=None,
        arrested=None,
        crowd_size=None,
        confidence=score,
        reason=(
            f"trigger “{prose.word()}”; trigger strong +3; past tense +0.5; place: {name} is the"
            f" only place of that name in {province}, named {chance.randint(1, 9)} times;"
            f" runner-up: {prose.word().capitalize()} (score {score:g})"
        ),
        evidence=(main, *more),
    )
