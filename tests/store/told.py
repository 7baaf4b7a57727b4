"""Reports and documents made for tests, and a reader that understands them without any engine.

A document's text is a list of words, each of which tells an incident: `riot:almaty:5` is a riot in
Almaty on 5 January 2022. `junk` makes the reader fail.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from geomap.collect import Collection, Found, Tally
from geomap.events.mention import Modality
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Evidence, Incident
from geomap.parallel import Findings, Told
from geomap.sources.problem import Problem
from geomap.store.run import Reader
from geomap.store.store import Store
from geomap.text.document import Document

KINDS = {
    "riot": ("Riots", "Violent demonstration"),
    "march": ("Protests", "Peaceful protest"),
    "battle": ("Battles", "Armed clash"),
}
PLACES = {  # name: latitude, longitude, place id; Otegen lies within ten kilometers of Almaty
    "almaty": (43.25, 76.92, "1526384"),
    "otegen": (43.31, 76.95, "1520000"),
    "astana": (51.18, 71.45, "1526273"),
    "fiji": (-16.8, 179.99, "2205218"),
    "rabi": (-16.8, -179.99, "2205219"),
}


def report(
    document: str, word: str = "riot:almaty:5", *, at: int = 0, **changes: object
) -> Incident:
    """The incident that a word tells."""
    kind, place, day = (*word.split(":"), "5", "5")[:3]
    latitude, longitude, place_id = PLACES[place]
    first = date(2022, 1, 1) + timedelta(int(day) - 1)
    quote = Evidence(document, f"{kind} in {place}.", at, at + len(word), title=f"About {place}")
    fields: dict[str, object] = {
        "id": f"{document}/{word}/{at}",
        "event_type": KINDS[kind][0], "sub_event_type": KINDS[kind][1],
        "cameo_root": None, "plover_type": None, "modality": Modality.ACTUAL,
        "date_start": first, "date_end": first, "date_precision": "day",
        "date_text": None, "date_source": "relative", "place_name": place.title(),
        "place_text": place.title(), "place_id": place_id,
        "latitude": latitude, "longitude": longitude,
        "precision": Precision.CITY, "uncertainty_km": 10.0, "place_source": "explicit",
        "country_code": "FJ" if place in ("fiji", "rabi") else "KZ", "country": None,
        "admin1": None, "admin2": None, "actor1": None, "actor2": None,
        "fatalities": None, "fatalities_min": None, "fatalities_max": None,
        "fatalities_text": None, "injured": None, "arrested": None, "crowd_size": None,
        "confidence": 0.8, "reason": "the word says so", "evidence": (quote,),
    }  # fmt: skip
    return Incident(**{**fields, **changes})  # type: ignore[arg-type]


def incidents_in(document: Document) -> tuple[Incident, ...]:
    """What the words of a document tell."""
    words = [word for word in document.text.split() if ":" in word]
    return tuple(report(document.id, word, at=at * 20) for at, word in enumerate(words))


def read(documents: Iterable[Document]) -> Iterator[Told]:
    """Read documents as the pipeline would."""
    for document in documents:
        if "junk" in document.text:
            yield Problem(document.id, "cannot be read: junk")
        else:
            yield Findings(document, "en", incidents_in(document))


def article(name: str, text: str, *, url: str | None = None) -> Document:
    """An article that came from a place of its name."""
    return Document(name, text, url=url, origin=url or f"/news/{name}.txt")


def collect(
    path: Path | str, found: Iterable[Found], *, fingerprint: str = "f", batch: int = 100
) -> Tally:
    """One run."""
    with Store.open(path) as store:
        return Collection(store.run(Reader(fingerprint)), read, batch=batch).collect(found)


def stored(path: Path | str) -> tuple[Incident, ...]:
    """The merged incidents of a store."""
    with Store.read(path) as store:
        return tuple(store.incidents())
