"""Arguments and options that several commands share."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import click

from geomap.cli.flags import JSON, PACK, PATH, QUIET, reading_option
from geomap.errors import InputError
from geomap.pipeline import Options
from geomap.sources.fields import language_code, published_on

_Command = Callable[..., Any]


class Day(click.ParamType[date]):
    """A calendar day as 2022-01-08."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day, or fail as wrong use."""
        try:
            return value if isinstance(value, date) else published_on(value)
        except InputError as error:
            self.fail(str(error), param, ctx)


INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=PATH)

_PUBLISHED = reading_option(
    "--published",
    type=Day(),
    metavar="YYYY-MM-DD",
    help="Day of publication of articles that do not say theirs.",
)
_LANGUAGE = reading_option(
    "--language", metavar="xx", help="Language of articles that do not say theirs, such as nl."
)
_COUNTRY = reading_option(
    "--country", metavar="CC", help="Country whose places to prefer in doubt, such as KZ."
)
_SOURCE_COUNTRY = reading_option(
    "--source-country", metavar="CC", help="Country of the outlet, a weaker hint than --country."
)
_KNOWN_PLACES = reading_option(
    "--known-places",
    metavar="FILE",
    type=PATH,
    help="CSV or GeoJSON file of your own places; they win over the gazetteer.",
)
_RECOGNIZER = reading_option(
    "--recognizer",
    metavar="spacy:NAME",
    help="Take the place names that a spaCy pipeline finds, such as spacy:en_core_web_sm.",
)
_GEOCODER = reading_option(
    "--geocoder",
    metavar="NAME",
    help="Ask a server about names that the gazetteer lacks: nominatim, photon, pelias or another "
    "that geopy knows. Those names leave this machine, at most one a second.",
)
_GEOCODER_URL = reading_option(
    "--geocoder-url", metavar="URL", help="Address of that server, when it is your own."
)
_GEOCODER_KEY_ENV = reading_option(
    "--geocoder-key-env", metavar="VAR", help="Environment variable that holds its key."
)
_GEOCODER_CACHE = reading_option(
    "--geocoder-cache",
    metavar="DIR",
    type=PATH,
    help="Folder of its answers; your cache folder unless given.",
)
_EVENT_TYPES = reading_option(
    "--event-types",
    metavar="FILE",
    type=PATH,
    help="TOML file of your own event types, in the format of data/event_types.toml.",
)
WORKERS = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that read articles; the answers are the same.",
)
_READING = (
    *(_PUBLISHED, _LANGUAGE, _COUNTRY, _SOURCE_COUNTRY, _KNOWN_PLACES, _RECOGNIZER),
    *(
        _GEOCODER,
        _GEOCODER_URL,
        _GEOCODER_KEY_ENV,
        _GEOCODER_CACHE,
        _EVENT_TYPES,
        PACK,
        QUIET,
        JSON,
    ),
)


def reading_options(command: _Command) -> _Command:
    """The options of every command that reads articles."""
    for option in reversed(_READING):
        command = option(command)
    return command


def options_of(said: Mapping[str, Any]) -> Options:
    """The pipeline's options from the command line's, which have the same names."""
    named = dict(said)
    named["gazetteer"] = named.pop("pack")
    for name in ("country", "source_country"):
        named[name] = (said[name] or "").strip().upper() or None
    return Options(**{**named, "language": language_code(said["language"] or "")})
