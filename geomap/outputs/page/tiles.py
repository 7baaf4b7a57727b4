"""Background tiles, for those who ask: an address or a name known to xyzservices."""

from typing import NamedTuple
from urllib.parse import urlsplit

from geomap.errors import OptionError


class Tiles(NamedTuple):
    """A tile server.

    Attributes:
        url: Address with `{z}`, `{x}`, `{y}`.
        attribution: Plain text that the server wants shown.
        deepest: Last zoom level that it has.
    """

    url: str
    attribution: str
    deepest: int


def tiles_of(wish: str) -> Tiles:
    """The tile server for an address or a name.

    Args:
        wish: `https://host/{z}/{x}/{y}.png`, or a name such as `OpenStreetMap.Mapnik`.

    Raises:
        OptionError: No such name, or an address without `{z}`, `{x}`, `{y}`.
    """
    if "://" not in wish:
        return _named(wish)
    parts = urlsplit(wish)
    blanks = all(blank in wish for blank in ("{z}", "{x}", "{y}"))
    if parts.scheme not in {"http", "https"} or not parts.netloc or not blanks:
        raise OptionError(
            f"tiles {wish!r}: an address needs http(s), a host, and {{z}}, {{x}}, {{y}}"
        )
    return Tiles(wish, parts.hostname or "", 18)


def _named(name: str) -> Tiles:
    import xyzservices.providers as known  # type: ignore[import-untyped] # noqa: PLC0415

    try:
        provider = known.query_name(name)
    except ValueError as error:
        raise OptionError(
            f"tiles {name!r}: xyzservices knows no such name; give one, or an address"
        ) from error
    if provider.requires_token():
        raise OptionError(f"tiles {name!r}: need a key; give the whole address with your key in it")
    return Tiles(provider.build_url(), provider.attribution, int(provider.get("max_zoom", 18)))
