"""A world of a few places, to build packs from."""

from geomap.gazetteer.draft import Draft, DraftPlace
from geomap.gazetteer.names import NameKind


def small_world() -> Draft:
    """One country, a division, towns with and without marks, an airport."""
    draft = Draft(country_ids={"AA": "1"}, members={"geomap:whole": ["AA"]})
    draft.add(DraftPlace("1", "Aland", 5.0, 5.0, "PCLI", "AA", weight=1e10))
    draft.add(DraftPlace("admin1:AA.01", "North", 8.0, 5.0, "ADM1", "AA", "01", weight=100))
    draft.add(DraftPlace("20", "Köstad", 8.5, 5.0, "PPL", "AA", "01", 900, 900))
    draft.add(DraftPlace("30", "Kostad", 2.0, 5.0, "PPL", "AA", "02", 5000, 5000))
    draft.add(DraftPlace("40", "Alma-Ata", 8.6, 5.1, "PPL", "AA", "01", 100, 100))
    draft.add(DraftPlace("icao:AAAA", "Köstad Airport", 8.4, 5.2, "AIRP", "AA", "01"))
    draft.add(DraftPlace("geomap:whole", "Whole", 0.0, 0.0, "RGN", ""))
    draft.call("1", ["AL", "Al."], NameKind.ABBREVIATION)
    draft.call("1", ["Alandish"], NameKind.DEMONYM)
    draft.airport_links["20"] = ["icao:AAAA"]
    draft.airport_codes["KOS"] = "icao:AAAA"
    return draft
