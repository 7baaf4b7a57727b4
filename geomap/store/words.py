"""Words of incidents as the full-text index has them, and words of users as it understands them.

The index takes letters between spaces for a word. Scripts without spaces are cut into single
letters, which a search puts in a row again.
"""

import re
from collections.abc import Iterator

from geomap.incidents.incident import Incident

_UNSPACED = re.compile(
    r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff])"
)
_ASKED = re.compile(r'"([^"]*)"|(\S+)')


def words_of(incident: Incident) -> str:
    """All that an incident can be found by: titles, quotes, sources, places, actors."""
    found = dict.fromkeys(word for word in _texts(incident) if word)
    return _spaced("\n".join(found))


def full_text_query(asked: str) -> str:
    """The user's words in the index's language, all of them wanted, nothing an operator.

    A stretch between double quotes is looked for in a row; `*` after a word finds its beginnings.
    """
    return " ".join(filter(None, (_term(*found.groups()) for found in _ASKED.finditer(asked))))


def _texts(incident: Incident) -> Iterator[str | None]:
    for evidence in incident.evidence:
        yield from (evidence.title, evidence.quote, evidence.source)
    yield from (incident.place_name, incident.place_text)
    yield from (incident.admin2, incident.admin1, incident.country)
    yield from (incident.actor1, incident.actor2)


def _term(phrase: str | None, word: str | None) -> str:
    text = phrase if phrase is not None else (word or "").rstrip("*")
    text = _spaced(text.replace('"', " ").replace("\0", " ")).strip()
    if not any(map(str.isalnum, text)):
        return ""  # a word without a letter would find nothing at all
    return f'"{text}"{"*" if word and word.endswith("*") else ""}'


def _spaced(text: str) -> str:
    return _UNSPACED.sub(r" \1 ", text)
