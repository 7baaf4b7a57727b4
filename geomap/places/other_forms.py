"""Names as a gazetteer may have them where it does not know them as written.

Each part of a name may be inflected ("Siemianowicach Śląskich" -> "Siemianowice Śląskie"), and a
Cyrillic name may be known by its Latin letters only ("Новоазовська" -> "Novoazovsk").
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, product

from geomap.gazetteer.index import GazetteerIndex
from geomap.places.base_forms import base_forms
from geomap.places.lexicon import PlaceLexicon, lexicon_for
from geomap.places.table import WordTable
from geomap.text.memo import Memo

_KEPT = 4096
_LONGEST = 60  # characters of a name
_PARTS = 4
_FORMS = 600  # looked up for one name, at most
_SHORTEST = 4  # letters of a name that is spelled anew
_MARKS = " -"

Pairs = tuple[tuple[str, str], ...]


class OtherForms:
    """Finds the names that unknown ones stand for; remembers its answers.

    Args:
        index: The gazetteer.
    """

    def __init__(self, index: GazetteerIndex) -> None:
        self._index = index
        self._found = Memo(self._find, _KEPT)

    def of(self, name: str, language: str) -> str:
        """The known name that an unknown one most likely stands for, or ""."""
        return self._found[name, language]

    def _find(self, key: tuple[str, str]) -> str:
        name, language = key
        if not _SHORTEST <= len(name) <= _LONGEST:
            return ""
        lexicon = lexicon_for(language)
        forms = tuple(dict.fromkeys(islice(_forms(name, lexicon), _FORMS)))
        letters = _tables()[1].get(lexicon.language, {})
        return self._greatest(forms) or (
            self._greatest([_spelled(form, letters) for form in forms]) if letters else ""
        )

    def _greatest(self, forms: Sequence[str]) -> str:
        """The form whose first place has most inhabitants, the first of equals."""
        sizes = {form: self._size(form) for form in forms}
        best = max(sizes, key=lambda form: sizes[form], default="")
        return best if best and sizes[best] >= 0 else ""

    def _size(self, form: str) -> int:
        found = self._index.first_of(form)
        return found[0].place.population if found else -1


def _forms(name: str, lexicon: PlaceLexicon) -> Iterator[str]:
    """A name, and it with each of its parts in a base form."""
    marks = [mark for mark in name if mark in _MARKS]
    parts = name.translate(str.maketrans("-", " ")).split(" ")
    if len(parts) == 1 or len(parts) > _PARTS:
        yield from base_forms(name, lexicon)
        return
    pairs = _tables()[0].get(lexicon.language, ())
    options = [tuple(dict.fromkeys(_parts(part, lexicon, pairs))) for part in parts]
    for chosen in product(*options):
        yield "".join(part + mark for part, mark in zip(chosen, [*marks, ""], strict=True))


def _parts(part: str, lexicon: PlaceLexicon, pairs: Pairs) -> Iterator[str]:
    yield part
    for ending, instead in pairs:
        if part.endswith(ending):
            yield part[: len(part) - len(ending)] + instead
    yield from base_forms(part, lexicon)


def _spelled(name: str, letters: Mapping[str, str]) -> str:
    """A name in Latin letters; the gazetteer does not mind about its case."""
    return "".join([letters.get(letter, letter) for letter in name.lower()])


@cache
def _tables() -> tuple[Mapping[str, Pairs], Mapping[str, Mapping[str, str]]]:
    """Endings of the parts of names, and Latin letters, by language."""
    table = WordTable.read("places", "other_forms.toml")
    parts = {code: table.pairs("parts", code) for code in table.content.get("parts", {})}
    letters = {
        code: dict(table.pairs("letters", code)) for code in table.content.get("letters", {})
    }
    return parts, letters
