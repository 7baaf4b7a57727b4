"""Each document of a run once, under a name of its own."""

import hashlib
from dataclasses import replace

from geomap.sources.problem import Duplicate, Remark
from geomap.text.document import Document, words_alone

_DIGEST = 16  # bytes; a million documents take some 200 MB with their names
_SHORT = 200  # characters; below that two articles may say the same under other headlines


class Names:
    """Names that are taken in this run."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """The wanted name, with a number behind it when another has it already."""
        name = wanted
        while name in self._taken:
            self._taken[wanted] += 1
            name = f"{wanted}-{self._taken[wanted]}"
        self._taken[name] = 1
        return name


class Once:
    """What the documents of this run have said so far, as digests."""

    def __init__(self) -> None:
        self._names = Names()
        self._said: dict[bytes, str] = {}

    def named(self, document: Document) -> tuple[Document | Duplicate, Remark | None]:
        """The document under a free name, or the one that said the same before."""
        wanted = readable(document.id)
        digest = _digest(document)
        if digest in self._said:
            return Duplicate(wanted, self._said[digest], document.content_hash), None
        name = self._names.take(wanted)
        self._said[digest] = name
        remark = Remark(name, f"another article is called {wanted} already")
        return replace(document, id=name), remark if name != wanted else None

    def reserve(self, wanted: str) -> None:
        """Keep the name of a document that is not read again."""
        self._names.take(readable(wanted))


def readable(name: str) -> str:
    """A name that every export can hold; file names may contain bytes that are no UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _digest(document: Document) -> bytes:
    """Of the text, however it is spaced or composed, and of its day."""
    text = words_alone(document.text)
    title = (document.title or "") if len(text) < _SHORT else ""
    said = f"{document.published}\n{title}\n{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=_DIGEST).digest()
