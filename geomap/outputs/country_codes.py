"""Codes of countries in the schemes of other tables: `data/country_codes.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from geomap.errors import LexiconError
from geomap.resources import read_table

_FILE = "country_codes.toml"
_TWO, _THREE = re.compile(r"[A-Z]{2}"), re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """ISO 3166-1 alpha-2 and what it is elsewhere.

    Attributes:
        numbers: ISO number for each alpha-2; countries without one are not there.
        from_iso: Alpha-2 for alpha-2, alpha-3, and the number in digits.
        from_fips: Alpha-2 for FIPS 10-4.
    """

    numbers: Mapping[str, int]
    from_iso: Mapping[str, str]
    from_fips: Mapping[str, str]


@cache
def load_codes() -> CountryCodes:
    """The codes that ship with the tool.

    Raises:
        LexiconError: The file breaks a rule; the message names the key.
    """
    return codes_from_table(read_table(_FILE))


def codes_from_table(table: Mapping[str, Any]) -> CountryCodes:
    """Checked codes from a table in the format of `data/country_codes.toml`.

    Raises:
        LexiconError: A key is missing, or a code is of another form or stands twice.
    """
    try:
        rows = [(two, *row) for two, row in table["countries"].items()]
        numbers = {two: number for two, _, number, _ in rows if number}
        threes = {three: two for two, three, _, _ in rows}
        fips = {code: two for two, _, _, code in rows if code}
        extra = dict(table["fips"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LexiconError(f"data/{_FILE}: missing or misspelled key: {error}") from error
    twos = {two: two for two, *_ in rows}
    odd = [code for code in (*twos, *fips, *extra, *extra.values()) if not _TWO.fullmatch(code)]
    odd += [code for code in threes if not _THREE.fullmatch(code)]
    odd += [two for two in extra.values() if two not in twos]
    found = len(threes) + len(fips) + len({*numbers.values()})
    if odd or found != len(rows) + sum(bool(code) for *_, code in rows) + len(numbers):
        raise LexiconError(f"data/{_FILE}: a code is misspelled or stands twice: {odd[:3]}")
    digits = {str(number): two for two, number in numbers.items()}
    return CountryCodes(numbers, {**twos, **threes, **digits}, {**fips, **extra})
