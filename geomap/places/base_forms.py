"""The forms that a name in a sentence may have in a list: "Авдеевке" -> "Авдеевка"."""

from collections.abc import Iterator

from geomap.places.lexicon import PlaceLexicon

_SHORTEST = 3  # characters of a base form


def base_forms(name: str, lexicon: PlaceLexicon) -> Iterator[str]:
    """The name itself, then without the endings that its language gives to names."""
    yield name
    for ending, instead in lexicon.endings:
        if name.endswith(ending):
            base = name[: len(name) - len(ending)] + instead
            if len(base) >= _SHORTEST:
                yield base
