"""Names of countries: in many languages from the CLDR, official ones from pycountry."""

from importlib.metadata import version

import pycountry
from babel import Locale

from geomap.gazetteer.draft import Draft, Source
from geomap.gazetteer.names import NameKind

# Further languages give names that mean towns elsewhere ("Norfolk", "Columbia").
LANGUAGES = (
    "nl", "en", "de", "fr", "es", "pt", "pt_PT", "it", "pl", "tr", "ru", "uk", "kk", "ar", "zh",
    "zh_Hant",
)  # fmt: skip


def add_country_names(draft: Draft) -> None:
    """Give countries the names that the CLDR has for them."""
    for code, place_id in sorted(draft.country_ids.items()):
        names = {Locale.parse(tag).territories.get(code) for tag in LANGUAGES}
        draft.call(place_id, sorted(name for name in names if name), NameKind.ALTERNATE)
        draft.call(place_id, _official_names(code), NameKind.ALTERNATE)
    draft.sources.append(
        Source("Unicode CLDR, by babel", version("babel"), "Unicode-3.0, BSD", "country names")
    )


def _official_names(code: str) -> list[str]:
    """English names such as "Republic of Armenia", from pycountry."""
    country = pycountry.countries.get(alpha_2=code)
    fields = ("official_name", "common_name")
    return [getattr(country, field) for field in fields if hasattr(country, field)]
