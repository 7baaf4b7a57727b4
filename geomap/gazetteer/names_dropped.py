"""Names that do more harm than good: foreign and former names that are common words.

A place keeps its own name, whatever it means: "Made" is a town in the Netherlands.
"""

from geomap.gazetteer.draft import Draft, DraftName
from geomap.gazetteer.fold import fold
from geomap.gazetteer.names import NameKind
from geomap.gazetteer.tables import read_entries, words

_KNOWN_CITY = 1_000_000  # a city of this size keeps a common word as a foreign or former name
_SHORT = 2


def drop_names(draft: Draft) -> None:
    """Take off names by `dropped.toml`: those of one place, and common words of a language."""
    common, refused = read_dropped()
    weights = {place_id: place.weight for place_id, place in draft.places.items()}

    def stays(entry: DraftName) -> bool:
        if entry.kind not in (NameKind.ALTERNATE, NameKind.SHORT):
            return True
        key = entry.name.lower()
        if (entry.place_id, key) in refused:
            return False
        is_short = len(key) <= _SHORT and key.isascii()
        return not (key in common or is_short) or weights[entry.place_id] >= _KNOWN_CITY

    draft.names[:] = filter(stays, draft.names)


def read_dropped() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Common words of all languages, with their marks and without, and (place id, name) refused."""
    sections = dict(read_entries("dropped.toml"))
    common = {
        form
        for language, text in sections["common"].items()
        for word in words(text, f"dropped.toml [common] {language}")
        for form in (word, fold(word))
    }
    refused = {
        (place_id, name.lower())
        for place_id, text in sections["names"].items()
        for name in words(text, f"dropped.toml [names] {place_id}")
    }
    return frozenset(common), frozenset(refused)
