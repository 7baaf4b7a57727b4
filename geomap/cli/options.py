"""Arguments and options that several commands share."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import click

from geomap.cli.flags import JSON, PACK, PATH, QUIET, reading_option
from geomap.errors import InputError
from geomap.pipeline import Options
from geomap.sources.fields import language_code, published_on
from geomap.sources.options import SourceOptions

_SOURCE_NAMES = frozenset(field.name for field in fields(SourceOptions))
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
_COLUMNS = tuple(
    reading_option(f"--{name}-column", metavar="NAME", help=f"Column of a table that holds {what}.")
    for name, what in (
        ("text", "the articles"),
        ("title", "their headlines"),
        ("published", "their days of publication"),
        ("url", "their addresses"),
        ("id", "their names"),
    )
)
_FOLLOW = reading_option(
    "--follow", is_flag=True, help="Fetch the pages that a feed links to, not only its own texts."
)
_ALLOW_NETWORK = reading_option(
    "--allow-network",
    metavar="NETWORK",
    multiple=True,
    help="Fetch from this network too although it is not public, such as 10.20.0.0/16; repeatable.",
)
_FETCH_CACHE = reading_option(
    "--fetch-cache",
    metavar="DIR",
    type=PATH,
    help="Folder of pages fetched before; your cache folder unless given.",
)
WORKERS = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that read articles; the answers are the same.",
)
_READING: tuple[Any, ...] = (
    *(_PUBLISHED, _LANGUAGE, _COUNTRY, _SOURCE_COUNTRY, _KNOWN_PLACES, _RECOGNIZER),
    *(
        _GEOCODER,
        _GEOCODER_URL,
        _GEOCODER_KEY_ENV,
        _GEOCODER_CACHE,
        _EVENT_TYPES,
        *_COLUMNS,
        _FOLLOW,
        _ALLOW_NETWORK,
        _FETCH_CACHE,
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


def source_options_of(said: Mapping[str, Any]) -> SourceOptions:
    """How inputs are read, from the command line's options, which have the same names."""
    return SourceOptions(**{name: said[name] for name in said if name in _SOURCE_NAMES})


def options_of(said: Mapping[str, Any]) -> Options:
    """The pipeline's options from the command line's, which have the same names."""
    named = {name: value for name, value in said.items() if name not in _SOURCE_NAMES}
    named["gazetteer"] = named.pop("pack")
    for name in ("country", "source_country"):
        named[name] = (said[name] or "").strip().upper() or None
    return Options(**{**named, "language": language_code(said["language"] or "")})
