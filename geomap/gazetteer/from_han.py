"""Chinese names in simplified signs, made of the traditional ones that the sources write."""

from geomap.errors import LexiconError
from geomap.gazetteer.draft import Draft, DraftName
from geomap.resources import read_table


def add_simplified(draft: Draft) -> None:
    """Give every place with a name in traditional signs the same name in simplified ones.

    Raises:
        LexiconError: A line of `han.toml` is no pair of signs.
    """
    simplified = read_simplified()
    added: list[DraftName] = []
    for place_id, name, kind in draft.names:
        if not name.isascii():
            simple = name.translate(simplified)
            if simple != name:
                added.append(DraftName(place_id, simple, kind))
    draft.names += added


def read_simplified() -> dict[int, str]:
    """Traditional sign (its code point) -> simplified sign."""
    pairs = str(read_table("gazetteer", "han.toml").get("pairs", "")).split()
    wrong = [pair for pair in pairs if len(pair) != len("爾尔")]
    if wrong or not pairs:
        raise LexiconError(f"data/gazetteer/han.toml: no pairs of two signs: {wrong}")
    return {ord(pair[0]): pair[1] for pair in pairs}
