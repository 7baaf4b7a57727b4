"""Make the one that asks a geocoding server, from what a user types."""

import os
from pathlib import Path

from geomap.errors import OptionError
from geomap.places.answer_book import AnswerBook
from geomap.places.geopy_service import GeopyService
from geomap.places.second_opinion import Adviser
from geomap.places.table import WordTable


def adviser_for(
    name: str,
    *,
    url: str | None = None,
    key_env: str | None = None,
    cache: str | Path | None = None,
) -> Adviser:
    """An adviser for one of geopy's geocoders.

    Args:
        name: As geopy knows it: nominatim, photon, pelias, opencage, …
        url: Address of the server, where it is not the provider's own.
        key_env: Name of the environment variable that holds the key.
        cache: Folder of the answers; None takes the user's cache folder.

    Raises:
        OptionError: There is no such geocoder, the variable is not set, or an option is missing.
        OutputError: The folder cannot be written.
    """
    manners = WordTable.read("places", "geocoders.toml").numbers("manners")
    service = GeopyService(name, url=url, key=_key_in(key_env), manners=manners)
    return Adviser(service, AnswerBook(cache))


def _key_in(variable: str | None) -> str | None:
    if variable is None:
        return None
    key = os.environ.get(variable, "").strip()
    if not key:
        raise OptionError(f"the environment variable {variable} holds no key")
    return key
