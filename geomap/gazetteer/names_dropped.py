"""Names that do more harm than good: foreign and former names that are common words.

A place keeps its own name, whatever it means: "Made" is a town in the Netherlands.
"""

from geomap.gazetteer.draft import Draft, DraftName
from geomap.gazetteer.fold import fold
from geomap.gazetteer.names import NameKind
from geomap.gazetteer.tables import read_entries, words

_KNOWN_CITY = 1_000_000  # a city of this size keeps a common word as a foreign or former name
_SHORT = 2
_LOOSE = frozenset({NameKind.ALTERNATE, NameKind.SHORT})


def drop_names(draft: Draft) -> None:
    """Take off names: those of one place, and common words of a language."""
    common, refused = read_dropped()

    def stays(entry: DraftName) -> bool:
        key = entry.name.lower()
        if entry.kind in _LOOSE and (entry.place_id, key) in refused:
            return False
        is_short = len(key) <= _SHORT and key.isascii()
        return not (key in common or is_short) or not is_loose(entry, draft)

    draft.names[:] = filter(stays, draft.names)


def is_loose(entry: DraftName, draft: Draft) -> bool:
    """Whether a name is taken off when it is a common word: no display name, no great city's."""
    return entry.kind in _LOOSE and draft.places[entry.place_id].weight < _KNOWN_CITY


def read_dropped() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Common words of all languages, with their marks and without, and (place id, name) refused."""
    sections = dict(read_entries("dropped.toml"))
    counted = dict(read_entries("common_words.toml"))["common"]
    written = {
        word
        for language, text in sections["common"].items()
        for word in words(text, f"dropped.toml [common] {language}")
    }
    kept = set(words(sections["kept"]["words"], "dropped.toml [kept]"))
    common = {word for text in counted.values() for word in text.split()} - kept | written
    refused = {
        (place_id, name.lower())
        for place_id, text in sections["names"].items()
        for name in words(text, f"dropped.toml [names] {place_id}")
    }
    return frozenset(common | {fold(word) for word in common}), frozenset(refused)
