"""Made-up incidents for the tests of the page."""

from dataclasses import replace
from datetime import date
from typing import Any

from geomap.events.mention import Modality
from geomap.gazetteer.place import Precision
from geomap.incidents.incident import Evidence, Incident

QUOTE = Evidence(
    document_id="a1",
    quote="Demonstranten trokken woensdag door het centrum.",
    quote_start=0,
    quote_end=47,
    title="Onrust in de stad",
    source="De Voorbeeldkrant",
    url="https://news.example.org/a1",
    published=date(2022, 1, 8),
    language="nl",
)
PROTEST = Incident(
    id="p1",
    event_type="Protests",
    sub_event_type="Peaceful protest",
    cameo_root="14",
    plover_type="PROTEST demo",
    modality=Modality.ACTUAL,
    date_start=date(2022, 1, 5),
    date_end=date(2022, 1, 5),
    date_precision="day",
    date_text="woensdag",
    date_source="relative",
    place_name="Almaty",
    place_text="de stad",
    place_id="1526384",
    latitude=43.25,
    longitude=76.92,
    precision=Precision.CITY,
    uncertainty_km=10.0,
    place_source="explicit",
    country_code="KZ",
    country="Kazakhstan",
    admin1="Almaty",
    admin2=None,
    actor1="demonstranten",
    actor2=None,
    fatalities=None,
    fatalities_min=None,
    fatalities_max=None,
    fatalities_text=None,
    injured=None,
    arrested=None,
    crowd_size=300,
    confidence=0.8,
    reason="Named in the same sentence.",
    evidence=(QUOTE,),
)


def told(name: str, **changes: Any) -> Incident:
    """The protest with another id and other fields; `quote`, `title`… change its evidence."""
    words = {k: changes.pop(k) for k in ("quote", "title", "url", "source") if k in changes}
    return replace(PROTEST, id=name, evidence=(replace(QUOTE, **words),), **changes)


_PLACE = (
    *("place_name", "place_text", "place_id", "latitude", "longitude", "precision"),
    *("uncertainty_km", "place_source", "country_code", "country", "admin1"),
)
NOWHERE = dict.fromkeys(_PLACE)
RIOT = {"event_type": "Riots", "sub_event_type": "Mob violence"}
SHELLING = {
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
}
KHARKIV = {
    "place_name": "Kharkiv",
    "latitude": 49.98,
    "longitude": 36.25,
    "country_code": "UA",
    "country": "Ukraine",
    "admin1": "Kharkiv",
}
WHOLE_COUNTRY = {
    "place_name": "Kazakhstan",
    "latitude": 48.0,
    "longitude": 68.0,
    "precision": Precision.COUNTRY,
    "uncertainty_km": 900.0,
    "admin1": None,
}
NEXT_DAY = {"date_start": date(2022, 1, 6), "date_end": date(2022, 1, 6)}
SAMPLE = (
    told("p1"),
    told("r1", quote="Het stadhuis brandde.", **NEXT_DAY, **RIOT),
    told("s1", quote="Уламки впали на дах складу.", title="Обстріл", **SHELLING, **KHARKIV),
    told("c1", quote="Zeker 26 doden.", fatalities_min=26, **RIOT, **WHOLE_COUNTRY),
    told("u1", quote="In verschillende steden.", title="Ergens", **RIOT, **NOWHERE),
    told(
        "d1",
        quote="The capital calls for calm.",
        event_type="Diplomatic",
        sub_event_type="Statement",
        **KHARKIV,
    ),
)
"""Six: two in Almaty, one in Kharkiv, one country-wide, one unlocated, one diplomatic (off)."""
